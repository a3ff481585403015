"""What the rules of lint.py look at: rated observations with the sections that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kpi_engine.audit.lint.others import Others, others_of
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, FloatArray, IntArray
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area, by_name
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.scorecard import Section, SectionEntry
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.input_name import location_in
from kpi_engine.model.issue import Location
from kpi_engine.model.wording import joined

_NAMED = 3
# What a figure may be, such as below 0, it is more often than once in this many figures of its indicator.
_RARELY = 4


@dataclass(frozen=True)
class Subject:
    """n rated observations; ``areas`` define every area of theirs, and ``pages`` are the areas with a page.

    ``as_at`` of None: nothing says which month the figures should reach.
    """

    ratings: Ratings
    sections: tuple[Section, ...]
    areas: tuple[Area, ...]
    pages: tuple[str, ...] = ()
    as_at: Month | None = None

    @cached_property
    def values(self) -> FloatArray:
        """The displayed values, NaN where there is none: near enough for what is only plausible or not."""
        return numbers(self.ratings.displayed)

    @cached_property
    def others(self) -> Others:
        """The other figures of each row's series: several rules ask."""
        return others_of(self.ratings, self.values)

    @cached_property
    def shown(self) -> BoolArray:
        """Which rows some section shows, of any period, shape (n,)."""
        rows = self.ratings.observations
        wanted = np.zeros((len(rows.codes), len(rows.areas)), np.bool_)
        for _, entry in self.entries:
            if entry.code in rows.codes:
                wanted[rows.codes.index(entry.code)] |= self.areas_of(entry)
        return wanted[rows.code, rows.area]

    @cached_property
    def reported(self) -> BoolArray:
        """Which shown rows are of the latest period that their indicator has any value for, shape (n,)."""
        rows = self.ratings.observations
        latest = np.full(len(rows.codes), np.iinfo(np.int64).min, np.int64)
        valued = self.shown & self.ratings.displayed.present
        np.maximum.at(latest, rows.code[valued], rows.period[valued])
        is_latest: BoolArray = self.shown & (rows.period == latest[rows.code])
        return is_latest

    @property
    def entries(self) -> Iterator[tuple[Section, SectionEntry]]:
        """Every place of an indicator in a section."""
        return ((section, entry) for section in self.sections for entry in section.entries)

    def areas_of(self, entry: SectionEntry) -> BoolArray:
        """Which areas of the observations an entry is shown for."""
        level = {name: area.level for name, area in by_name(self.areas).items()}
        names = self.ratings.observations.areas
        return np.array([not entry.levels or level[name] in entry.levels for name in names], np.bool_)

    @cached_property
    def supplied(self) -> BoolArray:
        """Which shown rows some source supplied, shape (n,): what others lack is reported for these."""
        is_supplied: BoolArray = self.shown & (self.ratings.observations.origin == Origin.SUPPLIED.code)
        return is_supplied

    def rare(self, odd: BoolArray, among: BoolArray) -> BoolArray:
        """The rows of indicators of whose rows ``among`` few are odd, or only one of several, shape (n,)."""
        rows = self.ratings.observations
        few, every = (np.bincount(rows.code[chosen], minlength=len(rows.codes)) for chosen in (odd, among))
        rare: BoolArray = ((few * _RARELY <= every) | ((few == 1) & (every > 1)))[rows.code]
        return rare

    def by_threshold(self) -> Iterator[IntArray]:
        """The shown rows with a value and a threshold, in groups of one code and threshold.

        A threshold counts once as it is written, whatever it comes to in each period or area.
        """
        threshold = self.ratings.threshold
        rows = np.flatnonzero(self.shown & self.ratings.displayed.present & (threshold >= 0))
        codes = self.ratings.observations.code[rows]
        written = [_first_as_written(indicator) for indicator in self.ratings.indicators]
        offset = np.cumsum([0, *map(len, written)])
        first = np.array([place for places in written for place in places], np.int64)
        return self._grouped(rows, first[offset[codes] + threshold[rows]])

    def by_code(self, chosen: BoolArray) -> Iterator[IntArray]:
        """The chosen rows, in groups of one code."""
        rows = np.flatnonzero(chosen)
        return self._grouped(rows, np.zeros(len(rows), np.int64))

    def _grouped(self, rows: IntArray, key: IntArray) -> Iterator[IntArray]:
        code = self.ratings.observations.code[rows].astype(np.int64)
        order = np.lexsort((key, code))
        rows, code, key = rows[order], code[order], key[order]
        starts = np.flatnonzero((code[1:] != code[:-1]) | (key[1:] != key[:-1])) + 1
        return (group for group in np.split(rows, starts) if len(group))

    def code(self, row: int) -> str:
        """The code of a row."""
        rows = self.ratings.observations
        return rows.codes[int(rows.code[row])]

    def area(self, row: int) -> str:
        """The area of a row."""
        rows = self.ratings.observations
        return rows.areas[int(rows.area[row])]

    def period(self, row: int) -> str:
        """The label of a row's period."""
        rows = self.ratings.observations
        return period_label(self.ratings.indicators[rows.code[row]].calendar, int(rows.period[row]))

    def figure(self, row: int) -> str:
        """``SCS40 for Kent in 2024-08``."""
        return f"{self.code(row)} for {self.area(row)} in {self.period(row)}"

    def named_areas(self, some: IntArray) -> str:
        """``Kent, Ashford, Dover and 4 more areas``: the areas of some rows, each once."""
        return named(list(dict.fromkeys(self.area(row) for row in some.tolist())))

    def place(self, row: int) -> Location:
        """The line that a row was read from; for a computed row, where its indicator is defined."""
        rows = self.ratings.observations
        if rows.origin[row] != Origin.SUPPLIED.code:
            return self.ratings.indicators[int(rows.code[row])].location
        return location_in(rows.files[int(rows.source[row])], int(rows.line[row]))

    def thresholds(self, rows: IntArray) -> tuple[list[Threshold], IntArray]:
        """What some rows of one code were rated by, each once, and for each row which of them."""
        places, which = np.unique(self.ratings.threshold[rows], return_inverse=True)
        indicator = self.ratings.indicators[int(self.ratings.observations.code[rows[0]])]
        return [indicator.thresholds[place] for place in places.tolist()], which.astype(np.int64)

    def threshold(self, row: int) -> Threshold:
        """What a row was rated by; only of a row that has it."""
        indicator = self.ratings.indicators[int(self.ratings.observations.code[row])]
        return indicator.thresholds[int(self.ratings.threshold[row])]


def _first_as_written(indicator: Indicator) -> list[int]:
    """For each threshold the first threshold that is written in the same place."""
    first: dict[Location, int] = {}
    return [first.setdefault(one.location, place) for place, one in enumerate(indicator.thresholds)]


def named(areas: Sequence[str]) -> str:
    """``Kent, Ashford, Dover and 4 more areas``."""
    unnamed = len(areas) - _NAMED
    if unnamed <= 0:
        return joined(list(areas))
    return joined([*areas[:_NAMED], f"{unnamed} more area{'s' if unnamed > 1 else ''}"])


def numbers(column: ExactColumn) -> FloatArray:
    """A column as floats, NaN where there is no number."""
    found: FloatArray = np.where(column.present, column.mantissa / 10.0**column.decimals, np.nan)
    return found


def spread(values: FloatArray) -> float:
    """From the lowest to the highest."""
    return float(np.max(values) - np.min(values))
