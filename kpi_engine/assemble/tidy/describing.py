"""What describes the indicator and the period of each tidy row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.assemble.section.selection import sections_listing
from kpi_engine.assemble.tidy.distinct import distinct_keys
from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen

# Distinct texts, and which of them each row holds.
_Texts = tuple[list[str], NDArray[np.integer[Any]]]
_Rows = NDArray[np.integer[Any]]


@frozen
class Place:
    """The level of each area, and the sections of the scorecard; None where rows do not name them."""

    levels: Mapping[str, str]
    sections: Sequence[Section] | None = None


def describing_texts(ratings: Ratings, rows: _Rows, place: Place, *, outturns: bool) -> dict[str, _Texts]:
    """The texts of DESCRIBING_COLUMNS for some rows; an outturn's period is a year."""
    indicators, code = ratings.indicators, ratings.observations.code[rows]
    return {
        "name": ([each.name for each in indicators], code),
        "unit": ([each.unit for each in indicators], code),
        "decimals": ([str(each.decimals) for each in indicators], code),
        "frequency": ([each.frequency.value for each in indicators], code),
        "service": ([each.service for each in indicators], code),
        "owner": ([each.owner for each in indicators], code),
        "theme": ([each.theme for each in indicators], code),
        "priority": ([each.priority for each in indicators], code),
        "section": _sections(ratings, rows, place),
        **_days(ratings, rows, outturns=outturns),
    }


def _sections(ratings: Ratings, rows: _Rows, place: Place) -> _Texts:
    """The sections that list an indicator for areas of a level: one look at each pair of the two."""
    observations = ratings.observations
    levels = [place.levels.get(name, "") for name in observations.areas]
    known = list(dict.fromkeys(levels))
    level_of = np.array([known.index(level) for level in levels], dtype=np.int64)
    count = max(len(known), 1)
    keys = observations.code[rows].astype(np.int64) * count + level_of[observations.area[rows]]
    distinct, positions = distinct_keys(keys)
    texts = [
        ";".join(
            sections_listing(place.sections or (), ratings.indicators[key // count].code, known[key % count])
        )
        for key in distinct
    ]
    return texts, positions


def _days(ratings: Ratings, rows: _Rows, *, outturns: bool) -> dict[str, _Texts]:
    calendars = [each.calendar.yearly if outturns else each.calendar for each in ratings.indicators]
    kinds = list(dict.fromkeys(calendars))
    kind_of = np.array([kinds.index(calendar) for calendar in calendars], dtype=np.int64)
    count = max(len(kinds), 1)
    observations = ratings.observations
    keys = observations.period[rows] * count + kind_of[observations.code[rows]]
    distinct, positions = distinct_keys(keys)
    periods = [(kinds[key % count], key // count) for key in distinct]
    return {
        "period_start": ([day_label(calendar.first_day(period)) for calendar, period in periods], positions),
        "period_end": ([day_label(calendar.last_day(period)) for calendar, period in periods], positions),
    }
