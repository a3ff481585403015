"""Pages of areas that the figures leave empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.issue import Issue, warning

_REMEDY = (
    "supply its figures, add up the areas below, or write with_areas_below: true in a section, which then "
    "shows those of the areas below"
)


def pages_without_rows(scorecard: Scorecard, with_rows: Set[str], areas: Sequence[Area]) -> Iterator[Issue]:
    """A warning of each area that has a page and no figure, where areas that lie in it have figures.

    ``with_rows`` are the areas of any figure, supplied or made.
    """
    if any(section.with_areas_below for section in scorecard.sections):
        return
    for name, place in zip(scorecard.area_names, scorecard.area_locations, strict=True):
        below = {area.name for area in areas_below(areas, name)}
        if name not in with_rows and below & with_rows:
            yield warning(place, f"the page of {name} has no table: no figure is of {name} itself", _REMEDY)
