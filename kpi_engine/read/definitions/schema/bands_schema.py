"""The fields of bands in a definitions file (see definition_schema.py)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Rag
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.yaml.lists import ListOf, Placed, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber, WholeNumber
from kpi_engine.read.yaml.scalars import Choice, PeriodText, Text

END_FROM = Field("from", DecimalNumber(), "The lowest number in the band.", 50)
END_ABOVE = Field("above", DecimalNumber(), "The band holds numbers above this one.", 50)
END_TO = Field("to", DecimalNumber(), "The highest number in the band.", 64)
END_BELOW = Field("below", DecimalNumber(), "The band holds numbers below this one.", 65)
BAND = Record(
    "a band",
    "The numbers that have one rating. A side without an end is open.",
    (END_FROM, END_ABOVE, END_TO, END_BELOW),
    excludes=(
        Excludes(END_FROM, END_ABOVE, "keep from where the number itself is in the band, else above"),
        Excludes(END_TO, END_BELOW, "keep to where the number itself is in the band, else below"),
    ),
    any_of=(END_FROM, END_ABOVE, END_TO, END_BELOW),
)

BANDS_NAME = Field(
    "name",
    WithPlace(Text()),
    "What thresholds call the bands by. Several of one name are its versions, each from its date.",
    "youth contracts",
    required=True,
)
BANDS_FROM = Field(
    "from",
    WithPlace(PeriodText()),
    "The first year or period that this version holds in, as the indicators that use it write theirs. "
    "Without it, it holds until the first one that has a date.",
    "2016-12",
)
BANDS_OF = OptionalField(
    "of",
    Choice(BandsOf),
    "Whether the bands are of the value or of the percent that it is of the target.",
    "percent_of_target",
    default=BandsOf.VALUE,
)
BANDS_DECIMALS = OptionalField(
    "decimals",
    WholeNumber(0, 6),
    "How many decimals a percent of target is displayed and rated with. Without it, 1.",
    1,
    default=1,
)
GREEN_BAND = Field("green", BAND, "What is GREEN.", None, required=True)
AMBER_BAND = Field("amber", BAND, "What is AMBER. Without it, whatever is not GREEN is RED.", None)
FURTHER_BANDS: Mapping[Rag, Field[Values]] = {
    rag: Field(rag.key, BAND, f"On a scale with {rag.key}: what is {rag.key}.", None)
    for rag in FURTHER_RATINGS
}
RED_BAND = Field("red", BAND, "What is RED.", None, required=True)
BANDS_BASIS = Field(
    "basis",
    Choice(FloorBasis),
    "How the bands are known: stated in a plan or contract, inferred from published ratings, or assumed.",
    "stated",
    required=True,
)
BANDS_RECORD = Record(
    "a set of bands",
    "One band of GREEN, one of RED and, in between, one of AMBER, in force from a year or period.",
    (
        *(BANDS_NAME, BANDS_FROM, BANDS_OF, BANDS_DECIMALS),
        *(GREEN_BAND, AMBER_BAND),
        *FURTHER_BANDS.values(),
        *(RED_BAND, BANDS_BASIS),
    ),
)
BANDS: OptionalField[tuple[Values, ...]] = OptionalField(
    "bands",
    ListOf(BANDS_RECORD, most=100),
    "Bands that the thresholds of any definitions file can name.",
    None,
    default=(),
)


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
    further: tuple[tuple[Rag, Band], ...]
    location: Location

    def rule(self, target: Decimal | None, value_decimals: int) -> BandsRule:
        """The bands as they rate an indicator of so many decimals."""
        since = "" if self.since is None else self.since.value
        decimals = value_decimals if self.of is BandsOf.VALUE else self.percent_decimals
        ends = (self.green, self.amber, self.red)
        return BandsRule(target, self.name, self.of, decimals, *ends, since, further=self.further)


def bands_version_of(values: Values, issues: list[Issue]) -> BandsVersion | None:
    """The version, or None where it cannot be read whole; problems go to ``issues``."""
    name, basis = values.get(BANDS_NAME), values.get(BANDS_BASIS)
    of = values.get(BANDS_OF)
    if of is BandsOf.VALUE and values.names(BANDS_DECIMALS) and not values.unreadable(BANDS_OF):
        place = values.at(BANDS_DECIMALS)
        what = "decimals has no meaning with bands of the value, which has the decimals of its indicator"
        issues.append(error(place, what, "delete decimals, or write of: percent_of_target"))
    green, amber, red = (_band(values, field) for field in (GREEN_BAND, AMBER_BAND, RED_BAND))
    further = [(rag, _band(values, field), values.names(field)) for rag, field in FURTHER_BANDS.items()]
    unreadable = any(values.unreadable(field) for field in (BANDS_FROM, BANDS_OF, BANDS_DECIMALS, AMBER_BAND))
    if name is None or basis is None or green is None or red is None or unreadable:
        return None
    if any(band is None and is_named for _rag, band, is_named in further):
        return None
    if amber is None and values.names(AMBER_BAND):
        return None
    return BandsVersion(
        name=name.value,
        since=values.get(BANDS_FROM),
        of=of,
        percent_decimals=values.get(BANDS_DECIMALS),
        green=green,
        amber=amber,
        red=red,
        basis=basis,
        further=tuple((rag, band) for rag, band, _is_named in further if band is not None),
        location=values.location,
    )


def _band(values: Values, field: Field[Values]) -> Band | None:
    ends = values.get(field)
    if ends is None or not ends.found or any(value is None for value, _ in ends.found.values()):
        return None
    return Band(
        _edge(ends, END_FROM, END_ABOVE),
        _edge(ends, END_TO, END_BELOW),
        values.at(field),
    )


def _edge(ends: Values, including: Field[Decimal], excluding: Field[Decimal]) -> Edge | None:
    number, beyond = ends.get(including), ends.get(excluding)
    if number is not None:
        return Edge(number, included=True)
    return None if beyond is None else Edge(beyond, included=False)
