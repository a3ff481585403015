"""What can be worked out of withheld figures from published figures, as an outsider would.

Nothing is known here but what is in print: numerators, complements and denominators, the areas that lie in
others, and what the definitions make from what. Rule: docs/small-numbers.md, "What an outsider can work out".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area, nearest_above
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.definitions.small_numbers import Quantity
from kpi_engine.model.definitions.window import periods_covered
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.figures.withheld import Place, WorkedOut
from kpi_engine.model.frozen import frozen
from kpi_engine.withhold.cells import NO_NUMBER, numbers_of_people
from kpi_engine.withhold.made_from_others import Known, left_by
from kpi_engine.withhold.ranges import ranges_of
from kpi_engine.withhold.withhold import SOURCE_WITHHOLDS

# Numerator, complement, denominator; None where one is not in print.
Numbers: TypeAlias = tuple[int | None, int | None, int | None]
KINDS = ("numerator", "complement", "denominator")
_NOT_KNOWN: Numbers = (None, None, None)


@frozen
class Published:
    """What is in print: the numbers of each figure, its value, and the figures that are withheld."""

    numbers: Mapping[Place, Numbers]
    values: Mapping[Place, Fraction]
    withheld: frozenset[Place]

    def value(self, place: Place) -> Fraction | None:
        """The value of a figure; None for a withheld figure or a figure that is not in print."""
        return None if place in self.withheld else self.values.get(place)

    def of(self, place: Place) -> Numbers:
        """The numbers of a figure; none for a withheld figure or a figure that is not in print."""
        return _NOT_KNOWN if place in self.withheld else self.numbers.get(place, _NOT_KNOWN)

    def has(self, place: Place) -> bool:
        """Whether there is such a figure, shown or withheld."""
        return place in self.numbers or place in self.withheld


def worked_out(
    published: Published, indicators: Sequence[Indicator], areas: Sequence[Area], below: int
) -> list[WorkedOut]:
    """The withheld figures that what is in print narrows down, each once, by its smallest number, with how.

    A figure is safe where it can have every number from 1 to ``below - 1``, or several and none of these.
    """
    found: dict[Place, WorkedOut] = {}
    for told in _told(published, indicators, areas, below):
        known = found.get(told.place)
        if told.place in published.withheld and (known is None or _highest(told) < _highest(known)):
            found[told.place] = told
    return sorted(found.values())


def _highest(told: WorkedOut) -> float:
    return float("inf") if told.high is None else told.high


def _is_narrow(low: int, high: int | None, least: int, below: int) -> bool:
    """Whether only one number is left, or some, but not all, small numbers are ruled out.

    A range without a number comes from figures that contradict each other, and says nothing. ``least`` is
    what everybody knows: a total is at least as many as its parts that are not 0.
    """
    if low == high:
        return True
    return low < below and (high is None or high >= low) and (low > least or (high or below) < below - 1)


def _told(
    published: Published, indicators: Sequence[Indicator], areas: Sequence[Area], below: int
) -> Iterator[WorkedOut]:
    for fact in _of_areas(published, areas):
        yield from _from_totals(fact, published, below)
    defined = {indicator.code: indicator for indicator in indicators}
    known = Known(published.value, defined, {area.name: area for area in areas})
    for indicator in indicators:
        match indicator.made_from:
            case Sum(members=members):
                for place in _places_of(published, indicator.code):
                    parts = [place._replace(code=member.code) for member in members]
                    how = f"{indicator.code} is the sum of other indicators"
                    yield from _from_totals(_total(place, parts, how, published), published, below)
            case Window(mean=True):
                # Of a mean that is shown, every part is shown; and a rounded mean is no total.
                pass
            case Window(of=of) as window:
                for place in _places_of(published, indicator.code):
                    first, last = periods_covered(indicator, window, place.period, defined[of.code])
                    months = [place._replace(code=of.code, period=month) for month in range(first, last + 1)]
                    how = f"{indicator.code} is the sum of months of {of.code}"
                    yield from _from_totals(_total(place, months, how, published), published, below)
                    yield from _from_two_windows(place, months, published)
            case Ratio() | Difference() | Product() | ShareOfArea() as formula:
                for told in left_by(indicator, formula, _places_of(published, indicator.code), known):
                    if _is_narrow(told.low, told.high, 1, below):
                        yield told
            case None | AreasRated():
                pass


@frozen
class _Fact:
    """Figures that make up others, as an outsider knows it: ``parts[i]`` make up ``places[i]``."""

    places: tuple[Place, ...]
    parts: tuple[tuple[int, ...], ...]
    how: str


def _from_totals(fact: _Fact, published: Published, below: int) -> Iterator[WorkedOut]:
    is_count = all(published.of(place)[-1] is None for place in fact.places)
    for number, kind in enumerate(KINDS):
        shown = [published.of(place)[number] for place in fact.places]
        if any(shown[total] is not None for total, parts in enumerate(fact.parts) if parts):
            for cell, (low, high) in enumerate(ranges_of(fact.parts, shown)):
                if shown[cell] is None and _is_narrow(low, high, _least(cell, fact.parts, shown), below):
                    yield WorkedOut(fact.places[cell], "value" if is_count else kind, low, high, fact.how)


def _least(cell: int, parts: Sequence[Sequence[int]], shown: Sequence[int | None]) -> int:
    """What a withheld cell is at least: 1, or 1 for each withheld cell at the lowest level below it."""
    if not parts[cell]:
        return 1
    return sum(_least(part, parts, shown) if shown[part] is None else 0 for part in parts[cell])


def _from_two_windows(window: Place, months: Sequence[Place], published: Published) -> Iterator[WorkedOut]:
    """A window and the month that comes after it are as many as the next window and the month that leaves."""
    coming = months[-1]._replace(period=months[-1].period + 1)
    four = (window, coming, window._replace(period=window.period + 1), months[0])
    for number, kind in enumerate(KINDS):
        known = [published.of(place)[number] for place in four]
        if known.count(None) == 1:
            missing = known.index(None)
            sign = -1 if missing < len(four) // 2 else 1
            first, second, third, fourth = (value or 0 for value in known)
            result = sign * (first + second - third - fourth)
            how = f"two totals of {window.code}, one month apart, differ by what comes and what leaves"
            yield WorkedOut(four[missing], kind, result, result, how)


def _places_of(published: Published, code: str) -> list[Place]:
    return sorted(place for place in {*published.numbers, *published.withheld} if place.code == code)


def _total(total: Place, parts: Sequence[Place], how: str, published: Published) -> _Fact:
    """A total of parts that are all in print or withheld; nothing follows from other totals."""
    if not all(published.has(part) for part in parts):
        return _Fact((), (), how)
    return _Fact((total, *parts), (tuple(range(1, len(parts) + 1)), *((),) * len(parts)), how)


def _of_areas(published: Published, areas: Sequence[Area]) -> Iterator[_Fact]:
    """The areas that lie in others, for each indicator and period, where they can add up."""
    parents = {area.name: area.parents for area in areas}
    groups: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for place in sorted({*published.numbers, *published.withheld}):
        if place.area in parents:
            groups[place.code, place.kind, place.period].append(place.area)
    facts = []
    for (code, kind, period), names in groups.items():
        position = {name: number for number, name in enumerate(names)}
        parts: list[list[int]] = [[] for _ in names]
        for name in names:
            for above in nearest_above(name, parents, position):
                parts[position[above]].append(position[name])
        for name in names:
            if not all(_is_known(area, areas, position) for area in areas if name in area.parents):
                parts[position[name]] = []  # nothing follows from a total of which a part is not in print
        places = tuple(Place(code, name, period, kind) for name in names)
        facts.append(_Fact(places, tuple(map(tuple, parts)), "the areas below a total add up to it"))
    other = {total for fact in facts for total in _not_adding_up(fact, published)}
    for fact in facts:
        parts_that_add_up = tuple(
            () if place._replace(period=0) in other else parts
            for place, parts in zip(fact.places, fact.parts, strict=True)
        )
        yield _Fact(fact.places, parts_that_add_up, fact.how)


def _is_known(area: Area, areas: Sequence[Area], known: Mapping[str, int]) -> bool:
    """Whether an area, or every area below it, has a figure."""
    if area.name in known:
        return True
    below = [other for other in areas if area.name in other.parents]
    return bool(below) and all(_is_known(other, areas, known) for other in below)


def _not_adding_up(fact: _Fact, published: Published) -> Iterator[Place]:
    """Totals that are shown with all their parts, and are another number: their areas do not make them up."""
    for total, parts in enumerate(fact.parts):
        for number in range(len(KINDS)):
            numbers = [published.of(fact.places[part])[number] for part in parts]
            whole = published.of(fact.places[total])[number]
            known = [value for value in numbers if value is not None]
            if parts and whole is not None and len(known) == len(numbers) and sum(known) != whole:
                yield fact.places[total]._replace(period=0)


def published_of(observations: Observations, indicators: Sequence[Indicator]) -> Published:
    """What observations put into print, and which of them their source or a rule withholds."""
    numbers = numbers_of_people(observations, indicators)
    defined = {indicator.code: indicator for indicator in indicators}
    people = {code for code, indicator in defined.items() if indicator.people}
    shown: dict[Place, Numbers] = {}
    values: dict[Place, Fraction] = {}
    withheld = set()
    displayed, _ = displayed_column(
        observations, display_table([defined[code] for code in observations.codes])
    )
    for row, (code, area, period) in enumerate(observations.labels()):
        place = Place(code, area, period, "observation")
        if int(observations.missing[row]) in SOURCE_WITHHOLDS:
            withheld.add(place)
        elif code in people:
            numerator, complement, denominator = (
                None if (number := int(numbers[kind][row])) == NO_NUMBER else number for kind in Quantity
            )
            shown[place] = (numerator, complement, denominator)
            value = displayed.at(row)
            if value is not None:
                values[place] = Fraction(value)
    return Published(shown, values, frozenset(withheld))
