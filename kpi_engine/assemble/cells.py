"""Each kind of cell of a section's row, from the figures of its line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kpi_engine.assemble.line import Line
from kpi_engine.assemble.standards import basis_note, floor_of, on_the_right_side, target_of
from kpi_engine.model.band_text import band_text, bands_text, percent_text
from kpi_engine.model.bands import BandsRule
from kpi_engine.model.comparison import ComparisonKind
from kpi_engine.model.document import Cell, CellKind
from kpi_engine.model.figure import Figure
from kpi_engine.model.gap import gap_words
from kpi_engine.model.indicator import Indicator, TargetRange, Threshold
from kpi_engine.model.judgement import DirectionOfTravel, Polarity, Rag
from kpi_engine.model.measure import Origin
from kpi_engine.model.number_text import (
    count_text,
    decimals_of,
    is_strict,
    range_text,
    standard_text,
    target_text,
    value_text,
    with_decimals,
)
from kpi_engine.model.reference_value import ReferenceValue
from kpi_engine.model.verdict import Verdict, verdict_beside
from kpi_engine.model.wording import NO_BREAK_SPACE
from kpi_engine.model.worst import Worst, worst_of

NO_FIGURE = "no figure supplied"
CARRIED_FORWARD = "carried forward"
COMPUTED = "computed"
SMALL_COHORT = "small cohort"
NOT_RATED = "not rated"
NO_ARROW = "no arrow"
RATED_UNROUNDED = "rated before rounding"


@lru_cache(maxsize=4096)  # the pages of a run say the same codes, names and letters
def text_cell(text: str, words: str = "") -> Cell:
    """Words as they are."""
    return Cell(text, words=words or text)


def value_cell(figure: Figure | None, indicator: Indicator) -> Cell:
    """A value as displayed, or why there is none; one computed or carried forward says so."""
    if figure is None:
        return Cell(NO_FIGURE, CellKind.NUMBER, words=NO_FIGURE)
    value = figure.value
    if value is None:
        gap = gap_words(figure)
        words = f"{figure.why_no_value}: {gap}" if gap else figure.why_no_value
        return Cell(figure.why_no_value, CellKind.NUMBER, words=words)
    worst = worst_of(figure)
    text = value_text(value, indicator) if worst is None else worst.rag.value
    notes = _notes(figure, worst)
    words = f"{text} ({', '.join(notes.values())})" if notes else text
    shown = Cell(text, CellKind.NUMBER, words, ", ".join(notes), stale=figure.carried_forward)
    return shown if indicator.is_worst else replace(shown, number=value, decimals=decimals_of(value))


def _notes(figure: Figure, worst: Worst | None) -> dict[str, str]:
    """What a reader is told beside a value, each with the same in full; of a worst rating, whose it is."""
    computed = figure.origin is not Origin.SUPPLIED and worst is None
    return {
        **({worst.words: worst.words} if worst else {}),
        **({COMPUTED: f"{COMPUTED}: {figure.made_words}"} if computed else {}),
        **({CARRIED_FORWARD: CARRIED_FORWARD} if figure.carried_forward else {}),
    }


def value_in(line: Line, period: int) -> Cell:
    """The value of a line's figure of a period."""
    return line.once(period, lambda: value_cell(line.figures.get(period), line.indicator))


def numerator_cell(line: Line) -> Cell:
    """The numerator of the latest figure; empty where none was supplied."""
    numerator = line.figure.numerator if line.figure is not None else None
    if numerator is None:
        return Cell(kind=CellKind.NUMBER)
    text = count_text(numerator)
    return Cell(text, CellKind.NUMBER, words=text, number=numerator, decimals=decimals_of(numerator))


def denominator_cell(line: Line, small_cohort: int | None) -> Cell:
    """The denominator of the latest figure; below ``small_cohort`` it is marked in words."""
    figure = line.figure
    denominator = figure.denominator if figure is not None else None
    if figure is None or denominator is None:
        return Cell(kind=CellKind.NUMBER)
    text = count_text(denominator)
    small = figure.has_small_cohort(small_cohort)
    return Cell(
        text,
        CellKind.NUMBER,
        words=f"{text} ({SMALL_COHORT})" if small else text,
        note=SMALL_COHORT if small else "",
        number=denominator,
        decimals=decimals_of(denominator),
        small_cohort=small,
    )


