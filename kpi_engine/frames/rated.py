"""Ratings as a frame: the tidy columns (model/tidy.py), typed.

==================================================================  =========================================
columns                                                             type
==================================================================  =========================================
code, area, level, period, kind, previous_period, polarity,         category
rated_on, threshold_from, floor_basis, made
rag, direction_of_travel                                            category; missing where there is none
not_rated, no_direction                                             category: the reason; missing where none
                                                                    is owed
value, numerator, denominator, target, floor_standard, year_target, float64: the float nearest to the decimal
previous_value, distance_to_target, distance_to_floor, cohort
carried_forward                                                     bool
==================================================================  =========================================

No RAG is missing without a ``not_rated``, no direction without a ``no_direction``. Periods are categories in
the order of time, RAGs in the order RED, AMBER, GREEN.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kpi_engine.frames.label_columns import Columns, LabelColumns, ThresholdColumns, smallest_type
from kpi_engine.model.area import Area
from kpi_engine.model.blocks import in_blocks
from kpi_engine.model.lookup import by_row, is_any
from kpi_engine.model.observation import ExactColumn, FloatArray, Observations
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.tidy import TIDY_COLUMNS
from kpi_engine.rate.kernel import Rater

# An integer up to this, divided by a power of ten up to 10 ** 22, gives the float nearest to the decimal.
_MOST_EXACT = 1 << 53
_POWERS = np.array([10.0**exponent for exponent in range(23)])


def rated_frame(rater: Rater, areas: Sequence[Area], index: pd.Index) -> pd.DataFrame:
    """One row an observation, n in all, with the columns of TIDY_COLUMNS; ``index`` has n labels.

    Rows are rated and written block by block: nothing but the frame itself is as long as it is.
    """
    labels = LabelColumns(rater, areas)
    thresholds = ThresholdColumns(rater.indicators)
    categories = labels.categories() | thresholds.categories()
    rows = len(rater)
    codes = {name: np.empty(rows, smallest_type(len(texts))) for name, texts in categories.items()}
    floats = dict(zip(_FLOATS, np.empty((len(_FLOATS), rows)), strict=True))
    if thresholds.has_year_targets:
        floats["year_target"] = np.empty(rows)
    carried_forward = np.empty(rows, np.bool_)
    columns = {**codes, **floats, "carried_forward": carried_forward}
    in_blocks(lambda block: _write_floats(rater.displayed.take(block), floats["value"][block]), rows)

    def write(block: slice) -> None:
        ratings = rater.ratings(block)
        part = {name: column[block] for name, column in columns.items()}
        labels.write(ratings, part)
        thresholds.write(ratings, part)
        _write_numbers(ratings, part, floats["value"])
        part["carried_forward"][:] = ratings.carried_forward

    in_blocks(write, rows)
    whole = {
        **{name: _category(texts, codes[name]) for name, texts in categories.items()},
        "year_target": np.nan,
        **floats,
        "carried_forward": carried_forward,
        **_parts(rater.observations, index),
    }
    return pd.DataFrame({name: whole[name] for name in TIDY_COLUMNS}, index=index, copy=False)


_FLOATS = ("value", "target", "floor_standard", "previous_value", "distance_to_target", "distance_to_floor")


def _parts(observations: Observations, index: pd.Index) -> dict[str, pd.Series]:
    """Numerator, denominator and cohort. Columns that are the same are held once, till one is written to."""
    numerator = denominator = _float_column(observations.numerator, index)
    if is_any(observations.numerator.present) or is_any(observations.denominator.present):
        denominator = _float_column(observations.denominator, index)
    return {"numerator": numerator, "denominator": denominator, "cohort": denominator}


def _float_column(numbers: ExactColumn, index: pd.Index) -> pd.Series:
    floats = np.empty(len(numbers))
    in_blocks(lambda block: _write_floats(numbers.take(block), floats[block]), len(numbers))
    return pd.Series(floats, index=index, copy=False)


def _category(categories: Sequence[str], codes: NDArray[Any]) -> pd.Categorical[Any]:
    """A column of these categories, all different; a negative code: missing."""
    dtype = pd.CategoricalDtype(list(categories))
    column: pd.Categorical[Any] = pd.Categorical.from_codes(codes, dtype=dtype, validate=False)
    return column


def _write_numbers(ratings: Ratings, part: Columns, value: FloatArray) -> None:
    """The columns of numbers that are rated by or compared with; ``value`` is that column, of all rows."""
    _write_floats(ratings.margin_to_target, part["distance_to_target"])
    _write_floats(ratings.margin_to_floor, part["distance_to_floor"])
    if len(value):
        value.take(ratings.previous, mode="clip", out=part["previous_value"])
        np.copyto(part["previous_value"], np.nan, where=ratings.previous < 0)


def _write_floats(numbers: ExactColumn, floats: FloatArray) -> None:
    """The float nearest to each number, NaN where there is none."""
    if not is_any(numbers.present):
        floats.fill(np.nan)
        return
    floats[:] = numbers.mantissa
    floats /= by_row(_POWERS, numbers.decimals)
    np.copyto(floats, np.nan, where=~numbers.present)
    if numbers.mantissa.max() > _MOST_EXACT or numbers.mantissa.min() < -_MOST_EXACT:
        for row in np.flatnonzero(np.abs(numbers.mantissa) > _MOST_EXACT).tolist():
            number = numbers.at(row)
            floats[row] = np.nan if number is None else float(number)
