"""Figures written as a table would have them, and what is derived from them written the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Member, Origin
from kpi_engine.model.issue import Location
from kpi_engine.read.csv.periods import parse_period
from tests.oracle.columns import plain_observations
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import an_indicator

AREAS = (Area("Kent", "county", ()), Area("Dover", "district", ("Kent",)))


def member(code: str) -> Member:
    return Member(code, Location("test"))


def a_count(code: str, **fields: object) -> Indicator:
    """A monthly number of cases."""
    return an_indicator(**{"code": code, "unit": "cases", "per": 1, "decimals": 0, **fields})


def figure(
    indicator: Indicator, period: str, value: str = "", parts: str = "", **facts: object
) -> PlainObservation:
    """``figure(CEH50, "2018-02", "662")``, or ``parts="436/662"``; of Dover; nothing: to be supplied."""
    ordinal = parse_period(period, indicator.calendar)
    assert ordinal is not None
    numerator, denominator = map(Decimal, parts.split("/")) if parts else (None, None)
    row = PlainObservation(
        code=indicator.code,
        area="Dover",
        period=ordinal,
        value=Decimal(value) if value else None,
        numerator=numerator,
        denominator=denominator,
        missing=Missing.PRESENT if value or parts else Missing.BLANK,
    )
    return replace(row, **facts)  # type: ignore[arg-type]


def columns_of(
    rows: Sequence[PlainObservation], indicators: Sequence[Indicator], areas: Sequence[Area] = AREAS
) -> Observations:
    """The figures as columns, with the codes of all indicators and the names of all areas."""
    columns = observations_of(rows)
    codes = tuple(indicator.code for indicator in indicators)
    position = [codes.index(code) for code in columns.codes]
    more = [area.name for area in areas if area.name not in columns.areas]
    return replace(
        columns,
        codes=codes,
        areas=(*columns.areas, *more),
        code=columns.code if not len(columns) else columns.code * 0 + [position[at] for at in columns.code],
    )


def computed(rows: Sequence[PlainObservation], indicators: Sequence[Indicator]) -> list[PlainObservation]:
    """What is derived of some figures, without those supplied."""
    derived = derive(columns_of(rows, indicators), indicators, AREAS).observations
    origins = list(Origin)
    return [
        row
        for row, origin in zip(plain_observations(derived), derived.origin.tolist(), strict=True)
        if origins[origin] is not Origin.SUPPLIED
    ]
