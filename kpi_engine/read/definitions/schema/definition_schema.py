"""The fields of a definitions file: the one description that the reader, editors and people go by.

definitions.py reads by it; ``definitions_json_schema`` makes the schema for editors of it.
"""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.indicator import SCHEMA_VERSION, SuppliedAs
from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.read.definitions.schema.bands_schema import BANDS
from kpi_engine.read.definitions.schema.chart_schema import AMBITION, PERIODS_SHARE, SPC
from kpi_engine.read.definitions.schema.judgement_schema import COMPARE, COMPARE_ALSO, POLARITY, SAME_WITHIN
from kpi_engine.read.definitions.schema.measure_schema import MEASURES, ONE_MEASURE
from kpi_engine.read.definitions.schema.neighbours_record import NEIGHBOURS
from kpi_engine.read.definitions.schema.overall_schema import OVERALL
from kpi_engine.read.definitions.schema.period_schema import (
    COUNTED_FROM,
    DATA_PERIOD,
    DATA_PERIODS,
    EVERY_YEARS,
    FREQUENCY,
    LAG,
    POOLED_YEARS,
    WEEKS,
    YEAR,
    YEAR_TO_DATE_FROM,
)
from kpi_engine.read.definitions.schema.threshold_schema import THRESHOLD, THRESHOLD_IN_SHORT
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import ListOf, WithPlace, WordPairs
from kpi_engine.read.yaml.records import Excludes, Field, Needs, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import MOST_DECIMALS, DecimalNumber, Size, WholeNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Choice, Code, Text, YesNo

