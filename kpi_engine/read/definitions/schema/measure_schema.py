"""The fields of a definition that say what an indicator's figures are made from."""

from __future__ import annotations

from enum import Enum
from itertools import combinations
from typing import Any

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import (
    Absent,
    AreasRated,
    Covers,
    Difference,
    Measure,
    Member,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.lists import Either, ListOf, ListOrRecord, OneOrMore, Pair, Placed, WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Choice, Code, Text, YesNo

_MEMBER = WithPlace(Code(CODE_SIGNS, spaces=True))

NUMERATOR = Field("numerator", _MEMBER, "The indicator whose figures are divided.", "CEH51N", required=True)
TARGET_OF = Field(
    "target_of",
    _MEMBER,
    "The indicator whose target in force divides.",
    "CEH52",
    required=True,
)
TARGET_AS_DENOMINATOR = Record(
    "a target as denominator", "The target of an indicator, in place of its figures.", (TARGET_OF,)
)
_DENOMINATOR: Either[Placed[str], Values] = Either(_MEMBER, TARGET_AS_DENOMINATOR)
DENOMINATOR = Field(
    "denominator",
    _DENOMINATOR,
    "The indicator whose figures divide, or {target_of: CEH52}. Where it has fewer periods, such as a "
    "population by year, the one of the period that holds the numerator's.",
    "CEH50",
    required=True,
)
RATIO_RECORD = Record(
    "a ratio",
    "A figure of one indicator over that of another, in the same area and period.",
    (NUMERATOR, DENOMINATOR),
)
RATIO = Field(
    "ratio",
    RATIO_RECORD,
    "The value is per × the figure of one indicator / that of another.",
    None,
)
DIFFERENCE = Field(
    "difference",
    Pair(_MEMBER, "[the first, less this]"),
    "The value is the displayed value of the first indicator less that of the second: a gap between groups.",
    ["KS2-ALL", "KS2-FSM"],
)
_ADDED: ListOf[Placed[str]] = ListOf(_MEMBER, distinct=True, most=100)
SUM_OF = Field("of", _ADDED, "The indicators that are added up.", ["CEH01", "CEH02"], required=True)
ABSENT = Field(
    "absent",
    Choice(Absent),
    "zero: where one of them has no row at all in an area and period in which another has, it counts as 0. A "
    "row without a value still leaves the sum without one.",
    "zero",
    required=True,
)
SUM_RECORD = Record("a sum", "Indicators added up, and what an absent row means.", (SUM_OF, ABSENT))
_SUM: ListOrRecord[tuple[Placed[str], ...], Values] = ListOrRecord(_ADDED, SUM_RECORD)
SUM = Field(
    "sum",
    _SUM,
    "The indicators whose numerators and denominators, or counts, are added up; or {of: [CEH01, CEH02], "
    "absent: zero}, where no row means none.",
    ["CEH01", "CEH02"],
)
WINDOW_OF = Field("of", _MEMBER, "The indicator whose periods are added up.", "CEH01", required=True)
COVERS = Field(
    "covers",
    Choice(Covers),
    "Which periods: with rolling_12_months, rolling (see periods) or year_to_date (see year_to_date_from) "
    "some that end with the figure's own, of one frequency; else all that lie in the week, month, quarter, "
    "half_year, term or year of the figure.",
    "rolling_12_months",
    required=True,
)
WINDOW_PERIODS = Field(
    "periods", WholeNumber(2, 1000), "How many periods, with covers: rolling; its own and those before.", 4
)
MEAN = OptionalField(
    "mean",
    YesNo(),
    "Whether the figure is the mean of the values, in place of their sum.",
    True,
    default=False,
)
WINDOW_RECORD = Record(
    "a window",
    "Several periods of another indicator, added up.",
    (WINDOW_OF, COVERS, WINDOW_PERIODS, MEAN),
)
WINDOW = Field(
    "window",
    WINDOW_RECORD,
    "The numerators and denominators, or counts, of several periods of another indicator are added up. All "
    "of the periods must have a figure.",
    None,
)
PRODUCT = Field(
    "product",
    ListOf(_MEMBER, distinct=True, most=10),
    "The value is the displayed values of these indicators multiplied: likelihood × impact.",
    ["LIKELIHOOD", "IMPACT"],
)
SHARE_OF = Field("of", _MEMBER, "The indicator whose figures are divided.", "CEH01", required=True)
SHARE_LEVEL = Field(
    "level", Text(), "The level of the area that an area's figure is divided by.", "county", required=True
)
SHARE_RECORD = Record(
    "a share of the area above",
    "A figure over that of the area that its area lies in.",
    (SHARE_OF, SHARE_LEVEL),
)
SHARE_OF_AREA = Field(
    "share_of_area",
    SHARE_RECORD,
    "The value is per × an area's figure / that of the area of a level that it lies in.",
    None,
)


class RatingKey(Enum):
    """A rating, as definitions write it."""

    RED = "red"
    AMBER_RED = "amber_red"
    AMBER = "amber"
    AMBER_GREEN = "amber_green"
    GREEN = "green"
    BLUE = "blue"


RATED_OF = Field("of", _MEMBER, "The indicator whose ratings are counted.", "CEH01", required=True)
RATED_AS = Field(
    "rated",
    OneOrMore(Choice(RatingKey), distinct=True),
    "The rating, or list of ratings, that counts.",
    "red",
    required=True,
)
RATED_LEVEL = Field("level", Text(), "The level of the areas that are counted.", "district", required=True)
AREAS_RATED_RECORD = Record(
    "a count of areas by rating",
    "How many areas of a level, below an area, are rated so.",
    (RATED_OF, RATED_AS, RATED_LEVEL),
)
AREAS_RATED = Field(
    "areas_rated",
    AREAS_RATED_RECORD,
    "The value is how many areas of a level, of those that lie in the area, have one of some ratings.",
    None,
)
MEASURES: tuple[Field[Any], ...] = (
    *(RATIO, DIFFERENCE, PRODUCT, SHARE_OF_AREA, AREAS_RATED),
    *(SUM, WINDOW),
)
ONE_MEASURE = tuple(
    Excludes(one, other, "keep the one that the figures are made by")
    for one, other in combinations(MEASURES, 2)
)


def measure_of(values: Values, issues: list[Issue]) -> Measure | None:
    """The measure; None where there is none, or where it cannot be read."""
    ratio, difference = values.get(RATIO), values.get(DIFFERENCE)
    added, window = values.get(SUM), values.get(WINDOW)
    if any(values.names(of) for of in (PRODUCT, SHARE_OF_AREA, AREAS_RATED)):
        return _further(values, issues)
    if ratio is not None:
        return _ratio(ratio)
    if difference is not None:
        return Difference(*map(_member, difference))
    if added is not None:
        return _sum(added, values, issues)
    return None if window is None else _window(window, issues)


def _further(values: Values, issues: list[Issue]) -> Measure | None:
    """A product, a share or a count of areas; None where it cannot be read."""
    product, share, rated = values.get(PRODUCT), values.get(SHARE_OF_AREA), values.get(AREAS_RATED)
    if product is not None:
        if len(product) < 2:
            issues.append(error(values.at(PRODUCT), "product names one indicator", "name two or more"))
        return Product(tuple(map(_member, product)))
    if share is not None:
        of, level = share.get(SHARE_OF), share.get(SHARE_LEVEL)
        return None if of is None or level is None else ShareOfArea(_member(of), level)
    if rated is None:
        return None
    of, keys, level = rated.get(RATED_OF), rated.get(RATED_AS), rated.get(RATED_LEVEL)
    if of is None or not keys or level is None:
        return None
    return AreasRated(_member(of), tuple(Rag[key.name] for key in keys), level)


def _sum(given: tuple[Placed[str], ...] | Values, values: Values, issues: list[Issue]) -> Sum | None:
    of = given.get(SUM_OF) if isinstance(given, Values) else given
    if of is None:
        return None
    if len(of) < 2:
        issues.append(error(values.at(SUM), "sum names one indicator", "name two or more"))
    is_zero = isinstance(given, Values) and given.get(ABSENT) is Absent.ZERO
    return Sum(tuple(map(_member, of)), absent_is_zero=is_zero)


def _ratio(values: Values) -> Ratio | None:
    numerator, denominator = values.get(NUMERATOR), values.get(DENOMINATOR)
    if isinstance(denominator, Values):
        target = denominator.get(TARGET_OF)
        if numerator is None or target is None:
            return None
        return Ratio(_member(numerator), _member(target), of_target=True)
    if numerator is None or denominator is None:
        return None
    return Ratio(_member(numerator), _member(denominator))


def _window(values: Values, issues: list[Issue]) -> Window | None:
    of, covers, periods = values.get(WINDOW_OF), values.get(COVERS), values.get(WINDOW_PERIODS)
    if covers is Covers.ROLLING and not values.names(WINDOW_PERIODS):
        issues.append(error(values.at(COVERS), "a rolling window needs periods", "add how many it has"))
    if covers not in (None, Covers.ROLLING) and values.names(WINDOW_PERIODS):
        what = "periods is set for a window that is not rolling"
        issues.append(error(values.at(WINDOW_PERIODS), what, "remove it, or write covers: rolling"))
    if of is None or covers is None or (covers is Covers.ROLLING) != (periods is not None):
        return None
    return Window(_member(of), covers, periods, mean=values.get(MEAN))


def _member(code: Placed[str]) -> Member:
    return Member(code.value, code.location)
