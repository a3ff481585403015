"""Rates observations: arrays in, arrays out, no I/O and no clock, no loop over rows.

1. Each value becomes an integer number of its last displayed digit (displayed.py).
2. A table says which threshold and polarity are in force for it (in_force.py, places.py), another what that
   means
   as intervals on the same integer grid (bounds.py, standards_table.py); the value is compared with them
   (rag.py).
3. It is compared with an earlier row of its series (comparison.py, direction.py, carried.py); where nothing
   is judged, the change of the number itself is reported (change.py).

What rows need of one another, their displayed values and places in their series, is found first; then any
block of rows can be rated by itself (Rater), so that no more rated rows are kept than are wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.lookup import by_row, is_any, numbers_at
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
)
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NoDirection
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.figures.ratings import LongerTerm, Ratings
from kpi_engine.model.figures.series import NO_ROW, index_series
from kpi_engine.model.frozen import frozen
from kpi_engine.rate.breaks import latest_breaks
from kpi_engine.rate.carried import repeats_previous
from kpi_engine.rate.change import Changes, changes, no_changes
from kpi_engine.rate.comparison import PreviousRows, periods_asked_for, previous_rows
from kpi_engine.rate.direction import Compared, directions
from kpi_engine.rate.places import PlaceTables, place_tables
from kpi_engine.rate.rag import correct_for_raw, rag_of, standing
from kpi_engine.rate.standards_table import HAS_AMBER, HAS_TARGET
from kpi_engine.rate.tolerance import tolerances, within_tolerance


def rate_observations(
    observations: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    outturns: bool = False,
) -> Ratings:
    """Rate every observation.

    ``indicators`` define every code of the observations, ``areas`` every area; a series holds each period
    once. With ``outturns`` a period is the start year of a year: the figure is rated by what was in force
    in the year's last period (a target for the year: by that), and compared with nothing.

    Raises:
        KeyError: an observation's code or area is not among the indicators or areas.
    """
    return prepare(observations, indicators, areas, outturns).ratings(slice(0, len(observations)))


def prepare(
    observations: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    outturns: bool = False,
) -> Rater:
    """What rates the observations block by block; ``rate_observations`` rates all in a single block."""
    definition_of = {indicator.code: indicator for indicator in indicators}
    defined = tuple(definition_of[code] for code in observations.codes)
    if outturns:
        defined = tuple(indicator.with_year_standards() for indicator in defined)
    displayed, reason = displayed_column(observations, display_table(defined))
    judged_in = _last_periods_of_years(observations, defined) if outturns else observations.period
    previous = longer = None
    if not outturns:
        series = index_series(observations, defined)
        previous = previous_rows(series, observations, defined, displayed.present)
        if any(indicator.compare_also is not None for indicator in defined):
            also = [replace(each, comparison=each.compare_also or each.comparison) for each in defined]
            longer = previous_rows(series, observations, also, displayed.present)
    breaks = None if outturns else latest_breaks(observations)
    return Rater(
        observations=observations,
        indicators=defined,
        displayed=displayed,
        reason=reason,
        judged_in=judged_in,
        tables=place_tables(observations, judged_in, displayed.decimals, defined, areas),
        previous=previous,
        longer=longer,
        tolerance=tolerances(defined),
        breaks=breaks,
        areas=tuple(areas),
    )


def _last_periods_of_years(observations: Observations, indicators: Sequence[Indicator]) -> IntArray:
    """The last period of the year that starts in each row's period, in its indicator's frequency."""
    last = np.zeros(len(observations), np.int64)
    calendars = [indicator.calendar for indicator in indicators]
    for calendar in dict.fromkeys(calendars):
        codes = np.array([other == calendar for other in calendars], np.bool_)
        rows = np.flatnonzero(codes[observations.code])
        last[rows] = calendar.last_of_year(observations.period[rows])
    return last


@frozen
class Rater:
    """Rates any block of the observations.

    ``displayed`` and ``reason`` are their displayed values, and the NotRated position where there is no
    value; ``judged_in`` is the period whose standards are in force for each; ``previous`` is None where
    nothing is compared. ``breaks`` are the periods of the breaks in their series, where there are any: see
    ``latest_breaks``. ``longer`` is what a second arrow compares with, ``tolerance`` by code how far apart
    the same can be; None where no definition has either.
    """

    observations: Observations
    indicators: tuple[Indicator, ...]
    displayed: ExactColumn
    reason: SmallArray
    judged_in: IntArray
    tables: PlaceTables
    previous: PreviousRows | None
    longer: PreviousRows | None
    tolerance: ExactColumn | None
    breaks: IntArray | None
    areas: tuple[Area, ...]

    def __len__(self) -> int:
        return len(self.observations)

    def ratings(self, block: slice) -> Ratings:
        """The ratings of some rows; ``previous`` of the result counts among all rows."""
        rows, shown = self.observations.take(block), self.displayed.take(block)
        place = self.tables.place(rows, self.judged_in[block], shown.decimals)
        polarity = self.tables.polarity.take(place, mode="clip")
        traits = self.tables.standards.traits.take(place, mode="clip")
        part = _Part(block, rows, shown, place, polarity, traits)
        judged = self._judged(part)
        compared = _uncompared(rows) if self.previous is None else self._compared(part, self.previous)
        longer = None if self.longer is None else self._longer_term(part, self.longer)
        return Ratings(
            observations=rows,
            indicators=self.indicators,
            areas=self.areas,
            displayed=shown,
            threshold=self.tables.threshold.take(place, mode="clip"),
            polarity=part.polarity,
            rag=judged.rag,
            not_rated=judged.not_rated,
            direction=compared.direction,
            no_direction=compared.no_direction,
            previous=compared.previous,
            previous_period=compared.period,
            has_comparison=compared.there,
            carried_forward=compared.carried_forward,
            margin_to_target=judged.to_target,
            margin_to_floor=judged.to_floor,
            change=compared.changes.change,
            percent_change=compared.changes.percent,
            number_direction=compared.changes.direction,
            longer=longer,
        )

    def _longer_term(self, part: _Part, previous_rows: PreviousRows) -> LongerTerm:
        compared = self._compared(part, previous_rows)
        return LongerTerm(
            direction=compared.direction,
            no_direction=compared.no_direction,
            previous=compared.previous,
            period=compared.period,
            has_comparison=compared.there,
        )

    def _judged(self, part: _Part) -> _Judged:
        table, shown, place = self.tables.standards, part.shown, part.place
        result = standing(shown.mantissa, place, table)
        if self.tables.raw is not None:
            raw = np.flatnonzero(self.tables.rated_raw.take(part.rows.code) & shown.present)
            correct_for_raw(result, part.rows, raw, place, self.tables.raw)
        rag, not_rated = rag_of(result, self.reason[part.block], part.traits)
        decimals = shown.decimals if table.has_displayed_decimals() else by_row(table.decimals, place)
        to_target, to_floor = (
            _margin(amount, decimals, (part.traits & trait).astype(np.bool_) & shown.present, result.inexact)
            for amount, trait in ((result.to_target, HAS_TARGET), (result.to_floor, HAS_AMBER))
        )
        return _Judged(rag, not_rated, to_target, to_floor)

    def _compared(self, part: _Part, previous_rows: PreviousRows) -> _Compared:
        every, rows, shown = self.observations, part.rows, part.shown
        previous = previous_rows.of(part.block, rows.code)
        asked = previous_rows.asked
        period, there = periods_asked_for(rows, asked, previous, every.period)
        # The decimals displayed in a series vary only where they are as printed.
        then = numbers_at(self.displayed, previous, None if is_any(rows.as_printed) else shown.decimals)
        pairs = Compared(
            now=shown,
            then=then,
            has_previous=previous != NO_ROW,
            is_new=rows.is_new,
            is_too_early=asked.is_too_early(rows),
            is_within=None
            if self.tolerance is None
            else within_tolerance(
                shown, then, part.place, rows.code, tolerance=self.tolerance, table=self.tables.standards
            ),
            is_broken=None if self.breaks is None else there & (self.breaks[part.block] > period),
            polarity=part.polarity,
            place=part.place,
            traits=part.traits,
        )
        direction, no_direction = directions(pairs, self.tables.standards)
        repeats = repeats_previous(
            (every.numerator, every.denominator, self.displayed), part.block.start, previous
        )
        is_fixed = asked.is_fixed(rows)
        if is_fixed is not None:
            # A figure that happens to equal the fixed base is no old one.
            repeats &= ~is_fixed
        if is_any(rows.origin):
            # A computed figure is made anew in each period, also where the outcome is the same.
            repeats &= rows.origin == Origin.SUPPLIED.code
        return _Compared(
            direction=direction,
            no_direction=no_direction,
            previous=previous,
            period=period,
            there=there,
            carried_forward=rows.carried_forward | repeats,
            changes=changes(pairs, rows.code, self.indicators),
        )


@frozen
class _Part:
    """Some rows, their displayed values, places and what the tables say there."""

    block: slice
    rows: Observations
    shown: ExactColumn
    place: IntArray
    polarity: SmallArray
    traits: SmallArray


@frozen
class _Judged:
    """RAG and margins of some rows: see Ratings."""

    rag: SmallArray
    not_rated: SmallArray
    to_target: ExactColumn
    to_floor: ExactColumn


def _margin(amount: IntArray, decimals: SmallArray, there: BoolArray, inexact: IntArray) -> ExactColumn:
    there[inexact] = False
    np.copyto(amount, 0, where=~there)
    return ExactColumn(amount, decimals, there)


@frozen
class _Compared:
    """What some rows are compared with, and what comes of it: see Ratings."""

    direction: SmallArray
    no_direction: SmallArray
    previous: IndexArray
    period: IntArray
    there: BoolArray
    carried_forward: BoolArray
    changes: Changes


def _uncompared(rows: Observations) -> _Compared:
    size = len(rows)
    return _Compared(
        direction=np.full(size, DirectionOfTravel.NONE.code, np.int8),
        no_direction=np.full(size, NoDirection.NOT_COMPARED.code, np.int8),
        previous=np.full(size, NO_ROW, np.int32),
        period=np.zeros(size, np.int64),
        there=np.zeros(size, np.bool_),
        carried_forward=rows.carried_forward,
        changes=no_changes(size),
    )
