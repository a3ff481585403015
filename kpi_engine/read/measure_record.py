"""The values of an indicator's fields → what its figures are made from."""

from __future__ import annotations

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.measure import Difference, Measure, Member, Ratio, Sum, Window
from kpi_engine.read import measure_schema as fields
from kpi_engine.read.lists import Placed
from kpi_engine.read.records import Values


def measure_of(values: Values, issues: list[Issue]) -> Measure | None:
    """The measure; None where there is none, or where it cannot be read."""
    ratio, difference = values.get(fields.RATIO), values.get(fields.DIFFERENCE)
    added, window = values.get(fields.SUM), values.get(fields.WINDOW)
    if ratio is not None:
        return _ratio(ratio)
    if difference is not None:
        return Difference(*map(_member, difference))
    if added is not None:
        if len(added) < 2:
            issues.append(error(values.at(fields.SUM), "sum names one indicator", "name two or more"))
        return Sum(tuple(map(_member, added)))
    return None if window is None else _window(window)


def _ratio(values: Values) -> Ratio | None:
    numerator, denominator = values.get(fields.NUMERATOR), values.get(fields.DENOMINATOR)
    if isinstance(denominator, Values):
        target = denominator.get(fields.TARGET_OF)
        if numerator is None or target is None:
            return None
        return Ratio(_member(numerator), _member(target), of_target=True)
    if numerator is None or denominator is None:
        return None
    return Ratio(_member(numerator), _member(denominator))


def _window(values: Values) -> Window | None:
    of, covers = values.get(fields.WINDOW_OF), values.get(fields.COVERS)
    return None if of is None or covers is None else Window(_member(of), covers)


def _member(code: Placed[str]) -> Member:
    return Member(code.value, code.location)
