"""The comparators that are shown beside a figure: of each name the newest, neighbours as their average.

Rules: docs/rating-rules.md, "Beside a comparator" and "Statistical neighbours".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.figure_marks import with_signs
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import listed
from kpi_engine.model.words.number_text import value_text

_MOST_NAMED = 4


@frozen
class ReferenceValue:
    """A value to compare with, and its own ``year`` (empty where none is known).

    Where there is no value, ``why_none`` says why. ``marks`` are the bits of FigureMark.
    """

    name: str
    value: Decimal | None
    year: str = ""
    why_none: str = ""
    marks: int = 0

    def value_words(self, indicator: Indicator) -> str:
        """``49.2%``, with its marks, or why there is none."""
        if self.value is None:
            return self.why_none
        return with_signs(value_text(self.value, indicator), self.marks)

    def words(self, indicator: Indicator) -> str:
        """The value with its year: ``49.2% (2022-23)``."""
        shown = self.value_words(indicator)
        return f"{shown} ({self.year})" if self.year and self.value is not None else shown


def reference_values(
    comparators: Sequence[Comparator], indicator: Indicator, section: str, area: str
) -> tuple[ReferenceValue, ...]:
    """What a section shows of an indicator's ``comparators`` beside an area, in their order; each name once.

    Comparators with the same name: the newest year wins; within a year, a comparator of this section wins
    over a comparator of all sections. Neighbours are not shown singly: their average is shown in their place,
    unless an average was supplied.
    """
    shown = _beside(comparators, section, area)
    neighbours = indicator.neighbours
    names = () if neighbours is None else neighbours.names
    singly = (
        ReferenceValue(each.name, each.value, each.year, marks=each.marks)
        for each in _newest(each for each in shown if each.name not in names)
    )
    supplied = neighbours is not None and any(each.name == neighbours.title for each in shown)
    average = None if supplied else average_of_neighbours(shown, indicator)
    return (*singly, *(() if average is None else (average,)))


def average_of_neighbours(
    comparators: Sequence[Comparator], indicator: Indicator, decimals: int | None = None
) -> ReferenceValue | None:
    """The plain average of the neighbours in the newest year that any of them has, exactly, then rounded.

    It has ``decimals``, or as many as the indicator displays.

    None where the indicator has no neighbours or none of them is among its ``comparators``. Where only some
    have a value for the year there is no average, and ``why_none`` names the others.
    """
    neighbours = indicator.neighbours
    if neighbours is None:
        return None
    known = [each for each in comparators if each.name in neighbours.names]
    if not known:
        return None
    year = max(each.year for each in known)
    of_year = {each.name: each for each in _newest(each for each in known if each.year == year)}
    lacking = [name for name in neighbours.names if name not in of_year]
    if lacking:
        return ReferenceValue(neighbours.average_title, None, year, _why_none(lacking, year))
    total = sum((Fraction(each.value) for each in of_year.values()), Fraction(0))
    value = rounded_half_up(total / len(of_year), indicator.decimals if decimals is None else decimals)
    return ReferenceValue(neighbours.average_title, value, year)


def averages_of_neighbours(
    comparators: Sequence[Comparator], indicator: Indicator, area: str
) -> Iterator[ReferenceValue]:
    """The averages that the sections of the indicator's ``comparators`` show beside an area, or why none."""
    for section in dict.fromkeys(each.section for each in comparators):
        average = average_of_neighbours(_beside(comparators, section, area), indicator)
        if average is not None:
            yield average


def in_any_section(comparators: Sequence[Comparator], area: str) -> list[Comparator]:
    """The comparators that count beside an area in some section, in their order, older comparators too."""
    sections = dict.fromkeys(each.section for each in comparators)
    beside = {each for section in sections for each in _beside(comparators, section, area)}
    return [each for each in comparators if each in beside]


def _beside(comparators: Sequence[Comparator], section: str, area: str) -> list[Comparator]:
    """The comparators that count in a section beside an area.

    Where the area has comparators of a name for itself, comparators of that name for every area do not count.
    """
    shown = [each for each in comparators if each.section in ("", section) and each.area in ("", area)]
    own = {each.name for each in shown if each.area}
    return [each for each in shown if each.area or each.name not in own]


def _newest(comparators: Iterable[Comparator]) -> Iterable[Comparator]:
    newest: dict[str, Comparator] = {}
    for each in comparators:
        first = newest.setdefault(each.name, each)
        if (each.year, bool(each.section)) > (first.year, bool(first.section)):
            newest[each.name] = each
    return newest.values()


def _why_none(lacking: Sequence[str], year: str) -> str:
    names, when = listed(lacking, _MOST_NAMED), f" for {year}" if year else ""
    return f"no average: {names} {'has' if len(lacking) == 1 else 'have'} no value{when}"
