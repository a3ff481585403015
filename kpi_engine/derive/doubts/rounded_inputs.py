"""Figures that are rounded as supplied, moved to an end of what they can have been rounded from.

What is made of them is then at an end of what it can be: a sum of rounded numbers is certain only within the
sum of their halves. Source: docs/rating-rules.md, "Supplied before computed".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Measure,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)

# With a digit more these still have 18 digits.
_MOST = 10**17


def ends(
    supplied: Observations, made: Indicator, indicators: Sequence[Indicator]
) -> tuple[Observations, Observations]:
    """The supplied figures so that an indicator is made as low, and as high, as their rounding allows.

    Figures are rounded where their source says that they are as printed: to the decimals that they have. A
    whole number is a count, and exact, but for parts that are rounded to a multiple. ``indicators`` are
    parallel to the codes.
    """
    signs = _signs(made, {indicator.code: indicator for indicator in indicators})
    of_code = np.array([signs.get(code, 0) for code in supplied.codes], np.int64)
    sign = of_code[supplied.code]
    return _moved(supplied, -sign), _moved(supplied, sign)


def _moved(supplied: Observations, sign: IntArray) -> Observations:
    printed = supplied.as_printed.astype(np.int64)
    by_decimals = [
        (column.decimals > 0) * printed
        for column in (supplied.value, supplied.numerator, supplied.denominator)
    ]
    step = supplied.parts_rounded_to.astype(np.int64)
    numerator, denominator = (
        np.where((step > 0) & (column.decimals == 0), step, own)
        for column, own in zip((supplied.numerator, supplied.denominator), by_decimals[1:], strict=True)
    )
    return replace(
        supplied,
        value=_by_half(supplied.value, sign * by_decimals[0]),
        numerator=_by_half(supplied.numerator, sign * numerator),
        denominator=_by_half(supplied.denominator, -sign * denominator),
    )


def _by_half(column: ExactColumn, steps: IntArray) -> ExactColumn:
    """The numbers moved by half of so many units of their last digit."""
    rounded: BoolArray = column.present & (steps != 0) & (np.abs(column.mantissa) < _MOST)
    moved = np.where(rounded, column.mantissa * 10 + 5 * steps, column.mantissa)
    return ExactColumn(moved, (column.decimals + rounded).astype(np.int8), column.present)


def _signs(made: Indicator, defined: Mapping[str, Indicator]) -> dict[str, int]:
    """By code, which way its figures move what is made: 1 with them, −1 against them, 0 both ways."""
    signs: dict[str, int] = {}
    left = [(made.code, 1)]
    while left:
        code, sign = left.pop()
        signs[code] = sign if signs.get(code, sign) == sign else 0
        measure = defined[code].made_from
        left += [] if measure is None else [(member, sign * way) for member, way in _ways(measure)]
    return signs


def _ways(measure: Measure) -> list[tuple[str, int]]:
    match measure:
        case Ratio(numerator=numerator, denominator=denominator, of_target=of_target):
            return [(numerator.code, 1), *([] if of_target else [(denominator.code, -1)])]
        case Difference(first=first, second=second):
            return [(first.code, 1), (second.code, -1)]
        case ShareOfArea(of=of):
            # Its own figures divide and are divided.
            return [(of.code, 0)]
        case AreasRated():
            return []
        case Sum(members=members) | Product(members=members):
            return [(member.code, 1) for member in members]
        case Window(of=of):
            return [(of.code, 1)]
        case _:
            assert_never(measure)
