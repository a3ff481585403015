"""A target for a whole year → a threshold for each of its periods.

Rules: docs/rating-rules.md, "Targets that are computed".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

from kpi_engine.model.arrays.rounding import Rounding, cut_after, rounded, rounding_note
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.words.number_text import PERCENT, count_text
from kpi_engine.read.definitions.schema import threshold_schema as fields
from kpi_engine.read.definitions.schema.computed_target_schema import (
    PROFILE,
    ROUNDING,
    SPREAD,
    TARGET_FOR,
    Spread,
)
from kpi_engine.read.yaml.records import Values
from kpi_engine.read.yaml.scalar_numbers import MOST_DECIMALS

# One part of a year that is divided so, and several.
_PARTS = {
    12: ("a twelfth", "twelfths"),
    6: ("a sixth", "sixths"),
    4: ("a quarter", "quarters"),
    3: ("a third", "thirds"),
    2: ("a half", "halves"),
}


@frozen
class _Plan:
    """How a year's standards are spread. ``shares`` of None: the same for each period."""

    shares: tuple[Decimal, ...] | None
    so_far: bool
    decimals: int
    rounding: Rounding

    def part(self, standard: Decimal, target: Decimal, place: int, periods: int) -> Fraction:
        """The part of a year's standard that belongs to the period at a place among its periods, exactly.

        ``target``: the one that the shares add up to. Shares of a target of 0 can only spread that target.
        """
        first = 0 if self.so_far else place
        if self.shares is None:
            return Fraction(standard) * (place + 1 - first) / periods
        share = sum((Fraction(each) for each in self.shares[first : place + 1]), Fraction(0))
        return share if standard == target else Fraction(standard) * share / Fraction(target)

    def rounded(self, exact: Fraction) -> Decimal:
        """A computed standard.

        Raises:
            ValueError: it is not to be rounded, and does not end.
        """
        return rounded(
            exact, MOST_DECIMALS if self.rounding is Rounding.NONE else self.decimals, self.rounding
        )

    def words(self, place: int, periods: int, name: str) -> str:
        """``5 twelfths``, ``the shares of the first 5 months``: the part at a place of the year."""
        count = place + 1 if self.so_far else 1
        if count == periods:
            return "the whole"
        if self.shares is None:
            one, several = _PARTS.get(periods, (f"one of {periods} parts", f"of {periods} parts"))
            return one if count == 1 else f"{count} {several}"
        if count > 1:
            return f"the shares of the first {count} {name}s"
        return f"the share of {name} {place + 1}"


def over_the_year(
    threshold: Threshold, values: Values, indicator: Indicator, issues: list[Issue]
) -> tuple[Threshold, ...]:
    """The thresholds of the periods where a threshold is for a year; else the threshold itself.

    ``values`` are the threshold's fields. Problems go to ``issues``, and there is then no threshold.
    """
    if not values.names(TARGET_FOR):
        return _of_profile(threshold, values, indicator, issues)
    rule, spread = threshold.rule, values.get(SPREAD)
    unreadable = values.unreadable(TARGET_FOR) or values.unreadable(ROUNDING)
    if unreadable or spread is None or rule.target is None or isinstance(rule, TargetRange):
        return ()
    before = len(issues)
    issues += _of_points(rule, values)
    if spread is not Spread.ASK:
        issues += _of_no_year(values, indicator)
    last = _last_of_years(threshold, indicator)
    if len(issues) == before:
        issues += _not_whole_years(threshold, last, values, indicator)
    if spread is Spread.ASK and len(issues) == before:
        issues.append(_asked(values, indicator))
        is_to_date = indicator.data_period is DataPeriod.YTD
        return tuple(_at_the_end_of(threshold, last, indicator)) if is_to_date else ()
    plan = _Plan(
        shares=spread if isinstance(spread, tuple) else None,
        so_far=indicator.data_period is DataPeriod.YTD,
        decimals=indicator.decimals,
        rounding=values.get(ROUNDING),
    )
    if len(issues) == before:
        issues += _wrong_shares(threshold, plan, values, indicator)
    if len(issues) > before:
        return ()
    try:
        return tuple(
            _in_period(threshold, period, plan, indicator) for period in range(threshold.first, last + 1)
        )
    except ValueError:
        what = f"a part of {rule.target} does not end within {MOST_DECIMALS} decimals"
        issues.append(error(values.at(ROUNDING), what, "write rounding: half_up, up or down"))
        return ()


def _asked(values: Values, indicator: Indicator) -> Issue:
    name = indicator.calendar.period_name
    rated = f"only the last {name} of a year" if indicator.data_period is DataPeriod.YTD else "nothing"
    return warning(
        values.at(SPREAD),
        f"how the target of {indicator.code} for the year is spread over its {name}s is still to be said; "
        f"until then {rated} is rated",
        f"write spread: pro_rata, or a list of the share of each {name}; where the target is the same in "
        f"each {name}, remove target_for and spread",
    )


def _at_the_end_of(threshold: Threshold, last: int, indicator: Indicator) -> Iterator[Threshold]:
    """The target of a year as its last period's target, when a count to date has to reach all of it."""
    target = threshold.rule.target
    for period in range(threshold.first, last + 1):
        if indicator.place_in_year(period + 1) == 0 and target is not None:
            yield replace(
                threshold,
                first=period,
                last=period,
                origin=f"the whole of {count_text(target)} for the year",
                year_rule=threshold.rule,
                exact_target=Fraction(target),
            )


