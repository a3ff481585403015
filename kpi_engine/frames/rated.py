"""Ratings as a frame: the tidy columns (model/tidy.py), typed.

==================================================================  =========================================
columns                                                             type
==================================================================  =========================================
code, area, level, period, kind, previous_period, polarity,         category
rated_on, threshold_from, floor_basis, bands, made
rag, direction_of_travel, number_direction                          category; missing where there is none
not_rated, no_direction                                             category: the reason; missing where none
                                                                    is owed
value, numerator, denominator, target, floor_standard, year_target, float64: the float nearest to the decimal
previous_value, distance_to_target, distance_to_floor, cohort,
change, percent_change, percent_of_target
carried_forward, strict                                             bool
==================================================================  =========================================

No RAG is missing without a ``not_rated``, no direction without a ``no_direction``. Periods are categories in
the order of time, RAGs in the order RED, AMBER, GREEN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray

from kpi_engine.assemble.tidy.further import OBSERVATION, further_groups, source_of
from kpi_engine.frames.label_columns import Columns, LabelColumns, ThresholdColumns, smallest_type
from kpi_engine.model.arrays.blocks import in_blocks
from kpi_engine.model.arrays.lookup import by_row, is_any
from kpi_engine.model.arrays.observation import ExactColumn, FloatArray
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.percent_of_target import has_percents_of_target, percents_of_target
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.worst import is_number, without_points
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS
from kpi_engine.rate.kernel import Rater

# An integer up to this, divided by a power of ten up to 10 ** 22, gives the float nearest to the decimal.
_MOST_EXACT = 1 << 53
_POWERS = np.array([10.0**exponent for exponent in range(23)])
# Where there are fewer numbers than one in so many rows, each is written by itself.
_ROWS_PER_NUMBER = 4


def rated_frame(rater: Rater, areas: Sequence[Area], index: pd.Index) -> pd.DataFrame:
    """One row an observation, n in all, with the columns of TIDY_COLUMNS; ``index`` has n labels.

    Rows are rated and written block by block: nothing but the frame itself is as long as it is.
    """
    labels = LabelColumns(rater, areas)
    thresholds = ThresholdColumns(rater.indicators)
    categories = labels.categories() | thresholds.categories()
    rows, observations = len(rater), rater.observations
    given = {
        "numerator": is_any(observations.numerator.present),
        "denominator": is_any(observations.denominator.present),
        "year_target": thresholds.has_year_targets,
        "change": _has_context(rater),
        "percent_change": _has_context(rater),
        "percent_of_target": has_percents_of_target(rater.indicators),
    }
    names = [*_ALWAYS_HELD, *(name for name, there in given.items() if there)]
    codes = _empty_columns({name: smallest_type(len(texts)) for name, texts in categories.items()}, rows)
    floats = _empty_columns(dict.fromkeys(names, np.float64), rows)
    columns = {**codes, **floats, **_empty_columns(dict.fromkeys(_FLAGS, np.bool_), rows)}
    told = is_number(rater.indicators)
    _write_value(
        rater.displayed if told.all() else rater.displayed.only(told[observations.code]), floats["value"]
    )

    def write(block: slice) -> None:
        ratings = without_points(rater.ratings(block))
        part = {name: column[block] for name, column in columns.items()}
        labels.write(ratings, part)
        thresholds.write(ratings, part)
        _write_numbers(ratings, part, floats["value"])

    in_blocks(write, rows)
    # Columns that are the same are held once, till one of them is written to.
    held = {name: pd.Series(floats[name], index=index, copy=False) for name in (_NO_NUMBERS, *names)}
    shared = {name: held[name if there else _NO_NUMBERS] for name, there in given.items()}
    whole = {
        **columns,
        **{name: _category(texts, codes[name]) for name, texts in categories.items()},
        **shared,
        "cohort": shared["denominator"],
    }
    made = {**{name: whole[name] for name in TIDY_COLUMNS}, **_further(rater)}
    return pd.DataFrame(made, index=index, copy=False)


def _further(rater: Rater) -> dict[str, Any]:
    """The columns that only some ratings have, from their texts."""
    # Of all that only some ratings have, marks alone are in the rows themselves.
    marked = int(np.argmax(rater.observations.marks > 0)) if is_any(rater.observations.marks) else 0
    groups = tuple(further_groups(rater.ratings(slice(marked, marked + 1))))
    if not groups:
        return {}
    source = source_of(rater.ratings(slice(0, len(rater))), OBSERVATION)
    rows = np.arange(len(rater))
    return {
        name: _typed(group.columns[name].kind, *texts)
        for group in groups
        for name, texts in group.texts(source, rows).items()
    }


def _typed(kind: TidyKind, texts: Sequence[str], positions: NDArray[Any]) -> Any:
    """Texts of a column by row as pandas has them: categories, floats or booleans."""
    match kind:
        case TidyKind.TEXT:
            categories = [text for text in dict.fromkeys(texts) if text]
            place = {text: position for position, text in enumerate(categories)}
            codes = np.array([place.get(text, -1) for text in texts], np.int32)
            return _category(categories, codes[positions])
        case TidyKind.NUMBER:
            return np.array([float(text) if text else np.nan for text in texts], np.float64)[positions]
        case TidyKind.FLAG:
            return np.array([text == "true" for text in texts], np.bool_)[positions]
        case _:
            assert_never(kind)


_FLAGS = ("carried_forward", "strict")
# Stands for every column of numbers in which there is none.
_NO_NUMBERS = ""
_ALWAYS_HELD = (
    *(_NO_NUMBERS, "value", "target", "floor_standard", "previous_value"),
    *("distance_to_target", "distance_to_floor"),
)


def _has_context(rater: Rater) -> bool:
    """Whether some indicator is ever shown for context, so that the change of its number is shown."""
    return any(
        entry.polarity is Polarity.NONE for indicator in rater.indicators for entry in indicator.polarities
    )


def _empty_columns(kinds: Mapping[str, DTypeLike], rows: int) -> dict[str, NDArray[Any]]:
    """Columns without content. A type has one piece of memory, which the system hands out in large pages."""
    columns: dict[str, NDArray[Any]] = {}
    for kind in dict.fromkeys(kinds.values()):
        names = [name for name, own in kinds.items() if own == kind]
        columns |= zip(names, np.empty((len(names), rows), kind), strict=True)
    return columns


def _category(categories: Sequence[str], codes: NDArray[Any]) -> pd.Categorical[Any]:
    """A column of these categories, all different; a negative code means missing."""
    dtype = pd.CategoricalDtype(list(categories))
    column: pd.Categorical[Any] = pd.Categorical.from_codes(codes, dtype=dtype, validate=False)
    return column


def _write_value(displayed: ExactColumn, value: FloatArray) -> None:
    """The displayed values of all rows: others are compared with them."""

    def write(block: slice) -> None:
        part = displayed.take(block)
        _write_floats(part, value[block])

    in_blocks(write, len(displayed))


def _write_numbers(ratings: Ratings, part: Columns, value: FloatArray) -> None:
    """What some rows were made from, rated by and compared with; ``value`` is that column, of all rows."""
    rows = ratings.observations
    for name, numbers in (
        ("numerator", rows.numerator),
        ("denominator", rows.denominator),
        ("change", ratings.change),
        ("percent_change", ratings.percent_change),
    ):
        if name in part:
            _write_floats(numbers, part[name])
    if "percent_of_target" in part:
        _write_floats(percents_of_target(ratings), part["percent_of_target"])
    part[_NO_NUMBERS].fill(np.nan)
    _write_floats(ratings.margin_to_target, part["distance_to_target"])
    _write_floats(ratings.margin_to_floor, part["distance_to_floor"])
    value.take(ratings.previous, mode="clip", out=part["previous_value"])
    np.copyto(part["previous_value"], np.nan, where=ratings.previous < 0)
    part["carried_forward"][:] = ratings.carried_forward


def _write_floats(numbers: ExactColumn, floats: FloatArray) -> None:
    """The float nearest to each number, NaN where there is none."""
    if np.count_nonzero(numbers.present) * _ROWS_PER_NUMBER < len(floats):
        rows = np.flatnonzero(numbers.present)
        floats.fill(np.nan)
        floats[rows] = _nearest(numbers.take(rows))
    else:
        np.copyto(_nearest(numbers, floats), np.nan, where=~numbers.present)


def _nearest(numbers: ExactColumn, floats: FloatArray | None = None) -> FloatArray:
    """The floats, in ``floats`` if it is given; of a row without a number, any."""
    nearest: FloatArray = np.divide(numbers.mantissa, by_row(_POWERS, numbers.decimals), out=floats)
    if numbers.mantissa.max(initial=0) > _MOST_EXACT or numbers.mantissa.min(initial=0) < -_MOST_EXACT:
        for row in np.flatnonzero(np.abs(numbers.mantissa) > _MOST_EXACT).tolist():
            number = numbers.at(row)
            nearest[row] = np.nan if number is None else float(number)
    return nearest
