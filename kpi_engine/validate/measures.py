"""Rules for indicators that are made from others. One a function; RULES lists them.

Sources: docs/rating-rules.md, "Figures made from others".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kpi_engine.model.calendars.calendar import nests
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Member,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.definitions.window import unlike_periods
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.validate.windows import windows_that_do_not_fit

Defined = Mapping[str, Indicator]
Rule = Callable[[Indicator, Defined], Iterator[Issue]]


def validate_measures(indicators: Sequence[Indicator], complete: bool = True) -> Iterator[Issue]:
    """What is wrong with the indicators that are made from others.

    ``complete``: these are all that are defined, so that a code that is not among them is an error.
    """
    defined = {indicator.code: indicator for indicator in reversed(indicators)}
    for indicator in indicators:
        if indicator.made_from is None:
            continue
        unknown = [member for member in _named(indicator) if member.code not in defined]
        if complete:
            yield from (_unknown(member, defined) for member in unknown)
        if not unknown:
            for rule in RULES:
                yield from rule(indicator, defined)
    yield from made_of_themselves(indicators, defined)


def _named(indicator: Indicator) -> tuple[Member, ...]:
    """The members, and the indicator whose target divides."""
    measure = indicator.made_from
    if isinstance(measure, Ratio):
        return (measure.numerator, measure.denominator)
    return () if measure is None else measure.members


def _unknown(member: Member, defined: Defined) -> Issue:
    remedy = did_you_mean(member.code, defined) or "define it, or write the code of one that is"
    return error(member.location, f"{member.code} is not defined", remedy)


def ratios_that_do_not_meet(indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """The numerator is of the same periods; each period lies within one of the denominator's."""
    measure = indicator.made_from
    if not isinstance(measure, Ratio):
        return
    yield from _of_the_same_periods(indicator, [measure.numerator], defined)
    divisor = defined[measure.denominator.code]
    if not nests(indicator.calendar, divisor.calendar):
        yield error(
            measure.denominator.location,
            f"{divisor.code} is {divisor.calendar.words}, and a {indicator.calendar.period_name} of "
            f"{indicator.code} does not lie within one {divisor.calendar.period_name} of it",
            "divide by an indicator of the same or a longer period",
        )
    if measure.of_target and not any(threshold.rule.target is not None for threshold in divisor.thresholds):
        yield error(
            measure.denominator.location,
            f"{divisor.code} has no target to divide by",
            "give it one, or divide by the figures of an indicator",
        )
    if measure.of_target and any(threshold.figure is not None for threshold in divisor.thresholds):
        yield error(
            measure.denominator.location,
            f"the target of {divisor.code} is another figure",
            "divide by the indicator whose figure it is",
        )


def sums_of_unlike_things(indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """What is added up or subtracted has the same periods, unit and scale as the outcome."""
    measure = indicator.made_from
    if not isinstance(measure, Difference | Sum):
        return
    yield from _of_the_same_periods(indicator, measure.members, defined)
    if isinstance(measure, Sum):
        yield from _of_the_same_kind(indicator, measure.members, defined)
        return
    first, second = (defined[member.code] for member in measure.members)
    if first.unit != second.unit:
        yield error(
            measure.second.location,
            f"{first.code} is in {first.unit} and {second.code} in {second.unit}, so that there is no "
            "difference between them",
            "name two indicators of one unit",
        )


def windows_of_unlike_things(indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """What a window adds up has the unit and scale of the sum."""
    if isinstance(indicator.made_from, Window):
        yield from _of_the_same_kind(indicator, indicator.made_from.members, defined)


def products_and_shares_that_do_not_meet(indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """What is multiplied, or divided by the same of a larger area, has the same periods as the outcome."""
    if isinstance(indicator.made_from, Product | ShareOfArea):
        yield from _of_the_same_periods(indicator, indicator.made_from.members, defined)


def areas_rated_that_are_no_counts(indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """Areas are counted in whole numbers, by the ratings of an indicator that is rated."""
    measure = indicator.made_from
    if not isinstance(measure, AreasRated):
        return
    yield from _of_the_same_periods(indicator, measure.members, defined)
    if indicator.per != 1 or indicator.decimals:
        yield error(
            measure.of.location,
            f"{indicator.code} counts areas, and it is {_number_kind(indicator)}",
            'write "unit: areas" and "decimals: 0", without per',
        )
    if all(dated.polarity is Polarity.NONE for dated in defined[measure.of.code].polarities):
        yield error(
            measure.of.location,
            f"{measure.of.code} is shown for context and never rated",
            "name an indicator that is rated",
        )


def _number_kind(indicator: Indicator) -> str:
    return "shown with decimals" if indicator.per == 1 else _scale(indicator)


RULES: tuple[Rule, ...] = (
    ratios_that_do_not_meet,
    sums_of_unlike_things,
    windows_that_do_not_fit,
    windows_of_unlike_things,
    products_and_shares_that_do_not_meet,
    areas_rated_that_are_no_counts,
)


def made_of_themselves(indicators: Sequence[Indicator], defined: Defined) -> Iterator[Issue]:
    """No indicator is made of itself, at any remove; told where the circle closes."""
    done: set[str] = set()
    for start in indicators:
        # From the start on, each made of the next, with the members that have not been followed yet.
        path = {start.code: iter(_members(start))}
        while path:
            code, members = next(reversed(path.items()))
            member = next(members, None)
            if member is None or code in done:
                done.add(code)
                del path[code]
            elif member.code in path:
                yield _circle(list(path), member)
            elif member.code in defined:
                path[member.code] = iter(_members(defined[member.code]))


def _members(indicator: Indicator) -> tuple[Member, ...]:
    return () if indicator.made_from is None else indicator.made_from.members


def _circle(path: list[str], closing: Member) -> Issue:
    others = [*path[path.index(closing.code) + 1 :], closing.code]
    made_from = " and that from ".join(others) + ", from itself" if len(others) > 1 else "itself"
    return error(closing.location, f"{closing.code} is made from {made_from}", "remove it from the circle")


def _of_the_same_periods(
    indicator: Indicator, members: Sequence[Member], defined: Defined
) -> Iterator[Issue]:
    for member in members:
        unlike = unlike_periods(defined[member.code], indicator)
        if unlike:
            yield error(
                member.location,
                f"{unlike}, so that their periods do not meet",
                "name an indicator of the same frequency and year; a window adds up shorter periods",
            )


def _of_the_same_kind(indicator: Indicator, members: Sequence[Member], defined: Defined) -> Iterator[Issue]:
    for member in members:
        other = defined[member.code]
        if (other.unit == PERCENT, other.per) != (indicator.unit == PERCENT, indicator.per):
            yield error(
                member.location,
                f"{other.code} is {_scale(other)} and {indicator.code}, which adds it up, is "
                f"{_scale(indicator)}",
                "give both the same unit and per",
            )


def _scale(indicator: Indicator) -> str:
    if indicator.unit == PERCENT:
        return "a percentage"
    return f"in {indicator.unit}" if indicator.per == 1 else f"per {indicator.per:,}"
