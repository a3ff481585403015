"""Withhold small numbers, and every figure from which one could be worked out, before anything is rated.

What comes after (ratings, arrows, ranks, pages, files, the ledger) is made from what is left, so that
nothing later can give a withheld number away. Rule: docs/small-numbers.md.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.area import Area, areas_below, nearest_above
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import WITHHELD, Missing
from kpi_engine.model.definitions.small_numbers import Quantity, SmallNumbers
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.frozen import frozen
from kpi_engine.withhold.cells import NO_NUMBER, numbers_of_people, small_rows
from kpi_engine.withhold.links import Links, links_of
from kpi_engine.withhold.protection import Table, shared_parts, withheld_cells

# The code, the area and the period of a figure.
Key: TypeAlias = tuple[str, str, int]
# The code and the period of the figures of all areas.
Group: TypeAlias = tuple[str, int]

SOURCE_WITHHOLDS = tuple(mark.code for mark in WITHHELD)


@frozen
class Withheld:
    """The figures that may be published; ``rows`` are withheld, by the rule or by their source.

    ``in_two_areas`` are withheld figures that lie below two areas at once: nothing is proved of them.
    """

    observations: Observations
    rows: BoolArray
    in_two_areas: tuple[Key, ...]


def withhold(
    observations: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    rule: SmallNumbers,
    also: Collection[Key] = (),
) -> Withheld:
    """The observations without small numbers and without what would give them away.

    Args:
        observations: n figures, supplied and made, no code, area and period twice.
        indicators: all of them; indicators that do not count people have no small numbers.
        areas: every area of the observations, in the order in which figures are withheld.
        rule: what is small.
        also: figures withheld for another reason, an earlier edition or an outturn.

    Returns:
        n rows in their order. A withheld row has no value, numerator or denominator (unless denominators are
        public) and is marked as suppressed, whatever the reason.
    """
    figures = _Figures(observations, indicators, areas, rule)
    figures.withhold_with_links(_first_rows(figures, also))
    while figures.waiting:
        figures.withhold_with_links(figures.protected(figures.waiting.popleft()))
    return Withheld(
        _without(observations, figures.hidden, rule),
        figures.hidden,
        tuple(sorted(figures.in_two_areas())),
    )


def publishable_beside(
    recomputed: Recomputed, withheld: Withheld, left_out: Collection[str] = ()
) -> Recomputed:
    """What supplied figures are computed as, but of an indicator and a period with a withheld figure.

    A total is computed from figures that are withheld, and would say what they add up to. The indicators
    ``left_out`` have none: their counts are rounded, and the computed total is not.
    """
    observations, hidden = withheld.observations, withheld.rows
    groups = set(zip(observations.code[hidden].tolist(), observations.period[hidden].tolist(), strict=True))
    rows = recomputed.row
    pairs = zip(observations.code[rows].tolist(), observations.period[rows].tolist(), strict=True)
    codes = {code for code, name in enumerate(observations.codes) if name in left_out}
    kept = np.array([pair not in groups and pair[0] not in codes for pair in pairs], np.bool_)
    return Recomputed(rows[kept], recomputed.figures.take(kept))


def _first_rows(figures: _Figures, also: Collection[Key]) -> list[int]:
    """Rows that are small, or withheld by their source or for another reason."""
    observations = figures.observations
    first = small_rows(figures.numbers, observations, figures.areas, figures.rule)
    first |= np.isin(observations.missing, SOURCE_WITHHOLDS)
    rows = set(np.flatnonzero(first).tolist())
    if rows or also:
        rows |= {row for key in also if (row := figures.row_of.get(key)) is not None}
    return sorted(rows)


class _Figures:
    """The rows of one call of ``withhold``, and which of them are hidden so far."""

    def __init__(
        self,
        observations: Observations,
        indicators: Sequence[Indicator],
        areas: Sequence[Area],
        rule: SmallNumbers,
    ) -> None:
        self.observations = observations
        self.areas = areas
        self.rule = rule
        self.links: Links = links_of(indicators)
        self.numbers = numbers_of_people(observations, indicators)
        # Lists, since they are asked row by row.
        self._numbers = {kind: numbers.tolist() for kind, numbers in self.numbers.items()}
        self._has_numbers = (np.max(list(self.numbers.values()), axis=0) != NO_NUMBER).tolist()
        self.hidden = np.zeros(len(observations), np.bool_)
        self.waiting: deque[Group] = deque()
        self._parents = {area.name: area.parents for area in areas}
        self._levels = {area.name: area.level for area in areas}
        self._place = {area.name: place for place, area in enumerate(areas)}
        self._keys: list[Key] = observations.labels()
        self.row_of = {key: row for row, key in enumerate(self._keys)}
        self._rows: dict[Group, list[int]] = defaultdict(list)
        self._periods: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row, (code, area, period) in enumerate(self._keys):
            self._rows[code, period].append(row)
            self._periods[area][code].append(period)

    def withhold_with_links(self, rows: Collection[int]) -> None:
        """Hide rows and the rows of other indicators and periods that give them away.

        A window asks for a month of its own only when every month that must be hidden anyway is hidden.
        """
        fresh, windows = self._newly_hidden(rows), list[int]()
        while fresh or windows:
            if fresh:
                row = fresh.pop()
                windows.append(row)
                fresh += self._newly_hidden(self._linked(row))
            else:
                fresh += self._newly_hidden(self._a_month_of(windows.pop()))

    def _newly_hidden(self, rows: Iterable[int]) -> list[int]:
        found = [row for row in rows if not self.hidden[row]]
        for row in found:
            self.hidden[row] = True
            code, _, period = self._keys[row]
            if (code, period) not in self.waiting:
                self.waiting.append((code, period))
        return found

    def protected(self, group: Group) -> list[int]:
        """The further rows of an indicator and a period that must be hidden."""
        rows, table = self._table(group)
        before = {cell for cell, row in enumerate(rows) if self.hidden[row]}
        return [rows[cell] for cell in sorted(withheld_cells(table, before, self.rule.below) - before)]

    def in_two_areas(self) -> Iterator[Key]:
        """The hidden rows that lie below two areas at once."""
        groups = {self._keys[row][::2] for row in np.flatnonzero(self.hidden).tolist()}
        for group in groups:
            rows, table = self._table(group)
            hidden = [cell for cell, row in enumerate(rows) if self.hidden[row]]
            for cell in shared_parts(table, hidden):
                yield self._keys[rows[cell]]

    def _table(self, group: Group) -> tuple[list[int], Table]:
        """The rows of a group, in the order of areas, and what they show."""
        rows = [row for row in self._rows[group] if self.hidden[row] or self._has_numbers[row]]
        rows.sort(key=lambda row: self._place[self._keys[row][1]])
        place = {self._keys[row][1]: cell for cell, row in enumerate(rows)}
        parts: list[list[int]] = [[] for _ in rows]
        for cell, row in enumerate(rows):
            for total in nearest_above(self._keys[row][1], self._parents, place):
                parts[place[total]].append(cell)
        kinds = [
            kind for kind in Quantity if kind is not Quantity.DENOMINATOR or not self.rule.public_denominators
        ]
        numbers = tuple(
            tuple(None if (number := self._numbers[kind][row]) == NO_NUMBER else number for row in rows)
            for kind in kinds
        )
        return rows, Table(tuple(map(tuple, parts)), numbers)

    def _linked(self, row: int) -> Iterator[int]:
        code, area, period = self._keys[row]
        for other, when in self.links.withheld_with(code, period, self._periods[area]):
            yield from self._row(other, area, when)
        for share, level in self.links.shares.get(code, ()):
            # The shares of all areas in a withheld one would give it away.
            if self._levels[area] == level:
                for below in areas_below(self.areas, area):
                    yield from self._row(share, below.name, period)
        if self.observations.carried_forward[row]:
            yield from self._row(code, area, period - 1)
        for following in self._row(code, area, period + 1):
            if self.observations.carried_forward[following]:
                yield following

    def _row(self, code: str, area: str, period: int) -> Iterator[int]:
        row = self.row_of.get((code, area, period))
        if row is not None:
            yield row

    def _a_month_of(self, row: int) -> Iterator[int]:
        """The newest month of a hidden window, where no month of it is hidden yet."""
        code, area, period = self._keys[row]
        window = self.links.months_of(code, period)
        if window is not None:
            member, months = window
            rows = [row for month in reversed(months) for row in self._row(member, area, month)]
            if rows and not any(self.hidden[row] for row in rows):
                yield rows[0]


def _without(observations: Observations, hidden: BoolArray, rule: SmallNumbers) -> Observations:
    """The same rows, the hidden rows without their figures."""
    if not hidden.any():
        return observations
    shown = ~hidden
    return replace(
        observations,
        value=observations.value.only(shown),
        numerator=observations.numerator.only(shown),
        denominator=observations.denominator.only(shown)
        if not rule.public_denominators
        else observations.denominator,
        missing=np.where(hidden, Missing.SUPPRESSED.code, observations.missing).astype(np.int8),
        carried_forward=observations.carried_forward & shown,
        marks=observations.marks * shown,
    )
