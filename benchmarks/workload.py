"""The job that every engine of the benchmark does: indicators, areas and a frame of observations.

100 indicators in 100 areas (a county, 12 districts, 87 teams); a threshold from every year; 0, 1 or 2
decimals; one figure in fifty missing; rows month by month. ``plain`` indicators (indicators.py) are a tenth
shown for context only, the others highest, lowest and close to target is best, every fourth with another
threshold for the county; ``mixed`` ones (mixed_methods.py) have every method of rating, several comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.indicators import FIRST_YEAR, plain_indicator
from benchmarks.mixed_methods import mixed_indicator
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency, YearKind, month_of
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator

INDICATORS, AREAS = 100, 100
METHODS: Mapping[str, Callable[[int], Indicator]] = {"plain": plain_indicator, "mixed": mixed_indicator}
FIRST_PERIOD = Calendar(Frequency.MONTHLY, YearKind.FINANCIAL).first_of_year(FIRST_YEAR)


@dataclass(frozen=True, slots=True)
class Job:
    """What the engines are given. ``observations`` has the columns code, area, period, value."""

    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    as_at: str
    observations: pd.DataFrame


def make_job(rows: int, labels: str, methods: str = "plain") -> Job:
    """``rows`` in 10 ** 4 series; ``labels`` as ``categories`` or ``strings``; ``methods``: see METHODS."""
    indicators = tuple(METHODS[methods](number) for number in range(INDICATORS))
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
    labels = [period_label(Calendar(Frequency.MONTHLY), FIRST_PERIOD + number) for number in range(periods)]
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
