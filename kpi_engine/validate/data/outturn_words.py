"""Outturns in the words of a warning."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.wording import counted, listed

_MOST_NAMED = 3


def of_areas(outturns: Observations, rows: Sequence[int]) -> str:
    """``Kent, Ashford and 2 more (4 outturns)``: the areas of some rows, each once."""
    areas = list(dict.fromkeys(outturns.areas[outturns.area[row]] for row in rows))
    how_many = f" ({counted(len(rows), 'outturn')})" if len(areas) > _MOST_NAMED else ""
    return f"{listed(areas, _MOST_NAMED)}{how_many}"
