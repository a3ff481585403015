"""The rounding audit: figures whose RAG or arrow would be another before rounding. These are no errors.

A value before rounding is known where numerator and denominator are, and where the source does not say that
its values are as printed. An arrow needs both its values so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.audit.arithmetic.parts_check import disagreeing
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.sheets import NO_ROW, judge, sheets_of
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.arrays.rounding import before_rounding
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Polarity, RateOn
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField, Sureness
from kpi_engine.model.words.number_text import PERCENT, value_text

_OTHER = {RateOn.DISPLAYED: RateOn.RAW, RateOn.RAW: RateOn.DISPLAYED}


def decided_by_rounding(judged: Judged) -> list[Finding]:
    """One note a figure and RAG or arrow; figures whose parts do not make their value are left out."""
    page = judged.page
    rows = page.values
    with_parts = rows.has_both_parts() & rows.value.present
    with_parts[disagreeing(judged, np.arange(len(page)))] = False
    figures = np.flatnonzero(with_parts)
    notes = [*_rags(judged, figures), *_directions(judged, figures)]
    return [note for _, note in sorted(notes, key=lambda entry: entry[0])]


def _rags(judged: Judged, figures: IntArray) -> Iterator[tuple[int, Finding]]:
    page = judged.page
    indicators = tuple(replace(indicator, rate_on=_OTHER[indicator.rate_on]) for indicator in page.indicators)
    sheets = sheets_of(page.values, figures, judged.observations)
    other = judge(sheets, len(page), indicators, judged.tools.rate)
    differs = (other.rag != judged.values.rag) & (other.row != NO_ROW)
    for at in np.flatnonzero(differs).tolist():
        as_rated = _figure(judged, at)
        otherwise = Figure(other.ratings[other.sheet[at]], int(other.row[at]))
        by_rule = {as_rated.indicator.rate_on: as_rated, _OTHER[as_rated.indicator.rate_on]: otherwise}
        shown, raw = (str(by_rule[rule].rag.value) for rule in (RateOn.DISPLAYED, RateOn.RAW))
        yield at, _note(judged, at, PrintedField.RAG, shown or "not rated", raw or "not rated")


def _directions(judged: Judged, figures: IntArray) -> Iterator[tuple[int, Finding]]:
    for at in np.intersect1d(figures, _with_raw_before(judged)).tolist():
        figure = _figure(judged, at)
        before = figure.previous
        now = figure.raw
        then = None if before is None else before.raw
        if now is None or then is None:
            continue
        raw = _direction(figure, now, then)
        if raw is not figure.direction:
            yield at, _note(judged, at, PrintedField.DIRECTION, figure.direction.value, raw.value)


def _with_raw_before(judged: Judged) -> IntArray:
    """The figures with an arrow, of which the value compared with is known before rounding."""
    found = [np.zeros(0, np.int64)]
    for sheet, ratings in zip(judged.sheets, judged.values.ratings, strict=True):
        rows = ratings.observations
        known = rows.has_both_parts() | ~rows.as_printed
        previous = ratings.previous[sheet.rows]
        has_arrow = ratings.direction[sheet.rows] != 0
        found.append(sheet.figures[has_arrow & (previous != NO_ROW) & known[previous]])
    return np.concatenate(found)


def _direction(figure: Figure, now: Fraction, then: Fraction) -> DirectionOfTravel:
    target = figure.threshold.rule.target if figure.threshold is not None else None
    if figure.polarity is Polarity.TARGET and target is not None:
        now, then = -abs(now - Fraction(target)), -abs(then - Fraction(target))
    elif figure.polarity is Polarity.LOWEST:
        now, then = -now, -then
    if abs(now - then) <= Fraction(figure.indicator.same_within or 0):
        return DirectionOfTravel.SAME
    return DirectionOfTravel.IMPROVED if now > then else DirectionOfTravel.WORSENED


def _figure(judged: Judged, at: int) -> Figure:
    judgement = judged.values
    return Figure(judgement.ratings[judgement.sheet[at]], int(judgement.row[at]))


def _note(judged: Judged, at: int, field: PrintedField, shown: str, raw: str) -> Finding:
    page, figure = judged.page, _figure(judged, at)
    indicator, printed = figure.indicator, page.figures[at]
    value = figure.value or Decimal(0)
    exact = before_rounding(figure.raw or Fraction(0), decimals_of(value))
    exact += "%" if indicator.unit == PERCENT else ""
    displayed = value_text(value, indicator)
    rule = "as displayed" if indicator.rate_on is RateOn.DISPLAYED else "before rounding"
    return Finding(
        FindingKind.ROUNDING,
        f"The {field.words} of {printed.code} in {printed.area} is {shown} at {displayed} as displayed; "
        f"before rounding, at {exact}, it would be {raw}",
        f"The definition asks for the value {rule}."
        + (" Dividing the numbers beside it gives the other." if figure.ratio is not None else ""),
        (
            page.cell(
                at,
                field,
                printed.rag.value if field is PrintedField.RAG else printed.direction.value,
                shown if indicator.rate_on is RateOn.DISPLAYED else raw,
                f"{displayed} as displayed: {shown}; {exact} before rounding: {raw}",
            ),
        ),
        Sureness.CERTAIN,
        Effect.NONE,
    )
