"""Floor standards missed. Missing one must result in management action: docs/editions.md, "Actions"."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.published import PublishedRating


class ActionStatus(Enum):
    """How a series stands to its floor standard."""

    NEW = "new"
    CONTINUING = "continuing"
    AWAITING_FIGURE = "missed when last rated, no new rating"
    RECOVERED = "recovered"


@frozen
class Action:
    """A series that misses its floor standard, or has just stopped missing it.

    ``rating`` is the latest one of the series. ``missed_periods`` counts the rated periods in a row that
    missed the floor (up to the recovery, for a recovered one) and ``missed_since`` is the first of them.
    """

    status: ActionStatus
    rating: PublishedRating
    missed_periods: int
    missed_since: str
