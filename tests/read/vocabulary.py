"""A few indicators and areas that the data files of these tests are about."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import FileSource, Precision
from kpi_engine.model.issue import Location
from tests.rate.making import an_indicator

HERE = Location("scorecard.yaml", 1)
AS_AT = Month(2024, 8)


def indicator(
    code: str,
    frequency: Frequency = Frequency.MONTHLY,
    *,
    year: YearKind = YearKind.FINANCIAL,
    unit: str = "percent",
    per: int = 100,
    decimals: int = 1,
) -> Indicator:
    return an_indicator(
        code=code,
        service="Tests",
        frequency=frequency,
        year=year,
        unit=unit,
        per=per,
        decimals=decimals,
        definition="",
        location=HERE,
    )


INDICATORS = (
    indicator("SCS40"),
    indicator("SCS19"),
    indicator("CASES", unit="cases", per=1),
    indicator("RATE", Frequency.QUARTERLY, unit="per 10,000", per=10000),
    indicator("EY2", Frequency.TERMLY, year=YearKind.ACADEMIC),
    indicator("GAP", Frequency.ANNUAL, year=YearKind.ACADEMIC, unit="points", per=1, decimals=2),
    indicator("SPEND", Frequency.ANNUAL, unit="pounds", per=1, decimals=0),
)
AREAS = (
    Area("Kent", "county", ()),
    Area("Ashford", "district", ("Kent",)),
    Area("Swale", "district", ("Kent",)),
    Area("Swale Central CSWT", "team", ("Swale",)),
)


def source(
    path: Path,
    *,
    precision: Precision = Precision.AS_DEFINED,
    thousands_separator: str = "",
    percent_sign: bool = False,
) -> FileSource:
    return FileSource(str(path), precision, thousands_separator, percent_sign, HERE)
