"""Where a figure that is made from others can be, seeing that its members are rounded as supplied."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.audit.page.uncertain import Interval, Rounding, quotient, total
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.members import MemberFigure, Role, members_of
from kpi_engine.model.outputs.audit import PrintedField

_MINUS_ONE = Fraction(-1)


def interval_made(observed: Figure, rounding: Rounding) -> Interval | None:
    """Where the value can be that an observation's members make; None where a member is missing.

    ``observed`` is a figure of an indicator whose definition says what it is made from.
    """
    codes = {indicator.code for indicator in observed.ratings.indicators}
    measure = observed.indicator.made_from
    is_known = measure is not None and {member.code for member in measure.members} <= codes
    members = members_of(observed, Origin.MADE) if is_known else ()
    if not members or any(member.role is not Role.TARGET and member.figure is None for member in members):
        return None
    by_role = {member.role: member for member in members}
    if Role.NUMERATOR in by_role:
        top, bottom = _value(by_role[Role.NUMERATOR], rounding), _divisor(by_role, rounding)
        return None if top is None or bottom is None else quotient(observed.indicator.per, top, bottom)
    if Role.FIRST in by_role:
        first, second = (_value(by_role[role], rounding) for role in (Role.FIRST, Role.SUBTRACTED))
        return None if first is None or second is None else total([first, _turned(second)])
    if Role.FACTOR in by_role:
        return _multiplied([_value(member, rounding) for member in members])
    if Role.AVERAGED in by_role:
        return _mean([_value(member, rounding) for member in members])
    # Ratings are counted exactly.
    return None if Role.COUNTED in by_role else _added(observed, members, rounding)


def _multiplied(factors: Sequence[Interval | None]) -> Interval | None:
    """Where a product can be; None where a factor is missing."""
    low, high = Fraction(1), Fraction(1)
    for each in factors:
        if each is None:
            return None
        ends = [end * other for end in (low, high) for other in (each.low, each.high)]
        low, high = min(ends), max(ends)
    return Interval(low, high)


def _mean(values: Sequence[Interval | None]) -> Interval | None:
    """Where the mean of values can be; None where a value is missing."""
    known = [value for value in values if value is not None]
    size = Fraction(len(values))
    return quotient(1, total(known), Interval(size, size)) if len(known) == len(values) else None


def _divisor(by_role: dict[Role, MemberFigure], rounding: Rounding) -> Interval | None:
    if Role.DENOMINATOR in by_role:
        return _value(by_role[Role.DENOMINATOR], rounding)
    threshold = by_role[Role.TARGET].threshold
    target = None if threshold is None else threshold.rule.target
    return None if target is None else Interval(Fraction(target), Fraction(target))


def _added(observed: Figure, members: Sequence[MemberFigure], rounding: Rounding) -> Interval | None:
    """The sum of counts, or the sum of the numerators over the sum of the denominators."""
    parts = [
        [_number(member, field, rounding) for member in members]
        for field in (PrintedField.NUMERATOR, PrintedField.DENOMINATOR)
    ]
    if all(each is not None for column in parts for each in column):
        tops, bottoms = ([each for each in column if each is not None] for column in parts)
        return quotient(observed.indicator.per, total(tops), total(bottoms))
    values = [_value(member, rounding) for member in members]
    known = [value for value in values if value is not None]
    return total(known) if len(known) == len(values) else None


def _value(member: MemberFigure, rounding: Rounding) -> Interval | None:
    return _number(member, PrintedField.VALUE, rounding)


def _number(member: MemberFigure, field: PrintedField, rounding: Rounding) -> Interval | None:
    figure = member.figure
    if figure is None:
        return None
    numbers: dict[PrintedField, Decimal | None] = {
        PrintedField.VALUE: figure.value,
        PrintedField.NUMERATOR: figure.numerator,
        PrintedField.DENOMINATOR: figure.denominator,
    }
    number = numbers[field]
    return None if number is None else rounding.interval(member.indicator.code, field, number)


def _turned(interval: Interval) -> Interval:
    return Interval(_MINUS_ONE * interval.high, _MINUS_ONE * interval.low)
