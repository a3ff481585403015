"""The values of an overall rating's fields → how it is made."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.overall import Monitoring, Overall, OverallMember, OverallMethod, Points
from kpi_engine.read import overall_schema as fields
from kpi_engine.read.lists import Placed
from kpi_engine.read.records import Field, Values

T = TypeVar("T")
_PARTS = (fields.PERIODS_BACK, fields.CAPPED_AT, fields.POINTS, fields.MONITORING)


def overall_of(values: Values, issues: list[Issue]) -> Overall | None:
    """The overall rating of an indicator with these fields; None: it is none, or cannot be read whole.

    Problems go to ``issues``.
    """
    given = values.get(fields.OVERALL)
    if given is None:
        return None
    method, members = given.get(fields.METHOD), given.get(fields.MEMBERS)
    if method is not None:
        issues += _not_of_the_method(given, method)
    if method is None or members is None or any(given.unreadable(field) for field in _PARTS):
        return None
    counted = [_member(one) for one in members]
    return Overall(
        method=method,
        members=tuple(member for member in counted if member is not None),
        periods_back=given.get(fields.PERIODS_BACK),
        capped_at=given.get(fields.CAPPED_AT),
        points=_points(given),
        monitoring=_monitoring(given),
        outturns=given.get(fields.OF_OUTTURNS),
    )


def _not_of_the_method(values: Values, method: OverallMethod) -> list[Issue]:
    issues = []
    if values.names(fields.CAPPED_AT) and method is not OverallMethod.MEAN_PERCENT_OF_TARGET:
        what = f"capped_at stands with {method.value}, which has no percent of target"
        issues.append(error(values.at(fields.CAPPED_AT), what, "take it out"))
    cap = values.get(fields.CAPPED_AT)
    if cap is not None and cap <= 0:
        what = f"capped_at {cap} leaves nothing to count"
        issues.append(error(values.at(fields.CAPPED_AT), what, "write a number above 0, such as 100"))
    if values.names(fields.POINTS) and not method.has_points:
        what = f"points stands with {method.value}, which counts no points"
        issues.append(error(values.at(fields.POINTS), what, "take it out"))
    if method.has_points and not values.names(fields.POINTS):
        what = f"{method.value} without points"
        remedy = "say what each rating counts, such as points: {green: 2, amber: 1, red: 0}"
        issues.append(error(values.at(fields.METHOD), what, remedy))
    points = _points(values)
    if points is not None and not (points.green >= points.amber >= points.red and points.green > points.red):
        what = f"points of {points.green}, {points.amber} and {points.red} for GREEN, AMBER and RED"
        issues.append(error(values.at(fields.POINTS), what, "give GREEN the most and RED the fewest"))
    return issues


def _member(given: Placed[str] | Values) -> OverallMember | None:
    if isinstance(given, Placed):
        return OverallMember(given.value, Decimal(1), given.location)
    code, weight = given.get(fields.MEMBER_CODE), given.get(fields.WEIGHT)
    if code is None or given.unreadable(fields.WEIGHT):
        return None
    return OverallMember(code.value, Decimal(1) if weight is None else weight, code.location)


def _points(values: Values) -> Points | None:
    given = values.get(fields.POINTS)
    found = _three(given, fields.GREEN_POINTS, fields.AMBER_POINTS, fields.RED_POINTS)
    return None if found is None else Points(*found)


def _monitoring(values: Values) -> Monitoring | None:
    given = values.get(fields.MONITORING)
    found = _three(given, fields.GREEN_MONITORING, fields.AMBER_MONITORING, fields.RED_MONITORING)
    return None if found is None else Monitoring(*found)


def _three(given: Values | None, *of: Field[T]) -> list[T] | None:
    found = [] if given is None else [given.get(field) for field in of]
    whole = [one for one in found if one is not None]
    return whole if len(whole) == len(of) else None
