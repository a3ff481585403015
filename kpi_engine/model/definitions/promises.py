"""Which indicators a section promises of an area, whether or not the data holds them.

Rule: docs/scorecard.md, "What a section promises".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.scorecard import Section, SectionEntry


class Promises:
    """What sections promise of areas, by the levels they list and by who supplies what.

    ``pages`` are the areas that the scorecard names.
    """

    def __init__(self, observations: Observations, areas: Sequence[Area], pages: Collection[str]) -> None:
        self._observations = observations
        self._level = {area.name: area.level for area in areas}
        self._pages = frozenset(pages)
        self._code = {code: place for place, code in enumerate(observations.codes)}
        self._area = {area.name: place for place, area in enumerate(areas)}

    def of(self, section: Section, area: Area) -> Iterator[str]:
        """The codes that the section shows of an area, in its order, each once."""
        entries = [entry for entry in section.entries if not entry.levels or area.level in entry.levels]
        codes = dict.fromkeys(entry.code for entry in entries if self._is_promised(section, entry, area))
        return iter(codes)

    def _is_promised(self, section: Section, entry: SectionEntry, area: Area) -> bool:
        """What the area supplies, what areas of its kind do, and what no area of its level does."""
        if self._supplies(area.name, entry.code) or self._kind_supplies(area, entry.code):
            return True
        if self._level_supplies(area.level, entry.code):
            return False  # other kinds of area do: social work teams, and this is an early help unit
        return bool(entry.levels) or self._takes_part(section, area)

    def _takes_part(self, section: Section, area: Area) -> bool:
        """Whether the area has anything else of the section; where nobody has, whether it has a page."""
        codes = {entry.code for entry in section.entries}
        if any(self._supplies(area.name, code) for code in codes):
            return True
        nobody = not any(self._supplied[:, self._code[code]].any() for code in codes if code in self._code)
        return nobody and area.name in self._pages

    def _supplies(self, area: str, code: str) -> bool:
        return self._has(self._supplied, area, code)

    def _kind_supplies(self, area: Area, code: str) -> bool:
        if not self._supplied[self._area[area.name]].any():
            # What it has never supplied says nothing of its kind: it is of any, where it has a page.
            return area.name in self._pages and self._level_supplies(area.level, code)
        return self._has(self._of_kind, area.name, code)

    def _level_supplies(self, level: str, code: str) -> bool:
        return code in self._code and bool(self._of_level[level][self._code[code]])

    def _has(self, table: BoolArray, area: str, code: str) -> bool:
        return code in self._code and bool(table[self._area[area], self._code[code]])

    @cached_property
    def _supplied(self) -> BoolArray:
        """By area and code: whether there is any row."""
        rows = self._observations
        place = np.array([self._area[name] for name in rows.areas], np.int64)
        supplied = np.zeros((len(self._area), len(rows.codes)), np.bool_)
        supplied[place[rows.area], rows.code] = True
        return supplied

    @cached_property
    def _of_level(self) -> dict[str, BoolArray]:
        """By level: whether any area of it has a row of each code."""
        levels = set(self._level.values())
        return {level: np.logical_or.reduce(self._supplied[self._members(level)]) for level in levels}

    def _members(self, level: str) -> list[int]:
        return [place for name, place in self._area.items() if self._level[name] == level]

    @cached_property
    def _of_kind(self) -> BoolArray:
        """By area and code: whether any area of its kind has a row.

        Of one kind are areas of one level that share an indicator, or that others of their kind join.
        """
        found = np.zeros_like(self._supplied)
        for level in set(self._level.values()):
            members = self._members(level)
            for kind in _kinds(self._supplied[members]):
                places = np.array(members)[kind]
                found[places] = self._supplied[places].any(axis=0)
        return found


def _kinds(supplied: BoolArray) -> Iterator[BoolArray]:
    """The rows that share a column with each other, at any remove, as masks; rows without any in none."""
    left = supplied.any(axis=1)
    while left.any():
        kind = np.zeros(len(supplied), np.bool_)
        kind[np.flatnonzero(left)[0]] = True
        size = 0
        while size != kind.sum():
            size = int(kind.sum())
            kind |= supplied[:, supplied[kind].any(axis=0)].any(axis=1)
        left &= ~kind
        yield kind
