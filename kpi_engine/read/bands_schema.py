"""The fields of bands in a definitions file (see read/definition_schema.py)."""

from __future__ import annotations

from kpi_engine.model.bands import BandsOf
from kpi_engine.model.indicator import FloorBasis
from kpi_engine.read.lists import ListOf, WithPlace
from kpi_engine.read.records import Excludes, Field, OptionalField, Record, Values
from kpi_engine.read.scalar_numbers import DecimalNumber, WholeNumber
from kpi_engine.read.scalars import Choice, PeriodText, Text

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
    (BANDS_NAME, BANDS_FROM, BANDS_OF, BANDS_DECIMALS, GREEN_BAND, AMBER_BAND, RED_BAND, BANDS_BASIS),
)
BANDS: OptionalField[tuple[Values, ...]] = OptionalField(
    "bands",
    ListOf(BANDS_RECORD, most=100),
    "Bands that the thresholds of any definitions file can name.",
    None,
    default=(),
)
