"""Sums that a definition declares and that can never be made, since some areas never have a figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.frozen import frozen


@frozen
class MissingBelow:
    """An area whose sum lacks ``missing`` of the ``below`` areas that its definition adds up."""

    area: str
    below: tuple[str, ...]
    missing: tuple[str, ...]


def never_added_up(
    adds_up_from: str, areas: Sequence[Area], with_figures: Collection[str]
) -> Iterator[MissingBelow]:
    """The areas whose sum can never be made, in the order of the areas.

    Args:
        adds_up_from: the level whose figures add up.
        areas: every area of the project.
        with_figures: the areas that have a figure of the indicator in any period, or have had one and closed.
    """
    for area in areas:
        below = tuple(each.name for each in areas_below(areas, area.name) if each.level == adds_up_from)
        missing = tuple(name for name in below if name not in with_figures)
        if missing and area.name in with_figures:
            yield MissingBelow(area.name, below, missing)
