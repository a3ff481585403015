"""Rates observations: arrays in, arrays out, no I/O and no clock, no loop over rows.

1. Each value becomes an integer number of its last displayed digit (displayed.py).
2. A table says which threshold and polarity hold for it (in_force.py), another what that means as intervals
   on the same integer grid (bounds.py, standards_table.py); the value is held against them (rag.py).
3. It is compared with an earlier row of its series (comparison.py, direction.py, carried.py).

Rows are taken in blocks (model/blocks.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.area import Area
from kpi_engine.model.blocks import in_blocks
from kpi_engine.model.indicator import Indicator, RateOn
from kpi_engine.model.judgement import DirectionOfTravel, NoDirection
from kpi_engine.model.lookup import by_row, numbers_at
from kpi_engine.model.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
)
from kpi_engine.model.period import first_period_of_year
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.series import NO_ROW, index_series
from kpi_engine.rate.carried import repeats_previous
from kpi_engine.rate.comparison import lags, periods_asked_for, rows_compared_with
from kpi_engine.rate.direction import Compared, directions
from kpi_engine.rate.displayed import RATED, DisplayTable, display_table, displayed_values
from kpi_engine.rate.in_force import InForce, in_force
from kpi_engine.rate.rag import RawRule, correct_for_raw, rag_of, standing
from kpi_engine.rate.standards_table import HAS_AMBER, HAS_GREEN, StandardsTable, standards_table


def rate_observations(
    observations: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    outturns: bool = False,
) -> Ratings:
    """Rate every observation.

    ``indicators`` define every code of the observations, ``areas`` every area; a series holds each period
    once. With ``outturns`` a period is the start year of a year: the figure is rated by what was in force
    in the year's last period, and compared with nothing.

    Raises:
        KeyError: an observation's code or area is not among the indicators or areas.
    """
    definition_of = {indicator.code: indicator for indicator in indicators}
    defined = tuple(definition_of[code] for code in observations.codes)
    ratings = _unfilled(observations, defined)
    judged_in = _last_periods_of_years(observations, defined) if outturns else observations.period
    tables = _Tables(
        display=display_table(defined),
        in_force=in_force(defined, observations.areas, areas),
        raw=np.array([indicator.rate_on is RateOn.RAW for indicator in defined], np.bool_),
    )
    place = _display(ratings, tables, judged_in)
    places = _places(ratings, tables, place)
    _judge(ratings, tables, place, places)
    if outturns:
        _leave_uncompared(ratings)
    else:
        _compare(ratings, place, places)
    return ratings


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the definitions say, by code; ``raw``: rated on the unrounded value."""

    display: DisplayTable
    in_force: InForce
    raw: BoolArray


def _unfilled(observations: Observations, indicators: tuple[Indicator, ...]) -> Ratings:
    rows = len(observations)
    return Ratings(
        observations=observations,
        indicators=indicators,
        displayed=_unfilled_column(rows),
        threshold=np.empty(rows, np.int32),
        polarity=np.empty(rows, np.int8),
        rag=np.empty(rows, np.int8),
        not_rated=np.empty(rows, np.int8),
        direction=np.empty(rows, np.int8),
        no_direction=np.empty(rows, np.int8),
        previous=np.empty(rows, np.int32),
        previous_period=np.empty(rows, np.int64),
        has_comparison=np.empty(rows, np.bool_),
        carried_forward=np.empty(rows, np.bool_),
        margin_to_target=_unfilled_column(rows),
        margin_to_floor=_unfilled_column(rows),
    )


def _unfilled_column(rows: int) -> ExactColumn:
    return ExactColumn(np.empty(rows, np.int64), np.empty(rows, np.int8), np.empty(rows, np.bool_))


def _last_periods_of_years(observations: Observations, indicators: Sequence[Indicator]) -> IntArray:
    """The last period of the year that starts in each row's period, in its indicator's frequency."""
    per_year = np.array([indicator.frequency.periods_per_year for indicator in indicators], np.int64)
    first_of_year_0 = np.array(
        [first_period_of_year(indicator.frequency, 0, indicator.year) for indicator in indicators], np.int64
    )
    code = observations.code
    last: IntArray = (observations.period + 1) * per_year.take(code) + first_of_year_0.take(code) - 1
    return last


def _display(ratings: Ratings, tables: _Tables, judged_in: IntArray) -> IndexArray:
    """Fill in the displayed values and, in ``not_rated``, why there is none; return each row's case."""
    case = np.empty(len(ratings), np.int32)

    def display(block: slice) -> None:
        rows = ratings.observations.take(block)
        shown = displayed_values(rows, tables.display)
        ratings.displayed.mantissa[block] = shown.ticks
        ratings.displayed.decimals[block] = shown.decimals
        ratings.displayed.present[block] = shown.reason == RATED
        ratings.not_rated[block] = shown.reason
        case[block] = tables.in_force.case_of(rows, judged_in[block])

    in_blocks(display, len(ratings))
    return case


