"""Indicators and thresholds with everything that a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, DataSource, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.issue import Location

NOWHERE = Location("test")
_INDICATOR = Indicator(
    code="A1",
    name="Indicator A1",
    service="Service",
    polarities=(PolarityInForce(None, "", Polarity.HIGHEST, NOWHERE),),
    data_period=DataPeriod.MS,
    frequency=Frequency.MONTHLY,
    year=YearKind.FINANCIAL,
    unit="percent",
    per=100,
    decimals=1,
    comparison=Comparison(ComparisonKind.PREVIOUS),
    rate_on=RateOn.DISPLAYED,
    thresholds=(),
    qpr=False,
    seasonal=False,
    tags=(),
    source=DataSource(),
    definition="A definition.",
    location=NOWHERE,
)
_THRESHOLD = Threshold(
    first=0,
    last=None,
    from_label="",
    levels=(),
    areas=(),
    rule=FloorAndTarget(Decimal("85.0"), Decimal("75.0")),
    floor_basis=None,
    location=NOWHERE,
)


def an_indicator(polarity: Polarity | None = None, *, code: str = "A1", **fields: Any) -> Indicator:
    """Monthly, highest is best, a percentage with one decimal, no thresholds; save for what is given."""
    if polarity is not None:
        fields["polarities"] = (PolarityInForce(None, "", polarity, NOWHERE),)
    return replace(_INDICATOR, **{"code": code, "name": f"Indicator {code}", **fields})


def a_threshold(target: str | None = "85.0", floor_standard: str | None = "75.0", **fields: Any) -> Threshold:
    """Everywhere and always, save for what is given."""
    target_and_floor = (None if text is None else Decimal(text) for text in (target, floor_standard))
    return replace(_THRESHOLD, **{"rule": FloorAndTarget(*target_and_floor), **fields})
