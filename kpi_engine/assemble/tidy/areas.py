"""Tidy rows made when they are asked for, so that memory never holds the rows of all areas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kpi_engine.assemble.tidy.describing import Place
from kpi_engine.assemble.tidy.distinct import Texts
from kpi_engine.assemble.tidy.further import OBSERVATION, OUTTURN, source_of
from kpi_engine.assemble.tidy.table import tidy_part
from kpi_engine.model.arrays.area_rows import AreaRows
from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.tidy import TidyTable

# Rows made at once where many are wanted: enough that numpy's work outweighs Python's, in a few megabytes.
ROWS_IN_A_BLOCK = 8_192
# Where there are many, the texts of a block are kept for the next, and longer blocks take half the time.
MANY_ROWS = 100_000
ROWS_IN_A_LONG_BLOCK = 1 << 16


class TidyAreas:
    """The ratings and outturns of a run as tidy rows, of some areas at a time."""

    def __init__(
        self,
        ratings: Ratings,
        outturns: Ratings,
        areas: Sequence[Area],
        sections: Sequence[Section] | None = None,
    ) -> None:
        self._observed = source_of(ratings, OBSERVATION)
        self._final = source_of(outturns, OUTTURN)
        self._place = Place({area.name: area.level for area in areas}, sections)
        self._rows = AreaRows(ratings.observations)
        self._outturn_rows = AreaRows(outturns.observations)

    def rows_of(self, areas: Collection[str]) -> tuple[IndexArray, IndexArray]:
        """Row numbers of the ratings and of the outturns of some areas, each ascending."""
        return self._rows.of_all(areas), self._outturn_rows.of_all(areas)

    def of_areas(self, areas: Collection[str], texts: tuple[Texts, Texts] | None = None) -> TidyTable:
        """The rows of some areas: all ratings, then all outturns, in the order they were read.

        ``texts`` are the texts of the ratings and of the outturns that other tables have too.
        """
        return self._table(*self.rows_of(areas), texts)

    def in_blocks(self, areas: Collection[str]) -> Iterator[TidyTable]:
        """What ``of_areas`` gives as tables (at least 1) of a block of rows each, one after the other."""
        rows, outturn_rows = self.rows_of(areas)
        is_long = len(rows) + len(outturn_rows) >= MANY_ROWS
        size = ROWS_IN_A_LONG_BLOCK if is_long else ROWS_IN_A_BLOCK
        texts = (Texts(), Texts()) if is_long else None
        for start in range(0, len(rows), size):
            yield self._table(rows[start : start + size], outturn_rows[:0], texts)
        for start in range(0, len(outturn_rows), size):
            yield self._table(rows[:0], outturn_rows[start : start + size], texts)
        if not len(rows) and not len(outturn_rows):
            yield self._table(rows, outturn_rows)

    def area_blocks(self, areas: Collection[str]) -> Iterator[tuple[str, ...]]:
        """The areas that have rows, by name, as many together as fill a block of rows."""
        block: list[str] = []
        filled = 0
        for area in sorted(areas):
            count = len(self._rows.of(area)) + len(self._outturn_rows.of(area))
            if block and filled + count > ROWS_IN_A_BLOCK:
                yield tuple(block)
                block, filled = [], 0
            if count:
                block.append(area)
                filled += count
        if block:
            yield tuple(block)

    def _table(
        self, rows: IndexArray, outturn_rows: IndexArray, texts: tuple[Texts, Texts] | None = None
    ) -> TidyTable:
        return tidy_part(self._observed, self._final, self._place, (rows, outturn_rows), texts)
