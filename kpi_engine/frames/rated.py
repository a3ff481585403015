"""Ratings as a frame: the tidy columns (model/tidy.py), typed.

==================================================================  =========================================
columns                                                             type
==================================================================  =========================================
code, area, level, period, kind, previous_period, polarity,         category
rated_on, threshold_from, floor_basis
rag, direction_of_travel                                            category; missing where there is none
not_rated, no_direction                                             category: the reason; missing where none
                                                                    is owed
value, numerator, denominator, target, floor_standard,              float64: the float nearest to the decimal
previous_value, distance_to_target, distance_to_floor, cohort
carried_forward                                                     bool
==================================================================  =========================================

No RAG is missing without a ``not_rated``, no direction without a ``no_direction``. Periods are categories in
the order of time, RAGs in the order RED, AMBER, GREEN.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kpi_engine.model.area import Area
from kpi_engine.model.blocks import in_blocks
from kpi_engine.model.indicator import FloorAndTarget, Threshold
from kpi_engine.model.judgement import Coded, DirectionOfTravel, NoDirection, NotRated, Polarity, Rag
from kpi_engine.model.lookup import by_row, collapsed, numbers_at
from kpi_engine.model.observation import (
    BoolArray,
    ExactColumn,
    FloatArray,
    IndexArray,
    IntArray,
)
from kpi_engine.model.period import period_label
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.tidy import TIDY_COLUMNS

_OBSERVATION = "observation"
# An integer up to this, divided by a power of ten up to 10 ** 22, gives the float nearest to the decimal.
_MOST_EXACT = 1 << 53
# By decimals + 1; by 0, for a number that is not there, NaN.
_DIVISORS = np.array([np.nan, *(10.0**exponent for exponent in range(23))])
_NO_LABEL = -1

_Positions: TypeAlias = NDArray[Any]


def rated_frame(ratings: Ratings, areas: Sequence[Area], index: pd.Index) -> pd.DataFrame:
    """One row an observation, n in all, with the columns of TIDY_COLUMNS; ``index`` has n labels."""
    observations = ratings.observations
    level_of = {area.name: area.level for area in areas}
    columns = {
        "code": _category(observations.codes, observations.code),
        "area": _category(observations.areas, observations.area),
        "level": _labels([level_of[name] for name in observations.areas], observations.area),
        "kind": _category([_OBSERVATION], np.zeros(len(ratings), np.int8)),
        "value": _floats(ratings.displayed),
        "numerator": _floats(observations.numerator),
        "denominator": _floats(observations.denominator),
        "cohort": _floats(observations.denominator),
        "rag": _reasons(Rag, ratings.rag),
        "not_rated": _reasons(NotRated, ratings.not_rated),
        "direction_of_travel": _reasons(DirectionOfTravel, ratings.direction),
        "no_direction": _reasons(NoDirection, ratings.no_direction),
        "polarity": _category([polarity.value for polarity in Polarity], ratings.polarity),
        "rated_on": _labels([i.rate_on.value for i in ratings.indicators], observations.code),
        "distance_to_target": _floats(ratings.margin_to_target),
        "distance_to_floor": _floats(ratings.margin_to_floor),
        "previous_value": _floats(ratings.displayed, ratings.previous),
        "carried_forward": ratings.carried_forward,
        "period": _period_labels(ratings, observations.period),
        "previous_period": _period_labels(ratings, ratings.previous_period, ratings.has_comparison),
        **_threshold_columns(ratings),
    }
    return pd.DataFrame({name: columns[name] for name in TIDY_COLUMNS}, index=index, copy=False)


def _category(categories: Sequence[str], positions: _Positions) -> pd.Categorical[Any]:
    """A column of these categories, all different; _NO_LABEL: missing."""
    dtype = pd.CategoricalDtype(list(categories))
    column: pd.Categorical[Any] = pd.Categorical.from_codes(positions, dtype=dtype, validate=False)
    return column


def _labels(label_of: Sequence[str], positions: _Positions) -> pd.Categorical[Any]:
    """A column of labels, some of which may be the same or empty (missing)."""
    categories = [label for label in dict.fromkeys(label_of) if label]
    place = {label: position for position, label in enumerate(categories)}
    small = np.array([place.get(label, _NO_LABEL) for label in label_of], _smallest_type(len(categories)))
    return _category(categories, by_row(collapsed(small), positions))


def _reasons(members: type[Coded], positions: _Positions) -> pd.Categorical[Any]:
    """A column of an enum whose first member means nothing."""
    return _category([str(member.value) for member in members][1:], positions - np.int8(1))


def _smallest_type(count: int) -> type[np.signedinteger[Any]]:
    return np.int8 if count < 128 else np.int16 if count < 32768 else np.int32


def _floats(numbers: ExactColumn, rows: IndexArray | None = None) -> FloatArray:
    """The float nearest to each number, NaN where there is none; of ``rows`` (negative: none) where given."""
    size = len(numbers) if rows is None else len(rows)
    if not numbers.present.any():
        return np.full(size, np.nan)
    floats = np.empty(size, np.float64)

    def convert(block: slice) -> None:
        chosen = numbers.take(block) if rows is None else numbers_at(numbers, rows[block])
        divisor = _DIVISORS.take((chosen.decimals + 1) * chosen.present)
        np.divide(chosen.mantissa, divisor, out=floats[block])
        if chosen.mantissa.max() > _MOST_EXACT or chosen.mantissa.min() < -_MOST_EXACT:
            for row in np.flatnonzero(np.abs(chosen.mantissa) > _MOST_EXACT).tolist():
                floats[block.start + row] = np.nan if (number := chosen.at(row)) is None else float(number)

    in_blocks(convert, size)
    return floats


def _period_labels(ratings: Ratings, period: IntArray, there: BoolArray | None = None) -> pd.Categorical[Any]:
    """Canonical labels, in the order of time; missing where not ``there``."""
    code = ratings.observations.code
    if there is not None and there.all():
        there = None
    frequency_of_code = [indicator.frequency for indicator in ratings.indicators]
    labels: list[str] = []
    shift = np.zeros(len(frequency_of_code), np.int64)
    for frequency in dict.fromkeys(frequency_of_code):
        of_frequency = np.array([other is frequency for other in frequency_of_code], np.bool_)
        rows = there if of_frequency.all() else of_frequency.take(code) & (True if there is None else there)
        periods = period if rows is None else period[rows]
        if len(periods):
            first, last = int(periods.min()), int(periods.max())
            shift[of_frequency] = len(labels) - first
            labels += [period_label(frequency, ordinal) for ordinal in range(first, last + 1)]
    positions = np.empty(len(period), _smallest_type(len(labels)))
    np.add(period, by_row(collapsed(shift), code), out=positions, casting="unsafe")
    if there is not None:
        positions[~there] = _NO_LABEL
    return _category(labels, positions)


def _threshold_columns(ratings: Ratings) -> dict[str, FloatArray | pd.Categorical[Any]]:
    """What each row was rated by; each threshold is looked at once."""
    thresholds: list[Threshold | None] = []
    start = np.zeros(len(ratings.indicators), np.int64)
    for code, indicator in enumerate(ratings.indicators):
        start[code] = len(thresholds) + 1
        thresholds += [None, *indicator.thresholds]
    place = by_row(start, ratings.observations.code) + ratings.threshold
    targets = [None if held is None else held.rule.target for held in thresholds]
    return {
        "target": by_row(_standards(targets), place),
        "floor_standard": by_row(_standards([_floor_standard(held) for held in thresholds]), place),
        "threshold_from": _labels(["" if held is None else held.from_label for held in thresholds], place),
        "floor_basis": _labels([_floor_basis(held) for held in thresholds], place),
    }


def _floor_standard(threshold: Threshold | None) -> Decimal | None:
    rule = None if threshold is None else threshold.rule
    return rule.floor_standard if isinstance(rule, FloorAndTarget) else None


def _floor_basis(threshold: Threshold | None) -> str:
    basis = None if threshold is None else threshold.floor_basis
    return "" if basis is None else basis.value


def _standards(numbers: Sequence[Decimal | None]) -> FloatArray:
    return np.array([np.nan if number is None else float(number) for number in numbers], np.float64)
