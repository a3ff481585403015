"""The fields of an overall rating in a definitions file (see read/definition_schema.py)."""

from __future__ import annotations

from kpi_engine.model.overall import OverallMethod
from kpi_engine.read.lists import Either, ListOf, Placed, WithPlace
from kpi_engine.read.records import Excludes, Field, OptionalField, Record, Values
from kpi_engine.read.scalar_numbers import DecimalNumber, Size, WholeNumber
from kpi_engine.read.scalars import CODE_SIGNS, Choice, Code, Text, YesNo

METHOD = Field(
    "method",
    Choice(OverallMethod),
    "mean_percent_of_target: the mean of what percent each value is of its target. weighted_points: points "
    "for each rating, on average; of a percentage, the percent of those that all GREEN would have. worst: "
    "the points of the worst rating. share_green: the percent that is GREEN.",
    "mean_percent_of_target",
    required=True,
)
MEMBER_CODE = Field(
    "code", WithPlace(Code(CODE_SIGNS)), "The code of the indicator that counts.", "CEH50", required=True
)
WEIGHT = Field("weight", Size(), "How much it counts beside the others. Without it, 1.", 2)
MEMBER = Record("a member", "An indicator that counts for an overall rating.", (MEMBER_CODE, WEIGHT))
_MEMBER: Either[Placed[str], Values] = Either(WithPlace(Code(CODE_SIGNS)), MEMBER)
MEMBERS: Field[tuple[Placed[str] | Values, ...]] = Field(
    "of",
    ListOf(_MEMBER, most=200),
    "The indicators that count, by code; {code: CEH50, weight: 2} where one counts more than the others.",
    ["CEH50", "CEH51N", "CEH52"],
    required=True,
)
PERIODS_BACK = OptionalField(
    "periods_back",
    WholeNumber(0, 120),
    "How many periods before the overall rating the figures are that it is made of. 1: the month before's.",
    1,
    default=0,
)
CAPPED_AT = Field(
    "capped_at",
    DecimalNumber(),
    "The most that one percent of target counts. Without it, none is capped.",
    100,
)
GREEN_POINTS = Field("green", DecimalNumber(), "What GREEN counts.", 2, required=True)
AMBER_POINTS = Field("amber", DecimalNumber(), "What AMBER counts.", 1, required=True)
RED_POINTS = Field("red", DecimalNumber(), "What RED counts.", 0, required=True)
POINTS = Field(
    "points",
    Record("points", "What each rating counts.", (GREEN_POINTS, AMBER_POINTS, RED_POINTS)),
    "What each rating counts, for weighted_points and worst.",
    None,
)
GREEN_MONITORING = Field("green", Text(), "How often where it is GREEN.", "quarterly", required=True)
AMBER_MONITORING = Field("amber", Text(), "How often where it is AMBER.", "every two months", required=True)
RED_MONITORING = Field("red", Text(), "How often where it is RED.", "monthly", required=True)
MONITORING = Field(
    "monitoring",
    Record(
        "monitoring",
        "How often the service is looked at.",
        (GREEN_MONITORING, AMBER_MONITORING, RED_MONITORING),
    ),
    "How often the service is looked at, which follows from the rating and is shown with it.",
    None,
)
OF_OUTTURNS = OptionalField(
    "outturns",
    YesNo(),
    "Whether its final figures of years are made too, from the outturns of its members.",
    True,
    default=False,
)
OVERALL_RECORD = Record(
    "an overall rating",
    "How an indicator's figures are made from how others of the same area are rated.",
    (METHOD, MEMBERS, PERIODS_BACK, CAPPED_AT, POINTS, MONITORING, OF_OUTTURNS),
    excludes=(
        Excludes(CAPPED_AT, POINTS, "keep capped_at for mean_percent_of_target, points for the others"),
    ),
)
OVERALL = Field(
    "overall",
    OVERALL_RECORD,
    "Makes it an overall rating: its figures are made from how others of the same area are rated, where none "
    "is supplied.",
    None,
)