def _of_profile(
    threshold: Threshold, values: Values, indicator: Indicator, issues: list[Issue]
) -> tuple[Threshold, ...]:
    """The thresholds of the periods of a profile, each with its target; without a profile, the threshold."""
    profile = values.get(PROFILE)
    if profile is None:
        return () if values.names(PROFILE) else (threshold,)
    last = _last_of_years(threshold, indicator)
    problems = _not_whole_years(threshold, last, values, indicator)
    count = len(indicator.own_year_of(threshold.first))
    if len(profile) != count:
        name = indicator.calendar.period_name
        what = f"profile lists {len(profile)} targets, and a year has {count} {name}s"
        problems.append(error(values.at(PROFILE), what, f"write one target a {name}"))
    issues += problems
    if problems:
        return ()
    year_rule = replace(threshold.rule, target=profile[-1])
    return tuple(
        replace(
            threshold,
            first=period,
            last=period,
            rule=replace(threshold.rule, target=profile[indicator.place_in_year(period)]),
            origin=f"number {indicator.place_in_year(period) + 1} of the year's profile",
            year_rule=year_rule,
        )
        for period in range(threshold.first, last + 1)
    )


def _of_points(rule: RatingRule, values: Values) -> list[Issue]:
    """An error for a tolerance in points, which cannot be spread from a year over its periods."""
    if not isinstance(rule, Tolerance) or rule.is_percent:
        return []
    what = "a tolerance in points is for each figure, and target_for: year spreads the target"
    return [error(values.at(TARGET_FOR), what, "write the tolerance as a percentage, such as 5%")]


def _of_no_year(values: Values, indicator: Indicator) -> list[Issue]:
    """Figures that have no parts of a year to be compared with."""
    why = ""
    if indicator.frequency is Frequency.ANNUAL or indicator.data_period is DataPeriod.A:
        why = "the indicator is annual, so that its targets are for a year already"
    elif indicator.data_period is DataPeriod.R12M:
        why = "the indicator is of rolling 12 months, so that its targets are for a year already"
    elif indicator.unit == PERCENT:
        why = "the indicator is a percentage, whose target is the same in every part of a year"
    if not why:
        return []
    return [
        error(
            values.at(TARGET_FOR),
            f"target_for: year has no meaning here: {why}",
            "delete target_for and spread",
        )
    ]


def _last_of_years(threshold: Threshold, indicator: Indicator) -> int:
    if threshold.last is not None:
        return threshold.last
    return threshold.first + len(indicator.own_year_of(threshold.first)) - 1


def _not_whole_years(threshold: Threshold, last: int, values: Values, indicator: Indicator) -> list[Issue]:
    """A year's target holds for whole years, as the indicator counts them."""
    words = partial(period_words, indicator.calendar)
    issues = []
    place = indicator.place_in_year(threshold.first)
    if place:
        begins = threshold.first - place
        issues.append(
            error(
                values.at(fields.FROM),
                f"this target for a year begins with {words(threshold.first)}, in the middle of one",
                f"write the first {indicator.calendar.period_name} of a year, such as {words(begins)}",
            )
        )
    elif indicator.place_in_year(last + 1):
        ends = last - indicator.place_in_year(last + 1)
        ends = ends if ends >= threshold.first else indicator.own_year_of(threshold.first)[-1]
        issues.append(
            error(
                values.at(fields.UNTIL),
                f"this target for a year ends with {words(last)}, in the middle of one",
                f"write the last {indicator.calendar.period_name} of a year, such as {words(ends)}",
            )
        )
    return issues


def _wrong_shares(threshold: Threshold, plan: _Plan, values: Values, indicator: Indicator) -> list[Issue]:
    """Shares are one a period, and add up to the target."""
    target, name = threshold.rule.target, indicator.calendar.period_name
    if plan.shares is None or target is None:
        return []
    place = values.at(SPREAD)
    periods = len(indicator.own_year_of(threshold.first))
    if len(plan.shares) != periods:
        what = f"spread lists {len(plan.shares)} shares, and a year has {periods} {name}s"
        first = period_words(indicator.calendar, threshold.first)
        return [error(place, what, f"write one share a {name}, the first for {first}")]
    total = sum(map(Fraction, plan.shares), Fraction(0))
    if total != target:
        what = f"the shares of spread add up to {cut_after(total, MOST_DECIMALS)}, not to the target {target}"
        return [error(place, what, "correct a share or the target")]
    floor = threshold.rule.floor_standard if isinstance(threshold.rule, FloorAndTarget) else None
    if floor and not target:
        what = "shares of a target of 0 cannot spread the floor standard"
        return [error(place, what, "write spread: pro_rata, or a threshold for each period")]
    return []


def _in_period(threshold: Threshold, period: int, plan: _Plan, indicator: Indicator) -> Threshold:
    rule, target = threshold.rule, threshold.rule.target
    if target is None:
        return threshold
    year = indicator.own_year_of(period)
    place, periods = period - year.start, len(year)
    exact = plan.part(target, target, place, periods)
    name = indicator.calendar.period_name
    part = plan.rounded(exact)
    note = rounding_note(exact, part, plan.decimals, plan.rounding)
    origin = f"{plan.words(place, periods, name)} of {count_text(target)} for the year{note}"
    rule = replace(rule, target=part)
    if isinstance(rule, FloorAndTarget) and rule.floor_standard is not None:
        origin += f", and the floor standard the same part of {count_text(rule.floor_standard)}"
        rule = replace(
            rule, floor_standard=plan.rounded(plan.part(rule.floor_standard, target, place, periods))
        )
    return replace(
        threshold,
        first=period,
        last=period,
        rule=rule,
        origin=origin,
        year_rule=threshold.rule,
        exact_target=exact,
    )
