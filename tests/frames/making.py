"""A small pack as frames, and what is rated of it."""

from __future__ import annotations

import pandas as pd

from kpi_engine.frames import rate
from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from tests.rate.making import a_threshold, an_indicator

AREAS = (Area("Kent", "county", ()), Area("Dover", "district", ("Kent",)))
PERCENT = an_indicator(code="PC", thresholds=(a_threshold(from_label="2023-24"),))
YEARLY = an_indicator(
    Polarity.LOWEST,
    code="YR",
    frequency=Frequency.ANNUAL,
    year=YearKind.ACADEMIC,
    unit="number",
    per=1,
    decimals=0,
    thresholds=(a_threshold("0", "2"),),
)
INDICATORS = (PERCENT, YEARLY)


def frame(*rows: tuple[object, ...], columns: str = "code area period value") -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def rated(observations: pd.DataFrame, *indicators: Indicator, **arguments: object) -> pd.DataFrame:
    areas = arguments.pop("areas", AREAS)
    return rate(observations, indicators or INDICATORS, areas, "2024-08", **arguments)
