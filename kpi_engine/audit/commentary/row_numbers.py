"""The figures of a row that its commentary may quote. Rules: docs/commentary.md, "Numbers"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kpi_engine.audit.commentary.numbers import NumberInText
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.percent_of_target import percent_before_rounding
from kpi_engine.model.words.number_text import PERCENT

# A count said in round numbers keeps two digits at least: 24,000 for 23,926, 550 for 552.
_FEWEST_DIGITS = 2
_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class RowNumbers:
    """The figures of a row, exactly; ``differences`` are between two of its values, without sign.

    ``shown`` are the values as displayed; two counts of which one is ``per`` × the other ÷ the second make
    one of them.
    """

    values: tuple[Fraction, ...]
    counts: tuple[Fraction, ...]
    differences: tuple[Fraction, ...]
    shown: tuple[Decimal, ...]
    per: int


def numbers_of(
    figures: Sequence[Figure],
    comparators: Sequence[Decimal],
    outturns: Sequence[Figure] = (),
    level: str = "",
) -> RowNumbers:
    """What a commentary may quote of a row, which can be in several sections with other periods.

    Args:
        figures: the latest figure of the row in each section; there is at least one figure.
        comparators: the reference values of its indicator.
        outturns: its final figures of years.
        level: the level of its area, by which standards of other years are found.
    """
    values: list[Fraction] = [Fraction(number) for number in comparators]
    counts: list[Fraction] = []
    differences: list[Fraction] = []
    finals = [Fraction(each.value) for each in outturns if each.value is not None]
    for figure in figures:
        standards = list(_standards_around(figure, level))
        values += _percents(figure)
        before = figure.previous
        both = [each for each in (figure, before) if each is not None]
        own = [Fraction(each.value) for each in both if each.value is not None]
        values += [*own, *standards, *(each.raw for each in both if each.raw is not None)]
        counts += [part for each in both for part in _parts(each)]
        if figure.value is not None:
            others = (*standards, *own[1:], *finals, *map(Fraction, comparators))
            differences += [abs(Fraction(figure.value) - other) for other in others]
    values += [*finals, *(number for each in outturns for number in _standards(each))]
    return RowNumbers(
        tuple(_with_complements(figures[0], values)),
        tuple(counts),
        tuple(differences),
        tuple(dict.fromkeys(_displayed(figures, comparators, outturns))),
        figures[0].indicator.per,
    )


def _displayed(
    figures: Sequence[Figure], comparators: Sequence[Decimal], outturns: Sequence[Figure]
) -> Iterator[Decimal]:
    """The values that two quoted counts may make."""
    for figure in (*figures, *outturns):
        for number in (figure.value, figure.previous_value):
            if number is not None:
                yield number
    yield from comparators


def _with_complements(figure: Figure, values: Sequence[Fraction]) -> Iterator[Fraction]:
    """The values, and of percentages what is left to the whole: 27.9% that were late, of 72.1% in time."""
    yield from values
    if figure.indicator.unit == PERCENT:
        yield from (_WHOLE - value for value in values)


def _parts(figure: Figure) -> Iterator[Fraction]:
    """Numerator and denominator, and how many of the one are not in the other."""
    top, bottom = figure.numerator, figure.denominator
    yield from (Fraction(part) for part in (top, bottom) if part is not None)
    if top is not None and bottom is not None and figure.indicator.unit == PERCENT:
        yield Fraction(bottom) - Fraction(top)


def _standards_around(figure: Figure, level: str) -> Iterator[Fraction]:
    """What a figure is rated by, and what the same period of the year before and after is."""
    indicator, period = figure.indicator, figure.period
    year = indicator.calendar.periods_per_year
    yield from _standards(figure)
    for other in (period - year, period + year):
        threshold = indicator.threshold_in(other, figure.area, level)
        if threshold is not None:
            yield from _numbers(threshold.rule)


def _standards(figure: Figure) -> Iterator[Fraction]:
    if figure.threshold is not None:
        yield from _numbers(figure.threshold.rule)


def _numbers(rule: RatingRule) -> Iterator[Fraction]:
    yield from rule.all_numbers()


def _percents(figure: Figure) -> Iterator[Fraction]:
    """The percent of its target that a figure is rated by, and the percents that bands begin or end with."""
    rule = None if figure.threshold is None else figure.threshold.rule
    if figure.percent_of_target is not None and rule is not None:
        yield Fraction(figure.percent_of_target)
        exact = percent_before_rounding(figure)
        yield from () if exact is None else (exact,)
        yield from (Fraction(percent) for percent in rule.percents())


def unknown_numbers(numbers: Sequence[NumberInText], row: RowNumbers) -> Iterator[NumberInText]:
    """The numbers of a text, in their order, that match no figure of the row."""
    known = False
    for position, number in enumerate(numbers):
        following = numbers[position + 1] if number.is_of_next and position + 1 < len(numbers) else None
        # The second number of a pair is known with the first.
        is_second, known = known, following is not None and _makes_a_value(number, following, row)
        if not (is_second or known or is_figure(number, row)):
            yield number


def _makes_a_value(top: NumberInText, bottom: NumberInText, row: RowNumbers) -> bool:
    """Whether two counts, as in "503 of 548", make a value of the row or what is left of a value."""
    if top.is_percent or bottom.is_percent or bottom.value <= 0:
        return False
    made = row.per * Fraction(top.value) / Fraction(bottom.value)
    return any(
        rounded_half_up(each, decimals_of(value)) == value
        for value in row.shown
        for each in (made, _WHOLE - made)
    )


def is_figure(number: NumberInText, row: RowNumbers) -> bool:
    """Whether a number is one of the row's at some sensible rounding; a percentage is no count."""
    if any(_rounds_to(figure, number.value) for figure in row.values):
        return True
    # Not rounded: most small numbers would be near to one of them.
    if Fraction(abs(number.value)) in row.differences:
        return True
    return not number.is_percent and any(_rounds_to(figure, number.value) for figure in row.counts)


def _rounds_to(figure: Fraction, number: Decimal) -> bool:
    """Half up, to as many decimals as the number has; a larger one also to tens, hundreds and so on."""
    decimals, sought = decimals_of(number), Fraction(number)
    if _rounded(figure, Fraction(1, 10**decimals)) == sought:
        return True
    digits = len(str(int(abs(figure))))
    return any(
        sought % 10**zeros == 0 and _rounded(figure, Fraction(10**zeros)) == sought
        for zeros in range(1, digits - _FEWEST_DIGITS + 1)
    )


def _rounded(figure: Fraction, unit: Fraction) -> Fraction:
    size = (abs(figure) / unit + Fraction(1, 2)).__floor__() * unit
    return -size if figure < 0 else size
