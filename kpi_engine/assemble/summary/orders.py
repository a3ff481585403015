"""The rows of a page in further orders: by rating and by movement, what to look at first before the rest.

The tables of a page keep the order of the scorecard. Source: docs/scorecard.md, "Other orders of the rows".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.line_table import direction_column, identity_columns, rows_of
from kpi_engine.assemble.section.rated_by import scale_of
from kpi_engine.assemble.section.row.cells import rag_cell, value_in
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.assemble.summary.movements import movement_of, way_to_green
from kpi_engine.model.definitions.judgement import BEST_FIRST, DirectionOfTravel, Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Table

# Rows without a rating or an arrow come after all others.
_RATINGS = (*reversed(BEST_FIRST), Rag.NONE)
_MOVEMENTS = (
    DirectionOfTravel.WORSENED,
    DirectionOfTravel.SAME,
    DirectionOfTravel.IMPROVED,
    DirectionOfTravel.NONE,
)
_BY_RATING = (
    "The rows furthest from their targets first, where the distance can be measured; "
    "what is not rated is last, with the reason"
)
_BY_MOVEMENT = (
    "The largest changes first, where their size can be measured; "
    "rows without an arrow are last, with the reason"
)


@frozen
class _Placed:
    """A line in its place."""

    line: Line


_Column = tuple[Column, Callable[[_Placed], Cell]]


def order_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """The lines in each order that is another than the page's; none where there is nothing to go by."""
    scale = scale_of(lines)
    worst = scale.name(scale.rags[-1])
    for identity, title, caption, ordered in (
        ("by-rating", f"By rating, {worst} first", _BY_RATING, by_rating(lines)),
        ("by-movement", "By movement, worsened first", _BY_MOVEMENT, by_movement(lines)),
    ):
        if list(ordered) != list(lines):
            columns = list(_columns(lines))
            yield Table(
                id=identity,
                title=title,
                caption=caption,
                columns=tuple(column for column, _cell_of in columns),
                rows=rows_of(map(_Placed, ordered), columns),
            )


def by_rating(lines: Sequence[Line]) -> Sequence[Line]:
    """The worst rating first; among the lines of a rating the furthest from the target, then the unmeasured.

    Lines of the same place keep the order of the page.
    """
    return sorted(lines, key=lambda line: (_RATINGS.index(line.rag), _largest_first(_short_of_target(line))))


def by_movement(lines: Sequence[Line]) -> Sequence[Line]:
    """What has worsened first, then what has not changed, then what has improved, each the largest first."""
    return sorted(lines, key=lambda line: (_MOVEMENTS.index(_direction(line)), _largest_first(_moved(line))))


def _largest_first(size: Fraction | None) -> tuple[bool, Fraction]:
    """A key by which larger sizes come first, and what has no size last."""
    return size is None, -(size or Fraction(0))


def _short_of_target(line: Line) -> Fraction | None:
    """How far performance is from its target, in ways from just not RED to GREEN; negative beyond it."""
    figure = line.figure
    margin, way = (
        (None, None) if figure is None else (figure.margin_to_target, way_to_green(figure.threshold))
    )
    return None if margin is None or not way else -Fraction(margin) / way


def _direction(line: Line) -> DirectionOfTravel:
    return DirectionOfTravel.NONE if line.figure is None else line.figure.direction


def _moved(line: Line) -> Fraction | None:
    movement = movement_of(line)
    return None if movement is None else movement.size


def _columns(lines: Sequence[Line]) -> Iterator[_Column]:
    yield from identity_columns(lines)
    yield Column("value", "Value", CellKind.NUMBER), lambda found: value_in(found.line, found.line.latest)
    yield (
        Column("period", "Period", CellKind.TEXT),
        lambda found: text_cell(found.line.period_words(found.line.latest)),
    )
    yield Column("rag", "RAG", CellKind.RAG), lambda found: rag_cell(found.line.figure, brief=True)
    yield direction_column()
