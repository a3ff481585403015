"""Figures of a year that are supplied twice: as the observation of an annual indicator, and as its outturn.

Rule: docs/rating-rules.md, "Outturns".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import Issue, warning
from kpi_engine.validate.data.outturn_words import of_areas

# Whoever writes one of these knows that there is another figure.
_KNOWN = FigureMark.PROVISIONAL.bit | FigureMark.ESTIMATED.bit | FigureMark.REVISED.bit


def outturns_beside_annual_figures(
    observations: Observations, outturns: Observations, indicators: Sequence[Indicator]
) -> Iterator[Issue]:
    """One warning an annual indicator whose figure of a year and outturn of that year are two numbers.

    Numbers of fewer decimals are compared as rounded. ``indicators`` are parallel to the codes of both.
    """
    is_annual = np.array([each.calendar == each.calendar.yearly for each in indicators], np.bool_)
    supplied = _by_place(observations, is_annual)
    differing: dict[int, list[tuple[int, int]]] = {}
    for (code, area, period), row in _by_place(outturns, is_annual).items():
        beside = supplied.get((code, area, period))
        if beside is None:
            continue
        one, other = observations.value.at(beside), outturns.value.at(row)
        if one is not None and other is not None and not agree_at_the_coarser(one, other):
            differing.setdefault(code, []).append((beside, row))
    for code, pairs in sorted(differing.items()):
        indicator, (beside, row) = indicators[code], pairs[0]
        year = indicator.year.label(int(outturns.period[row]))
        areas = of_areas(outturns, [each for _beside, each in pairs])
        yield warning(
            outturns.location(row),
            f"the outturn of {indicator.code} for {year} of {areas} is another "
            f"number than the figure of that year in {observations.location(beside)}",
            "the outturn of an annual indicator is its figure of the year: correct the wrong number, or write"
            ' "revised" as the status of the newer number',
        )


def _by_place(table: Observations, is_annual: BoolArray) -> dict[tuple[int, int, int], int]:
    """The row of each code, area and year with a value that is final, of annual indicators."""
    final = is_annual.take(table.code) & table.value.present & (table.marks & _KNOWN == 0)
    rows = np.flatnonzero(final)
    keys = zip(table.code[rows].tolist(), table.area[rows].tolist(), table.period[rows].tolist(), strict=True)
    return dict(zip(keys, rows.tolist(), strict=True))
