"""The selection that ``--select`` and ``--exclude`` ask for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kpi_engine.assemble.selection import Selection, parse_selection
from kpi_engine.model.issue import InputError
from kpi_engine.pipeline import Loaded


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


def tell_empty(selection: Selection) -> None:
    """Say that nothing is left to show."""
    sys.stderr.write(f"Nothing is left to show: {selection.words or 'the data has no rows'}.\n")
