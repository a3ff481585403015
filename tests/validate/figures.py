"""Figures of one indicator, A, written briefly; and what is found in them, told briefly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.validate.data.observations import validate_observations
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.read.vocabulary import indicator

PERCENT = indicator("A")
RATIO = indicator("A", unit="cases", per=1)
RATE = indicator("A", unit="per 10,000", per=10_000)
AUGUST = Month(2024, 8).ordinal
JULY = AUGUST - 1


def figure(
    value: str = "",
    numerator: str = "",
    denominator: str = "",
    *,
    period: int = AUGUST,
    area: str = "Kent",
    missing: Missing = Missing.PRESENT,
    carried_forward: bool = False,
    as_printed: bool = False,
    is_new: bool = False,
    parts_rounded_to: int = 0,
) -> PlainObservation:
    value_given, top, bottom = (Decimal(text) if text else None for text in (value, numerator, denominator))
    return PlainObservation(
        *("A", area, period, value_given, top, bottom, missing, carried_forward, as_printed, is_new),
        parts_rounded_to=parts_rounded_to,
    )


def columns(*figures: PlainObservation) -> Observations:
    """The figures as if read from a file, the first on line 2."""
    return replace(observations_of(figures), line=np.arange(2, len(figures) + 2, dtype=np.int32))


def problems(*figures: PlainObservation, of: Indicator = PERCENT, outturns: bool = False) -> list[str]:
    """``3 warning: Kent in 2024-08 is …``, one an issue."""
    issues = validate_observations(columns(*figures), [of], outturns).issues
    return [
        f"{issue.location.line} {issue.severity.value}: {issue.what.removeprefix('A for ')}"
        for issue in issues
    ]
