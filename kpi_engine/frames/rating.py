"""``rate``: a frame of observations in, a frame of ratings out. Columns: docs/data.md and rated.py."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, overload

import pandas as pd

from kpi_engine.derive.doubts.disagreements import disagreements
from kpi_engine.derive.open_decimals import with_open_decimals
from kpi_engine.derive.targets.figure_targets import with_figure_targets
from kpi_engine.derive.targets.target_lookup import FiguresKnown
from kpi_engine.every_figure import every_figure
from kpi_engine.frames.arrow import ArrowFrame, as_given, pandas_of
from kpi_engine.frames.observations import read_frame
from kpi_engine.frames.rated import rated_frame
from kpi_engine.frames.table import header_of, text_table
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Precision
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Location, Severity, errors_in
from kpi_engine.model.wording import shown
from kpi_engine.rate.kernel import prepare
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.csv.period_readings import why_not_a_month
from kpi_engine.read.csv.periods import parse_month
from kpi_engine.read.data.areas import areas_of
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.validate.data.observations import validate_observations
from kpi_engine.validate.data.repeats import without_repeats
from kpi_engine.validate.definitions import validate_definitions

_AREAS = "areas"
_AREA_COLUMNS = ColumnNames(("area", "parent", "level"))


@overload
def rate(
    observations: pd.DataFrame,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | ArrowFrame | Sequence[Area],
    as_at: str | date | Month,
    precision: str = ...,
) -> pd.DataFrame: ...


@overload
def rate(
    observations: ArrowFrame,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | ArrowFrame | Sequence[Area],
    as_at: str | date | Month,
    precision: str = ...,
) -> Any: ...


def rate(
    observations: pd.DataFrame | ArrowFrame,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | ArrowFrame | Sequence[Area],
    as_at: str | date | Month,
    precision: str = "as_defined",
) -> Any:
    """Rate every row of a frame.

    Args:
        observations: a frame of pandas, polars or pyarrow, or any other with Arrow's interface. One row a
            figure: columns code, area, period, value and, where there are such, numerator, denominator,
            status. Labels are texts or categories; numbers are floats, integers, Decimals or texts. A float
            means the shortest decimal that reads back as it: 0.1 is a tenth.
        indicators: their definitions, or the path of a definition file or of a folder of them.
        areas: a frame with the columns area, parent, level (one row a parent), or the areas themselves.
        as_at: the month of the figures, as ``2024-08``, a date in it, or a Month; a later period is an error.
        precision: ``as_printed`` where the decimals of a value are information (texts and Decimals only);
            ``as_defined`` rounds values to the decimals of their indicator.

    Returns:
        A frame of pandas or of polars where one was given, else a table of pyarrow. One row a row of
        ``observations``, in their order and, in pandas, with their index (of rows that repeat each other, the
        first), with the columns of the tidy ratings; see rated.py for their types. After them come rows for
        figures that definitions say how to make and that are not given: in pandas their labels are the
        next numbers, or missing where the index has others than whole numbers.

    Raises:
        InputError: with everything that is wrong with the input, by row. What is only worth telling is
            given as a UserWarning.
        ImportError: a frame is not of pandas, and pyarrow is not installed.
        TypeError: ``observations`` is no frame.
        ValueError: ``precision`` is neither of the two.
    """
    known = known_input(indicators, areas, as_at)
    frame, issues = rated_with_warnings(pandas_of(observations), known, Precision(precision))
    if issues:
        warnings.warn("\n".join(str(issue) for issue in issues), stacklevel=2)
    return as_given(frame, observations)


@frozen
class Known:
    """What figures are rated by: definitions, areas and the month, with warnings about them (``issues``)."""

    indicators: Sequence[Indicator]
    areas: Sequence[Area]
    as_at: Month
    issues: tuple[Issue, ...]


def known_input(
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | ArrowFrame | Sequence[Area],
    as_at: str | date | Month,
) -> Known:
    """What ``rate`` is given besides the figures, read and checked.

    Raises:
        InputError: with everything that is wrong with it.
    """
    month, issues = _month(as_at)
    definitions, definition_issues = _definitions(indicators)
    known_areas, area_issues = _areas(areas)
    issues += definition_issues + area_issues
    if month is None or errors_in(issues):
        raise InputError(issues)
    return Known(definitions, known_areas, month, issues)


def rated_with_warnings(
    observations: pd.DataFrame, known: Known, precision: Precision
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """The frame that ``rate`` returns, and what is only worth telling.

    Raises:
        InputError: with everything that is wrong with the figures, by row.
    """
    rows, issues = read_frame(observations, known.indicators, known.areas, known.as_at, precision)
    issues = known.issues + issues
    if rows is None or errors_in(issues):
        raise InputError(issues)
    definitions, decimal_issues = with_open_decimals(known.indicators, (rows,))
    issues += (*decimal_issues, *validate_observations(rows, definitions).issues)
    if errors_in(issues):
        raise InputError(issues)
    index = observations.index
    if issues:
        rows = without_repeats(rows)
        index = index[rows.line - 1]
    derived = every_figure(rows, definitions, known.areas, known.as_at)
    issues += disagreements(
        derived.observations,
        derived.recomputed,
        definitions,
        again=lambda given: every_figure(given, definitions, known.areas, known.as_at).recomputed,
    )
    index = _continued(index, len(derived.observations))
    definitions = with_figure_targets(definitions, FiguresKnown(derived.observations), known.areas)
    return rated_frame(prepare(derived.observations, definitions, known.areas), known.areas, index), issues


def _continued(index: pd.Index, size: int) -> pd.Index:
    """The index with labels for rows that were computed: the numbers after the highest, or missing labels."""
    more = size - len(index)
    if not more:
        return index
    if pd.api.types.is_integer_dtype(index.dtype):
        first = int(index.max()) + 1 if len(index) else 0
        return index.append(pd.RangeIndex(first, first + more))
    return index.append(pd.Index([pd.NA] * more, dtype=object))


def _month(as_at: str | date | Month) -> tuple[Month | None, tuple[Issue, ...]]:
    if isinstance(as_at, Month):
        return as_at, ()
    if isinstance(as_at, date):
        return Month(as_at.year, as_at.month), ()
    month = parse_month(as_at)
    if month is not None:
        return month, ()
    what = f"{shown(as_at)} {why_not_a_month(as_at)}"
    return None, (Issue(Severity.ERROR, Location("as_at"), what, "write a month such as 2024-08"),)


def _definitions(
    indicators: Sequence[Indicator] | str | Path,
) -> tuple[Sequence[Indicator], tuple[Issue, ...]]:
    if not isinstance(indicators, str | Path):
        return indicators, ()
    path = Path(indicators)
    definitions, issues = read_definitions([path], path if path.is_dir() else path.parent)
    return definitions, issues + validate_definitions(definitions, not errors_in(issues))


def _areas(
    areas: pd.DataFrame | ArrowFrame | Sequence[Area],
) -> tuple[Sequence[Area], tuple[Issue, ...]]:
    if isinstance(areas, Sequence):
        return areas, ()
    frame = pandas_of(areas)
    issues = header_of(frame, _AREAS, _AREA_COLUMNS)
    if errors_in(issues):
        return (), issues
    table, word_issues = with_sound_words(text_table(frame, _AREAS), _AREA_COLUMNS)
    found, row_issues = areas_of(table)
    return found, (*issues, *word_issues, *row_issues)