def direction_cell(line: Line) -> Cell:
    """The arrow with its word, or why there is none; ``words`` say what was compared."""
    return line.once("direction", lambda: _direction_cell(line))


def _direction_cell(line: Line) -> Cell:
    figure = line.figure
    if figure is None:
        return _reason_cell(CellKind.DIRECTION, NO_ARROW, NO_FIGURE)
    direction = figure.direction
    if direction is DirectionOfTravel.NONE:
        return _reason_cell(CellKind.DIRECTION, NO_ARROW, figure.no_direction.value)
    words = f"{direction.value} compared with {figure.previous_period_words}"
    if figure.previous_value is not None:
        words = f"{words} ({value_text(figure.previous_value, line.indicator)})"
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


def earlier_value_cell(figure: Figure) -> Cell:
    """The value that a figure is compared with, and of which period it is."""
    value = figure.previous_value
    if value is None:
        return Cell(kind=CellKind.NUMBER)
    text, note = value_text(value, figure.indicator), figure.previous_period_words
    shown = Cell(text, CellKind.NUMBER, f"{text} ({note})", note)
    return shown if figure.indicator.is_worst else replace(shown, number=value, decimals=decimals_of(value))


def since_words(figure: Figure) -> str:
    """``since Nov 2015``, where that is not the period before the figure's own; else nothing."""
    if figure.indicator.comparison.kind is ComparisonKind.PREVIOUS:
        return ""
    return f"since {figure.previous_period_words}"


def rag_cell(figure: Figure | None, brief: bool = False) -> Cell:
    """The rating, or why there is none. One that the value as displayed may contradict says so.

    ``brief``: of an override only to what, where another table of the page gives the reason.
    """
    if figure is None:
        return _reason_cell(CellKind.RAG, NOT_RATED, NO_FIGURE)
    overridden = _override_words(figure, brief)
    if figure.rag is Rag.NONE:
        reason = "; ".join(part for part in (figure.why_not_rated, overridden) if part)
        return _reason_cell(CellKind.RAG, NOT_RATED, reason)
    percent = figure.percent_of_target
    notes = (
        "" if percent is None else percent_text(percent),
        RATED_UNROUNDED if figure.is_rated_on_raw else "",
        overridden,
        f"monitored {figure.monitoring}" if figure.monitoring and not brief else "",
    )
    note = "; ".join(filter(None, notes))
    words = "; ".join(filter(None, (f"{figure.rag.value}: {why_rated(figure)}", note)))
    return Cell(figure.rag.value, CellKind.RAG, words=words, note=note, rag=figure.rag)


def _override_words(figure: Figure, brief: bool) -> str:
    if figure.override is None:
        return ""
    return figure.override.in_short if brief else figure.override.words


def why_rated(figure: Figure) -> str:
    """What the colour means; of bands, the one that the figure is in."""
    rule = None if figure.threshold is None else figure.threshold.rule
    band = rule.band_of(figure.rag) if isinstance(rule, BandsRule) else None
    if band is None or not isinstance(rule, BandsRule):
        return figure.rag.words
    return band_text(band, rule, figure.indicator)


def target_cell(threshold: Threshold | None, indicator: Indicator, polarity: Polarity) -> Cell:
    """The target; for a range, its green range too. ``words`` say which values are GREEN, for bands all."""
    target = target_of(threshold)
    if threshold is None or target is None:
        return Cell(kind=CellKind.NUMBER, words="no target")
    rule = threshold.rule
    if indicator.is_worst:
        # What is aimed at in points is a rating; which one is which colour, the RAG itself says.
        return text_cell(standard_text(target, indicator))
    number = with_decimals(target, indicator.decimals)
    text = target_text(rule, polarity, indicator)
    note = ""
    if isinstance(rule, TargetRange):
        note = f"GREEN from {range_text(rule.green, indicator)}"
        words = f"{text} ({note})"
    elif isinstance(rule, BandsRule):
        words = f"{text}; {bands_text(rule, indicator)}"
    else:
        words = f"{on_the_right_side(target, indicator, polarity, is_strict(rule))} is GREEN"
    if threshold.year_target is not None:
        note = f"of {standard_text(threshold.year_target, indicator)} for the year"
        words = f"{words}; {text} {note}"
    return Cell(text, CellKind.NUMBER, words=words, note=note, number=number, decimals=decimals_of(number))


