"""Percentages that look like fractions beside their targets, or the other way round.

A spreadsheet keeps 6.7 % as 0.067: shown as 0.1 %, it would be GREEN wherever lowest is best. Looked at are
values as they are supplied, before they are rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator, SuppliedAs
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.figures.fraction_sizes import (
    FractionLooks,
    SizesByCode,
    plain_fractions,
    sizes_by_code,
)
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.wording import counted
from kpi_engine.model.words.number_text import PERCENT

_WHOLE = Decimal(100)
# A percentage taken for a fraction is a hundred times too large: no true one is ten times what is aimed at.
_TIMES = 10


def fractions_and_percentages(
    observations: Observations,
    outturns: Observations,
    indicators: Sequence[Indicator],
    comparators: Sequence[Comparator] = (),
) -> Iterator[Issue]:
    """What is a fraction among percentages of one indicator, or a percentage among fractions.

    One warning an indicator where all its values lie within ±1 and no target does, or the other way round.
    One for what does not fit its figures or its target: outturns, comparators, a floor standard.
    ``indicators`` are parallel to the codes of figures, which are as supplied.
    """
    figures, years = (sizes_by_code(rows, len(indicators)) for rows in (observations, outturns))
    beside = defaultdict[str, list[Comparator]](list)
    for comparator in comparators:
        beside[comparator.code].append(comparator)
    looks = plain_fractions(observations, indicators, figures)
    for place, indicator in enumerate(indicators):
        own, of_years = _range_of(figures, place), _range_of(years, place)
        if indicator.supplied_as is SuppliedAs.FRACTION:
            yield from _percentages_called_fractions(indicator, own or of_years)
        elif indicator.unit == PERCENT and indicator.supplied_as is None:
            both = [sizes for sizes in (own, of_years) if sizes is not None]
            yield from (
                _beside_targets(indicator, both)
                or _among_the_figures(indicator, place, observations, looks)
                or _floors_beside_targets(indicator)
            )
            if own is not None:
                yield from _beside_the_figures(indicator, own, of_years, beside[indicator.code])


def _beside_targets(indicator: Indicator, sizes: Sequence[tuple[Decimal, Decimal]]) -> list[Issue]:
    """One warning where all values are fractions and no target is, or the other way round."""
    targets = _targets(indicator)
    edges = [] if targets else _edges(indicator)
    if not sizes or not (targets or edges):
        return []
    lowest, highest = min(low for low, _ in sizes), max(high for _, high in sizes)
    if edges:
        is_plain = highest <= 1 < min(edges)
        return [_values_are_fractions(indicator, highest, "lowest band", min(edges))] if is_plain else []
    if highest <= 1 < min(targets):
        return [_values_are_fractions(indicator, highest, "target", min(targets))]
    if max(targets) <= 1 < lowest:
        return [_targets_are_fractions(indicator, lowest, max(targets))]
    return []


def _among_the_figures(
    indicator: Indicator, place: int, observations: Observations, looks: FractionLooks
) -> list[Issue]:
    """One warning where some values are plainly fractions among percentages."""
    plain = looks.rows[looks.plainly]
    rows = plain[observations.code[plain] == place].tolist()
    if not rows:
        return []
    first = rows[0]
    size = observations.value.at(first) or Decimal(0)
    area = observations.areas[observations.area[first]]
    period = period_label(indicator.calendar, int(observations.period[first]))
    more = f", and {counted(len(rows) - 1, 'further figure')} likewise" if len(rows) > 1 else ""
    return [
        warning(
            observations.location(first),
            f"{indicator.code} for {area} in {period} is {size:f} percent{more}, which looks like a "
            f"fraction: its other figures and targets are {looks.others(place)}",
            f"multiply it by 100 where {size:f} means {100 * size:f} %, or write "
            '"supplied_as: percent" in the definition where it is right',
        )
    ]


def _percentages_called_fractions(
    indicator: Indicator, sizes: tuple[Decimal, Decimal] | None
) -> Iterator[Issue]:
    """One warning where the definition says fractions, and all values are far above what is aimed at."""
    aimed_at = max(_targets(indicator), default=_WHOLE)
    if sizes is None or aimed_at > _WHOLE:
        return
    lowest, highest = sizes
    if lowest > 2 * aimed_at and highest > max(_WHOLE, _TIMES * aimed_at):
        written = (lowest / _WHOLE).normalize()
        yield warning(
            indicator.location,
            f"no value of {indicator.code} is written as less than {written:f}, which as a fraction is "
            f"{lowest:f} percent: the values look like percentages",
            f'delete "supplied_as: fraction" from the definition where {written:f} means {written:f} %',
        )


def _fits(size: Decimal, lowest: Decimal, highest: Decimal) -> bool:
    """Whether a size looks like a fraction of percentages between two others."""
    return size <= 1 < lowest and lowest / 2 <= 100 * size <= highest * 2


def _floors_beside_targets(indicator: Indicator) -> Iterator[Issue]:
    """A floor standard written as a fraction beside a target in percent, or the other way round."""
    for threshold in indicator.thresholds:
        target, floor = threshold.rule.target, threshold.rule.floor
        if not target or not floor or threshold.figure is not None:
            continue
        for name, size, other, beside in (
            ("floor standard", abs(floor), abs(target), "target"),
            ("target", abs(target), abs(floor), "floor standard"),
        ):
            if _fits(size, other, other):
                yield warning(
                    threshold.location,
                    f"the {name} of {indicator.code} is {size:f} percent, and its {beside} is {other:f} "
                    f"percent: the {name} looks like a fraction",
                    f"write {(100 * size).normalize():f} where {size:f} means {100 * size:f} %, or "
                    '"supplied_as: percent" where it is right',
                )


def _beside_the_figures(
    indicator: Indicator,
    own: tuple[Decimal, Decimal],
    of_years: tuple[Decimal, Decimal] | None,
    comparators: Sequence[Comparator],
) -> Iterator[Issue]:
    """Outturns and own comparators that are fractions where figures are percentages, or the other way."""
    if of_years is not None and _fits(of_years[1], *own):
        yield _others_are_fractions(indicator, "outturn", of_years[1], "other figure", own[0])
    elif of_years is not None and _fits(own[1], *of_years):
        yield _others_are_fractions(indicator, "figure", own[1], "outturn", of_years[0])
    sizes = [abs(comparator.value) for comparator in comparators if comparator.value]
    is_bare = of_years is None and not _targets(indicator)
    if is_bare and sizes and _fits(own[1], min(sizes), max(sizes)):
        yield _others_are_fractions(indicator, "figure", own[1], "comparator", min(sizes))
    for comparator in comparators:
        if _fits(abs(comparator.value), *own):
            yield warning(
                comparator.location,
                f"{indicator.code} of {comparator.name} is {comparator.value:f} percent, and no figure is "
                f"below {own[0]:f} percent: it looks like a fraction",
                f"multiply it by 100 where {comparator.value:f} means {100 * comparator.value:f} %, or write "
                '"supplied_as: percent" in the definition where it is right',
            )


def _targets(indicator: Indicator) -> list[Decimal]:
    """The sizes of all targets that are not 0."""
    targets = (threshold.rule.target for threshold in indicator.thresholds if threshold.figure is None)
    return [abs(target) for target in targets if target]


def _edges(indicator: Indicator) -> list[Decimal]:
    """The sizes of all edges of its bands of values that are not 0."""
    rules = (threshold.rule for threshold in indicator.thresholds)
    edges = (
        edge for rule in rules if isinstance(rule, BandsRule) for edge in rule.edges if not rule.is_of_target
    )
    return [abs(edge.number) for edge in edges if edge.number]


def _range_of(sizes: SizesByCode, place: int) -> tuple[Decimal, Decimal] | None:
    """The smallest and the largest size of an indicator's values; None where it has no value but 0."""
    if not sizes.largest[place]:
        return None
    return _written(float(sizes.smallest[place])), _written(float(sizes.largest[place]))