CODE = Field(
    "code",
    WithPlace(Code(CODE_SIGNS, spaces=True)),
    "The indicator's code, once in all definitions.",
    "SCS40",
    required=True,
)
NAME = Field(
    "name", Text(), "The name as a scorecard shows it.", "Percentage of audits graded good", required=True
)
UNIT = OptionalField(
    "unit",
    Text(),
    "The unit, which is written beside each figure. percent: the value is 100 × numerator / denominator, "
    "45.3%. £, £k, £m, or of another currency: £1.4m. minutes:seconds, of values in seconds: 2:21. 1:n: "
    "1:17.9. Any other is words: 12.5 days, 4.2 per 1,000. Without it: a plain number.",
    PERCENT,
    default="number",
)
PER = OptionalField(
    "per",
    WholeNumber(1, 1_000_000_000),
    "For rates: the value is this number × numerator / denominator. Not with percent.",
    10000,
    default=1,
)
DECIMALS = Field(
    "decimals",
    WholeNumber(0, MOST_DECIMALS),
    "How many decimals are displayed. Without it: as many as the target or any of the figures has.",
    1,
)
QPR = OptionalField(
    "qpr",
    YesNo(),
    "Whether it also goes into the council's quarterly performance report.",
    True,
    default=False,
)
SEASONAL = OptionalField(
    "seasonal", YesNo(), "Whether it rises and falls with the seasons.", True, default=False
)
PEOPLE = OptionalField(
    "people",
    YesNo(),
    "Whether it counts people, whose small numbers a scorecard may withhold; no for posts, schools, pounds.",
    False,
    default=True,
)
TAGS: OptionalField[tuple[str, ...]] = OptionalField(
    "tags", ListOf(Text(), distinct=True), "Words to select it by.", ["workforce"], default=()
)
OWNER = OptionalField(
    "owner", Text(), "Who answers for it, shown with its definition.", "Director of Education", default=""
)
THEME = OptionalField(
    "theme", Text(), "What the body reports it under.", "A safe and healthy borough", default=""
)
PRIORITY = OptionalField(
    "priority",
    Text(),
    "The aim of the body's plan that it serves.",
    "Children start school ready",
    default="",
)
POSSIBLE_VALUES: OptionalField[tuple[Decimal, ...]] = OptionalField(
    "possible_values",
    ListOf(DecimalNumber(), distinct=True, most=1000),
    "The only values there can be, such as the scores of a risk. Another one in the data is an error.",
    [1, 2, 3, 4, 6],
    default=(),
)
VALUES: OptionalField[tuple[tuple[str, str], ...]] = OptionalField(
    "values",
    WordPairs(),
    "The words that its figures are, such as milestones: each with a number, which says their order, or with "
    "its rating, the best first. Pages show the words. Targets and floor standards can be words too.",
    {"Completed": 3, "On track": 2, "Delayed": 1},
    default=(),
)
LABELS: OptionalField[tuple[tuple[str, str], ...]] = OptionalField(
    "labels",
    WordPairs(),
    "Words for its figures, which are numbers, such as grades: pages show Good (2). Figures, targets and "
    "floor standards can be written as either.",
    {"1": "Outstanding", "2": "Good"},
    default=(),
)
RATE_ON = OptionalField(
    "rate_on",
    Choice(RateOn),
    "Whether the value as displayed is rated, or the raw one before rounding.",
    "displayed",
    default=RateOn.DISPLAYED,
)
THRESHOLDS: OptionalField[tuple[Values, ...]] = OptionalField(
    "thresholds",
    ListOf(THRESHOLD, most=1000),
    "Targets, floor standards, ranges and bands. Without any, the indicator is never rated.",
    None,
    default=(),
)
ADDS_UP_FROM = OptionalField(
    "adds_up_from",
    Text(),
    "The level of area whose numerators and denominators (counts, where it has none) add up to those of the "
    "areas above. kpi audit holds printed figures to it.",
    "district",
    default="",
)
ADD_UP = OptionalField(
    "add_up",
    YesNo(),
    "Whether figures of the areas above are added up where none is supplied.",
    True,
    default=False,
)
COUNT = Field(
    "count",
    YesNo(),
    "Whether its values are counts, which add_up, sum and window may add up without numerators and "
    "denominators. Without it: what has no decimals, and no unit that measures, such as days, points or "
    "cases per worker.",
    True,
)
SUPPLIED_AS = Field(
    "supplied_as",
    Choice(SuppliedAs),
    "How the values of a percentage are written: percent, 6.7, or fraction, 0.067 for 6.7 %. Without it "
    "they are percentages, and kpi check asks where they look like fractions.",
    "fraction",
)
PARTS_ROUNDED_TO = Field(
    "parts_rounded_to",
    WholeNumber(2, 1_000_000),
    "The number to whose multiples its numerators and denominators are rounded, to protect people, such as "
    "5; it goes before the number that a data file declares. A value then agrees with them if any numbers "
    "that round to them make it.",
    5,
)
SIMILAR_WITHIN = Field(
    "similar_within",
    Size(),
    "How far a value may be from a comparator and still be similar to it, in the unit of the value. Without "
    "it only values that are equal as displayed are similar.",
    0.5,
)
SOURCE_NAME = OptionalField(
    "name", Text(), "The system or body that the figures come from.", "Liberi", default=""
)
SOURCE_LATEST = OptionalField(
    "latest", Text(), "The latest data there is.", "Snapshot as at August 2024", default=""
)
SOURCE_RELEASE = OptionalField("release", Text(), "When data are released.", "Monthly", default="")
SOURCE_RECORD = Record(
    "a source", "Where the figures come from.", (SOURCE_NAME, SOURCE_LATEST, SOURCE_RELEASE)
)
SOURCE = Field(
    "source",
    SOURCE_RECORD,
    "Where the figures come from, as a scorecard prints it.",
    None,
)
DEFINITION = OptionalField(
    "definition",
    Text(paragraphs=True),
    "What the indicator measures, in words that a reader of the scorecard understands. kpi check --strict "
    "asks for it.",
    "Of all audits in the month, the share graded good or outstanding.",
    default="",
)
INDICATOR = Record(
    "an indicator",
    "One measure: what it is, which way is better, and what rates it from when.",
    (
        *(CODE, NAME, POLARITY, DATA_PERIOD, FREQUENCY, YEAR, EVERY_YEARS, POOLED_YEARS, COUNTED_FROM, WEEKS),
        *(YEAR_TO_DATE_FROM, LAG, UNIT, PER, DECIMALS, QPR),
        *(SEASONAL, PEOPLE, TAGS, OWNER, THEME, PRIORITY, COMPARE, COMPARE_ALSO, SAME_WITHIN, RATE_ON),
        *(POSSIBLE_VALUES, VALUES, LABELS, THRESHOLDS),
        *THRESHOLD_IN_SHORT,
        *MEASURES,
        *(OVERALL, ADDS_UP_FROM, ADD_UP, COUNT, SUPPLIED_AS, PARTS_ROUNDED_TO, SIMILAR_WITHIN),
        *(PERIODS_SHARE, SPC, AMBITION),
        *(SOURCE, DEFINITION),
    ),
    needs=(Needs(ADD_UP, (ADDS_UP_FROM,), "say from which level of area, such as adds_up_from: district"),),
    excludes=(
        Excludes(VALUES, LABELS, "give words a number with values, or numbers a word with labels"),
        *ONE_MEASURE,
        *(
            Excludes(THRESHOLDS, in_short, "write all of it in the thresholds, which say from when it holds")
            for in_short in THRESHOLD_IN_SHORT
        ),
        *(
            Excludes(measure, ADD_UP, "delete add_up here, and add up the indicators that it is made from")
            for measure in (*MEASURES, OVERALL)
        ),
    ),
)

SCHEMA_VERSION_FIELD = schema_version_field(SCHEMA_VERSION)
SERVICE = OptionalField(
    "service",
    Text(),
    "The service that the indicators belong to. kpi check --strict asks for it.",
    "SEND",
    default="",
)
INDICATORS = Field("indicators", ListOf(INDICATOR), "The indicators of the service.", None, required=True)
DEFINITIONS = Record(
    "a definitions file",
    "Definitions of the performance indicators of one service.",
    (SCHEMA_VERSION_FIELD, SERVICE, NEIGHBOURS, DATA_PERIODS, INDICATORS, BANDS),
)


def definitions_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a definitions file, for editors to complete and check with."""
    return file_json_schema(DEFINITIONS)
