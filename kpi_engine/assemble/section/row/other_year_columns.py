"""The columns of years other than the year of the latest figures: outturns, and next year's targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.cells import rag_cell, value_cell, value_in
from kpi_engine.assemble.section.row.direction_cells import earlier_value_cell
from kpi_engine.assemble.section.row.layout import ColumnOfCells, Layout
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.assemble.section.row.standard_cells import target_cell
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Lack

_LAST_YEAR = "Last"


def outturn_columns(layout: Layout) -> Iterator[ColumnOfCells]:
    """The outturns, where any are shown."""
    if layout.outturn_year is None:
        return
    year = layout.outturn_year or _LAST_YEAR
    yield (
        Column(
            "outturn",
            f"{year} outturn",
            CellKind.NUMBER,
            f"The final figure of {layout.outturn_year or 'the last year that has one'}",
            _outturn_group(layout.outturn_year),
            detail=True,
        ),
        partial(_outturn_cell, says_year=not layout.outturn_year),
    )


def _outturn_group(year: str) -> str:
    return f"Outturn {year}" if year else "Last outturn"


def _outturn_cell(line: Line, says_year: bool) -> Cell:
    if line.outturn is None:
        return Cell(kind=CellKind.NUMBER)
    shown = value_cell(line.outturn, line.indicator)
    if not says_year:
        return shown
    year = line.indicator.year.label(line.outturn.period)
    return replace(shown, words=f"{shown.words} in {year}", note=", ".join(filter(None, (year, shown.note))))


def outturn_judgement_columns(layout: Layout) -> Iterator[ColumnOfCells]:
    """What the outturns were compared with, and how they are rated."""
    if layout.outturn_year is None:
        return
    year, group = layout.outturn_year or _LAST_YEAR, _outturn_group(layout.outturn_year)
    yield (
        Column(
            "outturn_target", f"{year} target", CellKind.NUMBER, "In force at the time", group, detail=True
        ),
        _outturn_target_cell,
    )
    yield (
        Column("outturn_rag", f"{year} RAG", CellKind.RAG, "Of the outturn", group, detail=True),
        _outturn_rag_cell,
    )


def _outturn_rag_cell(line: Line) -> Cell:
    """The rating of the outturn; where another polarity or method held then, this is said beside it."""
    outturn = line.outturn
    if outturn is None:
        return Cell(kind=CellKind.RAG)
    shown = rag_cell(outturn)
    if outturn.rag is Rag.NONE:
        return shown
    held = []
    if outturn.polarity is not line.polarity:
        held.append(f"then {outturn.polarity.words} ({outturn.polarity.value})")
    then, now = outturn.threshold, line.threshold
    if then is not None and now is not None and then.rule.family is not now.rule.family:
        held.append(f"then by {then.rule.family.rated_by(line.indicator.scale.words)}")
    if not held:
        return shown
    words = "; ".join(held)
    note = "; ".join(part for part in (shown.note, words) if part)
    return replace(shown, note=note, words=f"{shown.words}; {words}")


def _outturn_target_cell(line: Line) -> Cell:
    if line.outturn is None:
        return Cell(kind=CellKind.NUMBER)
    return target_cell(line.outturn.threshold, line.indicator, line.outturn.polarity, line.outturn)


def next_target_columns(layout: Layout, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    """Next year's target, in an annual section where one is set."""
    calendar, latest = layout.calendar, layout.latest
    if calendar is None or latest is None or not calendar.is_annual:
        return
    if not any(_has_next_target(line) for line in lines):
        return
    year = period_label(calendar, latest + 1)
    yield (
        Column(
            "next_target", f"{year} target", CellKind.NUMBER, "Next year's, where one is set", detail=True
        ),
        partial(_next_target_cell, latest),
    )


def _has_next_target(line: Line) -> bool:
    threshold = line.threshold_in(line.latest + 1)
    return threshold is not None and threshold.first > line.latest


def _next_target_cell(newest: int, line: Line) -> Cell:
    """The target of the year after the latest figure's; where that is not the heading's, with its year."""
    if not _has_next_target(line):
        return Cell(kind=CellKind.NUMBER, words="no target set", lacks=Lack.NOT_APPLICABLE)
    following = line.latest + 1
    polarity = line.indicator.polarity_in(following).polarity
    shown = target_cell(line.threshold_in(following), line.indicator, polarity)
    if line.latest == newest or not shown.text:
        return shown
    year = period_label(line.indicator.calendar, following)
    return replace(shown, words=f"{shown.words} in {year}", note=", ".join(filter(None, (year, shown.note))))


def is_irregular(line: Line) -> bool:
    """Whether its figures are compared with the one before them, whenever that was."""
    return line.indicator.comparison.kind is ComparisonKind.PREVIOUS_OBSERVATION


def irregular_columns() -> Iterator[tuple[Column, Callable[[Line], Cell]]]:
    """The latest figure with its date, and the one before."""
    yield (
        Column("latest", "Latest", CellKind.NUMBER, "The latest figure, whenever that was"),
        lambda line: value_in(line, line.latest),
    )
    yield (
        Column("when", "When", CellKind.TEXT, "The period of the latest figure"),
        lambda line: text_cell(line.period_words(line.latest)),
    )
    yield (
        Column("previous_value", "Before", CellKind.NUMBER, "The figure before it, and when that was"),
        lambda line: Cell(kind=CellKind.NUMBER) if line.figure is None else earlier_value_cell(line.figure),
    )
