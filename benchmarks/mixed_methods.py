"""The indicators of the mixed job: every method of rating, and several comparisons, side by side.

Each ten indicators are a floor and target with highest and with lowest is best, a range around a target,
bands of the value, bands of percent of target both ways, a strict target, a polarity that changes with the
year, one shown for context, and a target of its own for the county. Of each ten in four another comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from benchmarks.indicators import FIRST_YEAR, NOWHERE, an_indicator, dated_thresholds
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, YearKind, year_label
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange

_YEAR_OF_CHANGE = FIRST_YEAR + 4
_COMPARISONS = (
    Comparison(ComparisonKind.PREVIOUS),
    Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR),
    Comparison(ComparisonKind.PERIODS_BACK, periods_back=3),
    Comparison(ComparisonKind.PREVIOUS_OBSERVATION),
)
_PERCENT_DECIMALS = 1


def mixed_indicator(number: int) -> Indicator:
    """The indicator with that number."""
    polarity, rule_of = _METHODS[number % 10]
    levels = ((), ("county",)) if number % 10 in _WITH_LEVELS else ((),)
    thresholds = dated_thresholds(levels, lambda year, place: rule_of(40 + (number + year + place) % 30))
    indicator = replace(
        an_indicator(number, polarity, thresholds), comparison=_COMPARISONS[number // 10 % len(_COMPARISONS)]
    )
    if number % 10 != _CHANGES:
        return indicator
    # Lowest is best until that year, and highest from then on, with the floors to it.
    polarities = PolarityInForce(None, "", Polarity.LOWEST, NOWHERE), _in_force_later()
    first = polarities[1].first
    changed = tuple(
        replace(each, rule=_lowest(int(each.rule.target or 0))) if first and each.first < first else each
        for each in indicator.thresholds
    )
    return replace(indicator, polarities=polarities, thresholds=changed)


def _in_force_later() -> PolarityInForce:
    first = Calendar(Frequency.MONTHLY, YearKind.FINANCIAL).first_of_year(_YEAR_OF_CHANGE)
    return PolarityInForce(first, year_label(_YEAR_OF_CHANGE), Polarity.HIGHEST, NOWHERE)


def _highest(target: int) -> RatingRule:
    # One year in seven has no floor standard.
    return FloorAndTarget(Decimal(target), None if target % 7 == 0 else Decimal(target - 10))


def _lowest(target: int) -> RatingRule:
    return FloorAndTarget(Decimal(target), None if target % 7 == 0 else Decimal(target + 10))


def _strict(target: int) -> RatingRule:
    return FloorAndTarget(Decimal(target), Decimal(target - 10), strict=True)


def _range(target: int) -> RatingRule:
    number = Decimal(target)
    return TargetRange(number, (number - 3, number + 3), (number - 8, number + 8))


def _bands_of_value(target: int) -> RatingRule:
    green, amber, red = _bands(*_falling(target, target + 20))
    return BandsRule(None, "risk", BandsOf.VALUE, 0, green, amber, red)


def _percent_rising(target: int) -> RatingRule:
    green, amber, red = _bands(*_rising(80, 70))
    return _of_percent(target, "contract", green, amber, red)


def _percent_falling(target: int) -> RatingRule:
    green, amber, red = _bands(*_falling(100, 110))
    return _of_percent(target, "budget", green, amber, red)


def _of_percent(target: int, name: str, green: Band, amber: Band, red: Band) -> RatingRule:
    percent = BandsOf.PERCENT_OF_TARGET
    return BandsRule(Decimal(target), name, percent, _PERCENT_DECIMALS, green, amber, red)


def _bands(*ends: tuple[Edge | None, Edge | None]) -> Iterator[Band]:
    return (Band(low, high, NOWHERE) for low, high in ends)


def _rising(green: int, amber: int) -> Iterator[tuple[Edge | None, Edge | None]]:
    """GREEN from ``green`` on, AMBER from ``amber`` on."""
    yield Edge(Decimal(green), included=True), None
    yield Edge(Decimal(amber), included=True), Edge(Decimal(green), included=False)
    yield None, Edge(Decimal(amber), included=False)


def _falling(green: int, amber: int) -> Iterator[tuple[Edge | None, Edge | None]]:
    """GREEN up to ``green``, AMBER up to ``amber``."""
    yield None, Edge(Decimal(green), included=True)
    yield Edge(Decimal(green), included=False), Edge(Decimal(amber), included=True)
    yield Edge(Decimal(amber), included=False), None


_METHODS = (
    (Polarity.HIGHEST, _highest),
    (Polarity.LOWEST, _lowest),
    (Polarity.TARGET, _range),
    (Polarity.LOWEST, _bands_of_value),
    (Polarity.HIGHEST, _percent_rising),
    (Polarity.LOWEST, _percent_falling),
    (Polarity.HIGHEST, _strict),
    (Polarity.HIGHEST, _highest),
    (Polarity.HIGHEST, _highest),
    (Polarity.NONE, _highest),
)
_CHANGES = 7
_WITH_LEVELS = (4, 8)
