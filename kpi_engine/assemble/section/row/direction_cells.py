"""The cells that say how a figure has moved: arrows, the value compared with, changes of a number."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.plain_cells import CARRIED_FORWARD, NO_FIGURE, number_cell, reason_cell
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection
from kpi_engine.model.figures.change_words import change_words, signed_change
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import Cell, CellKind, Lack
from kpi_engine.model.words.number_text import difference_text, value_text

NO_ARROW = "no arrow"
_NO_CHANGE = "no change told"


def direction_cell(line: Line) -> Cell:
    """The arrow with its word, or why there is none; ``words`` say what was compared."""
    return line.once("direction", lambda: _direction_cell(line))


def _direction_cell(line: Line) -> Cell:
    figure = line.figure
    if figure is None:
        return reason_cell(CellKind.DIRECTION, NO_ARROW, NO_FIGURE)
    direction = figure.direction
    if direction is DirectionOfTravel.NONE:
        return reason_cell(CellKind.DIRECTION, NO_ARROW, figure.no_direction.value)
    words = f"{direction.value} compared with {figure.previous_period_words}"
    if figure.previous_value is not None:
        words = f"{words} ({earlier_text(figure.previous_value, figure)})"
    if figure.is_same_within and figure.indicator.same_within is not None:
        words = f"{words}, within {difference_text(figure.indicator.same_within, figure.indicator)}"
    if figure.carried_forward:
        words = f"{words}; {CARRIED_FORWARD}, no new data"
    return Cell(
        f"{direction.arrow} {direction.value}",
        CellKind.DIRECTION,
        words=words,
        note=since_words(figure),
        direction=direction,
        stale=figure.carried_forward,
    )


def longer_cell(line: Line) -> Cell:
    """The second arrow with its word, or why there is none; empty where the indicator has none."""
    longer = None if line.figure is None else line.figure.longer
    if line.figure is None or longer is None:
        return Cell(kind=CellKind.DIRECTION)
    if longer.direction is DirectionOfTravel.NONE:
        return reason_cell(CellKind.DIRECTION, NO_ARROW, longer.no_direction.value)
    words = f"{longer.direction.value} compared with {longer.period_words}"
    if longer.previous is not None and longer.previous.value is not None:
        earlier = value_text(longer.previous.value, line.indicator)
        words = f"{words} ({longer.previous.with_signs(earlier)})"
    return Cell(
        f"{longer.direction.arrow} {longer.direction.value}",
        CellKind.DIRECTION,
        words=words,
        note=f"since {longer.period_words}",
        direction=longer.direction,
    )


def earlier_value_cell(figure: Figure) -> Cell:
    """The value that a figure is compared with, and of which period it is."""
    value = figure.previous_value
    if value is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_AVAILABLE)
    text, note = earlier_text(value, figure), figure.previous_period_words
    return number_cell(figure.previous_number, text, f"{text} ({note})", note)


def earlier_text(value: Decimal, figure: Figure) -> str:
    """The value that a figure is compared with, with its marks."""
    text = value_text(value, figure.indicator)
    return text if figure.previous is None else figure.previous.with_signs(text)


def since_words(figure: Figure) -> str:
    """``since Nov 2015``, where that is not the period before the figure's own; else nothing."""
    comparison, calendar = figure.indicator.comparison, figure.indicator.calendar
    if comparison.kind is ComparisonKind.PREVIOUS and calendar.every == 1 and not calendar.overlap:
        return ""
    lag = comparison.lag(calendar)
    overlapping = ", which overlaps" if lag is not None and lag <= calendar.overlap else ""
    return f"since {figure.previous_period_words}{overlapping}"


def change_cell(line: Line) -> Cell:
    """The change as a number with its sign."""
    figure = line.figure
    if figure is None or figure.change is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_AVAILABLE)
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
        compared += f" ({earlier_text(figure.previous_value, figure)})"
    return Cell(f"{direction.arrow} {words}".strip(), words=compared, note=since_words(figure))
