"""Floor standards missed, which must result in management action: the first thing that a summary says.

Source of the rule: docs/scorecard.md, "Floor standards missed". publish/actions.py decides the same for
whatever system follows actions up; there the edition before says what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import takewhile

from kpi_engine.assemble.cells import floor_cell, text_cell, value_in
from kpi_engine.assemble.line import Line
from kpi_engine.assemble.line_table import cohort_column, direction_column, identity_columns, rows_of
from kpi_engine.model.document import FLOOR_STANDARDS_MISSED, Cell, CellKind, Column, Table
from kpi_engine.model.figure import Figure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.judgement import NotRated, Rag
from kpi_engine.model.number_text import decimals_of, difference_text


@frozen
class Missed:
    """A line whose last rating missed the floor standard.

    ``run`` holds the rated figures in a row that missed it, newest first; ``reaches_back``: they are all
    the ratings that the data holds.
    """

    line: Line
    run: tuple[Figure, ...]
    reaches_back: bool


_Column = tuple[Column, Callable[[Missed], Cell]]
_RUN_MEANING = "Rated periods in a row; or more: in every period that there is a rating of"


def missed_floors_table(lines: Sequence[Line], small_cohort: int | None) -> Table:
    """One row a line that misses its floor standard, or missed it when last rated, in the page's order."""
    missed = [found for line in lines if (found := missed_floor(line)) is not None]
    columns = _columns(lines, small_cohort)
    return Table(
        id=FLOOR_STANDARDS_MISSED,
        title="Floor standards missed",
        caption="Floor standards missed (RED), each of which must result in management action",
        columns=tuple(column for column, _cell_of in columns),
        rows=rows_of(missed, columns),
        empty="No floor standard is missed.",
    )


def missed_floor(line: Line) -> Missed | None:
    """The run of misses that a line ends in, or None.

    A period without a rating neither continues nor ends a run. Where the latest figure has no value, the
    last rating counts, as long as there is a floor standard that could be missed still, and it is not closed.
    """
    figure = line.figure
    if figure is not None and figure.not_rated is NotRated.CLOSED:
        return None
    unrated = figure is None or (figure.rag is Rag.NONE and figure.value is None)
    has_floor = line.threshold is not None and line.threshold.floor_basis is not None
    if line.rag is not Rag.RED and not (unrated and has_floor):
        return None
    figures = [line.figures[period] for period in sorted(line.figures, reverse=True) if period <= line.latest]
    rated = [figure for figure in figures if figure.rag is not Rag.NONE]
    run = tuple(takewhile(lambda figure: figure.rag is Rag.RED, rated))
    return Missed(line, run, reaches_back=len(run) == len(rated)) if run else None


def _columns(lines: Sequence[Line], small_cohort: int | None) -> list[_Column]:
    return [
        *identity_columns(lines),
        (
            Column("period", "Period", CellKind.TEXT, "Of the latest figure"),
            lambda missed: text_cell(missed.line.period_words(missed.line.latest)),
        ),
        (
            Column("value", "Value", CellKind.NUMBER),
            lambda missed: value_in(missed.line, missed.line.latest),
        ),
        (Column("floor_standard", "Floor standard", CellKind.NUMBER), lambda missed: floor_cell(missed.line)),
        (Column("distance_to_floor", "Missed by", CellKind.NUMBER), _distance),
        direction_column(),
        cohort_column(small_cohort),
        (Column("missed_periods", "Missed in a row", CellKind.NUMBER, _RUN_MEANING), _missed_periods),
        (
            Column("missed_since", "Missed since", CellKind.TEXT),
            lambda missed: text_cell(missed.line.period_words(missed.run[-1].period)),
        ),
    ]


def _distance(missed: Missed) -> Cell:
    figure = missed.line.figure
    if figure is None or figure.margin_to_floor is None:
        return Cell(kind=CellKind.NUMBER)
    size = figure.margin_to_floor.copy_abs()
    text = difference_text(size, figure.indicator)
    return Cell(text, CellKind.NUMBER, words=text, number=size, decimals=decimals_of(size))


def _missed_periods(missed: Missed) -> Cell:
    count = len(missed.run)
    indicator = missed.line.indicator
    name = "figure" if indicator.comparison.is_of_any_age else indicator.frequency.period_name
    text = f"{count} {name}{'' if count == 1 else 's'}"
    if missed.reaches_back:
        text = f"{text} or more"
    last = missed.run[0]
    notes = [] if missed.line.rag is Rag.RED else [f"last rated {missed.line.period_words(last.period)}"]
    notes += [] if last.override is None else [f"overridden to {last.override.rag.value}"]
    note = "; ".join(notes)
    words = f"{text} ({note})" if note else text
    return Cell(text, CellKind.NUMBER, words, note, number=Decimal(count))
