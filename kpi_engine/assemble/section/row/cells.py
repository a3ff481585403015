"""The cells of values, their parts, ratings, ranks and comparators in a section's row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.plain_cells import (
    CARRIED_FORWARD,
    NO_FIGURE,
    lack_of,
    number_cell,
    reason_cell,
)
from kpi_engine.assemble.statistics.beside_reference import differs_from_reference
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.gap import gap_words, not_applying_words
from kpi_engine.model.figures.percent_of_target import rated_percent_text
from kpi_engine.model.figures.ranks import Rank
from kpi_engine.model.figures.reference_value import ReferenceValue
from kpi_engine.model.figures.verdict import Verdict, verdict_beside
from kpi_engine.model.figures.worst import Worst, worst_of
from kpi_engine.model.outputs.document import Cell, CellKind, Lack
from kpi_engine.model.statistics.outcomes import Differs
from kpi_engine.model.wording import NO_BREAK_SPACE
from kpi_engine.model.words.number_text import count_text, value_text, value_with_unit
from kpi_engine.model.words.rule_wording import wording_of

COMPUTED = "computed"
SMALL_COHORT = "small cohort"
NOT_RATED = "not rated"
RATED_UNROUNDED = "rated before rounding"

BY_CHANCE = ", perhaps by chance"

DIRECTION_MEANING = "Whether performance, not the number, got better or worse"


def value_cell(figure: Figure | None, indicator: Indicator, brief: bool = False) -> Cell:
    """A value as displayed, or why there is none; one computed or carried forward says so.

    ``brief``: its text is without the words of the unit, which ``words`` have.
    """
    if figure is None:
        return Cell(NO_FIGURE, CellKind.NUMBER, words=NO_FIGURE, lacks=Lack.NOT_AVAILABLE)
    value = figure.value
    if value is None:
        gap = gap_words(figure)
        words = f"{figure.why_no_value}: {gap}" if gap else figure.why_no_value
        return Cell(figure.shown_gap, CellKind.NUMBER, words=words, lacks=lack_of(figure))
    worst = worst_of(figure)
    full = value_with_unit(value, indicator) if worst is None else indicator.scale.name(worst.rag)
    text = value_text(value, indicator) if brief and worst is None else full
    notes = _notes(figure, worst)
    beside = [*(mark.words for mark in figure.marks), *notes.values()]
    words = f"{full} ({', '.join(beside)})" if beside else full
    shown = figure.with_signs(text)
    cell = number_cell(figure.number, shown, words, ", ".join(notes), stale=figure.carried_forward)
    # A word is a figure like any, and no reason why there is none.
    return replace(cell, kind=CellKind.TEXT) if is_word(indicator) else cell


def is_word(indicator: Indicator) -> bool:
    """Whether the figures of an indicator are words, and no numbers with a label."""
    return bool(indicator.words) and not indicator.words_are_labels


def is_marked_computed(figure: Figure) -> bool:
    """Whether a figure is marked as computed; a worst rating names the indicators that it is made from."""
    return figure.origin is not Origin.SUPPLIED and figure.indicator.meaning.is_number


def _notes(figure: Figure, worst: Worst | None) -> dict[str, str]:
    """The notes beside a value, each with its full text.

    A worst rating's note names the indicators that have it.
    """
    return {
        **({worst.words: worst.words} if worst else {}),
        **({COMPUTED: f"{COMPUTED}: {figure.made_words}"} if is_marked_computed(figure) else {}),
        **({words: words} if (words := not_applying_words(figure)) else {}),
        **({CARRIED_FORWARD: CARRIED_FORWARD} if figure.carried_forward else {}),
    }


def brief_value_in(line: Line, period: int) -> Cell:
    """The same for a row that has its unit elsewhere: without the words of it."""
    return line.once(
        ("brief", period), lambda: value_cell(line.figures.get(period), line.indicator, brief=True)
    )


def value_in(line: Line, period: int) -> Cell:
    """The value of a line's figure of a period."""
    return line.once(period, lambda: value_cell(line.figures.get(period), line.indicator))


def latest_cell(line: Line, newest: int | None) -> Cell:
    """The latest value; where it is not of the ``newest`` period of its table, with its own."""
    shown = value_in(line, line.latest)
    if line.latest == newest:
        return shown
    period = line.period_words(line.latest)
    return replace(
        shown, words=f"{shown.words} in {period}", note=", ".join(filter(None, (period, shown.note)))
    )


def numerator_cell(line: Line) -> Cell:
    """The numerator of the latest figure; empty where none was supplied."""
    numerator = line.figure.numerator if line.figure is not None else None
    if line.figure is None or numerator is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_AVAILABLE)
    text, note = count_text(numerator), rounded_note(line.figure)
    return number_cell(numerator, text, f"{text} ({note})" if note else "", note)


