"""The values of one threshold's fields → a threshold."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from kpi_engine.model.frozen import frozen
from kpi_engine.model.indicator import FloorAndTarget, RatingRule, TargetRange, Threshold
from kpi_engine.model.issue import Issue
from kpi_engine.model.period import Frequency, YearKind
from kpi_engine.read import threshold_schema as fields
from kpi_engine.read.in_force import first_in_force, last_in_force
from kpi_engine.read.lists import Placed
from kpi_engine.read.records import Values

_RULE_FIELDS = (
    *(fields.TARGET, fields.STRICT, fields.THRESHOLD_BANDS),
    *(fields.FLOOR_STANDARD, fields.GREEN, fields.AMBER),
)


@frozen
class NamedBands(FloorAndTarget):
    """A target and the name of bands, which read/threshold_bands.py puts in its place when all are known."""

    bands: Placed[str] = field(kw_only=True)


def threshold_of(
    values: Values, frequency: Frequency, year: YearKind, issues: list[Issue], target: Decimal | None = None
) -> Threshold | None:
    """The threshold, or None where it cannot be read whole; problems go to ``issues``.

    ``target`` stands in for one that is not written there.
    """
    starts, ends = values.get(fields.FROM), values.get(fields.UNTIL)
    first = None if starts is None else first_in_force(starts, frequency, year, issues)
    last = None if ends is None else last_in_force(ends, frequency, year, issues)
    rule = _rule(values, target)
    scope_unreadable = values.unreadable(fields.LEVEL) or values.unreadable(fields.AREA)
    end_unreadable = last is None and values.names(fields.UNTIL)
    if starts is None or first is None or rule is None or scope_unreadable or end_unreadable:
        return None
    return Threshold(
        first=first,
        last=last,
        from_label=starts.value,
        levels=values.get(fields.LEVEL),
        areas=values.get(fields.AREA),
        rule=rule,
        floor_basis=values.get(fields.FLOOR_BASIS),
        location=values.location,
        note=values.get(fields.THRESHOLD_NOTE),
    )


def _rule(values: Values, stands_in: Decimal | None) -> RatingRule | None:
    target = values.get(fields.TARGET) if stands_in is None else stands_in
    methods = (
        values.names(fields.FLOOR_STANDARD),
        values.names(fields.GREEN) or values.names(fields.AMBER),
        values.names(fields.THRESHOLD_BANDS),
    )
    if sum(methods) > 1 or any(values.unreadable(of) for of in _RULE_FIELDS):
        return None
    bands = values.get(fields.THRESHOLD_BANDS)
    if bands is not None:
        return NamedBands(target=target, floor_standard=None, bands=bands)
    green = values.get(fields.GREEN)
    if target is None or (green is None and values.names(fields.AMBER)):
        return None
    if green is None:
        return FloorAndTarget(target, values.get(fields.FLOOR_STANDARD), values.get(fields.STRICT))
    return TargetRange(target, green, values.get(fields.AMBER))
