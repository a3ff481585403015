"""Columns of figures that come when they come: an inspection has a date and one before it, but no trend."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kpi_engine.assemble.cells import earlier_value_cell, value_in
from kpi_engine.assemble.line import Line
from kpi_engine.assemble.plain_cells import text_cell
from kpi_engine.model.comparison import ComparisonKind
from kpi_engine.model.document import Cell, CellKind, Column


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
