"""The rating rules, once more, in plain decimal arithmetic: slow, and readable by an analyst.

It is written from docs/rating-rules.md and shares no code with the kernel: only the vocabulary of
kpi_engine.model. One observation goes in as a record, one rating comes out as a record; every rule is one
function of this package: values, in_force, rag, direction, change. Definitions are taken to be valid
(polarity T has ranges, the others a target and a floor; no two thresholds of one scope start together),
and no series has two rows of one period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import localcontext

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NoDirection, RateOn
from kpi_engine.model.definitions.threshold import Threshold
from tests.oracle import calendars
from tests.oracle.change import number_change
from tests.oracle.direction import (
    compare_where_possible,
    has_break,
    is_carried_forward,
    row_compared_with,
)
from tests.oracle.figure_targets import with_its_target
from tests.oracle.in_force import polarity_in_force, threshold_in_force
from tests.oracle.rag import margins, rate_value
from tests.oracle.records import PlainObservation, PlainRating
from tests.oracle.values import displayed_value

__all__ = ["PlainObservation", "PlainRating", "rate_plainly"]

PLACES_FOR_ANY_INPUT = 200


def rate_plainly(
    observations: Sequence[PlainObservation],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    outturns: bool = False,
) -> list[PlainRating]:
    """Rate every observation, in the order given.

    The period of an outturn is the start year of its year; it is rated by what was in force in the last
    period of that year, and compared with nothing.
    """
    definition_of = {indicator.code: indicator for indicator in indicators}
    level_of = {area.name: area.level for area in areas}
    row_at = {(row.code, row.area, row.period): position for position, row in enumerate(observations)}
    ratings = []
    with localcontext() as context:
        context.prec = PLACES_FOR_ANY_INPUT
        for row in observations:
            indicator = definition_of[row.code]
            previous, period = (
                (None, None) if outturns else row_compared_with(row, observations, row_at, indicator)
            )
            before = None if previous is None else observations[previous]
            if outturns:
                indicator = held_against_years(indicator)
            in_force_in = last_period_of_year(indicator, row.period) if outturns else row.period
            rated = replace(row, period=in_force_in)
            broken = before is not None and has_break(before, row, observations)
            in_force = threshold_in_force(indicator, row.area, level_of[row.area], in_force_in)
            threshold = with_its_target(in_force, row, observations, indicators)
            rating = _rate_one(rated, before, indicator, (level_of[row.area], threshold), broken=broken)
            if outturns:
                rating = replace(rating, no_direction=NoDirection.NOT_COMPARED)
            ratings.append(replace(rating, previous=previous, previous_period=period))
    return ratings


def held_against_years(indicator: Indicator) -> Indicator:
    """A final figure of a year is held against the target of the year, not a period's part of it."""
    thresholds = [
        replace(threshold, rule=threshold.year_rule, year_rule=None, origin="")
        if threshold.year_rule
        else threshold
        for threshold in indicator.thresholds
    ]
    return replace(indicator, thresholds=tuple(thresholds))


def last_period_of_year(indicator: Indicator, start_year: int) -> int:
    """The ordinal, in the indicator's frequency, of the last period of the year that starts then."""
    return calendars.last_period_of_year(indicator.calendar, start_year)


def _rate_one(
    row: PlainObservation,
    before: PlainObservation | None,
    indicator: Indicator,
    judged: tuple[str, Threshold | None],
    *,
    broken: bool,
) -> PlainRating:
    """``judged`` is the level of the row's area, and the threshold in force with its target."""
    level, threshold = judged
    polarity = polarity_in_force(indicator, row.period)
    rag, not_rated = rate_value(row, indicator, polarity, threshold, level)
    direction, no_direction = compare_where_possible(
        row, before, indicator, polarity, threshold, broken=broken
    )
    displayed = displayed_value(row, indicator)
    to_target, to_floor = margins(displayed, polarity, threshold, raw=indicator.rate_on is RateOn.RAW)
    change, percent_change, number_direction = number_change(
        row, None if broken else before, indicator, polarity
    )
    return PlainRating(
        displayed=displayed,
        threshold=threshold,
        polarity=polarity,
        rag=rag,
        not_rated=not_rated,
        direction=direction,
        no_direction=no_direction,
        previous=None,
        previous_period=None,
        carried_forward=is_carried_forward(row, before, indicator),
        margin_to_target=to_target,
        margin_to_floor=to_floor,
        change=change,
        percent_change=percent_change,
        number_direction=number_direction,
    )
