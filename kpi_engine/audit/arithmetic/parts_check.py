"""Printed values against their numerator and denominator, and what may have happened where they disagree.

The arithmetic is the same as in the check of observations (model/arrays/parts.py): the interval that the
rounding of all three numbers allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sheets import with_used_codes
from kpi_engine.audit.page.sides import Observed, Side
from kpi_engine.audit.page.uncertain import Interval, at_most_rounded, quotient
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.arrays.parts import Parts, parts_make_value
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)
from kpi_engine.model.words.calculation import calculation
from kpi_engine.model.words.number_text import count_text, value_text

# Numerator and denominator, by code: which figures print the pair.
_Pairs = Mapping[tuple[int, Decimal, Decimal], list[int]]
_PART_FIELDS = (PrintedField.NUMERATOR, PrintedField.DENOMINATOR)


def find_parts(side: Side, observed: Observed, claims: Claims) -> None:
    """A finding for each row whose parts do not make its value, unless the value is a misprint itself."""
    page = side.page
    wrong = disagreeing(side.judged, np.flatnonzero(~claims.mask(PrintedField.VALUE)))
    pairs = _pairs(page) if len(wrong) else {}
    for at in wrong.tolist():
        if not claims.mask(PrintedField.NUMERATOR)[at]:
            _add(side, observed, at, pairs, claims)


def disagreeing(judged: Judged, figures: IntArray) -> IntArray:
    """The figures, among some, with all three numbers printed whose parts cannot make the value."""
    page = judged.page
    rows = page.values.take(figures)
    complete = rows.value.present & rows.has_both_parts()
    complete &= rows.denominator.mantissa > 0
    chosen = rows.take(complete)
    per = np.array([indicator.per for indicator in page.indicators], np.int64)[chosen.code]
    agrees = parts_make_value(
        Parts(
            value=chosen.value,
            numerator=chosen.numerator,
            denominator=chosen.denominator,
            per=per,
            tolerance_decimals=chosen.value.decimals,
            rounded_parts=np.ones(len(chosen), np.bool_),
            rounded_to=chosen.parts_rounded_to,
        )
    )
    unlike = figures[complete][~agrees].tolist()
    return np.array([at for at in unlike if not _can_make(page, at, judged.rounding.interval)], np.int64)


def _can_make(page: Page, at: int, of: Callable[[str, PrintedField, Decimal], Interval]) -> bool:
    """Whether parts somewhere in their intervals make a value that rounds to the one printed."""
    figure = page.figures[at]
    top, bottom, value = figure.numerator.number, figure.denominator.number, figure.value.number
    if top is None or bottom is None or value is None:
        return True
    made = quotient(
        page.indicator(at).per,
        of(figure.code, PrintedField.NUMERATOR, top),
        of(figure.code, PrintedField.DENOMINATOR, bottom),
    )
    return made is not None and made.holds(at_most_rounded(value))


def _pairs(page: Page) -> _Pairs:
    pairs: dict[tuple[int, Decimal, Decimal], list[int]] = {}
    for at, figure in enumerate(page.figures):
        if figure.numerator.number is not None and figure.denominator.number is not None:
            key = (int(page.code[at]), figure.numerator.number, figure.denominator.number)
            pairs.setdefault(key, []).append(at)
    return pairs


def _add(side: Side, observed: Observed, at: int, pairs: _Pairs, claims: Claims) -> None:
    page = side.page
    figure, indicator = page.figures[at], page.indicator(at)
    value, top, bottom = figure.value.number, figure.numerator.number, figure.denominator.number
    if value is None or top is None or bottom is None:
        return
    sums = calculation(indicator, top, bottom, decimals_of(value), as_printed=True)
    source = _copied_from(side.judged, at, pairs[int(page.code[at]), top, bottom])
    diagnosis = _diagnosis(page, at, source)
    kind = FindingKind.PARTS
    if source:
        kind = FindingKind.COPIED_PARTS
    elif diagnosis is not None and diagnosis.hypothesis == "numerator_and_denominator":
        kind = FindingKind.SWAPPED
    for field in (PrintedField.VALUE, *_PART_FIELDS):
        claims.account_for(at, field)
    other, made = _rated_on_parts(side, at), rounded_half_up(_exact(page, at), decimals_of(value))
    unsure = _can_make(page, at, lambda _code, _field, number: at_most_rounded(number))
    stands = diagnosis is not None and diagnosis.hypothesis not in _OF_THE_VALUE
    claims.add(
        Finding(
            kind,
            f"{indicator.code} of {figure.area} is printed as {value_text(value, indicator)}, but {sums}",
            _explanation(other, is_right=stands, rated=side.figure(at).rag is not Rag.NONE)
            + (_IF_ROUNDED if unsure else ""),
            tuple(_cells(page, at, observed.figure(at), sums, diagnosis)),
            Sureness.LIKELY if unsure else Sureness.CERTAIN,
            Effect.NONE if stands else effect_of_numbers([value, made], rated_otherwise=other),
            diagnosis,
        ),
        at,
    )


def _cells(
    page: Page, at: int, truth: Figure | None, sums: str, diagnosis: Diagnosis | None
) -> Iterator[FindingCell]:
    """The parts where they are to blame, beside the observed parts; else the value."""
    figure = page.figures[at]
    if diagnosis is None or diagnosis.hypothesis in _OF_THE_VALUE:
        made = rounded_half_up(_exact(page, at), decimals_of(_value(page, at)))
        yield page.cell(at, PrintedField.VALUE, figure.value.text, f"{made:f}", sums)
        return
    for field, printed, should in (
        (PrintedField.NUMERATOR, figure.numerator, None if truth is None else truth.numerator),
        (PrintedField.DENOMINATOR, figure.denominator, None if truth is None else truth.denominator),
    ):
        computed = "" if should is None or should == printed.number else f"{should:f}"
        yield page.cell(at, field, printed.text, computed, sums)


_OF_THE_VALUE = frozenset({"rounded_twice", "cut_not_rounded"})


def _value(page: Page, at: int) -> Decimal:
    return page.figures[at].value.number or Decimal(0)


def _exact(page: Page, at: int) -> Fraction:
    """What the parts make; the denominator is above 0."""
    figure = page.figures[at]
    top, bottom = figure.numerator.number or Decimal(0), figure.denominator.number or Decimal(1)
    return page.indicator(at).per * Fraction(top) / Fraction(bottom)


def _copied_from(judged: Judged, at: int, same: list[int]) -> list[int]:
    """Rows of other areas that print the same pair, and whose value it makes."""
    page = judged.page
    others = [other for other in same if page.area[other] != page.area[at]]
    wrong = set(disagreeing(judged, np.array(others, np.int64)).tolist())
    return [other for other in others if other not in wrong]


def _rated_on_parts(side: Side, at: int) -> bool:
    """Whether the value that the parts make would be rated otherwise."""
    made = rounded_half_up(_exact(side.page, at), decimals_of(_value(side.page, at)))
    ratings = side.judgement.ratings[side.judgement.sheet[at]]
    row = int(side.judgement.row[at])
    rows = with_used_codes(ratings.observations.take(np.array([row])))
    mantissa = np.array([int(made.scaleb(decimals_of(made)))], np.int64)
    rows = replace(rows, value=replace(rows.value, mantissa=mantissa))
    other = Figure(side.rate(rows, side.page.indicators), 0)
    return other.rag is not Rag.NONE and other.rag is not side.figure(at).rag


_IF_ROUNDED = " If the whole numbers beside it are rounded, all three can be right."


def _explanation(other: bool, *, is_right: bool, rated: bool) -> str:
    """What is wrong. ``is_right``: the value is. ``other``: what the parts make is rated otherwise."""
    value = "The value and its RAG are" if rated else "The value is"
    if is_right:
        return f"{value} right; the numerator and denominator beside {'them' if rated else 'it'} are not."
    if other:
        return "If numerator and denominator are right, the value and its RAG are not."
    if not rated:
        return "If numerator and denominator are right, the value is not."
    return "Whichever of them is right, the RAG is the same."


def _diagnosis(page: Page, at: int, source: list[int]) -> Diagnosis | None:
    """The first of these that fits: copied, exchanged, rounded twice, cut, a digit lost."""
    indicator, figure, value = page.indicator(at), page.figures[at], _value(page, at)
    top, bottom = figure.numerator.number, figure.denominator.number
    if top is None or bottom is None:
        return None
    if source:
        places = listed([page.figures[other].area for other in source])
        text = f"Numerator and denominator are those of {places}: copied from another row."
        return Diagnosis("copied_parts", text, Sureness.LIKELY)
    if top and _makes(indicator, bottom, top, value):
        text = "Numerator and denominator have changed places."
        return Diagnosis("numerator_and_denominator", text, Sureness.LIKELY)
    rounding = _wrongly_rounded(indicator, _exact(page, at), value)
    if rounding is not None:
        return rounding
    digits = _lost_digits(indicator, value, top, bottom)
    if digits:
        return Diagnosis("digit_lost", f"A digit seems to be lost: {digits}.", Sureness.POSSIBLE)
    return None


def _wrongly_rounded(indicator: Indicator, exact: Fraction, value: Decimal) -> Diagnosis | None:
    """The value was rounded twice, or cut."""
    decimals = decimals_of(value)
    once = rounded_half_up(exact, decimals + 1)
    if rounded_half_up(Fraction(once), decimals) == value:
        first, then = value_text(once, indicator), value_text(value, indicator)
        text = f"Rounded twice: first to {first}, then to {then}."
        return Diagnosis("rounded_twice", text, Sureness.LIKELY)
    if exact * Fraction(value) > 0 and int(abs(exact) * 10**decimals) == int(abs(value).scaleb(decimals)):
        return Diagnosis("cut_not_rounded", "Digits were cut off instead of rounded.", Sureness.LIKELY)
    return None


def _makes(indicator: Indicator, top: Decimal, bottom: Decimal, value: Decimal) -> bool:
    return rounded_half_up(indicator.per * Fraction(top) / Fraction(bottom), decimals_of(value)) == value


def _lost_digits(indicator: Indicator, value: Decimal, top: Decimal, bottom: Decimal) -> str:
    """Whole numbers with one digit more that make the value: ``1,121 or 1,122 for the numerator``."""
    found = []
    for noun, numbers in (
        ("numerator", [n for n in _with_a_digit_more(top) if _makes(indicator, n, bottom, value)]),
        ("denominator", [n for n in _with_a_digit_more(bottom) if _makes(indicator, top, n, value)]),
    ):
        if numbers:
            found.append(f"{' or '.join(count_text(number) for number in numbers)} for the {noun}")
    return ", or ".join(found)


def _with_a_digit_more(number: Decimal) -> list[Decimal]:
    text = f"{number:f}"
    if not text.isdigit():
        return []
    longer = {text[:place] + digit + text[place:] for place in range(len(text) + 1) for digit in "0123456789"}
    return sorted(Decimal(each) for each in longer if each[0] != "0")
