"""What describes the indicator and the period of each tidy row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from kpi_engine.assemble.section.selection import sections_listing
from kpi_engine.assemble.tidy.by_code import numbered
from kpi_engine.assemble.tidy.distinct import Texts, Words
from kpi_engine.assemble.tidy.further import TidySource
from kpi_engine.model.arrays.observation import Rows
from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen


@frozen
class Place:
    """The level of each area, and the sections of the scorecard; None where rows do not name them."""

    levels: Mapping[str, str]
    sections: Sequence[Section] | None = None


def describing_texts(source: TidySource, rows: Rows, place: Place, texts: Texts) -> dict[str, Words]:
    """The texts of DESCRIBING_COLUMNS for some rows; an outturn's period is a year."""
    ratings = source.ratings
    indicators, code = ratings.indicators, ratings.observations.code[rows]
    of_indicator: Mapping[str, Callable[[Indicator], str]] = {
        "name": lambda each: each.name,
        "unit": lambda each: each.unit,
        "decimals": lambda each: str(each.decimals),
        "frequency": lambda each: each.frequency.value,
        "service": lambda each: each.service,
        "owner": lambda each: each.owner,
        "theme": lambda each: each.theme,
        "priority": lambda each: each.priority,
    }
    return {
        **{
            name: texts.listed(name, code, partial(map, text_of, indicators))
            for name, text_of in of_indicator.items()
        },
        "section": _sections(ratings, rows, place, texts),
        **_days(source, rows, texts),
    }


def _sections(ratings: Ratings, rows: Rows, place: Place, texts: Texts) -> Words:
    """The sections that list an indicator for areas of a level: one look at each pair of the two."""
    observations = ratings.observations
    levels = numbered(place.levels.get(name, "") for name in observations.areas)
    known, count = levels.items, levels.count
    keys = observations.code[rows].astype(np.int64) * count
    keys += levels.of_entry[observations.area[rows]]
    return texts.of(
        "section",
        keys,
        lambda key: ";".join(
            sections_listing(place.sections or (), ratings.indicators[key // count].code, known[key % count])
        ),
    )


def _days(source: TidySource, rows: Rows, texts: Texts) -> dict[str, Words]:
    calendars, observations = source.by_code.calendars, source.ratings.observations
    kinds, count = calendars.items, calendars.count
    keys = observations.period[rows] * count
    if count > 1:
        keys += calendars.of_entry[observations.code[rows]]
    return texts.several(
        "days",
        keys,
        {
            "period_start": lambda key: day_label(kinds[key % count].first_day(key // count)),
            "period_end": lambda key: day_label(kinds[key % count].last_day(key // count)),
        },
    )
