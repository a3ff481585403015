"""A scorecard as printed: a CSV file with one row for each indicator, area and section.

The columns are in ``COLUMNS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TypeVar

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue
from kpi_engine.model.outputs.audit import PrintedField
from kpi_engine.model.outputs.printed import NOT_PRINTED, PrintedFigure, PrintedNumber
from kpi_engine.model.wording import joined
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.csv.number_reasons import unreadable
from kpi_engine.read.csv.numbers import NumberStyle
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.csv.row_labels import period_rules, read_labels, read_periods
from kpi_engine.read.csv.row_problems import RowProblems
from kpi_engine.read.data.printed_cells import ILLEGIBLE, Refused, number_of, read_cells
from kpi_engine.read.data.printed_history import read_history
from kpi_engine.read.data.worded_values import with_numbers_for_words
from kpi_engine.read.sheets.read_tables import read_tables

_T = TypeVar("_T")

COLUMNS = ColumnNames(
    required=(
        "code",
        "area",
        "section",
        "polarity",
        "data_period",
        "period",
        "value",
        "target",
        "rag",
        "dot",
    ),
    optional=(
        "numerator",
        "denominator",
        "percent_of_target",
        "outturn_year",
        "outturn",
        "outturn_target",
        "outturn_rag",
        "percent_change",
    ),
    periods=True,
)
_CELLS = tuple(field for field in PrintedField if field.value in (*COLUMNS.required, *COLUMNS.optional))
_BEATEN = re.compile(r"([<>]=?|[≤≥])[ \u00a0]?(.*)")
_POLARITIES: Mapping[str, Polarity | None] = {"": None} | {item.value: item for item in Polarity}
_DATA_PERIODS: Mapping[str, DataPeriod | None] = {"": None} | {item.value: item for item in DataPeriod}
_FALLS, _RISES = "↓▼", "↑▲"
_DIRECTIONS: Mapping[str, DirectionOfTravel] = {item.value: item for item in DirectionOfTravel} | {
    item.arrow: item for item in DirectionOfTravel
}


def read_printed(
    source: FileSource, indicators: Sequence[Indicator], areas: Sequence[Area], as_at: Month
) -> tuple[tuple[PrintedFigure, ...], tuple[Issue, ...]]:
    """Read the figures in their order; a row that cannot be read whole is left out with its issues.

    RAG and direction can be printed in any case, the direction also as an arrow; N/A there means none. A
    target that is to be beaten has its sign before it: ``> 133``. A ``?`` is a cell that cannot be read off.
    """
    tables, issues = read_tables(source, COLUMNS)
    figures: tuple[PrintedFigure, ...] = ()
    for table in tables:
        more, row_issues = _read_rows(table, source, indicators, areas, as_at)
        figures, issues = (*figures, *more), (*issues, *row_issues)
    return figures, issues


def _read_rows(
    table: CsvTable,
    source: FileSource,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
) -> tuple[tuple[PrintedFigure, ...], tuple[Issue, ...]]:
    labels = read_labels(table, [item.code for item in indicators], [area.name for area in areas])
    problems = labels.problems
    rules = period_rules((item.calendar for item in indicators), as_at, "period")
    period = read_periods(table.column("period"), labels.code, rules, problems)

    worded = ("value", "target", "outturn", "outturn_target")
    table = with_numbers_for_words(table, worded, labels.code, indicators, problems)

    def cells(name: str, parse: Callable[[str], _T | Refused], absent: _T) -> list[_T]:
        return read_cells(table, name, parse, absent, problems)

    scale = indicators[0].scale if indicators else RED_AMBER_GREEN
    worst_first = list(reversed(scale.ratings))
    rags = {"": Rag.NONE, **{rating.name: rating.rag for rating in worst_first}}
    rags |= {rating.rag.value: rating.rag for rating in worst_first}
    style = NumberStyle(source.thousands_separator, source.percent_sign)

    def numbers(name: str) -> list[PrintedNumber]:
        return cells(name, partial(number_of, style=style), NOT_PRINTED)

    years = _outturn_years(table, labels.code, indicators, problems)
    illegible = _illegible(table)
    _refuse_outturns_without_year(table, years, illegible, problems)
    fields = zip(
        table.column("code").rows(),
        table.column("area").rows(),
        table.column("section").rows(),
        cells("polarity", lambda text: _word(text, _POLARITIES, None), None),
        cells("data_period", lambda text: _word(text, _DATA_PERIODS, None), None),
        period.tolist(),
        numbers("value"),
        numbers("numerator"),
        numbers("denominator"),
        cells("target", partial(_target, style=style), NOT_PRINTED),
        cells("rag", lambda text: _word(text, rags, Rag.NONE), Rag.NONE),
        cells("dot", lambda text: _word(text, _DIRECTIONS, DirectionOfTravel.NONE), DirectionOfTravel.NONE),
        years,
        numbers("outturn"),
        cells("outturn_target", partial(_target, style=style), NOT_PRINTED),
        cells("outturn_rag", lambda text: _word(text, rags, Rag.NONE), Rag.NONE),
        (table.place(line) for line in table.line.tolist()),
        cells("percent_change", _change, NOT_PRINTED),
        cells("percent_of_target", partial(number_of, style=replace(style, percent_sign=True)), NOT_PRINTED),
        illegible,
        read_history(table, labels.code, indicators, style, problems),
        strict=True,
    )
    figures = tuple(
        _without_outturn(PrintedFigure(*row))
        for row, sound in zip(fields, problems.sound.tolist(), strict=True)
        if sound
    )
    return figures, problems.issues()


def _change(text: str) -> PrintedNumber | Refused:
    """``-27``, ``↓27%``, ``▲ 117 %``; ``↔`` is no change."""
    if text == DirectionOfTravel.SAME.arrow:
        return PrintedNumber(text, Decimal(0), Missing.PRESENT)
    size = text.lstrip(_FALLS + _RISES).removesuffix("%").strip()
    read = number_of(f"-{size}" if text[:1] in tuple(_FALLS) else size or text, NumberStyle())
    return read if isinstance(read, Refused) else replace(read, text=text)


def _target(text: str, style: NumberStyle) -> PrintedNumber | Refused:
    """A target, which may be one to be beaten."""
    beaten = _BEATEN.fullmatch(text)
    if beaten is None:
        return number_of(text, style)
    if beaten[1] not in {"<", ">"}:
        reason = "has a sign that says nothing, since to equal a target is to reach it"
        return Refused(reason, "write the number alone; > or < before it says that it is to be beaten")
    number = number_of(beaten[2], style)
    if isinstance(number, Refused) or number.number is None:
        return Refused("has no number after its sign", f"write one, such as {beaten[1]} 133")
    return replace(number, text=text, sign=beaten[1])


def _illegible(table: CsvTable) -> list[frozenset[PrintedField]]:
    """By row, the cells that cannot be read off."""
    found: list[frozenset[PrintedField]] = [frozenset()] * len(table)
    for field in _CELLS:
        column = table.column(field.value)
        if ILLEGIBLE in column.texts:
            for row in np.flatnonzero(column.index == column.texts.index(ILLEGIBLE)).tolist():
                found[row] |= {field}
    return found


_OF_OUTTURN = (PrintedField.OUTTURN, PrintedField.OUTTURN_TARGET, PrintedField.OUTTURN_RAG)


def _refuse_outturns_without_year(
    table: CsvTable,
    years: Sequence[int | None],
    illegible: Sequence[frozenset[PrintedField]],
    problems: RowProblems,
) -> None:
    """An outturn, its target or its RAG beside which no year is printed: nothing says what rates it."""
    printed = np.zeros(len(table), np.bool_)
    for field in _OF_OUTTURN:
        column = table.column(field.value)
        printed |= np.array([text not in MISSING_MARKS for text in column.texts], np.bool_)[column.index]
    no_year = [
        year is None and PrintedField.OUTTURN_YEAR not in cells
        for year, cells in zip(years, illegible, strict=True)
    ]
    problems.add_errors(
        printed & np.array(no_year, np.bool_) & problems.sound,
        np.zeros(len(table), np.int64),
        lambda _: ("an outturn has no outturn_year", "write the year that it is of, such as 2022-23"),
    )


def _without_outturn(figure: PrintedFigure) -> PrintedFigure:
    """The row as it is, but for an outturn whose year cannot be read off: nothing says what rates it."""
    if PrintedField.OUTTURN_YEAR not in figure.illegible:
        return figure
    return replace(
        figure,
        outturn=NOT_PRINTED,
        outturn_target=NOT_PRINTED,
        outturn_rag=Rag.NONE,
        illegible=figure.illegible | frozenset(_OF_OUTTURN),
    )


def _word(text: str, words: Mapping[str, _T], absent: _T) -> _T | Refused:
    if text in MISSING_MARKS:
        return absent
    by_folded = {word.casefold(): meaning for word, meaning in words.items()}
    if text.casefold() in by_folded:
        return by_folded[text.casefold()]
    return Refused("is not known", f"write {joined([word for word in words if word], 'or')}, or nothing")


def _outturn_years(
    table: CsvTable, code: IndexArray, indicators: Sequence[Indicator], problems: RowProblems
) -> list[int | None]:
    """The start year of each row's outturn, as its indicator counts years; None where there is none."""
    column = table.column("outturn_year")
    calendars = [indicator.calendar.yearly.naming for indicator in indicators] or [Calendar(Frequency.ANNUAL)]
    kinds = list(dict.fromkeys(calendars))
    kind = np.array([kinds.index(calendar) for calendar in calendars], np.int64).take(code, mode="clip")
    place = column.index.astype(np.int64) * len(kinds) + kind
    years = {
        at: parse_period(column.texts[at // len(kinds)], kinds[at % len(kinds)]) for at in set(place.tolist())
    }
    empty = [text in ("", ILLEGIBLE) for text in column.texts]
    unread = np.array([years[at] is None and not empty[at // len(kinds)] for at in place.tolist()], np.bool_)

    def explain(at: int) -> tuple[str, str]:
        text = column.texts[at // len(kinds)]
        reason, remedy = why_not_a_period(text, kinds[at % len(kinds)])
        return unreadable("outturn_year", text, reason), remedy

    problems.add_errors(unread, place.astype(np.int32), explain, "outturn_year")
    return [years[at] for at in place.tolist()]
