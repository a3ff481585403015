"""Commentary against the table: numbers and colours that are not the row's, rows without commentary.

Rules: docs/commentary.md, "What is checked".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_engine.audit.commentary.beside_others import OtherInText, Others, wrongly_beside
from kpi_engine.audit.commentary.colours import wrong_colours
from kpi_engine.audit.commentary.movements import movement_words, wrong_movements
from kpi_engine.audit.commentary.numbers import numbers_in
from kpi_engine.audit.commentary.row_numbers import numbers_of, unknown_numbers
from kpi_engine.audit.commentary.rows import Row, rows_shown
from kpi_engine.audit.commentary.standards_said import wrong_standards
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import BEST_FIRST
from kpi_engine.model.definitions.scorecard import Comparator, Section
from kpi_engine.model.figures.commentary import (
    Commentary,
    CommentaryFinding,
    CommentaryFindingKind,
    FigureShown,
    needs_commentary,
)
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.percent_of_target import rated_percent_text
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.reference_value import averages_of_neighbours, in_any_section
from kpi_engine.model.issue import Location
from kpi_engine.model.wording import joined
from kpi_engine.model.words.number_text import (
    PERCENT,
    count_text,
    target_text,
    value_text,
)
from kpi_engine.model.words.rule_wording import wording_of

_RED_FIRST = tuple(rag for rag in reversed(BEST_FIRST) if not rag.is_reached)


def audit_commentary(
    commentary: Sequence[Commentary],
    ratings: Ratings,
    *,
    comparators: Sequence[Comparator],
    sections: Sequence[Section],
    areas: Sequence[Area],
    levels: Sequence[str] = (),
    outturns: Ratings | None = None,
    shown_before: Collection[FigureShown] = (),
) -> tuple[CommentaryFinding, ...]:
    """What the commentary of a scorecard's month gets wrong, then the rows without commentary, REDs first.

    Args:
        commentary: the texts written for the month.
        ratings: the rated observations.
        comparators: every reference value of the scorecard.
        sections: the sections of the scorecard.
        areas: every area of the ratings.
        levels: the levels of area whose rows need a commentary; none: every level.
        outturns: the final figures of years, rated.
        shown_before: what the last edition of an earlier month showed; such figures need no commentary.
    """
    rows = rows_shown(ratings, sections, areas, outturns)
    findings = [
        finding
        for entry in commentary
        if not entry.service
        for finding in _of_entry(entry, rows.get((entry.code, entry.area)), comparators)
    ]
    written = {(entry.code, entry.area) for entry in commentary if entry.is_finished}
    level_of = {area.name: area.level for area in areas}
    lacking = [
        row.newest
        for key, row in rows.items()
        if key not in written
        and (not levels or level_of[key[1]] in levels)
        and needs_commentary(row.newest, shown_before)
    ]
    # Of one colour they stay in the order of the pack: a sort keeps that.
    lacking.sort(key=lambda figure: _RED_FIRST.index(figure.rag))
    return (*findings, *(_missing(figure) for figure in lacking))


def _of_entry(
    entry: Commentary, row: Row | None, comparators: Sequence[Comparator]
) -> Iterator[CommentaryFinding]:
    if row is None:
        yield CommentaryFinding(
            kind=CommentaryFindingKind.NO_ROW,
            code=entry.code,
            area=entry.area,
            period="",
            quoted="",
            figures="the scorecard shows no such row",
            location=entry.location,
        )
        return
    figure = row.newest
    given = in_any_section([one for one in comparators if one.code == entry.code], entry.area)
    averages = [one.value for one in averages_of_neighbours(given, figure.indicator, entry.area)]
    own = [*(one.value for one in given), *(average for average in averages if average is not None)]
    numbers = numbers_of(row.figures, own, row.outturns, row.level)
    told: set[str] = set()
    for number in unknown_numbers(list(numbers_in(entry.markdown, figure.indicator)), numbers):
        if number.text not in told:
            told.add(number.text)
            quote = _Quote(CommentaryFindingKind.NUMBER, number.text, number.line)
            yield _finding(quote, entry, figure, _figures(figure, own))
    rag = figure.indicator.scale.name(figure.rag) or f"not rated: {figure.not_rated.value}"
    for colour in wrong_colours(entry.markdown, figure.rag):
        quote = _Quote(CommentaryFindingKind.COLOUR, colour.text, colour.line)
        yield _finding(quote, entry, figure, f"the row is {rag}")
    for movement in wrong_movements(entry.markdown, figure):
        quote = _Quote(CommentaryFindingKind.MOVEMENT, movement.text, movement.line)
        yield _finding(quote, entry, figure, _movement(figure))
    # A text may be about the figure of any section that shows the row.
    of_every = [set(wrong_standards(entry.markdown, each)) for each in row.figures]
    for standard in wrong_standards(entry.markdown, figure):
        if all(standard in of_one for of_one in of_every):
            quote = _Quote(CommentaryFindingKind.STANDARD, standard.text, standard.line)
            yield _finding(quote, entry, figure, f"the row is {rag}: {_figures(figure, ())}")
    others = Others([(one.name, one.value) for one in given], row.outturns)
    beside = [{one.said for one in wrongly_beside(entry.markdown, each, others)} for each in row.figures]
    for other in wrongly_beside(entry.markdown, figure, others):
        if all(other.said in of_one for of_one in beside):
            quote = _Quote(CommentaryFindingKind.COMPARISON, other.said.text, other.said.line)
            yield _finding(quote, entry, figure, _beside(figure, other))


def _beside(figure: Figure, other: OtherInText) -> str:
    """``the figure is 72.1%, and England 80.2%``."""
    numbers = [value_text(number, figure.indicator) for number in other.others]
    own = "missing" if figure.value is None else value_text(figure.value, figure.indicator)
    return f"the figure is {own}, and {other.name} {joined(numbers)}"


def _movement(figure: Figure) -> str:
    """How the figure moved, in words."""
    shown = [
        "" if number is None else value_text(number, figure.indicator)
        for number in (figure.value, figure.previous_value)
    ]
    return movement_words(figure, *shown)


@dataclass(frozen=True, slots=True)
class _Quote:
    kind: CommentaryFindingKind
    text: str
    line: int


def _finding(quote: _Quote, entry: Commentary, figure: Figure, figures: str) -> CommentaryFinding:
    place = Location(entry.location.file, entry.location.line + quote.line)
    return CommentaryFinding(
        quote.kind, entry.code, entry.area, figure.period_label, quote.text, figures, place
    )


def _missing(figure: Figure) -> CommentaryFinding:
    return CommentaryFinding(
        kind=CommentaryFindingKind.MISSING,
        code=figure.indicator.code,
        area=figure.area,
        period=figure.period_label,
        quoted="",
        figures=f"{figure.indicator.scale.name(figure.rag)}: {_figures(figure, ())}",
        # A computed figure stands in no file, but its definition does.
        location=figure.source if figure.source.file else figure.indicator.location,
    )


def _figures(figure: Figure, comparators: Sequence[Decimal]) -> str:
    """``72.1%, previous 72.4%, target 85.0%, floor standard 75.0%, 455.5 of 631.6``."""
    indicator = figure.indicator
    parts = ["no value" if figure.value is None else value_text(figure.value, indicator)]
    if figure.previous_value is not None:
        parts.append(f"previous {value_text(figure.previous_value, indicator)}")
    rule = None if figure.threshold is None else figure.threshold.rule
    if rule is not None and rule.target is not None:
        parts.append(f"target {target_text(rule, figure.polarity, indicator)}")
    if figure.percent_of_target is not None:
        parts.append(rated_percent_text(figure))
    if rule is not None:
        parts += rule.short_words(wording_of(indicator))
    if figure.numerator is not None and figure.denominator is not None:
        between = "of" if indicator.unit == PERCENT else "÷"
        parts.append(f"{count_text(figure.numerator)} {between} {count_text(figure.denominator)}")
    if comparators:
        parts.append(
            f"comparators {', '.join(value_text(one, indicator) for one in dict.fromkeys(comparators))}"
        )
    return ", ".join(parts)
