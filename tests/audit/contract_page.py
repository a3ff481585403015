"""A contract scorecard without a mistake, at random: bands, strict, derived and spread targets, a ratio."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

from kpi_engine.model.arrays.rounding import shortest
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.measure import Member, Ratio
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location
from tests.audit.clean_page import DISTRICTS, NOW, Page, indicator_of
from tests.oracle.records import PlainObservation

_HERE = Location("test")
_MONTHS = 3
# Registered, and reached of them: a number, its percentage, and those reached often.
REGISTERED, REACHED, REACHED_SHARE, OFTEN = "B1", "D2", "P1", "D1"
BEATEN, SO_FAR = "S1", "Y1"
CONTRACT_CODES = (REGISTERED, REACHED, REACHED_SHARE, OFTEN, BEATEN, SO_FAR)
WHOLE_YEAR = Decimal(774)
EARLIER_BANDS = (80, 70)
_STARTED = Month(2024, 4).ordinal


def with_rules(indicator: Indicator, change: Callable[[RatingRule], RatingRule]) -> Indicator:
    """The indicator with each rule changed."""
    thresholds = tuple(replace(each, rule=change(each.rule)) for each in indicator.thresholds)
    return replace(indicator, thresholds=thresholds)


def bands(target: Decimal | None, green: int = 65, amber: int = 50) -> BandsRule:
    """Bands of percent of target, which replaced others; without a target, of the value."""
    edges = Edge(Decimal(green), included=True), Edge(Decimal(amber), included=True)
    tops = (replace(edge, included=False) for edge in edges)
    return BandsRule(
        target=target,
        name="contracts",
        of=BandsOf.VALUE if target is None else BandsOf.PERCENT_OF_TARGET,
        decimals=1,
        green=Band(edges[0], None, _HERE),
        amber=Band(edges[1], next(tops), _HERE),
        red=Band(None, next(tops), _HERE),
        earlier=None if target is None or green == EARLIER_BANDS[0] else bands(target, *EARLIER_BANDS),
    )


def contract_page(random: Random) -> Page:
    """Six indicators of seven contracts, whose targets are each contract's own."""
    registered = {area: Decimal(random.randint(500, 2500)) for area in DISTRICTS}
    indicators = {
        REGISTERED: _count(REGISTERED, [_own(area, bands(target)) for area, target in registered.items()]),
        REACHED: _count(
            REACHED, [_derived(area, target, Decimal(65), 0) for area, target in registered.items()]
        ),
        REACHED_SHARE: replace(
            indicator_of(
                REACHED_SHARE,
                Polarity.HIGHEST,
                (_everywhere(bands(None)),),
                unit="percent",
                per=100,
                decimals=1,
            ),
            made_from=Ratio(Member(REACHED, _HERE), Member(REGISTERED, _HERE)),
        ),
        OFTEN: _count(
            OFTEN, [_derived(area, target, Decimal("19.5"), 3) for area, target in registered.items()]
        ),
        BEATEN: _count(BEATEN, [_everywhere(FloorAndTarget(Decimal(133), Decimal(100), strict=True))]),
        SO_FAR: replace(_count(SO_FAR, [_spread(month) for month in range(12)]), data_period=DataPeriod.YTD),
    }
    page = Page(indicators, {}, section="contracts")
    for area, target in registered.items():
        for each in _figures(area, target, random):
            page.figures[each.code, area, each.period] = each
    page.print_clean()
    return page


def _figures(area: str, target: Decimal, random: Random) -> Iterator[PlainObservation]:
    so_far = Decimal(random.randint(20, 60))
    for period in range(NOW - _MONTHS + 1, NOW + 1):
        there = Decimal(random.randint(30 * int(target), 120 * int(target)) // 100)
        reached = Decimal(random.randint(40 * int(there), 90 * int(there)) // 100)
        share = (100 * reached / there).quantize(Decimal("0.1"), ROUND_HALF_UP)
        so_far += random.randint(30, 140)
        counts = {
            REGISTERED: there,
            REACHED: reached,
            REACHED_SHARE: share,
            OFTEN: Decimal(random.randint(8 * int(target), 24 * int(target)) // 100),
            BEATEN: Decimal(random.randint(90, 150)),
            SO_FAR: so_far,
        }
        for code, value in counts.items():
            yield PlainObservation(code, area, period, value, as_printed=True)


def _count(code: str, thresholds: list[Threshold]) -> Indicator:
    return indicator_of(code, Polarity.HIGHEST, tuple(thresholds), unit="number", per=1, decimals=0)


def _own(area: str, rule: RatingRule) -> Threshold:
    return replace(_everywhere(rule), areas=(area,))


def _everywhere(rule: RatingRule) -> Threshold:
    return Threshold(_STARTED, None, "2024-25", (), (), rule, FloorBasis.STATED, _HERE)


def _derived(area: str, of: Decimal, percent: Decimal, decimals: int) -> Threshold:
    """A percentage of the target of those registered, with bands; rounded half up to some decimals."""
    exact = Fraction(percent) * Fraction(of) / 100
    target = (percent * of / 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    origin = f"{percent}% of B1's target {of:,f}"
    return replace(_own(area, bands(shortest(target))), origin=origin, exact_target=exact)


def _spread(month: int) -> Threshold:
    """The part of the whole year's target that belongs to its months so far."""
    exact = Fraction(WHOLE_YEAR) * (month + 1) / 12
    target = (WHOLE_YEAR * (month + 1) / 12).quantize(Decimal(1), ROUND_HALF_UP)
    return replace(
        _everywhere(bands(target)),
        first=_STARTED + month,
        last=_STARTED + month,
        origin=f"{month + 1} twelfths of {WHOLE_YEAR} for the year",
        exact_target=exact,
        year_rule=bands(WHOLE_YEAR),
    )
