"""What is RED, since when, and why there is no new rating: decided once, for pages and for actions.

Source of the rule: docs/scorecard.md, "Floor standards missed".
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import Scale

# In the words of every status of a series that has no rating now.
WHEN_LAST_RATED = "when last rated"


class ActionStatus(Enum):
    """How a series does against its floor standard, or its RED band; see ``words``."""

    NEW = "new"
    CONTINUING = "continuing"
    AWAITING_FIGURE = f"{WHEN_LAST_RATED}, no new rating"
    STANDARD_ENDED = f"{WHEN_LAST_RATED}, no standard in force"
    RECOVERED = "recovered"

    def words(self, scale: Scale, last: Rag) -> str:
        """``RED when last rated, no new rating``, in every output; ``last`` is the newest rating."""
        is_of_before = self in (ActionStatus.AWAITING_FIGURE, ActionStatus.STANDARD_ENDED)
        return f"{scale.name(last)} {self.value}" if is_of_before else self.value


class PeriodFacts(NamedTuple):
    """What one period of a series says.

    ``is_red`` of None: no rating. ``has_floor``: a standard in force can be missed. ``is_closed``: the
    series has ended. A series begins with the facts of its latest period, also where this has no figure.
    """

    is_red: bool | None
    has_value: bool
    has_floor: bool
    is_closed: bool = False


class MissedRun(NamedTuple):
    """The ratings in a row that are RED, as positions among the facts, newest first; never empty.

    ``reaches_back``: they are all the ratings that there are. ``status`` says why there is no newer rating;
    None: the period that is reported is RED.
    """

    positions: tuple[int, ...]
    reaches_back: bool
    status: ActionStatus | None


def missed_run(newest_first: Iterable[PeriodFacts]) -> MissedRun | None:
    """The run of RED that a series ends in, or None; facts are asked for as far back as the run goes.

    A period without a rating neither continues nor ends a run. Where the latest period has no value, the last
    rating counts, as long as there is a standard that could be missed still, and the series is not closed.
    Where the standard has ended, the first period without a standard is marked so.
    """
    asked: list[PeriodFacts] = []
    run: list[int] = []
    reaches_back = True
    for facts in newest_first:
        asked.append(facts)
        if asked[0].is_closed:
            return None
        if facts.is_red:
            run.append(len(asked) - 1)
        elif facts.is_red is not None:
            reaches_back = False
            break
    if not run:
        return None
    status = None
    if asked[0].is_red is None:
        status = _why_unrated(asked[0], asked[1])
        if status is None:
            return None
    return MissedRun(tuple(run), reaches_back, status)


def since_words(first: str, reaches_back: bool) -> str:
    """The first period of a run; where the data begins with it, it may have been missed before."""
    return f"{first} or earlier" if reaches_back else first


def _why_unrated(latest: PeriodFacts, before: PeriodFacts) -> ActionStatus | None:
    """Why the latest period has no rating; None where no action follows from it."""
    if latest.has_floor:
        return None if latest.has_value else ActionStatus.AWAITING_FIGURE
    return ActionStatus.STANDARD_ENDED if before.has_floor else None
