"""Gathers what is wrong with rows of a table: one issue for each text and area, naming its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray
from kpi_engine.model.issue import Issue, Severity
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.reporting import in_order

# What is wrong and what to do, for one key.
Explain = Callable[[int], tuple[str, str]]
# The same for several keys at once.
ExplainMany = Callable[[Sequence[int]], tuple[str, str]]
_MOST_APART = 3


class RowProblems:
    """The issues of one file's rows, and (``sound``, shape (n,)) which rows have no error.

    ``area`` (shape (n,)) indexes ``area_names``; −1: the row's area is not known.
    """

    def __init__(self, table: CsvTable, area: IndexArray, area_names: Sequence[str]) -> None:
        self._table = table
        self._line = line = table.line
        self._area = area
        self._area_names = area_names
        self._issues: list[Issue] = []
        self.sound: BoolArray = np.ones(len(line), np.bool_)

    def issues(self) -> tuple[Issue, ...]:
        """All of them in the order of their lines."""
        return tuple(in_order(self._issues))

    def leave_out(self, rows: BoolArray) -> None:
        """Rows to leave out for a reason that has been reported elsewhere."""
        self.sound = self.sound & ~rows  # a new array: whoever has the old one knows what was sound then

    def add_errors(
        self, rows: BoolArray, key: IndexArray | IntArray, explain: Explain, column: str = ""
    ) -> None:
        """An error for each key and area among these rows; ``key`` has shape (n,), ``column`` is at fault."""
        if not is_any(rows):
            return
        for (meaning, area), lines in self._lines_by(rows, key, self._area).items():
            self._add(Severity.ERROR, lines, explain(meaning), self._area_name(area), column)
        self.leave_out(rows)

    def add_errors_across_areas(
        self,
        rows: BoolArray,
        key: IndexArray,
        explain: Explain,
        column: str = "",
        explain_many: ExplainMany | None = None,
    ) -> None:
        """An error for each key among these rows, which is one area's own only where no other area has it.

        With ``explain_many`` several keys that concern the same area, or no area's own, are one error.
        """
        if not is_any(rows):
            return
        areas: dict[int, set[int]] = {}
        for meaning, area in zip(key[rows].tolist(), self._area[rows].tolist(), strict=True):
            areas.setdefault(meaning, set()).add(area)
        by_area: dict[str, dict[int, list[int]]] = {}
        for (meaning,), lines in self._lines_by(rows, key).items():
            own = self._area_name(next(iter(areas[meaning]))) if len(areas[meaning]) == 1 else ""
            by_area.setdefault(own, {})[meaning] = lines
        for own, found in by_area.items():
            if explain_many is not None and len(found) > _MOST_APART:
                all_lines = [line for lines in found.values() for line in lines]
                self._add(Severity.ERROR, all_lines, explain_many(list(found)), own, column)
                continue
            for meaning, lines in found.items():
                self._add(Severity.ERROR, lines, explain(meaning), own, column)
        self.leave_out(rows)

    def add_warning(self, rows: BoolArray, what: str, remedy: str, column: str = "") -> None:
        """One warning for all these rows, if there are any."""
        if is_any(rows):
            self._add(Severity.WARNING, self._line[rows].tolist(), (what, remedy), "", column)

    def _lines_by(self, rows: BoolArray, *keys: IndexArray | IntArray) -> dict[tuple[int, ...], list[int]]:
        lines: dict[tuple[int, ...], list[int]] = {}
        columns = [key[rows].tolist() for key in keys]
        for line, *key in zip(self._line[rows].tolist(), *columns, strict=True):
            lines.setdefault(tuple(key), []).append(line)
        return lines

    def _area_name(self, area: int) -> str:
        return self._area_names[area] if area >= 0 else ""

    def _add(
        self, severity: Severity, lines: Sequence[int], words: tuple[str, str], area: str, column: str
    ) -> None:
        what, remedy = words
        place = self._table.place(lines[0], column)
        self._issues.append(Issue(severity, place, what + self._table.also(lines, column), remedy, area))