def floor_cell(line: Line) -> Cell:
    """The floor standard, the amber range or the RED band; its basis is said where nobody has stated it."""
    threshold, indicator = line.threshold, line.indicator
    if threshold is None:
        return Cell(kind=CellKind.NUMBER, words="no floor standard")
    note = basis_note(threshold.floor_basis)
    suffix = f" ({note})" if note else ""
    floor = floor_of(threshold)
    if indicator.is_worst:
        return _worst_floor_cell(threshold, indicator, note)
    if floor is not None:
        number = with_decimals(floor, indicator.decimals)
        words = f"{on_the_right_side(floor, indicator, line.polarity)} is at least AMBER{suffix}"
        text = standard_text(floor, indicator)
        return Cell(text, CellKind.NUMBER, words, note, number=number, decimals=decimals_of(number))
    if isinstance(threshold.rule, BandsRule):
        text = band_text(threshold.rule.red, threshold.rule, indicator)
        return Cell(text, CellKind.NUMBER, words=f"{text} is RED{suffix}", note=note)
    if isinstance(threshold.rule, TargetRange) and threshold.rule.amber is not None:
        text = range_text(threshold.rule.amber, indicator)
        return Cell(f"AMBER {text}", CellKind.NUMBER, words=f"AMBER from {text}{suffix}", note=note)
    return Cell(kind=CellKind.NUMBER, words="no floor standard")


def _worst_floor_cell(threshold: Threshold, indicator: Indicator, note: str) -> Cell:
    """The rating that must not be missed, or the RED band as ratings: points tell a reader nothing."""
    floor, rule = floor_of(threshold), threshold.rule
    text = "" if floor is None else standard_text(floor, indicator)
    if isinstance(rule, BandsRule):
        text = band_text(rule.red, rule, indicator)
    return Cell(text, CellKind.NUMBER, f"{text} ({note})" if note and text else text, note if text else "")


def rank_cell(line: Line) -> Cell:
    """The place among the areas of its level, or why there is none; empty where they are not ranked."""
    rank = line.figure.rank if line.figure is not None else None
    if rank is None:
        return Cell(kind=CellKind.NUMBER)
    if not rank.first:
        return Cell("none", CellKind.NUMBER, words=f"none: {rank.why_none}", note=rank.why_none)
    quarter = f"{rank.quarter} quarter" if rank.quarter else ""
    note = "; ".join(part for part in (quarter, rank.without) if part)
    return Cell(
        rank.place,
        CellKind.NUMBER,
        words=f"{rank.place} ({note})" if note else rank.place,
        note=note,
        number=Decimal(rank.first),
    )


def comparator_cell(reference: ReferenceValue | None, line: Line) -> Cell:
    """A reference value with its own year, and how the latest figure stands beside it."""
    if reference is None:
        return Cell(kind=CellKind.NUMBER)
    value, words = reference.value, reference.words(line.indicator)
    if value is None:
        return Cell(words, CellKind.NUMBER, words=words)
    verdict = verdict_beside(line.figure, value)
    told = f"latest {verdict.symbol}{NO_BREAK_SPACE}{verdict.value}" if verdict is not Verdict.NONE else ""
    return Cell(
        reference.value_words(line.indicator),
        CellKind.NUMBER,
        words=f"{words}; the latest figure is {verdict.value}" if told else words,
        note="; ".join(part for part in (reference.year, told) if part),
        number=value,
        decimals=decimals_of(value),
    )


def _reason_cell(kind: CellKind, text: str, reason: str) -> Cell:
    return Cell(text, kind, words=f"{text}: {reason}", note=reason)
