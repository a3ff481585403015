"""Tables of some lines of a page, each with what was found out about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.cells import DIRECTION_MEANING, denominator_cell
from kpi_engine.assemble.section.row.direction_cells import direction_cell
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Row


class HasLine(Protocol):
    """Something found out about a line."""

    @property
    def line(self) -> Line:
        """The line."""


Found = TypeVar("Found", bound=HasLine)
LineColumn = tuple[Column, Callable[[HasLine], Cell]]


def identity_columns(lines: Iterable[Line]) -> Iterator[LineColumn]:
    """Which indicator and, where the page's ``lines`` are of several areas, which area."""
    yield Column("code", "Code", CellKind.TEXT), lambda found: text_cell(found.line.indicator.code)
    yield Column("indicator", "Indicator", CellKind.TEXT), lambda found: text_cell(found.line.indicator.name)
    if len({line.area.name for line in lines}) > 1:
        yield Column("area", "Area", CellKind.TEXT), lambda found: text_cell(found.line.area.name)


def direction_column() -> LineColumn:
    """The latest direction of travel."""
    column = Column(
        "direction_of_travel",
        "Direction of travel",
        CellKind.DIRECTION,
        DIRECTION_MEANING,
    )
    return column, lambda found: direction_cell(found.line)


def cohort_column(small_cohort: int | None) -> LineColumn:
    """The latest denominator; a small one is marked."""
    column = Column("cohort", "Cohort", CellKind.NUMBER, "The denominator of the figure")
    return column, lambda found: denominator_cell(found.line, small_cohort)


def rows_of(
    found: Iterable[Found], columns: Sequence[tuple[Column, Callable[[Found], Cell]]]
) -> tuple[Row, ...]:
    """One row for each."""
    return tuple(
        Row(one.line.indicator.code, one.line.area.name, tuple(cell_of(one) for _column, cell_of in columns))
        for one in found
    )
