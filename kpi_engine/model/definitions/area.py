"""Areas: a county, its districts, their teams, or whatever levels a body has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kpi_engine.model.frozen import frozen


@frozen
class Area:
    """A place figures are published for. A team can serve two districts, so there may be several parents."""

    name: str
    level: str
    parents: tuple[str, ...]


def areas_below(areas: Sequence[Area], name: str) -> tuple[Area, ...]:
    """All areas below ``name``, each once: the areas directly below it first, then the areas below these."""
    children = _tree(_Same(areas)).children
    below: dict[int, None] = {}
    found = list(children.get(name, ()))
    while found:
        below |= dict.fromkeys(found)
        next_ones = {child for position in found for child in children.get(areas[position].name, ())}
        found = sorted(next_ones - below.keys())
    return tuple(areas[position] for position in below)


def by_name(areas: Sequence[Area]) -> Mapping[str, Area]:
    """Areas by their name."""
    return _tree(_Same(areas)).by_name


def areas_shown(areas: Sequence[Area], name: str) -> tuple[Area, ...]:
    """What the scorecard of an area shows: itself and then the areas directly below it.

    The area at the top shows only itself: the areas below it have scorecards of their own.
    """
    tree = _tree(_Same(areas))
    area = tree.by_name[name]
    below = tree.children.get(name, ()) if area.parents else ()
    return (area, *(areas[position] for position in below))


def areas_on_page(areas: Sequence[Area], name: str) -> tuple[Area, ...]:
    """Every area of which the scorecard of an area has figures: itself, and all that lie below it.

    Not all of them have tables of their own (``areas_shown``): the others appear in the tables of sections
    with areas below, in heat maps, and among what is RED below. Whatever contains what a page shows goes by
    this.
    """
    return (by_name(areas)[name], *areas_below(areas, name))


def nearest_above(area: str, parents: Mapping[str, Iterable[str]], known: Mapping[str, object]) -> list[str]:
    """The nearest areas above that are known, each once."""
    found: dict[str, None] = {}
    above = list(parents.get(area, ()))
    while above:
        name = above.pop(0)
        if name in known:
            found[name] = None
        else:
            above.extend(parents.get(name, ()))
    return list(found)


@frozen
class _Tree:
    """Areas by name, and the positions of the areas directly below each name, in order."""

    by_name: Mapping[str, Area]
    children: Mapping[str, Sequence[int]]


class _Same:
    """Areas that are the same only where they are one object: to compare thousands would take too long."""

    __slots__ = ("areas",)

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = areas

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.areas is other.areas

    def __hash__(self) -> int:
        return id(self.areas)


@lru_cache(maxsize=4)
def _tree(same: _Same) -> _Tree:
    children: dict[str, list[int]] = {}
    for position, area in enumerate(same.areas):
        for parent in area.parents:
            children.setdefault(parent, []).append(position)
    return _Tree({area.name: area for area in same.areas}, children)
