"""How far a true number can be from the one printed: half a unit of the rounding that the print shows.

A number with decimals is rounded to them. A whole number is exact where it counts people or cases. It is
rounded where the same indicator has numbers with decimals, or where all of its numbers are multiples of 5,
10, 100 or 1,000: rounded thousands add up as little as rounded percentages do. Parts are rounded, too, where
their source or definition says so (``parts_rounded_to``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.audit.page.page import Page
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, Observations
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.outputs.audit import PrintedField

_HALF = Fraction(1, 2)
# The steps of rounding, each with how many different numbers do not all end so by chance.
_STEPS = {1000: 2, 100: 3, 10: 4, 5: 4}

NumberKey = tuple[str, PrintedField]


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included: where a true number can be."""

    low: Fraction
    high: Fraction

    def holds(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high


def around(number: Decimal | Fraction, half: Fraction) -> Interval:
    """The interval of a number and half a unit to either side."""
    return Interval(Fraction(number) - half, Fraction(number) + half)


def quotient(per: int, top: Interval, bottom: Interval) -> Interval | None:
    """``per`` × top ÷ bottom; None where the bottom can be 0 or less."""
    if bottom.low <= 0:
        return None
    ends = [per * a / b for a in (top.low, top.high) for b in (bottom.low, bottom.high)]
    return Interval(min(ends), max(ends))


def total(intervals: Sequence[Interval]) -> Interval:
    """The sum of several numbers."""
    return Interval(
        sum((each.low for each in intervals), Fraction(0)),
        sum((each.high for each in intervals), Fraction(0)),
    )


@dataclass(frozen=True, slots=True)
class Rounding:
    """The step that the whole numbers of each indicator's column are rounded to; exact numbers have none.

    ``printed_steps`` are the steps of the printed values alone, by code.
    """

    steps: Mapping[NumberKey, int]
    printed_steps: Mapping[str, int]

    def half(self, code: str, field: PrintedField, number: Decimal) -> Fraction:
        """Half a unit of a number's rounding; 0 for an exact number."""
        decimals = decimals_of(number)
        step = Fraction(1, 10**decimals) if decimals else Fraction(self.steps.get((code, field), 0))
        return step * _HALF

    def interval(self, code: str, field: PrintedField, number: Decimal) -> Interval:
        """Where the true number can be."""
        return around(number, self.half(code, field, number))


def at_most_rounded(number: Decimal) -> Interval:
    """Where the true number can be if even a whole one is rounded."""
    return around(number, Fraction(1, 2 * 10 ** decimals_of(number)))


def rounding_of(page: Page, observations: Observations) -> Rounding:
    """The rounding of values, numerators and denominators, from what is printed and what was supplied.

    ``observations`` have the page's labels.
    """
    fields = (PrintedField.VALUE, PrintedField.NUMERATOR, PrintedField.DENOMINATOR)
    steps = {}
    for field in fields:
        printed, supplied = _column(page.values, field), _column(observations, field)
        for code, indicator in enumerate(page.indicators):
            of_code = observations.code == code
            step = max(
                _step(printed.take(page.values.code == code)),
                _step(supplied.take(of_code)),
                0 if field is PrintedField.VALUE else _declared(observations, of_code),
            )
            if step:
                steps[indicator.code, field] = step
    printed_steps = {
        indicator.code: _step(page.values.value.take(page.values.code == code))
        for code, indicator in enumerate(page.indicators)
    }
    return Rounding(steps, printed_steps)


def _declared(observations: Observations, rows: BoolArray) -> int:
    """The step that the parts of some rows are said to be rounded to, or 0."""
    return int(observations.parts_rounded_to[rows].max(initial=0))


def _column(rows: Observations, field: PrintedField) -> ExactColumn:
    if field is PrintedField.VALUE:
        return rows.value
    return rows.numerator if field is PrintedField.NUMERATOR else rows.denominator


def _step(column: ExactColumn) -> int:
    """The step that a column's whole numbers are rounded to; 0 where nothing shows that they are."""
    numbers = column.mantissa[column.present]
    decimals = column.decimals[column.present]
    if bool((numbers % 10 ** decimals.astype(numbers.dtype) != 0).any()):
        return 1
    whole = np.unique(numbers // 10 ** decimals.astype(numbers.dtype))
    whole = whole[whole != 0]
    return next(
        (step for step, fewest in _STEPS.items() if len(whole) >= fewest and not bool((whole % step).any())),
        0,
    )
