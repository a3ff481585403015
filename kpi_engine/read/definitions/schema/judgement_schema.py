"""The fields of a definition that say which way is better, and what a figure is compared with."""

from __future__ import annotations

from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.read.definitions.schema.polarity_words import Asked, PolarityOrAsk, PolarityWord
from kpi_engine.read.definitions.schema.threshold_schema import FROM
from kpi_engine.read.yaml.lists import Either, ListOf, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, Record, Values
from kpi_engine.read.yaml.scalar_numbers import Size, WholeNumber
from kpi_engine.read.yaml.scalars import Choice, PeriodText

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


_COMPARE: Either[ComparisonKind, Values] = Either(_NamedComparison(ComparisonKind), COMPARISON)


COMPARE = Field(
    "compare",
    _COMPARE,
    "What the direction of travel compares with: the previous period, the same period of last year, the "
    "previous observation whenever it was, {periods_back: 2}, or a fixed period {since: 2017-03}. Without "
    "it: the same period of last year for a termly indicator, else the previous period.",
    "previous",
)
COMPARE_ALSO = Field(
    "compare_also",
    _COMPARE,
    "What a second arrow, for the longer term, compares with; as compare.",
    "same_period_last_year",
)
SAME_WITHIN = Field(
    "same_within",
    Size(),
    "How far apart two values may be, as displayed and in the unit of the value, and still be the same "
    "performance, with a level arrow. Without it only equal values are.",
    0.5,
)
