"""Printed figures for tests: a value, a target and a rating, in an area and period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.printed import PrintedFigure, PrintedNumber
from tests.oracle.rag import rate_by_floor, rate_by_range
from tests.read.vocabulary import HERE, indicator

AUGUST = Month(2024, 8).ordinal
NOTHING = PrintedNumber("", None, Missing.BLANK)


def number(value: Decimal | str | None) -> PrintedNumber:
    if value is None:
        return NOTHING
    return PrintedNumber(str(value), Decimal(value), Missing.PRESENT)


def figure(
    value: Decimal | str | None,
    rag: Rag,
    target: Decimal | str | None = None,
    *,
    code: str = "SCS40",
    area: str = "Kent",
    section: str = "s",
    period: int = AUGUST,
    polarity: Polarity | None = None,
    line: int = 2,
) -> PrintedFigure:
    return PrintedFigure(
        code=code,
        area=area,
        section=section,
        polarity=polarity,
        data_period=None,
        period=period,
        value=number(value),
        numerator=NOTHING,
        denominator=NOTHING,
        target=number(target),
        rag=rag,
        direction=DirectionOfTravel.NONE,
        outturn_year=None,
        outturn=NOTHING,
        outturn_target=NOTHING,
        outturn_rag=Rag.NONE,
        location=Location("published.csv", line),
    )


def with_outturn(
    printed: PrintedFigure, year: int, value: Decimal | str, rag: Rag, target: Decimal | str | None
) -> PrintedFigure:
    return replace(
        printed, outturn_year=year, outturn=number(value), outturn_target=number(target), outturn_rag=rag
    )


def measured(polarity: Polarity, *thresholds: Threshold, code: str = "SCS40") -> Indicator:
    """A monthly percentage of a polarity."""
    always = (PolarityInForce(None, "", polarity, HERE),)
    return replace(
        indicator(code),
        polarities=always,
        thresholds=thresholds,
        service="Service",
        definition="A definition.",
    )


def threshold(
    rule: RatingRule,
    basis: FloorBasis | None,
    *,
    first: int = Month(2023, 4).ordinal,
    last: int | None = None,
    label: str = "2023-24",
    levels: tuple[str, ...] = (),
    areas: tuple[str, ...] = (),
) -> Threshold:
    return Threshold(first, last, label, levels, areas, rule, basis, HERE)


def rag_by(rule: RatingRule, polarity: Polarity, value: Decimal) -> Rag:
    """The rating that the rules give a value, in plain arithmetic."""
    if isinstance(rule, TargetRange):
        return rate_by_range(Fraction(value), rule)[0]
    assert isinstance(rule, FloorAndTarget)
    return rate_by_floor(Fraction(value), rule, polarity)[0]
