"""Ratings that people have set beside the rule's: recorded, shown with it, never in its place."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


@frozen
class Override:
    """Another rating for one figure: which, why, by whom and on which day (``2018-03-01``).

    ``period`` is an ordinal of the indicator's frequency; ``location`` the line it was read from.
    ``name`` is what the scale calls the rating.
    """

    code: str
    area: str
    period: int
    rag: Rag
    reason: str
    by: str
    date: str
    location: Location
    name: str = ""

    @property
    def words(self) -> str:
        """``overridden to AMBER: one quarter was lost to a fire (J. Smith, 2018-03-01)``."""
        return f"overridden to {self.name or self.rag.value}: {self._reason}"

    @property
    def in_short(self) -> str:
        """``overridden to AMBER``."""
        return f"overridden to {self.name or self.rag.value}"

    @property
    def record(self) -> str:
        """``AMBER: one quarter was lost to a fire (J. Smith, 2018-03-01)``."""
        return f"{self.rag.value}: {self._reason}"

    @property
    def _reason(self) -> str:
        return f"{self.reason} ({self.by}, {self.date})"


def rows_overridden(overrides: Iterable[Override], observations: Observations) -> dict[int, Override]:
    """The overrides by the row of their figure; one without a figure is left out."""
    codes = {code: position for position, code in enumerate(observations.codes)}
    areas = {area: position for position, area in enumerate(observations.areas)}
    found: dict[int, Override] = {}
    for override in overrides:
        code, area = codes.get(override.code, -1), areas.get(override.area, -1)
        rows = np.flatnonzero(
            (observations.period == override.period)
            & (observations.code == code)
            & (observations.area == area)
        )
        found.update((row, override) for row in rows.tolist())
    return found
