"""Ratings as if each area's had been filled down from the row of the area above it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sheets import Judgement
from kpi_engine.model.arrays.observation import IntArray, SmallArray
from kpi_engine.model.outputs.audit import PrintedField

NO_FIGURE = -1


def filled_down(judged: Judged, parent: IntArray) -> tuple[Judgement, Judgement]:
    """Each figure's RAGs and arrow as printed for its ``parent``; without a parent, as the rules give."""

    def filled(field: PrintedField) -> SmallArray:
        printed = judged.printed(field)
        return np.where(parent == NO_FIGURE, judged.given(field), printed[parent]).astype(np.int8)

    values, outturns = judged.values, judged.outturns
    return (
        Judgement(
            rag=filled(PrintedField.RAG),
            not_rated=np.where(parent == NO_FIGURE, values.not_rated, 0).astype(np.int8),
            direction=filled(PrintedField.DIRECTION),
            no_direction=values.no_direction,
            ratings=values.ratings,
            sheet=values.sheet,
            row=values.row,
        ),
        Judgement(
            rag=filled(PrintedField.OUTTURN_RAG),
            not_rated=np.where(parent == NO_FIGURE, outturns.not_rated, 0).astype(np.int8),
            direction=outturns.direction,
            no_direction=outturns.no_direction,
            ratings=outturns.ratings,
            sheet=outturns.sheet,
            row=outturns.row,
        ),
    )


def parent_figures(page: Page) -> IntArray:
    """For each figure the nearest one above it: same code and section, a parent's or a parent's parent's.

    NO_FIGURE where none is printed, or where several parents are printed.
    """
    at: dict[tuple[int, int, int], int] = {}
    columns = (page.code.tolist(), page.section.tolist(), page.area.tolist())
    for number, key in enumerate(zip(*columns, strict=True)):
        at.setdefault(key, number)
    position = {area.name: number for number, area in enumerate(page.areas)}
    parents = [tuple(position[name] for name in area.parents if name in position) for area in page.areas]
    return np.array(
        [_above(code, section, area, parents, at) for code, section, area in zip(*columns, strict=True)],
        np.int64,
    )


def _above(
    code: int,
    section: int,
    area: int,
    parents: list[tuple[int, ...]],
    at: Mapping[tuple[int, int, int], int],
) -> int:
    generation = parents[area]
    seen: set[int] = {area}
    while generation:
        printed = {at[code, section, above] for above in generation if (code, section, above) in at}
        if printed:
            return printed.pop() if len(printed) == 1 else NO_FIGURE
        seen.update(generation)
        generation = tuple(
            dict.fromkeys(above for below in generation for above in parents[below] if above not in seen)
        )
    return NO_FIGURE
