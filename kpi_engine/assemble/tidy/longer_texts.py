"""The texts of the second, longer arrow of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.assemble.tidy.distinct import texts_of_numbers
from kpi_engine.model.arrays.lookup import numbers_at
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import Coded, DirectionOfTravel, NoDirection
from kpi_engine.model.figures.ratings import LongerTerm, Ratings

_Texts = tuple[Sequence[str], NDArray[np.integer[Any]]]
_Rows = NDArray[np.integer[Any]]


def longer_texts(ratings: Ratings, rows: _Rows) -> Mapping[str, _Texts]:
    """The columns of LONGER_COLUMNS; empty in rows whose indicator has no second arrow."""
    longer = ratings.longer
    nothing: _Texts = ([""], np.zeros(len(rows), np.int32))
    if longer is None:  # outturns are compared with nothing
        names = ("longer_period", "longer_value", "longer_direction", "no_longer_direction")
        return dict.fromkeys(names, nothing)
    has = np.array([each.compare_also is not None for each in ratings.indicators], np.bool_)
    there: BoolArray = has[ratings.observations.code[rows]]
    previous = np.where(there, longer.previous[rows], -1).astype(np.int32)
    values = numbers_at(ratings.displayed, previous) if len(ratings) else ratings.displayed
    return {
        "longer_period": _periods(ratings, longer, rows, there),
        "longer_value": texts_of_numbers(values),
        "longer_direction": (_values(DirectionOfTravel), np.where(there, longer.direction[rows], 0)),
        "no_longer_direction": (_values(NoDirection), np.where(there, longer.no_direction[rows], 0)),
    }


def _periods(ratings: Ratings, longer: LongerTerm, rows: _Rows, there: BoolArray) -> _Texts:
    keys = list(
        zip(
            ratings.observations.code[rows].tolist(),
            longer.period[rows].tolist(),
            (there & longer.has_comparison[rows]).tolist(),
            strict=True,
        )
    )
    distinct = list(dict.fromkeys(keys))
    place = {key: position for position, key in enumerate(distinct)}
    labels = [
        period_label(ratings.indicators[code].calendar, period) if told else ""
        for code, period, told in distinct
    ]
    return labels, np.array([place[key] for key in keys], np.int32)


def _values(members: type[Coded]) -> list[str]:
    return [str(member.value) for member in members]
