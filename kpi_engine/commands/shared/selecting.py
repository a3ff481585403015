"""The selection that ``--select`` and ``--exclude`` ask for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kpi_engine.assemble.section.selection import Selection, parse_selection
from kpi_engine.loading import Loaded
from kpi_engine.model.issue import InputError
from kpi_engine.model.wording import listed

_MOST_NAMED = 4


def selection_for(loaded: Loaded, select: Sequence[str], exclude: Sequence[str]) -> Selection:
    """The selection over a loaded scorecard.

    Raises:
        InputError: when a term names nothing.
    """
    selection, issues = parse_selection(
        select, exclude, loaded.indicators, loaded.areas, loaded.scorecard.sections
    )
    if issues:
        raise InputError(issues)
    return selection


def tell_empty(selection: Selection, areas: Sequence[str] = (), *, have_areas_below: bool = False) -> None:
    """Say that nothing is left to show, and why: of these areas, or of all.

    ``have_areas_below``: other areas lie in them, whose figures their pages could show.
    """
    none = f"no section has a figure of {listed(areas, _MOST_NAMED)}" if areas else "the data has no rows"
    if have_areas_below:
        none += "; a section with `with_areas_below: true` shows the figures of the areas below"
    sys.stderr.write(f"Nothing is left to show: {selection.words or none}.\n")
