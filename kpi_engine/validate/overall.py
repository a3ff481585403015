"""Rules that overall ratings must keep, each with its members. One a function; RULES lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.made_from.measure import AreasRated
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.window import unlike_periods
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.model.words.number_text import PERCENT

Rule = Callable[[Indicator, Overall, Mapping[str, Indicator]], Iterator[Issue]]

_PERCENTAGES = (OverallMethod.MEAN_PERCENT_OF_TARGET, OverallMethod.SHARE_GREEN)


def validate_overall(indicators: Sequence[Indicator], complete: bool) -> Iterator[Issue]:
    """Everything wrong with the overall ratings among the indicators.

    Not ``complete``: there are others that could not be read, so that a code named here may be one of them.
    """
    by_code = {indicator.code: indicator for indicator in indicators}
    for indicator in indicators:
        if indicator.overall is not None:
            if complete:
                yield from members_unknown(indicator.overall, by_code)
            for rule in RULES:
                yield from rule(indicator, indicator.overall, by_code)
        yield from measures_of_overall_ratings(indicator, by_code)


def members_unknown(overall: Overall, by_code: Mapping[str, Indicator]) -> Iterator[Issue]:
    """Every member is defined."""
    for member in overall.members:
        if member.code not in by_code:
            remedy = did_you_mean(member.code, by_code) or "define it, or write the code of one that is"
            yield error(member.location, f"{member.code} is not defined", remedy)


def members_twice(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """An indicator that counts more is given a weight."""
    first: dict[str, OverallMember] = {}
    for member in overall.members:
        earlier = first.setdefault(member.code, member)
        if earlier is not member:
            what = f"{member.code} counts twice, first on line {earlier.location.line}"
            yield error(member.location, what, "keep one of the two, and give it a weight")


def overall_of_overall(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """An overall rating is made of indicators, and of no other overall rating."""
    for member in overall.members:
        found = by_code.get(member.code)
        if found is not None and found.overall is not None:
            what = f"{member.code} is an overall rating itself"
            yield error(member.location, what, f"name what {member.code} is made of")
        elif found is not None and found.is_made_of_ratings:
            what = f"{member.code} counts ratings itself, and comes after overall ratings"
            yield error(member.location, what, "leave it out")


def members_of_another_frequency(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """Members have a figure in each period of the overall rating."""
    for member, found in _found(overall, by_code):
        unlike = unlike_periods(found, indicator)
        if unlike:
            yield error(member.location, unlike, "make them of one frequency, or leave it out")


def members_not_judged(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """What counts is rated; and a percent of target says how good a value is only where highest is best."""
    for member, found in _found(overall, by_code):
        polarities = {dated.polarity for dated in found.polarities}
        if Polarity.NONE in polarities:
            what = f"{member.code} is shown for context and never rated"
            yield error(member.location, what, "leave it out, or give it a polarity")
        elif not overall.method.is_of_ratings and polarities != {Polarity.HIGHEST}:
            what = f"the percent of target of {member.code} is not the better the higher it is"
            yield error(member.location, what, "leave it out, or count points for the ratings")


def members_without_targets(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """A percent of target needs a target above 0."""
    for member, found in _found(overall, by_code) if not overall.method.is_of_ratings else ():
        targets = [(threshold.rule.target, threshold.location) for threshold in found.thresholds]
        if not targets and Polarity.NONE not in {dated.polarity for dated in found.polarities}:
            what = f"{member.code} has no target to take a percent of"
            yield error(member.location, what, "give it one, or leave it out")
        for place in dict.fromkeys(place for target, place in targets if target is None or target <= 0):
            what = f"{member.code} has no target above 0 at {place}, to take a percent of"
            yield error(member.location, what, "correct that one, or leave it out")


def weights_of_nothing(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """Weights make a difference, and not all of them are 0."""
    for member in overall.members:
        if overall.method is OverallMethod.WORST and member.weight != 1:
            what = f"{member.code} has a weight, and with worst the worst counts alone"
            yield error(member.location, what, "delete the weight")
    if overall.members and not any(member.weight for member in overall.members):
        what = f"every weight of {indicator.code} is 0"
        yield error(overall.members[0].location, what, "give one a weight above 0")


def overall_of_another_kind(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """The more an overall figure is, the better; means of percentages are percentages."""
    for dated in indicator.polarities:
        if dated.polarity is not Polarity.HIGHEST:
            what = f"{indicator.code} is an overall rating, and its polarity is {dated.polarity.value}"
            yield error(dated.location, what, "write polarity: H")
    if overall.method in _PERCENTAGES and indicator.unit != PERCENT:
        what = f"{indicator.code} is {overall.method.value}, and its unit is {shown(indicator.unit)}"
        yield error(indicator.location, what, "write unit: percent")
    if overall.method is OverallMethod.WORST and indicator.unit == PERCENT:
        what = f"{indicator.code} counts the points of the worst rating, and its unit is percent"
        yield error(indicator.location, what, "write unit: points")
    if indicator.rate_on is RateOn.RAW:
        what = f"{indicator.code} is an overall rating, which is rated as displayed"
        yield error(indicator.location, what, "remove rate_on")


def overall_measures(
    indicator: Indicator, overall: Overall, by_code: Mapping[str, Indicator]
) -> Iterator[Issue]:
    """It is made in one way."""
    if indicator.made_from is not None:
        what = f"{indicator.code} is an overall rating and made from other figures too"
        yield error(indicator.location, what, "keep one of the two")


RULES: tuple[Rule, ...] = (
    members_twice,
    overall_of_overall,
    members_of_another_frequency,
    members_not_judged,
    members_without_targets,
    weights_of_nothing,
    overall_of_another_kind,
    overall_measures,
)


def measures_of_overall_ratings(indicator: Indicator, by_code: Mapping[str, Indicator]) -> Iterator[Issue]:
    """Measures are made before anything is rated, and overall ratings after."""
    for member in indicator.made_from.members if indicator.made_from is not None else ():
        found = by_code.get(member.code)
        counts_ratings = isinstance(indicator.made_from, AreasRated)
        if found is None or not found.is_made_of_ratings:
            continue
        if found.overall is None:
            what = f"{indicator.code} is made from {member.code}, which counts ratings"
            yield error(member.location, what, "name an indicator that has figures of its own")
        elif not counts_ratings:
            what = f"{indicator.code} is made from {member.code}, which is an overall rating"
            yield error(member.location, what, "name an indicator that has figures of its own")


def _found(overall: Overall, by_code: Mapping[str, Indicator]) -> list[tuple[OverallMember, Indicator]]:
    """The members that are defined and no overall ratings, once each."""
    by_member = {member.code: member for member in reversed(overall.members)}
    found = [(member, by_code.get(code)) for code, member in reversed(by_member.items())]
    return [(member, one) for member, one in found if one is not None and one.overall is None]
