"""What is RED calls for action. Source: docs/editions.md, "Actions"."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.missed import ActionStatus
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.published import PublishedRating


@frozen
class Action:
    """A series that is RED, or has just stopped being so.

    ``rating`` is the latest rating of the series. ``missed_periods`` counts the rated periods in a row that
    missed the floor (up to the recovery, for a recovered series) and ``missed_since`` is the first of them,
    ``2024-02 or earlier`` where the data begins with it.
    ``red_band`` is what is RED where bands rate, else empty; ``last`` is the newest rating that counts.
    """

    status: ActionStatus
    rating: PublishedRating
    missed_periods: int
    missed_since: str
    red_band: str = ""
    last: Rag = Rag.RED
