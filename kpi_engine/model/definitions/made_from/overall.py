"""Overall ratings: an indicator whose figures are made from how others of the same area are rated.

Rules: docs/rating-rules.md, "Overall ratings".
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.meaning import NUMBER, Meaning, WorstRating
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.frozen import frozen, on_record
from kpi_engine.model.issue import Location
from kpi_engine.model.wording import joined


class OverallMethod(Enum):
    """How an overall figure is made from its members."""

    MEAN_PERCENT_OF_TARGET = "mean_percent_of_target"
    WEIGHTED_POINTS = "weighted_points"
    WORST = "worst"
    SHARE_GREEN = "share_green"

    @property
    def words(self) -> str:
        """The words before the members, such as ``the mean of the percentages of target of``."""
        return _METHOD_WORDS[self]

    @property
    def is_of_ratings(self) -> bool:
        """Whether it is made of the members' ratings, else of their values."""
        return self is not OverallMethod.MEAN_PERCENT_OF_TARGET

    @property
    def has_points(self) -> bool:
        """Whether ratings count as points."""
        return self in (OverallMethod.WEIGHTED_POINTS, OverallMethod.WORST)


_METHOD_WORDS = {
    OverallMethod.MEAN_PERCENT_OF_TARGET: "the mean of the percentages of target of",
    OverallMethod.WEIGHTED_POINTS: "the points for the ratings of",
    OverallMethod.WORST: "the worst rating among",
    OverallMethod.SHARE_GREEN: "the share that is GREEN of",
}


@frozen
class OverallMember:
    """An indicator that counts, and how much beside the others; ``location`` is where it is named."""

    code: str = on_record("code")
    weight: Decimal = on_record("weight")
    location: Location


@frozen
class Monitoring:
    """How often an area is looked at, by its overall rating, in the definition's words."""

    green: str
    amber: str
    red: str
    further: tuple[tuple[Rag, str], ...] = ()

    def of(self, rag: Rag) -> str:
        """How often; empty without a rating."""
        three = {Rag.GREEN: self.green, Rag.AMBER: self.amber, Rag.RED: self.red}
        return dict(self.further).get(rag) or three.get(rag.base, "")


@frozen
class Overall:
    """What an overall figure is made from.

    The members' figures are the figures ``periods_back`` periods before. With ``capped_at`` no member's
    percent of target counts for more. ``points`` are there for the methods that have points. ``outturns``
    says that there are overall figures of years too, made of the members' outturns.
    """

    method: OverallMethod = on_record("method")
    members: tuple[OverallMember, ...] = on_record("members")
    periods_back: int = on_record("periods_back")
    capped_at: Decimal | None = on_record("capped_at")
    points: Points | None = on_record("points")
    monitoring: Monitoring | None
    outturns: bool = on_record("outturns", default=False)

    @property
    def meaning(self) -> Meaning:
        """What its figures say: the points of a worst rating represent that rating."""
        if self.method is OverallMethod.WORST and self.points is not None:
            return WorstRating(self.points)
        return NUMBER

    def words(self, calendar: Calendar) -> str:
        """``the mean of the percentages of target of CEH50 and CEH52, in the month before``."""
        text = f"{self.method.words} {joined([member.code for member in self.members])}"
        if not self.periods_back:
            return text
        name = calendar.period_name
        if self.periods_back == 1:
            return f"{text}, in the {name} before"
        return f"{text}, {self.periods_back} {name}s before"
