"""What tidy rows need of each indicator by its code: looked at once, however many blocks of rows are made."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.worst import is_number
from kpi_engine.model.frozen import frozen

Item = TypeVar("Item", bound=Hashable)


@frozen
class Numbered(Generic[Item]):
    """Distinct items, and which of them each of n entries has, shape (n,)."""

    items: Sequence[Item]
    of_entry: IntArray

    @property
    def count(self) -> int:
        """At least 1, so that keys can be made of it."""
        return max(1, len(self.items))


def numbered(entries: Iterable[Item]) -> Numbered[Item]:
    """The entries by number, in the order in which they are first seen."""
    number: dict[Item, int] = {}
    of_entry = np.array([number.setdefault(entry, len(number)) for entry in entries], np.int64)
    return Numbered(tuple(number), of_entry)


@frozen
class ByCode:
    """Calendars of n indicators, what names their periods, and whether their values are numbers, by code.

    ``thresholds``: one more than the most thresholds of an indicator.
    """

    calendars: Numbered[Calendar]
    naming: Numbered[Calendar]
    is_number: BoolArray
    thresholds: int


def by_code(indicators: Sequence[Indicator], *, outturns: bool) -> ByCode:
    """The period of an outturn is a year, whatever the frequency of its indicator."""
    calendars = [each.calendar.yearly if outturns else each.calendar for each in indicators]
    return ByCode(
        calendars=numbered(calendars),
        naming=numbered(calendar.naming for calendar in calendars),
        is_number=is_number(indicators),
        thresholds=max((len(indicator.thresholds) for indicator in indicators), default=0) + 1,
    )
