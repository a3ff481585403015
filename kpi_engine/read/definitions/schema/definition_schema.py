"""The fields of a definitions file: the one description that the reader, editors and people go by.

read/definitions.py reads by it; ``definitions_json_schema`` makes the schema for editors of it.
"""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.calendars.period import CalendarMonth, Frequency, Weeks, YearKind
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import SCHEMA_VERSION, DataPeriod, SuppliedAs
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.read.definitions.schema.bands_schema import BANDS
from kpi_engine.read.definitions.schema.chart_schema import AMBITION, PERIODS_SHARE, SPC
from kpi_engine.read.definitions.schema.measure_schema import MEASURES, ONE_MEASURE
from kpi_engine.read.definitions.schema.neighbours_record import NEIGHBOURS
from kpi_engine.read.definitions.schema.overall_schema import OVERALL
from kpi_engine.read.definitions.schema.polarity_words import Asked, PolarityOrAsk, PolarityWord
from kpi_engine.read.definitions.schema.threshold_schema import FROM, THRESHOLD, THRESHOLD_IN_SHORT
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import Either, ListOf, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, Needs, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import MOST_DECIMALS, DecimalNumber, Size, WholeNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Choice, Code, PeriodText, Text, YesNo

DATED_POLARITY = Field(
    "polarity", PolarityWord(Polarity), "The polarity from then on: H, L, T or none.", "H", required=True
)
POLARITY_IN_FORCE = Record(
    "a polarity in force",
    "A polarity and the year or period it holds from.",
    (FROM, DATED_POLARITY),
)
PERIODS_BACK = Field(
    "periods_back",
    WholeNumber(1, 120),
    "How many periods back the compared value is.",
    2,
)
SINCE = Field(
    "since",
    WithPlace(PeriodText()),
    "The fixed period that every later one is compared with: of the indicator's frequency, such as 2017-03, "
    "2024-25 Q1, 2023-24 Summer or, for an annual indicator, 2020-21.",
    "2017-03",
)
COMPARISON = Record(
    "a comparison",
    "A comparison some periods back, or with a fixed period.",
    (PERIODS_BACK, SINCE),
    excludes=(Excludes(PERIODS_BACK, SINCE, "keep the one that is meant"),),
    any_of=(PERIODS_BACK, SINCE),
)


