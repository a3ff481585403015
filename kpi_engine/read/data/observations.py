"""Observations and outturns: CSV files → columns of exact numbers, with every problem at its line.

Columns and marks: docs/data.md. Nothing is repaired: a row whose code, area or period cannot be read is left
out with its issue; a row whose figure cannot be read stays, and has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from kpi_engine.model.arrays.observation import ExactColumn, Observations, joined
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.scorecard import FileSource, Precision
from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import InputName
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.csv.marked_texts import NOTE_REMEDY
from kpi_engine.read.csv.number_columns import NumberColumn, read_number_column
from kpi_engine.read.csv.number_reasons import unreadable
from kpi_engine.read.csv.numbers import NumberStyle
from kpi_engine.read.csv.row_labels import Labels, PeriodRules, period_rules, read_labels, read_periods
from kpi_engine.read.csv.row_problems import RowProblems
from kpi_engine.read.data.fractions import as_supplied
from kpi_engine.read.data.observation_status import read_status
from kpi_engine.read.data.worded_values import with_numbers_for_words
from kpi_engine.read.sheets.read_tables import TableReader, read_tables

AREA = "area"
_MOST_FILES = int(np.iinfo(np.int16).max)  # Observations.source numbers the files and sheets


@frozen
class _Layout:
    """The columns of a kind of file, and by which calendar its periods are for an indicator."""

    names: ColumnNames
    period_column: str
    calendar_of: Callable[[Indicator], Calendar]


def _names(*required: str, optional: tuple[str, ...]) -> ColumnNames:
    return ColumnNames(required, optional, looked_up=(*required, *optional))


OBSERVATION_NAMES = _names("code", "area", "period", "value", optional=("numerator", "denominator", "status"))
OUTTURN_NAMES = _names("code", "area", "year", "value", optional=("status",))
_OBSERVATIONS = _Layout(OBSERVATION_NAMES, "period", lambda indicator: indicator.calendar)
_OUTTURNS = _Layout(OUTTURN_NAMES, "year", lambda indicator: indicator.calendar.yearly)


def read_observations(
    sources: Sequence[FileSource],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    reader: TableReader = read_tables,
) -> tuple[Observations, tuple[Issue, ...]]:
    """Read observation files; ``codes`` and ``areas`` of the result are as given, in their order.

    Rows are in the order of the files. A period that starts after ``as_at`` is an error.
    """
    return _read(sources, indicators, areas, as_at, layout=_OBSERVATIONS, reader=reader)


def read_outturns(
    sources: Sequence[FileSource],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    reader: TableReader = read_tables,
) -> tuple[Observations, tuple[Issue, ...]]:
    """Read files of final figures of years: as ``read_observations``, with the start year as the period."""
    return _read(sources, indicators, areas, as_at, layout=_OUTTURNS, reader=reader)


def _read(
    sources: Sequence[FileSource],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    *,
    layout: _Layout,
    reader: TableReader,
) -> tuple[Observations, tuple[Issue, ...]]:
    rules = period_rules(map(layout.calendar_of, indicators), as_at, layout.period_column)
    names = names_for(layout.names, areas)
    nothing = _no_observations(
        tuple(indicator.code for indicator in indicators), tuple(area.name for area in areas)
    )
    parts: list[Observations] = []
    inputs: list[InputName] = []
    issues: list[Issue] = []
    for source in sources:
        tables, table_issues = reader(source, names)
        issues.extend(table_issues)
        for table in map(partial(with_the_area, areas=areas), tables):
            inputs.append(table.file)
            if len(inputs) > _MOST_FILES:
                continue
            labels = read_labels(
                table, nothing.codes, nothing.areas, [indicator.name for indicator in indicators]
            )
            by_source = replace(rules, dates=source.dates)
            rows, row_issues = _read_rows(
                table, source, len(parts), by_source, nothing, labels=labels, indicators=indicators
            )
            parts.append(rows)
            issues.extend(row_issues)
    if len(inputs) > _MOST_FILES:
        issues.append(_too_many_files(sources, len(inputs)))
    read = replace(joined(parts or [nothing]), files=tuple(inputs[:_MOST_FILES]))
    return as_supplied(read, indicators), tuple(issues)


def names_for(names: ColumnNames, areas: Sequence[Area]) -> ColumnNames:
    """Where there is one area only, its name may be left out."""
    if len(areas) != 1:
        return names
    required = tuple(name for name in names.required if name != AREA)
    return replace(names, required=required, optional=(AREA, *names.optional))


def with_the_area(table: CsvTable, areas: Sequence[Area]) -> CsvTable:
    """The table with the name of the only area in each row, where it has no column of areas."""
    if AREA in table.columns or len(areas) != 1:
        return table
    column = TextColumn((areas[0].name,), np.zeros(len(table), np.int32))
    return replace(table, columns={**table.columns, AREA: column})


def _read_rows(
    table: CsvTable,
    source: FileSource,
    position: int,
    rules: PeriodRules,
    nothing: Observations,
    *,
    labels: Labels,
    indicators: Sequence[Indicator],
) -> tuple[Observations, tuple[Issue, ...]]:
    """The rows of one file whose place is known; ``nothing`` holds the labels that they index."""
    problems = labels.problems
    period = read_periods(table.column(rules.noun), labels.code, rules, problems)
    # A row whose place is known stays where its figure cannot be used: whatever it is missed in says why.
    placed = problems.sound
    style = NumberStyle(source.thousands_separator, source.percent_sign)
    part_style = NumberStyle(source.thousands_separator)
    table = with_numbers_for_words(table, ("value",), labels.code, indicators, problems)
    value = read_numbers(table, "value", style, problems)
    numerator = read_numbers(table, "numerator", part_style, problems)
    denominator = read_numbers(table, "denominator", part_style, problems)
    status = read_status(table.column("status"), value, numerator, denominator, problems)
    size = len(table)
    rows = Observations(
        codes=nothing.codes,
        areas=nothing.areas,
        files=nothing.files,
        code=labels.code,
        area=labels.area,
        period=period,
        value=value.numbers,
        numerator=status.published(numerator.numbers),
        denominator=status.published(denominator.numbers),
        missing=status.missing,
        carried_forward=status.carried_forward,
        is_new=status.is_new,
        as_printed=np.broadcast_to(np.bool_(source.precision is Precision.AS_PRINTED), size),
        parts_rounded_to=np.broadcast_to(np.int32(source.parts_rounded_to), size),
        marks=status.marks,
        line=table.line,
        source=np.broadcast_to(np.int16(position), size),
        origin=np.broadcast_to(np.int8(Origin.SUPPLIED.code), size),
    )
    rows = rows.without_numbers(placed & ~problems.sound, Missing.UNUSABLE.code)
    return rows if placed.all() else rows.take(placed), problems.issues()


def read_numbers(table: CsvTable, name: str, style: NumberStyle, problems: RowProblems) -> NumberColumn:
    """The numbers of a column; what is neither a number nor a mark is added to ``problems``."""
    column = read_number_column(table.column(name), style)

    def explain(position: int) -> tuple[str, str]:
        problem = column.problems[position]
        remedy = (problem.in_sheet if table.cells else "") or problem.remedy
        return unreadable(name, column.text.texts[position], problem.reason), remedy

    problems.add_errors(column.unreadable, column.text.index, explain, name)
    problems.add_warning(
        column.has_note,
        f"the {name} has the marker of a note behind it, such as [note 5], which was left out",
        NOTE_REMEDY,
        name,
    )
    problems.add_warning(
        column.typographic_minus,
        f"the {name} is written with a typographic minus sign (U+2212), which was read as a minus",
        "write a plain minus: -",
        name,
    )
    return column


def _no_observations(codes: tuple[str, ...], areas: tuple[str, ...]) -> Observations:
    numbers = ExactColumn(np.zeros(0, np.int64), np.zeros(0, np.int8), np.zeros(0, np.bool_))
    return Observations(
        codes=codes,
        areas=areas,
        files=(),
        code=np.zeros(0, np.int32),
        area=np.zeros(0, np.int32),
        period=np.zeros(0, np.int64),
        value=numbers,
        numerator=numbers,
        denominator=numbers,
        missing=np.zeros(0, np.int8),
        carried_forward=np.zeros(0, np.bool_),
        is_new=np.zeros(0, np.bool_),
        as_printed=np.zeros(0, np.bool_),
        parts_rounded_to=np.zeros(0, np.int32),
        marks=np.zeros(0, np.int8),
        line=np.zeros(0, np.int32),
        source=np.zeros(0, np.int16),
        origin=np.zeros(0, np.int8),
    )


def _too_many_files(sources: Sequence[FileSource], number: int) -> Issue:
    return error(
        sources[-1].location,
        f"there are {number} files or sheets of one kind; at most {_MOST_FILES} can be read",
        "join some of them",
    )
