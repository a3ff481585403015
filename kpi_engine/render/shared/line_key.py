"""What the lines and points mean that the trends of a document draw."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.outputs.document import CellKind, Document, TrendPoint
from kpi_engine.model.wording import joined

TITLE = "Lines of trends"
_SHAPES = {
    Rag.RED: "Square",
    Rag.AMBER: "Diamond",
    Rag.GREEN: "Disc",
    Rag.BLUE: "Star",
    Rag.AMBER_GREEN: "Triangle pointing up",
    Rag.AMBER_RED: "Triangle pointing down",
}


def line_meanings(document: Document) -> list[tuple[str, str]]:
    """Pairs such as ``("Dashed line", "the target in force in each period")``; none without trends."""
    points = list(_points(document))
    return [*_lines(points), *_shapes(points)] if points else []


def _points(document: Document) -> Iterator[TrendPoint]:
    for table in (*document.sections, *document.volumes):
        drawn = [at for at, column in enumerate(table.columns) if column.kind is CellKind.TREND]
        for row in table.rows:
            for at in drawn:
                yield from row.cells[at].trend
                yield from row.cells[at].history


def _lines(points: list[TrendPoint]) -> Iterator[tuple[str, str]]:
    yield "Solid line", "the values, broken where one is missing"
    if any(point.target_height is not None for point in points):
        yield "Dashed line", "the target in force in each period"
    floors = dict.fromkeys(point.floor_name.lower() for point in points if point.floor_height is not None)
    if floors:
        yield "Dotted line", f"the {joined(tuple(floors), 'or')} in force in each period"
    if any(point.edges for point in points):
        yield "Line of dashes and dots", "where a band begins; the chart names the band"
    if any(point.limits is not None for point in points):
        yield "Thin line, and long dashes on both sides", "the average, and the limits of the usual range"
    if any(point.mark is not None for point in points):
        yield (
            "Ring around a point",
            "an unusual figure: two rings where bad, dashed where neither",
        )


def _shapes(points: list[TrendPoint]) -> Iterator[tuple[str, str]]:
    names = {point.rag: point.rating or point.rag.value for point in points if point.height is not None}
    for rag in reversed(BEST_FIRST):
        if rag in names:
            yield _SHAPES[rag], names[rag]
    if Rag.NONE in names:
        yield "Empty circle", "not rated"
