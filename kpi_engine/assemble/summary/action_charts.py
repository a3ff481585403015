"""The trends that a pack on paper draws large: of the rows whose latest rating must result in action.

A page on a screen draws every trend when it is asked for. On paper that would be a further pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.assemble.section.sections import SectionLines
from kpi_engine.model.outputs.document import Cell, CellKind, Chart, Table

# A trend of fewer figures is no trend.
_LEAST_FIGURES = 2


def action_charts(judged: Sequence[SectionLines], tables: Sequence[Table]) -> Iterator[Chart]:
    """The charts in the order of the page, each indicator once an area; ``tables`` are of ``judged``."""
    drawn: set[tuple[str, str]] = set()
    for shown, table in zip(judged, tables, strict=True):
        for line, row in zip(shown.lines, table.rows, strict=True):
            trend = next((cell for cell in row.cells if cell.kind is CellKind.TREND), None)
            needs_action = line.rag in line.indicator.scale.rags_needing_action
            if needs_action and trend is not None and _figures(trend) >= _LEAST_FIGURES:
                key = (row.code, row.area)
                if key not in drawn:
                    yield Chart(row.code, line.indicator.name, row.area, trend)
                drawn.add(key)


def _figures(trend: Cell) -> int:
    return sum(point.height is not None for point in trend.trend)
