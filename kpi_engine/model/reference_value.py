"""The comparators that are shown beside a figure: of each name the newest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.number_text import value_text
from kpi_engine.model.scorecard import Comparator


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A value to compare with, and its own ``year`` (empty where none is known).

    Where there is no value, ``why_none`` says why.
    """

    name: str
    value: Decimal | None
    year: str = ""
    why_none: str = ""

    def value_words(self, indicator: Indicator) -> str:
        """``49.2%``, or why there is none."""
        return self.why_none if self.value is None else value_text(self.value, indicator)

    def words(self, indicator: Indicator) -> str:
        """The value with its year: ``49.2% (2022-23)``."""
        shown = self.value_words(indicator)
        return f"{shown} ({self.year})" if self.year and self.value is not None else shown


def reference_values(comparators: Iterable[Comparator]) -> tuple[ReferenceValue, ...]:
    """The comparators of one indicator that a section shows, each name once and in the order given.

    Of several with one name the newest stands; of one year, that for the section goes before that for all.
    """
    newest: dict[str, Comparator] = {}
    for each in comparators:
        first = newest.setdefault(each.name, each)
        if (each.year, bool(each.section)) > (first.year, bool(first.section)):
            newest[each.name] = each
    return tuple(ReferenceValue(each.name, each.value, each.year) for each in newest.values())
