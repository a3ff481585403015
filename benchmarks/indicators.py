"""The indicators of the plain job, and what those of the mixed one share with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, YearKind, year_label
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, DataSource, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location

FIRST_YEAR, YEARS = 2016, 9
NOWHERE = Location("benchmark")


def plain_indicator(number: int) -> Indicator:
    """Floor and target both ways, a range around a target, and one in ten for context, by turns."""
    kinds = (Polarity.HIGHEST, Polarity.LOWEST, Polarity.HIGHEST, Polarity.TARGET)
    polarity = Polarity.NONE if number % 10 == 9 else kinds[number % 4]
    levels = ((), ("county",)) if number % 4 == 0 else ((),)

    def rule_of(year: int, place: int) -> RatingRule:
        return _rule(polarity, 40 + (number + year + place) % 30)

    return an_indicator(number, polarity, dated_thresholds(levels, rule_of))


def dated_thresholds(
    levels: Sequence[tuple[str, ...]], rule_of: Callable[[int, int], RatingRule]
) -> Iterator[Threshold]:
    """A threshold from every year for each of some levels; ``rule_of`` a year and the level's place."""
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        for place, of_level in enumerate(levels):
            yield Threshold(
                first=Calendar(Frequency.MONTHLY, YearKind.FINANCIAL).first_of_year(year),
                last=None,
                from_label=year_label(year),
                levels=of_level,
                areas=(),
                rule=rule_of(year, place),
                floor_basis=FloorBasis.STATED,
                location=NOWHERE,
            )


def an_indicator(number: int, polarity: Polarity, thresholds: Iterator[Threshold]) -> Indicator:
    """Monthly, with 0, 1 or 2 decimals, compared with the month before."""
    return Indicator(
        code=f"IND{number:03d}",
        name=f"Indicator {number}",
        service="Benchmark",
        polarities=(PolarityInForce(None, "", polarity, NOWHERE),),
        data_period=DataPeriod.MS,
        frequency=Frequency.MONTHLY,
        year=YearKind.FINANCIAL,
        unit="percent",
        per=100,
        decimals=number % 3,
        comparison=Comparison(ComparisonKind.PREVIOUS),
        rate_on=RateOn.DISPLAYED,
        thresholds=tuple(thresholds),
        qpr=False,
        seasonal=False,
        tags=(),
        source=DataSource(),
        definition="A benchmark.",
        location=NOWHERE,
    )


def _rule(polarity: Polarity, target: int) -> RatingRule:
    number = Decimal(target)
    if polarity is Polarity.TARGET:
        return TargetRange(number, (number - 3, number + 3), (number - 8, number + 8))
    floor = number + 10 if polarity is Polarity.LOWEST else number - 10
    # One year in seven has no floor standard.
    return FloorAndTarget(number, None if target % 7 == 0 else floor)
