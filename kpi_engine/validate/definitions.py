"""Rules that definitions must keep beyond the shape of their fields. One a function; RULES lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from decimal import Decimal
from itertools import pairwise

from kpi_engine.model.appearance import look_alikes
from kpi_engine.model.arrays.rounding import shortest
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator, Threshold
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.made_from.measure import Difference, Ratio
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.issue import Issue, Location, error, warning
from kpi_engine.model.wording import look_alike_words
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.validate.bands import (
    bands_of_another_polarity,
    gaps_and_overlaps,
    possible_values_finer_than_displayed,
)
from kpi_engine.validate.charts import (
    ambitions_without_a_way,
    baselines_twice,
    charts_without_their_parts,
    shares_of_windows,
)
from kpi_engine.validate.measures import validate_measures
from kpi_engine.validate.overall import validate_overall
from kpi_engine.validate.threshold_spans import since, spans_of, thresholds_with_polarities

Rule = Callable[[Indicator], Iterator[Issue]]


def validate_definitions(indicators: Sequence[Indicator], complete: bool = True) -> tuple[Issue, ...]:
    """Everything wrong among the definitions, in the order of their files and lines.

    Not ``complete``: there are others that could not be read, so that a code named here may be one of them.
    """
    issues = [
        *codes_defined_twice(indicators),
        *codes_that_look_alike(indicators),
        *validate_measures(indicators, complete),
        *validate_overall(indicators, complete),
    ]
    for indicator in indicators:
        computed = {threshold.location for threshold in indicator.thresholds if threshold.origin}
        for rule in RULES:
            issues += _once(rule(indicator), computed)
    # The same bands are judged once for every indicator that they rate.
    return tuple(sorted(dict.fromkeys(issues), key=lambda issue: issue.location))


def _once(issues: Iterable[Issue], computed: Set[Location]) -> Iterator[Issue]:
    """The first problem that a rule finds at a place that thresholds were ``computed`` from."""
    told: set[Location] = set()
    for issue in issues:
        if issue.location not in told:
            yield issue
        if issue.location in computed:
            told.add(issue.location)


def codes_defined_twice(indicators: Sequence[Indicator]) -> Iterator[Issue]:
    """A code means one indicator, whichever file it is in."""
    first: dict[str, Indicator] = {}
    for indicator in indicators:
        earlier = first.setdefault(indicator.code, indicator)
        if earlier is not indicator:
            yield error(
                indicator.location,
                f"{indicator.code} is defined a second time; the first is at {earlier.location}",
                "keep one of the two, or give one another code",
            )


def codes_that_look_alike(indicators: Sequence[Indicator]) -> Iterator[Issue]:
    """Two codes that look the same are soon taken for each other."""
    first: dict[str, Indicator] = {}
    for indicator in indicators:
        first.setdefault(indicator.code, indicator)
    for code, earlier in look_alikes(first):
        where = str(first[earlier].location)
        yield warning(first[code].location, *look_alike_words("code", code, earlier, where))


def polarities_out_of_order(indicator: Indicator) -> Iterator[Issue]:
    """Dated polarities are written earliest first, one from any date."""
    for earlier, later in pairwise(indicator.polarities):
        if earlier.first is not None and later.first is not None and later.first <= earlier.first:
            yield error(
                later.location,
                f"the polarity from {later.from_label} comes after the one from {earlier.from_label}",
                "write polarities in order, the earliest first, and one from any date",
            )


def until_before_from(indicator: Indicator) -> Iterator[Issue]:
    """A threshold holds for one period at least."""
    for threshold in indicator.thresholds:
        if threshold.last is not None and threshold.last < threshold.first:
            until = period_label(indicator.calendar, threshold.last)
            yield error(
                threshold.location,
                f"this threshold ends with {until}, before it begins with {threshold.from_label}",
                "swap from and until, or correct one of them",
            )


def overlapping_thresholds(indicator: Indicator) -> Iterator[Issue]:
    """At any time one threshold at most holds for a level or an area, and one everywhere else."""
    told: set[tuple[Location, Location]] = set()
    for span in spans_of(indicator):
        earlier, later = span.threshold, span.successor
        # Thresholds that were computed from one entry stand where that stands, and follow each other.
        if later is None or earlier.location == later.location:
            continue
        if (earlier.location, later.location) in told:
            continue
        starts_together = earlier.first == later.first
        if starts_together or (earlier.last is not None and earlier.last >= later.first):
            told.add((earlier.location, later.location))
            line = earlier.location.line
            yield error(
                later.location,
                f"this threshold begins with {later.from_label} while the one on line {line} holds too "
                f"({span.scope})",
                "keep one of the two, or give them different levels or areas"
                if starts_together
                else f"end the one on line {line} earlier, or remove its until",
            )


def thresholds_never_judged(indicator: Indicator) -> Iterator[Issue]:
    """What is shown for context only has nothing to be rated by."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        if polarity.polarity is Polarity.NONE:
            yield error(
                threshold.location,
                f"this threshold can rate nothing: the polarity is none{since(polarity)}",
                "take the threshold out or end it with until, or give the indicator a polarity",
            )


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
    """The floor standard or the end of the tolerance, but not an edge that stands in for it."""
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


def counts_that_are_none(indicator: Indicator) -> Iterator[Issue]:
    """A percentage, a rate, a ratio, a difference or an overall rating counts nothing."""
    made = isinstance(indicator.made_from, Ratio | Difference) or indicator.overall is not None
    if indicator.count and (indicator.per != 1 or made):
        what = "made from others by division, subtraction or rating" if made else _scale(indicator)
        yield error(
            indicator.location,
            f"{indicator.code} is said to be a count, and it is {what}",
            "delete count; such figures are added up from numerators and denominators only",
        )


def _scale(indicator: Indicator) -> str:
    return "a percentage" if indicator.unit == PERCENT else f"a rate per {indicator.per:,}"


def fractions_of_no_percentage(indicator: Indicator) -> Iterator[Issue]:
    """Only percentages are supplied as one or the other."""
    if indicator.supplied_as is not None and indicator.unit != PERCENT:
        yield error(
            indicator.location,
            f"{indicator.code} says supplied_as, and its unit is not percent",
            'delete supplied_as, or write "unit: percent"',
        )


RULES: tuple[Rule, ...] = (
    polarities_out_of_order,
    until_before_from,
    overlapping_thresholds,
    thresholds_never_judged,
    thresholds_of_another_polarity,
    tolerances_without_size,
    tolerances_of_two_sides,
    floors_beyond_targets,
    edges_out_of_order,
    ranges_without_their_target,
    standards_finer_than_displayed,
    bands_of_another_polarity,
    gaps_and_overlaps,
    possible_values_finer_than_displayed,
    counts_that_are_none,
    fractions_of_no_percentage,
    shares_of_windows,
    baselines_twice,
    charts_without_their_parts,
    ambitions_without_a_way,
)


def _range(ends: tuple[Decimal, Decimal]) -> str:
    return f"[{ends[0]}, {ends[1]}]"


def _standards(threshold: Threshold) -> Iterator[tuple[str, Decimal]]:
    return threshold.rule.numbers()
