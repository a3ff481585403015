"""The fields of an overall rating in a definitions file (see definition_schema.py)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Rag
from kpi_engine.model.definitions.made_from.overall import Monitoring, Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.lists import Either, ListOf, Placed, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber, Size, WholeNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Choice, Code, Text, YesNo

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
    "code",
    WithPlace(Code(CODE_SIGNS, spaces=True)),
    "The code of the indicator that counts.",
    "CEH50",
    required=True,
)
WEIGHT = Field("weight", Size(), "How much it counts beside the others. Without it, 1.", 2)
MEMBER = Record("a member", "An indicator that counts for an overall rating.", (MEMBER_CODE, WEIGHT))
_MEMBER: Either[Placed[str], Values] = Either(WithPlace(Code(CODE_SIGNS, spaces=True)), MEMBER)
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
FURTHER_POINTS: Mapping[Rag, Field[Decimal]] = {
    rag: Field(rag.key, DecimalNumber(), f"What {rag.key} counts. Without it, as {rag.base.value}.", None)
    for rag in FURTHER_RATINGS
}
POINTS = Field(
    "points",
    Record(
        "points",
        "What each rating counts.",
        (GREEN_POINTS, AMBER_POINTS, RED_POINTS, *FURTHER_POINTS.values()),
    ),
    "What each rating counts, for weighted_points and worst.",
    None,
)
GREEN_MONITORING = Field("green", Text(), "How often where it is GREEN.", "quarterly", required=True)
AMBER_MONITORING = Field("amber", Text(), "How often where it is AMBER.", "every two months", required=True)
RED_MONITORING = Field("red", Text(), "How often where it is RED.", "monthly", required=True)
FURTHER_MONITORING: Mapping[Rag, Field[str]] = {
    rag: Field(rag.key, Text(), f"How often where it is {rag.key}. Without it, as {rag.base.value}.", None)
    for rag in FURTHER_RATINGS
}
MONITORING = Field(
    "monitoring",
    Record(
        "monitoring",
        "How often the service is looked at.",
        (GREEN_MONITORING, AMBER_MONITORING, RED_MONITORING, *FURTHER_MONITORING.values()),
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


T = TypeVar("T")
_PARTS = (PERIODS_BACK, CAPPED_AT, POINTS, MONITORING)


def overall_of(values: Values, issues: list[Issue]) -> Overall | None:
    """The overall rating of an indicator with these fields. Problems go to ``issues``.

    Returns:
        The overall rating; None if the indicator has none, or it cannot be read whole.
    """
    given = values.get(OVERALL)
    if given is None:
        return None
    method, members = given.get(METHOD), given.get(MEMBERS)
    if method is not None:
        issues += _not_of_the_method(given, method)
    if method is None or members is None or any(given.unreadable(field) for field in _PARTS):
        return None
    counted = [_member(one) for one in members]
    return Overall(
        method=method,
        members=tuple(member for member in counted if member is not None),
        periods_back=given.get(PERIODS_BACK),
        capped_at=given.get(CAPPED_AT),
        points=_points(given),
        monitoring=_monitoring(given),
        outturns=given.get(OF_OUTTURNS),
    )


def _not_of_the_method(values: Values, method: OverallMethod) -> list[Issue]:
    issues = []
    if values.names(CAPPED_AT) and method is not OverallMethod.MEAN_PERCENT_OF_TARGET:
        what = f"capped_at has no meaning with {method.value}, which has no percent of target"
        issues.append(error(values.at(CAPPED_AT), what, "delete capped_at"))
    cap = values.get(CAPPED_AT)
    if cap is not None and cap <= 0:
        what = f"capped_at {cap} leaves nothing to count"
        issues.append(error(values.at(CAPPED_AT), what, "write a number above 0, such as 100"))
    if values.names(POINTS) and not method.has_points:
        what = f"points has no meaning with {method.value}, which counts no points"
        issues.append(error(values.at(POINTS), what, "delete points"))
    if method.has_points and not values.names(POINTS):
        what = f"{method.value} without points"
        remedy = "say what each rating counts, such as points: {green: 2, amber: 1, red: 0}"
        issues.append(error(values.at(METHOD), what, remedy))
    points = _points(values)
    if points is not None and not (points.green >= points.amber >= points.red and points.green > points.red):
        what = f"points of {points.green}, {points.amber} and {points.red} for GREEN, AMBER and RED"
        issues.append(error(values.at(POINTS), what, "give GREEN the most and RED the fewest"))
    return issues


def _member(given: Placed[str] | Values) -> OverallMember | None:
    if isinstance(given, Placed):
        return OverallMember(given.value, Decimal(1), given.location)
    code, weight = given.get(MEMBER_CODE), given.get(WEIGHT)
    if code is None or given.unreadable(WEIGHT):
        return None
    return OverallMember(code.value, Decimal(1) if weight is None else weight, code.location)


def _points(values: Values) -> Points | None:
    given = values.get(POINTS)
    found = _three(given, GREEN_POINTS, AMBER_POINTS, RED_POINTS)
    return (
        None
        if given is None or found is None
        else Points(found[0], found[1], found[2], _further(given, FURTHER_POINTS))
    )


def _monitoring(values: Values) -> Monitoring | None:
    given = values.get(MONITORING)
    found = _three(given, GREEN_MONITORING, AMBER_MONITORING, RED_MONITORING)
    return (
        None
        if given is None or found is None
        else Monitoring(found[0], found[1], found[2], _further(given, FURTHER_MONITORING))
    )


def _further(given: Values, of: Mapping[Rag, Field[T]]) -> tuple[tuple[Rag, T], ...]:
    found = ((rag, given.get(field)) for rag, field in of.items())
    return tuple((rag, value) for rag, value in found if value is not None)


def _three(given: Values | None, *of: Field[T]) -> list[T] | None:
    found = [] if given is None else [given.get(field) for field in of]
    whole = [one for one in found if one is not None]
    return whole if len(whole) == len(of) else None
