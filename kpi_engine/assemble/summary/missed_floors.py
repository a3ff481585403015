"""What is RED, the first thing that a summary says: a missed floor standard must result in management action.

Source of the rule: docs/scorecard.md, "Floor standards missed"; model/figures/missed.py decides it, for the
actions of an edition too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.line_table import cohort_column, direction_column, identity_columns, rows_of
from kpi_engine.assemble.section.rated_by import RatedBy, rated_by, scale_of
from kpi_engine.assemble.section.row.cells import RATED_UNROUNDED, value_in
from kpi_engine.assemble.section.row.plain_cells import number_cell, text_cell
from kpi_engine.assemble.section.row.standard_cells import floor_cell
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.judgement import NotRated, Rag
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.missed import ActionStatus, PeriodFacts, missed_run, since_words
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED, Cell, CellKind, Column, Table
from kpi_engine.model.words.number_text import difference_with_unit


@frozen
class Missed:
    """A line whose last rating missed the floor standard.

    ``run`` holds the rated figures in a row that missed it, newest first; ``reaches_back``: they are all
    the ratings that the data holds. ``status`` says why there is no newer rating; None: the latest is RED.
    """

    line: Line
    run: tuple[Figure, ...]
    reaches_back: bool
    status: ActionStatus | None


_Column = tuple[Column, Callable[[Missed], Cell]]
_RUN_MEANING = "Consecutive rated periods; at least: our figures do not go back further"


@frozen
class _Words:
    """What is said of lines that are RED, by what rates them. ``action``: what follows from it."""

    title: str
    caption: str
    action: str
    distance: str
    run: str
    since: str
    empty: str

    def named(self, scale: Scale) -> _Words:
        """The same with the scale's name of RED, and the words of the scorecard."""
        texts = (self.title, self.caption, self.action, self.distance, self.run, self.since, self.empty)
        red = scale.name(Rag.RED)
        return _Words(*(scale.words.said(text.replace(Rag.RED.value, red)) for text in texts))


_FLOORS_RUN = ("Missed by", "Missed in a row", "Missed since", "No target is missed.")
_RED_RUN = ("To leave RED", "RED in a row", "RED since", "Nothing is RED.")
_FLOORS = _Words(
    "Floor standards missed",
    "Floor standards missed (RED)",
    ", each of which must result in management action",
    "Missed by",
    "Missed for",
    "Missed since",
    "No floor standard is missed.",
)
_BANDS = _Words("In the RED band", "In the RED band, and since when", "", *_RED_RUN)
_ALL = _Words("What is RED", "What is RED, and since when", "", *_RED_RUN)
_FLOORS_AND_BANDS = _Words(
    "What is RED",
    "RED: floor standards missed, which must result in management action, and RED bands",
    "",
    *_RED_RUN,
)
_TARGETS = _Words("Targets missed", "Targets missed (RED), and since when", "", *_FLOORS_RUN)
_NEEDING_ACTION = _Words(
    "Ratings that need action",
    "Ratings that must result in management action",
    "",
    "",
    "In a row",
    "Since",
    "No rating needs action.",
)
_WORDS = {
    (): _FLOORS,
    (Family.FLOOR,): _FLOORS,
    (Family.TARGET,): _TARGETS,
    (Family.BANDS,): _BANDS,
    (Family.FLOOR, Family.BANDS): _FLOORS_AND_BANDS,
}


def missed_floors_table(lines: Sequence[Line], small_cohort: int | None) -> Table:
    """One row a line that misses its floor standard, or missed it when last rated, in the page's order.

    Where bands rate, RED is their RED band, and the words say so.
    """
    missed = [found for line in lines if (found := _missed_floor(line)) is not None]
    rated = rated_by([found.line for found in missed if found.line.threshold is not None] or lines)
    scale = scale_of(lines)
    words = (_WORDS.get(rated.families, _ALL) if scale.asks_as_usual else _NEEDING_ACTION).named(scale)
    has_cohort = any(found.line.figure and found.line.figure.denominator is not None for found in missed)
    left_out = set() if has_cohort else {"cohort"}
    if rated.only is Family.TARGET:
        left_out.add("floor_standard")
    if not scale.asks_as_usual:
        # Some of the rows have missed nothing by any distance.
        left_out.add("distance_to_floor")
    columns = [
        column for column in _columns(lines, rated, words, small_cohort) if column[0].key not in left_out
    ]
    return Table(
        id=FLOOR_STANDARDS_MISSED,
        title=words.title,
        caption=_caption(words, missed),
        columns=tuple(column for column, _cell_of in columns),
        rows=rows_of(missed, columns),
        empty=words.empty,
    )