def _written(size: float) -> Decimal:
    """The shortest decimal that a size reads back as: what the file has."""
    return Decimal(repr(size))


def _values_are_fractions(indicator: Indicator, largest: Decimal, what: str, number: Decimal) -> Issue:
    is_number = f"its {what} is" if what == "target" else f"its {what} begins or ends at"
    return warning(
        indicator.location,
        f"no value of {indicator.code} is above {largest:f} percent, and {is_number} {number:f} percent: "
        "the values look like fractions, as a spreadsheet keeps percentages",
        f'write "supplied_as: fraction" in the definition where {largest:f} means {100 * largest:f} %, or '
        '"supplied_as: percent" where the values are percentages',
    )


def _targets_are_fractions(indicator: Indicator, smallest: Decimal, target: Decimal) -> Issue:
    return warning(
        indicator.location,
        f"the target of {indicator.code} is {target:f} percent, and no value is below {smallest:f} percent: "
        "the target looks like a fraction",
        f'write "target: {(100 * target).normalize():f}" where {target:f} means {100 * target:f} %, or '
        '"supplied_as: percent" where the target is right',
    )


def _others_are_fractions(
    indicator: Indicator, name: str, largest: Decimal, others: str, lowest: Decimal
) -> Issue:
    return warning(
        indicator.location,
        f"no {name} of {indicator.code} is above {largest:f} percent, and no {others} is below {lowest:f} "
        f"percent: the {name}s look like fractions",
        f"multiply them by 100 where {largest:f} means {100 * largest:f} %, or write "
        '"supplied_as: percent" in the definition where they are right',
    )