@dataclass(frozen=True, slots=True)
class _Places:
    """The tables that a row's place points into; ``raw`` where some indicator is rated on raw values."""

    standards: StandardsTable
    raw: RawRule | None
    threshold: IndexArray
    polarity: SmallArray


def _places(ratings: Ratings, tables: _Tables, place: IndexArray) -> _Places:
    """The tables; where displayed decimals vary within a case, ``place`` is changed to match."""
    cases = tables.in_force.cases
    decimals = [ratings.indicators[case.code].decimals for case in cases]
    if ratings.observations.as_printed.any():
        width = int(ratings.displayed.decimals.max()) + 1
        pair = place.astype(np.int64) * width + ratings.displayed.decimals
        occurs = np.zeros(len(cases) * width, np.bool_)
        occurs[pair] = True
        place[:] = (np.cumsum(occurs) - 1).astype(np.int32).take(pair)
        case_of_place, shown = np.divmod(np.flatnonzero(occurs), width)
        cases = tuple(cases[position] for position in case_of_place.tolist())
        decimals = shown.tolist()
    standards = [case.standards for case in cases]
    return _Places(
        standards=standards_table(standards, decimals),
        raw=RawRule(tables.display.per, standards_table(standards, decimals, steps=2))
        if tables.raw.any()
        else None,
        threshold=np.array([case.threshold for case in cases], np.int32),
        polarity=np.array([case.polarity.code for case in cases], np.int8),
    )


def _judge(ratings: Ratings, tables: _Tables, place: IndexArray, places: _Places) -> None:
    """Fill in threshold, polarity, RAG and margins."""
    table = places.standards

    def judge(block: slice) -> None:
        at = place[block].astype(np.int64)
        present = ratings.displayed.present[block]
        result = standing(ratings.displayed.mantissa[block], at, table)
        if places.raw is not None:
            rows = ratings.observations.take(block)
            raw = np.flatnonzero(tables.raw.take(rows.code) & present)
            correct_for_raw(result, rows, raw, at, places.raw)
        traits = table.traits.take(at)
        ratings.rag[block], ratings.not_rated[block] = rag_of(result, ratings.not_rated[block], traits)
        ratings.threshold[block] = places.threshold.take(at)
        ratings.polarity[block] = places.polarity.take(at)
        for margin, amount, trait in (
            (ratings.margin_to_target, result.to_target, HAS_GREEN),
            (ratings.margin_to_floor, result.to_floor, HAS_AMBER),
        ):
            there = (traits & trait).astype(np.bool_) & present
            there[result.inexact] = False
            margin.present[block] = there
            np.multiply(amount, there, out=margin.mantissa[block])
            margin.decimals[block] = by_row(table.decimals, at)

    in_blocks(judge, len(ratings))


def _leave_uncompared(ratings: Ratings) -> None:
    ratings.previous[:] = NO_ROW
    ratings.previous_period[:] = 0
    ratings.has_comparison[:] = False
    ratings.direction[:] = DirectionOfTravel.NONE.code
    ratings.no_direction[:] = NoDirection.NOT_COMPARED.code
    ratings.carried_forward[:] = ratings.observations.carried_forward


def _compare(ratings: Ratings, place: IndexArray, places: _Places) -> None:
    """Fill in what each row is compared with, the direction of travel, and what is carried forward."""
    observations, displayed = ratings.observations, ratings.displayed
    lag = lags(ratings.indicators)
    series = index_series(observations, ratings.indicators)
    ratings.previous[:] = rows_compared_with(series, observations.code, lag, displayed.present)

    def compare(block: slice) -> None:
        rows = observations.take(block)
        previous = ratings.previous[block]
        ratings.previous_period[block], ratings.has_comparison[block] = periods_asked_for(
            rows, lag, previous, observations.period
        )
        compared = Compared(
            now=displayed.take(block),
            then=numbers_at(displayed, previous),
            has_previous=previous != NO_ROW,
            polarity=ratings.polarity[block],
            place=place[block].astype(np.int64),
        )
        ratings.direction[block], ratings.no_direction[block] = directions(compared, places.standards)
        repeats = repeats_previous(
            (observations.numerator, observations.denominator, displayed), block.start, previous
        )
        ratings.carried_forward[block] = rows.carried_forward | repeats

    in_blocks(compare, len(ratings))
