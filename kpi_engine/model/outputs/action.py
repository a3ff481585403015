"""What is RED calls for action. Source: docs/editions.md, "Actions"."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.published import PublishedRating


class ActionStatus(Enum):
    """How a series stands to its floor standard, or its RED band; pages say the same in the same words."""

    NEW = "new"
    CONTINUING = "continuing"
    AWAITING_FIGURE = "RED when last rated, no new rating"
    STANDARD_ENDED = "RED when last rated, no standard in force"
    RECOVERED = "recovered"


@frozen
class Action:
    """A series that is RED, or has just stopped being so.

    ``rating`` is the latest one of the series. ``missed_periods`` counts the rated periods in a row that
    missed the floor (up to the recovery, for a recovered one) and ``missed_since`` is the first of them.
    ``red_band`` is what is RED where bands rate, else empty.
    """

    status: ActionStatus
    rating: PublishedRating
    missed_periods: int
    missed_since: str
    red_band: str = ""
