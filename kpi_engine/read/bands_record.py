"""The values of one set of bands' fields → a set of bands."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.bands import Band, BandsOf, BandsRule, Edge
from kpi_engine.model.frozen import frozen
from kpi_engine.model.indicator import FloorBasis
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read import bands_schema as fields
from kpi_engine.read.lists import Placed
from kpi_engine.read.records import Field, Values


@frozen
class BandsVersion:
    """One version of bands, in force from ``since`` (None: always), for any target."""

    name: str
    since: Placed[str] | None
    of: BandsOf
    percent_decimals: int
    green: Band
    amber: Band | None
    red: Band
    basis: FloorBasis
    location: Location

    def rule(self, target: Decimal | None, value_decimals: int) -> BandsRule:
        """The bands as they rate an indicator of so many decimals."""
        since = "" if self.since is None else self.since.value
        decimals = value_decimals if self.of is BandsOf.VALUE else self.percent_decimals
        return BandsRule(target, self.name, self.of, decimals, self.green, self.amber, self.red, since)


def bands_version_of(values: Values, issues: list[Issue]) -> BandsVersion | None:
    """The version, or None where it cannot be read whole; problems go to ``issues``."""
    name, basis = values.get(fields.BANDS_NAME), values.get(fields.BANDS_BASIS)
    of = values.get(fields.BANDS_OF)
    if of is BandsOf.VALUE and values.names(fields.BANDS_DECIMALS) and not values.unreadable(fields.BANDS_OF):
        place = values.at(fields.BANDS_DECIMALS)
        what = "decimals stands with bands of the value, which has the decimals of its indicator"
        issues.append(error(place, what, "take it out, or write of: percent_of_target"))
    green, amber, red = (
        _band(values, field) for field in (fields.GREEN_BAND, fields.AMBER_BAND, fields.RED_BAND)
    )
    unreadable = any(
        values.unreadable(field)
        for field in (fields.BANDS_FROM, fields.BANDS_OF, fields.BANDS_DECIMALS, fields.AMBER_BAND)
    )
    if name is None or basis is None or green is None or red is None or unreadable:
        return None
    if amber is None and values.names(fields.AMBER_BAND):
        return None
    return BandsVersion(
        name=name.value,
        since=values.get(fields.BANDS_FROM),
        of=of,
        percent_decimals=values.get(fields.BANDS_DECIMALS),
        green=green,
        amber=amber,
        red=red,
        basis=basis,
        location=values.location,
    )


def _band(values: Values, field: Field[Values]) -> Band | None:
    ends = values.get(field)
    if ends is None or not ends.found or any(value is None for value, _ in ends.found.values()):
        return None
    return Band(
        _edge(ends, fields.END_FROM, fields.END_ABOVE),
        _edge(ends, fields.END_TO, fields.END_BELOW),
        values.at(field),
    )


def _edge(ends: Values, including: Field[Decimal], excluding: Field[Decimal]) -> Edge | None:
    number, beyond = ends.get(including), ends.get(excluding)
    if number is not None:
        return Edge(number, included=True)
    return None if beyond is None else Edge(beyond, included=False)