def denominator_cell(line: Line, small_cohort: int | None) -> Cell:
    """The denominator of the latest figure; below ``small_cohort`` it is marked in words."""
    figure = line.figure
    denominator = figure.denominator if figure is not None else None
    if figure is None or denominator is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_AVAILABLE)
    text = count_text(denominator)
    small = figure.has_small_cohort(small_cohort)
    note = ", ".join(filter(None, (SMALL_COHORT if small else "", rounded_note(figure))))
    cell = number_cell(denominator, text, f"{text} ({note})" if note else "", note)
    return replace(cell, small_cohort=True) if small else cell


def rounded_note(figure: Figure) -> str:
    """``rounded to 5``, of a numerator and a denominator that are."""
    return f"rounded to {figure.parts_rounded_to}" if figure.parts_rounded_to else ""


def rag_cell(figure: Figure | None, brief: bool = False) -> Cell:
    """The rating, or why there is none. One that the value as displayed may contradict says so.

    ``brief``: of an override only to what, where another table of the page gives the reason.
    """
    if figure is None:
        return reason_cell(CellKind.RAG, NOT_RATED, NO_FIGURE)
    overridden = _override_words(figure, brief)
    if figure.rag is Rag.NONE:
        reason = "; ".join(part for part in (figure.why_not_rated, overridden) if part)
        return reason_cell(CellKind.RAG, NOT_RATED, reason)
    notes = (
        rated_percent_text(figure),
        RATED_UNROUNDED if figure.is_rated_on_raw else "",
        overridden,
        f"monitored {figure.monitoring}" if figure.monitoring and not brief else "",
    )
    note = "; ".join(filter(None, notes))
    words = "; ".join(filter(None, (f"{figure.indicator.scale.name(figure.rag)}: {why_rated(figure)}", note)))
    return Cell(figure.indicator.scale.name(figure.rag), CellKind.RAG, words=words, note=note, rag=figure.rag)


def _override_words(figure: Figure, brief: bool) -> str:
    if figure.override is None:
        return ""
    return figure.override.in_short if brief else figure.override.words


def why_rated(figure: Figure) -> str:
    """What the colour means; where bands rate, the band that the figure is in."""
    own = figure.indicator.scale.of(figure.rag).meaning
    if figure.threshold is None or own:
        return own or figure.indicator.scale.words.said(figure.rag.words)
    return figure.threshold.rule.rating_words(figure.rag, wording_of(figure.indicator))


def rank_cell(line: Line) -> Cell:
    """The place among the areas of its level, or why there is none; empty where they are not ranked."""
    rank = line.figure.rank if line.figure is not None else None
    return _rank_cell(rank, _alike(line))


def family_rank_cell(line: Line) -> Cell:
    """The place among the areas of its family, or why there is none; empty where it is in no family."""
    figure = line.figure
    return Cell(kind=CellKind.NUMBER) if figure is None else _rank_cell(figure.family_rank, figure.family)


def _rank_cell(rank: Rank | None, further: str) -> Cell:
    if rank is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_APPLICABLE)
    if not rank.first:
        words = f"none: {rank.why_none}"
        return Cell("none", CellKind.NUMBER, words, rank.why_none, lacks=Lack.NOT_APPLICABLE)
    quarter = f"{rank.quarter} quarter" if rank.quarter else ""
    note = "; ".join(part for part in (quarter, rank.without, further) if part)
    words = f"{rank.place} ({note})" if note else rank.place
    return number_cell(Decimal(rank.first), rank.place, words, note)


def _alike(line: Line) -> str:
    """``9 of the 12 cannot be told from their average``, where that is known; else empty."""
    figure = line.figure
    statistics = None if figure is None else figure.ratings.statistics
    areas = None if statistics is None else statistics.areas
    if figure is None or areas is None or not areas.place[figure.row]:
        return ""
    alike, among = int(areas.inside[figure.row]), int(areas.among[figure.row])
    return f"{alike} of the {among} cannot be told from their average"


def comparator_cell(reference: ReferenceValue | None, line: Line) -> Cell:
    """A reference value with its own year, and how the latest figure compares with it."""
    if reference is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_AVAILABLE)
    value, words = reference.value, reference.words(line.indicator)
    if value is None:
        return Cell(words, CellKind.NUMBER, words=words, lacks=Lack.NOT_AVAILABLE)
    verdict = verdict_beside(line.figure, value)
    told = f"latest {verdict.symbol}{NO_BREAK_SPACE}{verdict.value}" if verdict is not Verdict.NONE else ""
    differs, _ = differs_from_reference(line.figure, value)
    chance = BY_CHANCE if told and differs is Differs.NO and verdict is not Verdict.SIMILAR else ""
    told = f"{told}{chance}"
    return number_cell(
        value,
        reference.value_words(line.indicator),
        words=f"{words}; the latest figure is {verdict.value}{chance}" if told else words,
        note="; ".join(part for part in (reference.year, told) if part),
    )
