"""The values of an indicator's fields → what its figures are made from."""

from __future__ import annotations

from kpi_engine.model.measure import Measure, Member, Ratio
from kpi_engine.read import measure_schema as fields
from kpi_engine.read.lists import Placed
from kpi_engine.read.records import Values


def measure_of(values: Values) -> Measure | None:
    """The measure; None where there is none, or where it cannot be read."""
    ratio = values.get(fields.RATIO)
    return None if ratio is None else _ratio(ratio)


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


def _member(code: Placed[str]) -> Member:
    return Member(code.value, code.location)
