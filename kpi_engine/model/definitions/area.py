"""Areas: a county, its districts, their teams, or whatever levels a body has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpi_engine.model.frozen import frozen


@frozen
class Area:
    """A place figures are published for. A team can serve two districts, so there may be several parents."""

    name: str
    level: str
    parents: tuple[str, ...]


def _children_of(areas: Sequence[Area], name: str) -> tuple[Area, ...]:
    """The areas directly below ``name``, in the order given."""
    return tuple(area for area in areas if name in area.parents)


def areas_below(areas: Sequence[Area], name: str) -> tuple[Area, ...]:
    """All areas below ``name``, each once: those directly below it first, then those below them."""
    below: dict[str, Area] = {}
    found = _children_of(areas, name)
    while found:
        below |= {area.name: area for area in found}
        names = {area.name for area in found}
        found = tuple(area for area in areas if area.name not in below and not names.isdisjoint(area.parents))
    return tuple(below.values())


def by_name(areas: Sequence[Area]) -> Mapping[str, Area]:
    """Areas by their name."""
    return {area.name: area for area in areas}


def areas_shown(areas: Sequence[Area], name: str) -> tuple[Area, ...]:
    """What the scorecard of an area shows: itself and then the areas directly below it.

    The area at the top shows only itself: the areas below it have scorecards of their own.
    """
    area = by_name(areas)[name]
    return (area, *_children_of(areas, name)) if area.parents else (area,)


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
