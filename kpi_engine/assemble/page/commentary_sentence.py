"""A row's figures in sentences: what an author starts from, and what is printed before the commentary."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.cells import RATED_UNROUNDED, SMALL_COHORT
from kpi_engine.assemble.section.row.direction_cells import earlier_text
from kpi_engine.assemble.section.standards import basis_note
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.percent_of_target import rated_percent_text
from kpi_engine.model.figures.verdict import Verdict, verdict_beside
from kpi_engine.model.figures.worst import worst_of
from kpi_engine.model.wording import joined
from kpi_engine.model.words.number_text import (
    PERCENT,
    count_text,
    value_text,
)
from kpi_engine.model.words.rule_wording import wording_with_units

_VERBS = {
    DirectionOfTravel.IMPROVED: "an improvement on",
    DirectionOfTravel.WORSENED: "worse than",
    DirectionOfTravel.SAME: "the same as",
}


def sentence_of(line: Line, small_cohort: int | None) -> str:
    """``In Aug 2024 it was 72.1% (RED), worse than 72.9% in Jul 2024. The target is 85.0% and …``."""
    period, figure = line.period_words(line.latest), line.figure
    if figure is None or figure.value is None:
        reason = "there is no figure" if figure is None else f"the figure is {figure.why_no_value}"
        return f"For {period}, {reason}."
    return " ".join(
        (_value(line, figure, period), *_cohort(figure, small_cohort), *_standards(line), *_comparators(line))
    )


def _value(line: Line, figure: Figure, period: str) -> str:
    value = "" if figure.value is None else figure.with_signs(value_text(figure.value, line.indicator))
    worst = worst_of(figure)
    # For a worst rating, the members that have it: the rating is the figure itself.
    beside = [line.indicator.scale.name(figure.rag)] if worst is None else [worst.words]
    beside += [RATED_UNROUNDED] if figure.is_rated_on_raw else []
    beside += [] if figure.override is None else [figure.override.words]
    told = f"In {period} it was {value}"
    if figure.rag is not Rag.NONE:
        told = f"{told} ({', '.join(beside)})"
    if figure.direction is not DirectionOfTravel.NONE and figure.previous_value is not None:
        earlier = earlier_text(figure.previous_value, figure)
        told = f"{told}, {_VERBS[figure.direction]} {earlier} in {figure.previous_period_words}"
    return f"{told}."


def _standards(line: Line) -> Iterator[str]:
    threshold = line.threshold
    if threshold is None:
        return
    note = basis_note(threshold.floor_basis)
    percent = "" if line.figure is None else rated_percent_text(line.figure)
    yield from threshold.rule.sentences(
        wording_with_units(line.indicator), line.polarity, f" ({note})" if note else "", percent
    )


def _comparators(line: Line) -> Iterator[str]:
    """``It is worse than England 49.2% (2022-23) and similar to South East 42.8%.``"""
    told: dict[Verdict, list[str]] = {}
    for name, reference in line.comparators.items():
        if reference.value is not None:
            verdict = verdict_beside(line.figure, reference.value)
            told.setdefault(verdict, []).append(f"{name} {reference.words(line.indicator)}")
    judged = [f"{verdict.words} {joined(names)}" for verdict, names in told.items() if verdict.words]
    if judged:
        yield f"It is {joined(judged)}."
    if Verdict.NONE in told:
        yield f"For comparison: {', '.join(told[Verdict.NONE])}."


def _cohort(figure: Figure, small_cohort: int | None) -> Iterator[str]:
    if figure.denominator is None:
        return
    cohort = count_text(figure.denominator)
    mark = f", a {SMALL_COHORT}" if figure.has_small_cohort(small_cohort) else ""
    if figure.numerator is not None and figure.indicator.unit == PERCENT:
        yield f"That is {count_text(figure.numerator)} of {cohort}{mark}."
    elif figure.numerator is not None:
        yield f"The numerator is {count_text(figure.numerator)}, the denominator {cohort}{mark}."
    else:
        yield f"The denominator is {cohort}{mark}."