def _caption(words: _Words, missed: Sequence[Missed]) -> str:
    """What the rows are; where some have no new rating, how many are RED now, as the counts have it."""
    without = sum(found.status is not None for found in missed)
    if not without:
        return f"{words.caption}{words.action}"
    now = len(missed) - without
    return f"{words.caption}: {now} in the latest period{words.action}, and {without} when last rated"


def _missed_floor(line: Line) -> Missed | None:
    """The run of misses that a line ends in, or None (see model/figures/missed.py)."""
    earlier = sorted((period for period in line.figures if period < line.latest), reverse=True)
    periods = (line.latest, *earlier)
    run = missed_run(_facts(line, period) for period in periods)
    if run is None:
        return None
    figures = tuple(line.figures[periods[at]] for at in run.positions)
    return Missed(line, figures, run.reaches_back, run.status)


def _facts(line: Line, period: int) -> PeriodFacts:
    figure, threshold = line.figures.get(period), line.threshold_in(period)
    return PeriodFacts(
        is_red=None if figure is None or figure.rag is Rag.NONE else _needs_action(figure),
        has_value=figure is not None and figure.value is not None,
        has_floor=threshold is not None and threshold.rule.can_be_missed,
        is_closed=figure is not None and figure.not_rated is NotRated.CLOSED,
    )


def _needs_action(figure: Figure) -> bool:
    return figure.indicator.scale.of(figure.rag).needs_action


def _columns(lines: Sequence[Line], rated: RatedBy, words: _Words, small_cohort: int | None) -> list[_Column]:
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
        (
            Column("floor_standard", rated.floor_heading(scale_of(lines)), CellKind.NUMBER),
            lambda missed: floor_cell(missed.line),
        ),
        (Column("distance_to_floor", words.distance, CellKind.NUMBER), _distance),
        direction_column(),
        cohort_column(small_cohort),
        (Column("missed_periods", words.run, CellKind.NUMBER, _RUN_MEANING), _missed_periods),
        (
            Column("missed_since", words.since, CellKind.TEXT),
            _missed_since,
        ),
    ]


def _missed_since(missed: Missed) -> Cell:
    first = missed.line.period_words(missed.run[-1].period)
    return text_cell(since_words(first, missed.reaches_back))


def _distance(missed: Missed) -> Cell:
    figure = missed.line.figure
    if figure is None:
        return Cell(kind=CellKind.NUMBER)
    # Where a target is met or missed, it is all that there is to miss.
    margin = figure.margin_to_target if figure.margin_to_floor is None else figure.margin_to_floor
    if margin is None:
        return Cell(kind=CellKind.NUMBER)
    size = margin.copy_abs()
    text = difference_with_unit(size, figure.indicator)
    if not figure.is_rated_on_raw:
        return number_cell(size, text)
    # As displayed it may be missed by nothing.
    return number_cell(size, text, f"{text} ({RATED_UNROUNDED})", RATED_UNROUNDED)


def _is_of_scattered_figures(missed: Missed) -> bool:
    """Whether figures come when they come, or every few years, so that their number is none of periods."""
    comparison = missed.line.indicator.comparison
    spans = missed.run[0].period - missed.run[-1].period + 1
    if comparison.kind is ComparisonKind.PREVIOUS_OBSERVATION or missed.line.indicator.calendar.every > 1:
        return True
    return comparison.is_of_any_age and spans > len(missed.run)


def _missed_periods(missed: Missed) -> Cell:
    count = len(missed.run)
    indicator = missed.line.indicator
    name = "figure" if _is_of_scattered_figures(missed) else indicator.calendar.period_name
    text = f"{count} {name}{'' if count == 1 else 's'}"
    if missed.reaches_back:
        text = f"at least {text}"
    last = missed.run[0]
    notes = []
    if missed.status is not None:
        notes = [
            missed.status.words(indicator.scale, last.rag),
            f"last rated {missed.line.period_words(last.period)}",
        ]
    notes += [] if last.override is None else [last.override.in_short]
    note = "; ".join(notes)
    words = f"{text} ({note})" if note else text
    return Cell(text, CellKind.NUMBER, words, note, number=Decimal(count))
