"""The cells that say how the number of an indicator shown for context has changed. They judge nothing."""

from __future__ import annotations

from kpi_engine.assemble.cells import NO_FIGURE, since_words
from kpi_engine.assemble.line import Line
from kpi_engine.assemble.plain_cells import number_cell
from kpi_engine.model.change_words import change_words, signed_change
from kpi_engine.model.document import Cell, CellKind
from kpi_engine.model.judgement import NumberDirection
from kpi_engine.model.number_text import value_text

_NO_CHANGE = "no change told"


def change_cell(line: Line) -> Cell:
    """The change as a number with its sign."""
    figure = line.figure
    if figure is None or figure.change is None:
        return Cell(kind=CellKind.NUMBER)
    change = figure.change
    return number_cell(change, signed_change(change, line.indicator))


def number_direction_cell(line: Line) -> Cell:
    """Whether the number rose or fell and by how many percent; ``words`` say what was compared."""
    figure = line.figure
    if figure is None:
        return Cell(_NO_CHANGE, words=f"{_NO_CHANGE}: {NO_FIGURE}", note=NO_FIGURE)
    words, direction = change_words(figure), figure.number_direction
    if direction is NumberDirection.NONE:
        return Cell(_NO_CHANGE, words=f"{_NO_CHANGE}: {words}", note=words)
    compared = f"{words} compared with {figure.previous_period_words}"
    if figure.previous_value is not None:
        compared += f" ({value_text(figure.previous_value, line.indicator)})"
    return Cell(f"{direction.arrow} {words}".strip(), words=compared, note=since_words(figure))
