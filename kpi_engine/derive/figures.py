"""The figures of each indicator, supplied and computed so far, and how one finds a place among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.lookup import numbers_at
from kpi_engine.model.arrays.observation import (
    ExactColumn,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
)
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.figures.series import NO_ROW
from kpi_engine.model.frozen import frozen

PRESENT = Missing.PRESENT.code
PARTS_MISSING = Missing.PARTS_MISSING.code


@frozen
class Figures:
    """n figures of one indicator.

    ``row`` is the place of each among all observations, NO_ROW if it is computed.
    """

    indicator: Indicator
    rows: Observations
    row: IntArray

    def __len__(self) -> int:
        return len(self.rows)

    def displayed(self) -> ExactColumn:
        """The values as displayed."""
        # All rows are of one indicator: its table has one entry, which holds for all.
        return displayed_column(self.rows, display_table([self.indicator]))[0]

    def numbers(self) -> ExactColumn:
        """The values with all decimals supplied; as displayed where they follow from their parts."""
        rows, shown = self.rows, self.displayed()
        from_parts = rows.follows_from_parts()
        return ExactColumn(
            np.where(from_parts, shown.mantissa, rows.value.mantissa),
            np.where(from_parts, shown.decimals, rows.value.decimals),
            shown.present,
        )


@frozen
class Computed:
    """What n figures of one indicator are computed as, each in an ``area`` and ``period`` of its own.

    Where ``missing`` is not PRESENT there is none, and the position in Missing says why. Numerator and
    denominator are as far off as if they were rounded to a multiple of ``parts_rounded_to``; None: they are
    exact. ``marks`` are the bits of FigureMark that they have from what they are made from; None: no marks.
    """

    area: IndexArray
    period: IntArray
    value: ExactColumn
    numerator: ExactColumn
    denominator: ExactColumn
    missing: SmallArray
    parts_rounded_to: IntArray | None = None
    marks: SmallArray | None = None

    def rows(self, like: Observations, code: int, origin: Origin) -> Observations:
        """The same as observations with the labels of others."""
        size = len(self.area)
        there = self.missing == PRESENT
        step = np.zeros(size) if self.parts_rounded_to is None else self.parts_rounded_to
        return replace(
            like,
            code=np.full(size, code, np.int32),
            area=self.area.astype(np.int32),
            period=self.period,
            value=self.value.only(there),
            numerator=self.numerator.only(there),
            denominator=self.denominator.only(there),
            missing=self.missing,
            carried_forward=np.zeros(size, np.bool_),
            is_new=np.zeros(size, np.bool_),
            as_printed=np.zeros(size, np.bool_),
            parts_rounded_to=step.astype(np.int32),
            marks=np.zeros(size, np.int8) if self.marks is None else self.marks,
            line=np.zeros(size, np.int32),
            source=np.zeros(size, np.int16),
            origin=np.full(size, origin.code, np.int8),
        )


def no_numbers(size: int) -> ExactColumn:
    """A column without any number."""
    return ExactColumn(np.zeros(size, np.int64), np.zeros(size, np.int8), np.zeros(size, np.bool_))


@frozen
class Places:
    """Finds figures by area and period; no two are of the same. ``order`` sorts ``key``."""

    first: int
    span: int
    key: IntArray
    order: IndexArray

    def find(self, area: IndexArray, period: IntArray) -> IndexArray:
        """The figure in each area and period, NO_ROW where there is none."""
        if not len(self.key):
            return np.full(len(area), NO_ROW, np.int32)
        step = period - self.first
        sought = area.astype(np.int64) * self.span + step
        place = np.minimum(np.searchsorted(self.key, sought), len(self.key) - 1)
        found = (self.key[place] == sought) & (step >= 0) & (step < self.span)
        return np.where(found, self.order[place], NO_ROW).astype(np.int32)

    def runs(self, area: IndexArray, first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
        """Where, in ``order``, the figures of each area from one period to another start and end."""
        base = area.astype(np.int64) * self.span
        start = np.searchsorted(self.key, base + np.clip(first - self.first, 0, self.span))
        end = np.searchsorted(self.key, base + np.clip(last - self.first, -1, self.span - 1), side="right")
        return start, end


def places_of(area: IndexArray, period: IntArray) -> Places:
    """The places of figures, by their area and period."""
    first = int(period.min()) if len(period) else 0
    span = int(period.max()) - first + 1 if len(period) else 1
    key = area.astype(np.int64) * span + (period - first)
    order = np.argsort(key, kind="stable").astype(np.int32)
    return Places(first, span, key[order], order)


def figures_at(figures: Figures, numbers: ExactColumn, area: IndexArray, period: IntArray) -> ExactColumn:
    """The ``numbers`` of an indicator's figures in each area and period; none where there is no figure."""
    return numbers_in(numbers, places_of(figures.rows.area, figures.rows.period).find(area, period))


def numbers_in(column: ExactColumn, place: IndexArray) -> ExactColumn:
    """The numbers in some places of a column, also of an empty column; a negative place has no number."""
    return numbers_at(column, place) if len(column) else no_numbers(len(place))


def places_in_any(figures: Sequence[Figures]) -> tuple[IndexArray, IntArray]:
    """Every area and period, once, in which one of several indicators has a figure, by area and period."""
    return each_place_once(
        np.concatenate([one.rows.area for one in figures]),
        np.concatenate([one.rows.period for one in figures]),
    )


def each_place_once(area: IndexArray, period: IntArray) -> tuple[IndexArray, IntArray]:
    """Every area with its period, once, by area and period."""
    places = places_of(area, period)
    key = places.key[np.diff(places.key, prepend=-1) > 0]
    return (key // places.span).astype(np.int32), key % places.span + places.first
