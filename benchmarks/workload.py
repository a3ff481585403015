"""The job that every engine of the benchmark does: indicators, areas and a frame of observations.

100 indicators (a tenth shown for context only, the others highest, lowest and close to target is best; 0, 1
or 2 decimals) in 100 areas (a county, 12 districts, 87 teams); a threshold from every year, and for every
fourth indicator another one for the county; one figure in fifty missing; rows month by month.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from kpi_engine.model.area import Area
from kpi_engine.model.indicator import (
    Comparison,
    ComparisonKind,
    DataPeriod,
    DataSource,
    FloorAndTarget,
    FloorBasis,
    Indicator,
    PolarityInForce,
    RateOn,
    RatingRule,
    TargetRange,
    Threshold,
)
from kpi_engine.model.issue import Location
from kpi_engine.model.judgement import Polarity
from kpi_engine.model.period import (
    Frequency,
    YearKind,
    first_period_of_year,
    month_of,
    period_label,
    year_label,
)

INDICATORS, AREAS = 100, 100
FIRST_YEAR, YEARS = 2016, 9
FIRST_PERIOD = first_period_of_year(Frequency.MONTHLY, FIRST_YEAR, YearKind.FINANCIAL)
_NOWHERE = Location("benchmark")


@dataclass(frozen=True, slots=True)
class Job:
    """What the engines are given. ``observations`` has the columns code, area, period, value."""

    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    as_at: str
    observations: pd.DataFrame


def make_job(rows: int, labels: str) -> Job:
    """``rows`` in 10 ** 4 series; ``labels`` as ``categories`` or ``strings``."""
    indicators = tuple(_indicator(number) for number in range(INDICATORS))
    areas = tuple(_area(number) for number in range(AREAS))
    periods = rows // (INDICATORS * AREAS)
    last = FIRST_PERIOD + periods - 1
    frame = _frame(indicators, areas, periods)
    if labels == "strings":
        frame = frame.astype(dict.fromkeys(("code", "area", "period"), object))
    return Job(indicators, areas, month_of(last).label, frame)


def _frame(indicators: tuple[Indicator, ...], areas: tuple[Area, ...], periods: int) -> pd.DataFrame:
    random = np.random.default_rng(2024)
    period, code, area = (
        axis.ravel()
        for axis in np.meshgrid(
            *(np.arange(n) for n in (periods, len(indicators), len(areas))), indexing="ij"
        )
    )
    scale = 10.0 ** np.array([indicator.decimals for indicator in indicators])[code]
    value = random.integers(0, 100 * scale + 1) / scale
    value[random.random(len(code)) < 0.02] = np.nan
    labels = [period_label(Frequency.MONTHLY, FIRST_PERIOD + number) for number in range(periods)]
    return pd.DataFrame(
        {
            "code": pd.Categorical.from_codes(code, [indicator.code for indicator in indicators]),
            "area": pd.Categorical.from_codes(area, [one.name for one in areas]),
            "period": pd.Categorical.from_codes(period, labels),
            "value": value,
        }
    )


def _area(number: int) -> Area:
    if number == 0:
        return Area("County", "county", ())
    level = "district" if number <= 12 else "team"
    return Area(f"{level.title()} {number:02d}", level, ("County",))


def _indicator(number: int) -> Indicator:
    kinds = (Polarity.HIGHEST, Polarity.LOWEST, Polarity.HIGHEST, Polarity.TARGET)
    polarity = Polarity.NONE if number % 10 == 9 else kinds[number % 4]
    thresholds = [
        Threshold(
            first=first_period_of_year(Frequency.MONTHLY, year, YearKind.FINANCIAL),
            last=None,
            from_label=year_label(year),
            levels=levels,
            areas=(),
            rule=_rule(polarity, 40 + (number + year + position) % 30),
            floor_basis=FloorBasis.STATED,
            location=_NOWHERE,
        )
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
        for position, levels in enumerate(((), ("county",)) if number % 4 == 0 else ((),))
    ]
    return Indicator(
        code=f"IND{number:03d}",
        name=f"Indicator {number}",
        service="Benchmark",
        polarities=(PolarityInForce(None, "", polarity, _NOWHERE),),
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
        location=_NOWHERE,
    )


def _rule(polarity: Polarity, target: int) -> RatingRule:
    number = Decimal(target)
    if polarity is Polarity.TARGET:
        return TargetRange(number, (number - 3, number + 3), (number - 8, number + 8))
    floor = number + 10 if polarity is Polarity.LOWEST else number - 10
    # One year in seven has no floor standard.
    return FloorAndTarget(number, None if target % 7 == 0 else floor)