class _NamedComparison(Choice[ComparisonKind]):
    """The comparisons that a word says in full; periods_back and since are records, since they need more."""

    def _names(self) -> tuple[str, ...]:
        need_more = (ComparisonKind.PERIODS_BACK, ComparisonKind.SINCE)
        return tuple(kind.value for kind in ComparisonKind if kind not in need_more)


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
_POLARITY: Either[Polarity | Asked, tuple[Values, ...]] = Either(
    PolarityOrAsk(), ListOf(POLARITY_IN_FORCE, most=100)
)
POLARITY = Field(
    "polarity",
    _POLARITY,
    "H: highest is best. L: lowest is best. T: stay close to the target. none: shown for context, never "
    "judged. Words do too: bigger is better, smaller is better, plan is best. ask: nobody has said yet; "
    "nothing is rated, and kpi check asks. Where it changed, a list of {from, polarity} in order.",
    "H",
    required=True,
)
DATA_PERIOD = Field(
    "data_period",
    Choice(DataPeriod),
    "What one figure covers: R12M rolling 12 months, MS monthly snapshot, YTD year to date, Q quarter, "
    "T term, A year, P the period itself. Without it: MS of a monthly indicator, Q, T or A where that is its "
    "frequency, else P.",
    "R12M",
)
FREQUENCY = Field(
    "frequency", Choice(Frequency), "How often there is a new figure.", "monthly", required=True
)
YEAR = Field(
    "year",
    Choice(YearKind),
    "Which twelve months a year is: financial, April to March, written 2023-24; academic, September to "
    "August; calendar, written 2024; or the month it starts in, such as july. Quarters are of that year. "
    "Must be said for an annual indicator; otherwise academic for a termly one, else financial.",
    "financial",
)
EVERY_YEARS = Field(
    "every_years",
    WholeNumber(2, 20),
    "For annual figures that there are only every so many years: how many. counted_from says in which.",
    2,
)
POOLED_YEARS = Field(
    "pooled_years",
    WholeNumber(2, 20),
    "For annual figures of several years together: how many. Such a period is written 2019-21, or "
    "2019-20 to 2021-22.",
    3,
)
COUNTED_FROM = Field(
    "counted_from",
    WithPlace(PeriodText()),
    "Where counting starts, if frequency leaves that open: with every_years a year that has a figure, for "
    "a four_weekly indicator the first day of a period.",
    "2024-04-01",
)
WEEKS = Field(
    "weeks",
    Choice(Weeks),
    "For a weekly indicator: iso, Monday to Sunday and written 2025-W01; or ending_ or beginning_ and a day, "
    "such as ending_friday, written by that day: w/e 2025-01-03. Without it: iso.",
    "ending_friday",
)
LAG = OptionalField(
    "lag",
    WholeNumber(0, 24),
    "How many periods its figures come late. A section then shows its latest figure that is no older, and of "
    "which period that is; any other indicator without a figure in the section's latest period has none.",
    1,
    default=0,
)
YEAR_TO_DATE_FROM = Field(
    "year_to_date_from",
    Choice(CalendarMonth),
    "The month in which a count of the year to date starts again, and a year of its targets begins, where "
    "that is not the first month of its year: that of a contract, for example.",
    "december",
)
UNIT = OptionalField(
    "unit",
    Text(),
    "The unit, which stands beside each figure. percent: the value is 100 × numerator / denominator, 45.3%. "
    "£, £k, £m, or of another currency: £1.4m. minutes:seconds, of values in seconds: 2:21. 1:n: 1:17.9. Any "
    "other is words: 12.5 days, 4.2 per 1,000. Without it: a plain number.",
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
_COMPARE: Either[ComparisonKind, Values] = Either(_NamedComparison(ComparisonKind), COMPARISON)
COMPARE = Field(
    "compare",
    _COMPARE,
    "What the direction of travel compares with: the previous period, the same period of last year, the "
    "previous observation whenever it was, {periods_back: 2}, or a fixed period {since: 2017-03}. Without "
    "it: the same period of last year for a termly indicator, else the previous period.",
    "previous",
)
POSSIBLE_VALUES: OptionalField[tuple[Decimal, ...]] = OptionalField(
    "possible_values",
    ListOf(DecimalNumber(), distinct=True, most=1000),
    "The only values there can be, such as the scores of a risk. Another one in the data is an error.",
    [1, 2, 3, 4, 6],
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
        *(SEASONAL, PEOPLE, TAGS, COMPARE, RATE_ON, POSSIBLE_VALUES, THRESHOLDS),
        *THRESHOLD_IN_SHORT,
        *MEASURES,
        *(OVERALL, ADDS_UP_FROM, ADD_UP, COUNT, SUPPLIED_AS, SIMILAR_WITHIN),
        *(PERIODS_SHARE, SPC, AMBITION),
        *(SOURCE, DEFINITION),
    ),
    needs=(Needs(ADD_UP, (ADDS_UP_FROM,), "say from which level of area, such as adds_up_from: district"),),
    excludes=(
        *ONE_MEASURE,
        *(
            Excludes(THRESHOLDS, in_short, "write all of it in the thresholds, which say from when it holds")
            for in_short in THRESHOLD_IN_SHORT
        ),
        *(
            Excludes(measure, ADD_UP, "take it out here, and add up what it is made from")
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
    (SCHEMA_VERSION_FIELD, SERVICE, NEIGHBOURS, INDICATORS, BANDS),
)


def definitions_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a definitions file, for editors to complete and check with."""
    return file_json_schema(DEFINITIONS)
