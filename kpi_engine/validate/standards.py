"""Rules for the numbers of thresholds: their order, their sides, their decimals. One rule a function."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kpi_engine.model.arrays.rounding import shortest
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.validate.threshold_spans import since, thresholds_with_polarities


def thresholds_of_another_polarity(indicator: Indicator) -> Iterator[Issue]:
    """Polarity T is rated by ranges around the target; H and L by a target and a floor standard."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        rule = threshold.rule
        if rule.is_in_bands:
            continue
        is_range = isinstance(rule, TargetRange)
        # A target alone is no range, and gives T its arrow.
        alone = isinstance(rule, FloorAndTarget) and rule.floor_standard is None
        if polarity.polarity is Polarity.TARGET and not is_range and not alone:
            yield error(
                threshold.location,
                f"this threshold has no green range, and the polarity is T{since(polarity)}",
                "write green: [lowest, highest] around the target and, where known, amber the same way",
            )
        if polarity.polarity in (Polarity.HIGHEST, Polarity.LOWEST) and is_range:
            yield error(
                threshold.location,
                f"this threshold has a green range, and the polarity is {polarity.polarity.value}"
                f"{since(polarity)}",
                "write floor_standard in place of green and amber, or polarity: T",
            )


def tolerances_without_size(indicator: Indicator) -> Iterator[Issue]:
    """A tolerance is more than 0, and a percentage of a target of 0 is not."""
    for threshold in indicator.thresholds:
        rule = threshold.rule
        if isinstance(rule, Tolerance) and rule.target == rule.floor:
            of_nothing = f"the tolerance is {rule.size}% of a target of 0, and so"
            yield error(
                threshold.location,
                f"{of_nothing if rule.size else 'the tolerance is'} 0: nothing can be AMBER",
                "write tolerance: 2 points, in the unit of the value, or amber: none",
            )


def tolerances_of_two_sides(indicator: Indicator) -> Iterator[Issue]:
    """A tolerance lies on the wrong side of its target, which must not change while it holds."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        rule = threshold.rule
        lowest_is_best = polarity.polarity is Polarity.LOWEST
        if isinstance(rule, Tolerance) and lowest_is_best != rule.lowest_is_best:
            yield error(
                threshold.location,
                f"the polarity changes{since(polarity)}, while this threshold with a tolerance holds",
                "end the threshold with until, and write one for each polarity",
            )


def floors_beyond_targets(indicator: Indicator) -> Iterator[Issue]:
    """The floor standard is the less demanding of the two: below the target for H, above it for L."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        rule = threshold.rule
        if not isinstance(rule, FloorAndTarget) or rule.target is None or rule.floor_standard is None:
            continue
        above = rule.floor_standard > rule.target
        below = rule.floor_standard < rule.target
        if (polarity.polarity is Polarity.HIGHEST and above) or (
            polarity.polarity is Polarity.LOWEST and below
        ):
            yield error(
                threshold.location,
                f"the floor standard {rule.floor_standard} is {'above' if above else 'below'} the target "
                f"{rule.target}, and for polarity {polarity.polarity.value}, {polarity.polarity.words}"
                f"{since(polarity)}, it would be the harder of the two",
                "swap the two numbers, or check the polarity",
            )


def edges_out_of_order(indicator: Indicator) -> Iterator[Issue]:
    """From the worst to the best: amber_red, the floor standard, amber_green, the target, blue."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        rule = threshold.rule
        if not isinstance(rule, FloorAndTarget | Tolerance | MetOrMissed) or not rule.further:
            continue
        edges = dict(rule.further)
        standards = (
            *(("amber_red", edges.get(Rag.AMBER_RED)), ("floor standard", _written_floor(rule))),
            *(("amber_green", edges.get(Rag.AMBER_GREEN)), ("target", rule.target)),
            ("blue", edges.get(Rag.BLUE)),
        )
        known = [(name, edge) for name, edge in standards if edge is not None]
        for (worse, low), (better, high) in pairwise(known):
            if low == high or (low > high) != (polarity.polarity is Polarity.LOWEST):
                yield error(
                    threshold.location,
                    f"{worse} {low} and {better} {high} are not in order for polarity "
                    f"{polarity.polarity.value}{since(polarity)}",
                    "write each better than the last: amber_red, floor standard, amber_green, target, blue",
                )


def _written_floor(rule: FloorAndTarget | Tolerance | MetOrMissed) -> Decimal | None:
    """The floor standard or the end of the tolerance, but not an edge in its place."""
    return rule.floor_standard if isinstance(rule, FloorAndTarget) else rule.floor


def ranges_without_their_target(indicator: Indicator) -> Iterator[Issue]:
    """A range goes from low to high; green holds the target, and amber holds green."""
    for threshold in indicator.thresholds:
        rule = threshold.rule
        if not isinstance(rule, TargetRange):
            continue
        if rule.target is not None and not rule.green[0] <= rule.target <= rule.green[1]:
            yield error(
                threshold.location,
                f"the green range {_range(rule.green)} does not hold the target {rule.target}",
                "write the lowest value first, the highest second, and the target between them",
            )
        if rule.amber is not None and not (rule.amber[0] <= rule.green[0] and rule.green[1] <= rule.amber[1]):
            yield error(
                threshold.location,
                f"the amber range {_range(rule.amber)} does not hold the green range {_range(rule.green)}",
                "write the lowest and the highest value that are still AMBER, at or beyond those of green",
            )


def standards_finer_than_displayed(indicator: Indicator) -> Iterator[Issue]:
    """A standard with more decimals than are displayed cannot be checked by a reader.

    One that is computed says from what, and has the decimals that its rounding asks for.
    """
    for threshold in indicator.thresholds:
        if threshold.origin:
            continue
        for name, number in _standards(threshold):
            if decimals_of(shortest(number)) > indicator.decimals:
                yield warning(
                    threshold.location,
                    f"the {name} {number} has more decimals than the {indicator.decimals} displayed, so that "
                    "a value can seem to reach it and not do so",
                    "round it, or display more decimals",
                )


def _range(ends: tuple[Decimal, Decimal]) -> str:
    return f"[{ends[0]}, {ends[1]}]"


def _standards(threshold: Threshold) -> Iterator[tuple[str, Decimal]]:
    return threshold.rule.numbers()
