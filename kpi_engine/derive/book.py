"""The figures of every indicator, both the supplied figures and the figures computed so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kpi_engine.derive.figures import Computed, Figures, places_of
from kpi_engine.model.arrays.observation import IndexArray, IntArray, Observations, joined
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.displayed import BLANK, display_table, displayed_column
from kpi_engine.model.figures.recomputed import Recomputed, joined_recomputed
from kpi_engine.model.figures.series import NO_ROW

Entry = TypeVar("Entry", bound=np.generic)
SUPPLIED = Origin.SUPPLIED.code


@dataclass(slots=True)
class Book:
    """The figures by indicator, which grow as more are computed.

    The codes of ``observations`` are the codes of ``indicators``, in any order. ``order`` sorts the
    observations by code; the observations of the code in position p begin at ``starts[p]``.
    """

    observations: Observations
    indicators: dict[str, Indicator]
    order: IntArray
    starts: IntArray
    grown: dict[str, Figures] = field(default_factory=dict)
    recomputed: list[Recomputed] = field(default_factory=list)

    def figures(self, code: str) -> Figures:
        """The figures of an indicator so far."""
        if code not in self.grown:
            position = self.observations.codes.index(code)
            row = self.order[self.starts[position] : self.starts[position + 1]]
            self.grown[code] = Figures(self.indicators[code], self.observations.take(row), row)
        return self.grown[code]

    def add(self, code: str, computed: Computed, origin: Origin) -> None:
        """Add computed figures where none is supplied; elsewhere keep them beside the supplied figures.

        A row marked to be supplied is filled where there is a value to fill it with; every other mark stays.
        Rule: docs/rating-rules.md, "Supplied before computed".
        """
        before = self.figures(code)
        position = self.observations.codes.index(code)
        rows = computed.rows(self.observations, position, origin)
        made = Figures(before.indicator, rows, np.full(len(rows), NO_ROW, np.int64))
        there = places_of(before.rows.area, before.rows.period).find(rows.area, rows.period)
        has_value = made.displayed().present
        _, reason = displayed_column(before.rows, display_table([before.indicator]))
        fillable = (reason == BLANK) | ((reason != 0) & (before.rows.origin != SUPPLIED))
        fills = (there != NO_ROW) & has_value & _at(fillable, there)
        taken = np.flatnonzero(fills | (there == NO_ROW))
        self._recompute(before, rows, there, np.flatnonzero(has_value & (there != NO_ROW) & ~fills))
        kept = np.ones(len(before), np.bool_)
        kept[there[fills]] = False
        self.grown[code] = Figures(
            before.indicator,
            joined([before.rows.take(kept), rows.take(taken)]),
            np.concatenate([before.row[kept], _row_of(before.row, there[taken])]),
        )

    def _recompute(self, before: Figures, rows: Observations, there: IndexArray, beside: IntArray) -> None:
        row = _row_of(before.row, there[beside])
        supplied = (row != NO_ROW) & before.displayed().present[there[beside]]
        if supplied.any():
            self.recomputed.append(Recomputed(row[supplied], rows.take(beside[supplied])))

    def every_figure(self) -> tuple[Observations, Recomputed]:
        """All figures, first the supplied and then the computed figures; and what is recomputed."""
        grown = [self.grown[code] for code in self.observations.codes if code in self.grown]
        computed = [one.rows.origin != SUPPLIED for one in grown]
        row = np.concatenate([one.row[which] for one, which in zip(grown, computed, strict=True)])
        parts = [one.rows.take(which) for one, which in zip(grown, computed, strict=True)]
        size = len(self.observations)
        place = np.arange(size + len(row))
        fills = np.flatnonzero(row != NO_ROW)
        place[row[fills]] = size + fills
        everything = joined([self.observations, *parts])
        if len(fills):
            everything = everything.take(np.delete(place, size + fills))
        return everything, joined_recomputed(self.recomputed, self.observations)


def book_of(observations: Observations, indicators: Sequence[Indicator]) -> Book:
    """The observations as figures by indicator."""
    order = np.argsort(observations.code, kind="stable").astype(np.int64)
    starts = np.searchsorted(observations.code[order], np.arange(len(observations.codes) + 1))
    return Book(observations, {indicator.code: indicator for indicator in indicators}, order, starts)


def _at(column: NDArray[Entry], place: IndexArray) -> NDArray[Entry]:
    """The entries in some places; any where the place is NO_ROW."""
    return column.take(place, mode="clip") if len(column) else np.zeros(len(place), column.dtype)


def _row_of(row: IntArray, place: IndexArray) -> IntArray:
    found: IntArray = np.where(place == NO_ROW, NO_ROW, _at(row, place))
    return found
