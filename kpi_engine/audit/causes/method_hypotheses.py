"""What could explain RAGs by bands, strict targets, targets of a year, and percentages of other numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.audit.arithmetic.bases import Base, bases_of_ratio, bases_of_target, numerator_of_ratio
from kpi_engine.audit.causes.hypothesis import RAG, RATINGS, Hypothesis
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.sides import Side, sides
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, Observations, exact_column
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Ratio
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.threshold import Threshold

# One RAG fits some number of the page by chance; two seldom do.
_FEWEST = 2
# Of a base that does not end, such as a twelfth: no displayed percentage tells the rest.
_DECIMALS_OF_BASE = 6


def method_hypotheses(judged: Judged, indicators: Sequence[Indicator]) -> Iterator[Hypothesis]:
    """The hypotheses that say anything about an indicator under suspicion."""
    rules = [threshold.rule for indicator in indicators for threshold in indicator.thresholds]
    if any(isinstance(rule, BandsRule) and rule.earlier is not None for rule in rules):
        yield _earlier_bands()
    if any(isinstance(rule, FloorAndTarget) and rule.target is not None for rule in rules):
        yield _strict_or_not(strict=False)
        yield _strict_or_not(strict=True)
    yield from _on_other_bases(judged, indicators)


def _by_rule(change: Callable[[RatingRule], RatingRule]) -> Callable[[Indicator], Indicator]:
    """An indicator with each rule changed."""
    return lambda indicator: replace(
        indicator,
        thresholds=tuple(replace(each, rule=change(each.rule)) for each in indicator.thresholds),
    )


def _earlier_bands() -> Hypothesis:
    def earlier(rule: RatingRule) -> RatingRule:
        if not isinstance(rule, BandsRule) or rule.earlier is None:
            return rule
        return replace(rule.earlier, target=rule.target)

    return Hypothesis(
        name="earlier_bands",
        weight=1,
        scopes=RATINGS,
        predict=lambda case: case.rated(_by_rule(earlier), outturns=True),
        fit=lambda _: "fit the bands that held before",
        rather_than=lambda _: "not those in force",
    )


def _strict_or_not(*, strict: bool) -> Hypothesis:
    def turned(rule: RatingRule) -> RatingRule:
        return replace(rule, strict=strict) if isinstance(rule, FloorAndTarget) else rule

    reached, beaten = "count a value that equals the target as reaching it", "ask for the target to be beaten"
    return Hypothesis(
        name="taken_as_strict" if strict else "strict_taken_as_inclusive",
        weight=1,
        scopes=RATINGS,
        predict=lambda case: case.rated(_by_rule(turned), outturns=True),
        fit=lambda _: beaten if strict else reached,
        rather_than=lambda _: "though to equal it is to reach it" if strict else "though it is to be beaten",
        is_of_one_indicator=True,
    )


def _on_other_bases(judged: Judged, indicators: Sequence[Indicator]) -> Iterator[Hypothesis]:
    """A hypothesis for each number that percentages may be of, the number of most figures first."""
    values, _ = sides(judged)
    codes = {indicator.code for indicator in indicators}
    found: dict[tuple[str, str], dict[int, Fraction]] = {}
    for at, figure in enumerate(judged.page.figures):
        if figure.code in codes:
            for base in _bases(values, at):
                found.setdefault((base.name, base.words), {})[at] = base.number
    for (name, words), numbers in found.items():
        if len(numbers) >= _FEWEST:
            yield _on_base(values, name, words, numbers)


def _bases(side: Side, at: int) -> Iterator[Base]:
    """Other numbers that decide the RAG of a figure if its percentage is of them."""
    threshold = side.figure(at).threshold
    if threshold is None:
        return
    if isinstance(side.page.indicator(at).made_from, Ratio) and numerator_of_ratio(side, at) is not None:
        yield from bases_of_ratio(side, at)
    elif threshold.rule.is_of_target:
        yield from bases_of_target(side, at)


def _on_base(side: Side, name: str, words: str, numbers: dict[int, Fraction]) -> Hypothesis:
    speaks_of: BoolArray = np.zeros(len(side.page), np.bool_)
    speaks_of[list(numbers)] = True
    of_ratios = {
        at: percentage
        for at, number in numbers.items()
        if (percentage := _percentage(side, at, number)) is not None
    }
    of_targets = {at: number for at, number in numbers.items() if at not in of_ratios}
    return Hypothesis(
        name=name,
        weight=2,
        scopes=(frozenset({RAG}),),
        predict=lambda case: case.rated(
            lambda indicator: _aiming_at(side, indicator, of_targets),
            lambda rows: _with_values(side, rows, of_ratios),
        ),
        fit=lambda _: f"fit percentages of {words}",
        rather_than=_declared,
        speaks_of=speaks_of,
        fewest=_FEWEST,
    )


def _declared(indicator: Indicator) -> str:
    ratio = indicator.made_from
    if not isinstance(ratio, Ratio):
        return "not of the target in force"
    return f"not of {'the target' if ratio.of_target else 'the number'} of {ratio.denominator.code}"


def _percentage(side: Side, at: int, base: Fraction) -> Decimal | None:
    """What a figure that is made of others would be, divided by another number."""
    top, indicator = numerator_of_ratio(side, at), side.page.indicator(at)
    return None if top is None else rounded_half_up(indicator.per * top / base, indicator.decimals)


def _aiming_at(side: Side, indicator: Indicator, targets: dict[int, Fraction]) -> Indicator:
    """The indicator with other targets for some figures alone, in their areas and periods."""
    page = side.page
    exchanged: list[Threshold] = []
    for at, number in targets.items():
        figure, in_force = page.figures[at], side.figure(at).threshold
        if figure.code == indicator.code and in_force is not None and isinstance(in_force.rule, BandsRule):
            rule = replace(in_force.rule, target=rounded_half_up(number, _DECIMALS_OF_BASE))
            exchanged.append(
                replace(
                    in_force,
                    first=figure.period,
                    last=figure.period,
                    levels=(),
                    areas=(figure.area,),
                    rule=rule,
                )
            )
    if not exchanged:
        return indicator
    taken = {(threshold.first, threshold.areas[0]) for threshold in exchanged}
    kept = [
        threshold
        for threshold in indicator.thresholds
        if not any((threshold.first, area) in taken for area in threshold.areas)
    ]
    return replace(indicator, thresholds=(*kept, *exchanged))


def _with_values(side: Side, rows: Observations, values: dict[int, Decimal]) -> Observations:
    """The rows with other values for some figures."""
    page = side.page
    place = {code: number for number, code in enumerate(rows.codes)}
    value = rows.value
    mantissa, decimals = value.mantissa.copy(), value.decimals.copy()
    for at, number in values.items():
        code = place.get(page.figures[at].code)
        if code is None:
            continue
        same = (rows.code == code) & (rows.area == page.area[at]) & (rows.period == page.period[at])
        as_column = exact_column([number])
        mantissa[same], decimals[same] = as_column.mantissa[0], as_column.decimals[0]
    return replace(rows, value=ExactColumn(mantissa, decimals, value.present))
