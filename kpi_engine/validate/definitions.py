"""Rules that definitions must keep beyond the shape of their fields. One a function; RULES lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import pairwise

from kpi_engine.model.appearance import look_alikes
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.measure import (
    Difference,
    Product,
    Ratio,
    ShareOfArea,
)
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
from kpi_engine.validate.figure_targets import validate_figure_targets
from kpi_engine.validate.measures import validate_measures
from kpi_engine.validate.overall import validate_overall
from kpi_engine.validate.standards import (
    edges_out_of_order,
    floors_beyond_targets,
    ranges_without_their_target,
    standards_finer_than_displayed,
    thresholds_of_another_polarity,
    tolerances_of_two_sides,
    tolerances_without_size,
)
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
        *validate_figure_targets(indicators, complete),
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
                "delete the threshold or end it with until, or give the indicator a polarity",
            )


_NO_COUNTS = (Ratio, Difference, Product, ShareOfArea)


def counts_that_are_none(indicator: Indicator) -> Iterator[Issue]:
    """A percentage, a rate, a ratio, a difference or an overall rating counts nothing."""
    made = isinstance(indicator.made_from, _NO_COUNTS) or indicator.overall is not None
    if indicator.count and (indicator.per != 1 or made):
        what = (
            "made from others by division, multiplication, subtraction or rating"
            if made
            else _scale(indicator)
        )
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


def paths_to_worse(indicator: Indicator) -> Iterator[Issue]:
    """A later target that is worse than the baseline is hardly meant."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        path = threshold.path
        if path is None or polarity.polarity not in (Polarity.HIGHEST, Polarity.LOWEST):
            continue
        if (path.target > path.baseline) != (polarity.polarity is Polarity.HIGHEST):
            yield warning(
                threshold.location,
                f"this path goes from {path.baseline} to {path.target}, which is worse for polarity "
                f"{polarity.polarity.value}, {polarity.polarity.words}{since(polarity)}",
                "check the two values and the polarity",
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
    paths_to_worse,
)
