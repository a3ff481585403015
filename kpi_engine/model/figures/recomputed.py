"""Supplied figures that are computed as well: kept beside them, never put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.model.arrays.observation import IntArray, Observations, joined
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.frozen import frozen

_ORIGINS = tuple(Origin)


@frozen
class Beside:
    """What a supplied figure is computed as: the displayed ``value``, and what from."""

    value: Decimal
    origin: Origin


@frozen
class Recomputed:
    """Row numbers of supplied figures, in rising order, and what each is computed as, row by row."""

    row: IntArray
    figures: Observations

    def beside(self, row: int, indicator: Indicator) -> Beside | None:
        """What the supplied figure in a row of this indicator is computed as; None if it is not computed."""
        found = np.flatnonzero(self.row == row)[:1]
        figures = self.figures.take(found)
        value = displayed_column(figures, display_table([indicator]))[0].at(0) if len(found) else None
        return None if value is None else Beside(value, _ORIGINS[int(figures.origin[0])])


def joined_recomputed(parts: Sequence[Recomputed], observations: Observations) -> Recomputed:
    """All parts in a single part, in the order of the rows.

    Without parts, ``observations`` lend their labels.
    """
    if not parts:
        return Recomputed(np.zeros(0, np.int64), observations.take(slice(0, 0)))
    row = np.concatenate([part.row for part in parts])
    order = np.argsort(row, kind="stable")
    return Recomputed(row[order], joined([part.figures for part in parts]).take(order))
