"""The marks that a figure has of the figures that it is made from, such as [p].

Rule: docs/data.md, "Marks beside a figure".
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kpi_engine.derive.figures import Figures, places_of
from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.arrays.observation import IndexArray, IntArray, SmallArray
from kpi_engine.model.definitions.figure_marks import INHERITED, bits_of
from kpi_engine.model.figures.series import NO_ROW

_INHERITED = np.int8(bits_of(INHERITED))


def marks_of_members(parts: Iterable[tuple[Figures, IndexArray, IntArray]], size: int) -> SmallArray:
    """The bits of FigureMark of ``size`` figures, each made from a figure of every member.

    ``parts`` are members with the area and period of the figure that is meant; a place without a figure, and
    an area below 0, has no marks.
    """
    found = np.zeros(size, np.int8)
    for member, area, period in parts:
        if len(member) and is_any(member.rows.marks):
            place = places_of(member.rows.area, member.rows.period).find(np.maximum(area, 0), period)
            there = (place != NO_ROW) & (area >= 0)
            found |= np.where(there, member.rows.marks[place], 0).astype(np.int8)
    marks: SmallArray = found & _INHERITED
    return marks
