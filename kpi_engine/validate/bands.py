"""Rules for bands: each value is in one band and no more, and the better band is on the better side.

Judged by the values that there can be: the possible values where the definition lists them, else whatever can
be displayed; for percent of target, the percent as displayed; where raw values are rated, any number.
Between two ends of bands nothing changes, so that the numbers around each end say what holds for all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import floor
from typing import TypeAlias

from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.band import Band, BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.validate.threshold_spans import since, thresholds_with_polarities

_Bands: TypeAlias = Sequence[tuple[Rag, Band]]


def bands_of_another_polarity(indicator: Indicator) -> Iterator[Issue]:
    """The highest numbers are GREEN for H, the lowest for L; for T there are no bands."""
    for threshold, polarity in thresholds_with_polarities(indicator):
        rule, letter = threshold.rule, polarity.polarity
        if not isinstance(rule, BandsRule):
            continue
        if letter is Polarity.TARGET:
            yield error(
                threshold.location,
                f"this threshold is rated by bands, and the polarity is T{since(polarity)}",
                "write green: [lowest, highest] around the target and, where known, amber the same way",
            )
        elif letter is not Polarity.NONE and rule.highest_is_green != (letter is Polarity.HIGHEST):
            side = "highest" if rule.highest_is_green else "lowest"
            yield error(
                threshold.location,
                f"the {side} of the bands {shown(rule.name)} is GREEN, and the polarity is {letter.value}, "
                f"{letter.words}{since(polarity)}",
                "swap green and red, or check the polarity",
            )


def gaps_and_overlaps(indicator: Indicator) -> Iterator[Issue]:
    """Every value that there can be is in exactly one band, and AMBER between RED and GREEN."""
    judged = set()
    for threshold in indicator.thresholds:
        rule = threshold.rule
        if isinstance(rule, BandsRule) and rule.green.location not in judged:
            judged.add(rule.green.location)
            yield from _problems(rule, indicator)


def possible_values_finer_than_displayed(indicator: Indicator) -> Iterator[Issue]:
    """A value that cannot be displayed is none that there can be."""
    for value in indicator.possible_values:
        if value != round(value, indicator.decimals):
            yield error(
                indicator.location,
                f"the possible value {value} of {indicator.code} has more decimals than the "
                f"{indicator.decimals} displayed",
                "round it, or display more decimals",
            )


def _problems(rule: BandsRule, indicator: Indicator) -> Iterator[Issue]:
    bands = list(reversed(rule.bands))
    around_ends = _around_ends(rule, bands, indicator.rate_on is RateOn.RAW)
    empty = [(rag, band) for rag, band in bands if not any(_holds(band, number) for number in around_ends)]
    for rag, band in empty:
        yield _error(band, f"no value is in the {rag.value} band", "swap its ends, or correct one of them")
    if empty:
        return
    possible = indicator.possible_values if rule.of is BandsOf.VALUE else ()
    problems = list(_not_in_one(rule, bands, possible or around_ends, bool(possible)))
    yield from problems
    first = [min(number for number in around_ends if _holds(band, number)) for _, band in bands]
    if not problems and first != sorted(first) and first != sorted(first, reverse=True):
        last = max((band for _, band in bands), key=lambda band: band.location)
        yield _error(last, "AMBER is not between RED and GREEN", "check which band is which")


def _around_ends(rule: BandsRule, bands: _Bands, raw: bool) -> list[Decimal]:
    """Numbers of which one is in no band, or in several, if any number is; ascending."""
    edges = [edge.number for _, band in bands for edge in (band.low, band.high) if edge is not None]
    if raw:
        ends = sorted(set(edges))
        between = [(low + high) / 2 for low, high in pairwise(ends)]
        return sorted([ends[0] - 1, *ends, *between, ends[-1] + 1])
    units = {floor(edge.scaleb(rule.decimals)) + step for edge in edges for step in (-1, 0, 1, 2)}
    return [exact_decimal(unit, rule.decimals) for unit in sorted(units)]


def _not_in_one(rule: BandsRule, bands: _Bands, telling: Sequence[Decimal], listed: bool) -> Iterator[Issue]:
    """The first number of each gap and each overlap."""
    told: set[tuple[Rag, ...]] = set()
    what = "{}% of target" if rule.is_of_target else "a value of {}"
    for number in telling:
        holding = [(rag, band) for rag, band in bands if _holds(band, number)]
        concerned = holding or _beside(bands, number)
        rags = tuple(rag for rag, _ in concerned)
        if len(holding) == 1 or rags in told:
            continue
        told.add(rags)
        later = max((band for _, band in concerned), key=lambda band: band.location)
        subject = what.format(number)
        if holding:
            names = " and ".join(rag.value for rag in rags)
            remedy = "where one band begins with a number, end the other below it"
            yield _error(later, f"{subject} is {names} at once", remedy)
        else:
            yield _error(later, f"{subject} is in no band", _remedy_for_gap(rule, concerned, listed))


def _remedy_for_gap(rule: BandsRule, concerned: _Bands, listed: bool) -> str:
    if len(concerned) > 1:
        remedy = "end one band below the number that the next begins with"
    else:
        remedy = f"leave the {concerned[0][0].value} band open on that side"
    if listed:
        return f"{remedy}, or remove it from possible_values"
    return f"{remedy}, or list the possible_values" if rule.of is BandsOf.VALUE else remedy


def _beside(bands: _Bands, number: Decimal) -> _Bands:
    """The bands next to a number that is in none: the one below it and the one above it."""
    below = [
        (band.high.number, place)
        for place, (_, band) in enumerate(bands)
        if band.high is not None and band.high.number <= number
    ]
    above = [
        (band.low.number, place)
        for place, (_, band) in enumerate(bands)
        if band.low is not None and band.low.number >= number
    ]
    places = {place for _, place in (*sorted(below)[-1:], *sorted(above)[:1])}
    return [bands[place] for place in sorted(places)]


def _holds(band: Band, number: Decimal) -> bool:
    low, high = band.low, band.high
    if low is not None and (number < low.number or (number == low.number and not low.included)):
        return False
    return high is None or number < high.number or (number == high.number and high.included)


def _error(band: Band, what: str, remedy: str) -> Issue:
    return error(band.location, what, remedy)
