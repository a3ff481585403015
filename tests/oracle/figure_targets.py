"""Targets that are another figure, once more: one row at a time, by looking through all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.threshold import Threshold
from tests.oracle.records import PlainObservation
from tests.oracle.values import displayed_value, why_missing


def with_its_target(
    threshold: Threshold | None,
    row: PlainObservation,
    observations: Sequence[PlainObservation],
    indicators: Sequence[Indicator],
) -> Threshold | None:
    """The threshold with the figure that is its target in the row's area and period."""
    if threshold is None or threshold.figure is None:
        return threshold
    found = _target(threshold, row, observations, indicators)
    if isinstance(found, Decimal):
        return replace(threshold, rule=replace(threshold.rule, target=found), figure=None)
    return replace(threshold, rule=FloorAndTarget(None, None, lacking=found), figure=None)


def _target(
    threshold: Threshold,
    row: PlainObservation,
    observations: Sequence[PlainObservation],
    indicators: Sequence[Indicator],
) -> Decimal | NotRated:
    figure = threshold.figure
    assert figure is not None
    area = figure.area or row.area
    if (figure.of.code, area) == (row.code, row.area):
        return NotRated.OWN_TARGET_FIGURE
    own, other = (
        next(each for each in indicators if each.code == code) for code in (row.code, figure.of.code)
    )
    month = own.calendar.month_of(row.period)
    for each in observations:
        is_there = (each.code, each.area) == (other.code, area)
        if not is_there or not _holds(other, each.period, month):
            continue
        if why_missing(each) in (Missing.CONFIDENTIAL, Missing.SUPPRESSED):
            return NotRated.TARGET_FIGURE_WITHHELD
        value = displayed_value(each, other)
        return NotRated.NO_TARGET_FIGURE if value is None else value
    return NotRated.NO_TARGET_FIGURE


def _holds(indicator: Indicator, period: int, month: int) -> bool:
    return indicator.calendar.first_month(period) <= month <= indicator.calendar.last_month(period)
