"""Rated observations, looked up as a page needs them: by area, indicator and period."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from kpi_engine.model.arrays.area_rows import AreaRows
from kpi_engine.model.arrays.lookup import distinct_places
from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import Missing, Rag
from kpi_engine.model.definitions.scorecard import LastPeriod
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.periods.shown_periods import newest_periods
from kpi_engine.model.figures.ratings import Ratings

# A figure that is withheld, late or wrong is not among these: such a row stays, and says why.
_NO_SUCH_FIGURE = (Missing.NOT_AVAILABLE.code, Missing.NOT_APPLICABLE.code)


class Figures:
    """All figures of a run, in reach of a page."""

    def __init__(self, ratings: Ratings) -> None:
        self._ratings = ratings
        self._latest: dict[tuple[Month, LastPeriod | None], Mapping[str, int]] = {}
        self._rows = AreaRows(ratings.observations)
        # Each section of a page asks for the same area.
        self._last_area: tuple[str, Mapping[str, Mapping[int, Figure]]] | None = None

    def has(self, area: str) -> bool:
        """Whether there is any figure of an area."""
        return area in self._rows

    def of_area(self, area: str) -> Mapping[str, Mapping[int, Figure]]:
        """The figures of an area: by code, then by period."""
        if self._last_area is None or self._last_area[0] != area:
            self._last_area = None  # before the next is made
            self._last_area = (area, self._of_area(area))
        return self._last_area[1]

    def _of_area(self, area: str) -> Mapping[str, Mapping[int, Figure]]:
        observations = self._ratings.observations
        rows = self._rows.of(area)
        found: dict[str, dict[int, Figure]] = {}
        codes, periods = observations.code[rows].tolist(), observations.period[rows].tolist()
        for row, code, period in zip(rows.tolist(), codes, periods, strict=True):
            found.setdefault(observations.codes[code], {})[period] = Figure(self._ratings, row)
        return found

    def available(self, areas: Sequence[str]) -> frozenset[str]:
        """The codes of which some area has a row that does not say that there is no such figure."""
        rows = self._rows.of_all(areas)
        return self._codes(rows[~self._lacks(rows)])

    def never_available(self, areas: Sequence[str]) -> frozenset[str]:
        """The codes of which every row of every area says that there is no such figure."""
        rows = self._rows.of_all(areas)
        return self._codes(rows[self._lacks(rows)]) - self.available(areas)

    def _lacks(self, rows: IndexArray) -> BoolArray:
        return np.isin(self._ratings.observations.missing[rows], _NO_SUCH_FIGURE)

    def _codes(self, rows: IndexArray) -> frozenset[str]:
        observations = self._ratings.observations
        codes = distinct_places(observations.code[rows]).tolist()
        return frozenset(observations.codes[code] for code in codes)

    def rated_in(self, periods: Mapping[str, int], areas: Collection[str]) -> dict[str, dict[str, Figure]]:
        """The rated figures of some areas in one period a code, by code and then by area."""
        return self._in(periods, areas, self._ratings.rag != Rag.NONE.code)

    def unusable_in(self, periods: Mapping[str, int], areas: Collection[str]) -> dict[str, dict[str, Figure]]:
        """The figures of some areas whose data has an error, by code and then by area."""
        return self._in(periods, areas, self._ratings.observations.missing == Missing.UNUSABLE.code)

    def _in(
        self, periods: Mapping[str, int], areas: Collection[str], wanted: BoolArray
    ) -> dict[str, dict[str, Figure]]:
        observations = self._ratings.observations
        period = np.array([periods.get(code, -1) for code in observations.codes], dtype=np.int64)
        among = np.array([area in areas for area in observations.areas], dtype=np.bool_)
        if not period.size or not among.size:
            return {}
        kept = wanted & (observations.period == period[observations.code]) & among[observations.area]
        found: dict[str, dict[str, Figure]] = {}
        for row in np.flatnonzero(kept).tolist():
            figure = Figure(self._ratings, row)
            found.setdefault(observations.codes[int(observations.code[row])], {})[figure.area] = figure
        return found

    def latest_periods(self, as_at: Month, last_period: LastPeriod | None = None) -> Mapping[str, int]:
        """By code, the latest period that any area has an observation in, up to the as-at month.

        ``last_period`` sets an earlier end. A code without an observation by then is left out.
        """
        if (as_at, last_period) not in self._latest:
            self._latest[as_at, last_period] = newest_periods(
                self._ratings.observations, self._ratings.indicators, as_at, last_period
            )
        return self._latest[as_at, last_period]
