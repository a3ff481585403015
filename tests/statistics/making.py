"""Series written as a person would, and the statistics of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kpi_engine.every_statistic import every_statistic
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.figure_marks import FigureMark, bits_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import IntervalsShown, Statistic, StatisticsAsked
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Location
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import columns_of
from tests.oracle.records import PlainObservation
from tests.rate.making import a_threshold, an_indicator

AREAS = (
    Area("Kent", "county", ()),
    *(Area(f"District {number}", "district", ("Kent",)) for number in range(12)),
)
# The period of the last entry of each series.
LAST = Month(2024, 8).ordinal
EVERYTHING = frozenset(Statistic)
# A figure: "62", "62%15/36" (its parts), "" (no row), "62c" (carried forward), "*" (suppressed),
# "62.0p" (as printed), "62b" (a break in the series).
Series = Sequence[str]


def indicator(**fields: Any) -> Indicator:
    """A monthly percentage without decimals, target 85 and floor 75."""
    changes = {"decimals": 0, "thresholds": (a_threshold("85", "75"),), **fields}
    return an_indicator(**changes)


def with_statistics(
    series: Mapping[tuple[str, str], Series] | Series,
    indicators: Sequence[Indicator] | Indicator,
    kinds: frozenset[Statistic] = EVERYTHING,
    last: int = LAST,
) -> Ratings:
    """The ratings of series by code and area (or of one, of Kent), each ending in the last period."""
    defined = [indicators] if isinstance(indicators, Indicator) else list(indicators)
    by_place = series if isinstance(series, Mapping) else {(defined[0].code, "Kent"): series}
    rows = [
        _row(code, area, last - len(entries) + 1 + at, text)
        for (code, area), entries in by_place.items()
        for at, text in enumerate(entries)
        if text
    ]
    observations = columns_of(rows, defined, AREAS)
    ratings = rate_observations(observations, defined, AREAS)
    asked = StatisticsAsked(kinds, IntervalsShown.ALWAYS, Location("test"))
    return every_statistic(ratings, defined, AREAS, asked)


def _row(code: str, area: str, period: int, text: str) -> PlainObservation:
    carried, text = text.endswith("c"), text.removesuffix("c")
    is_break, text = text.endswith("b"), text.removesuffix("b")
    as_printed, text = text.endswith("p"), text.removesuffix("p")
    value, _, parts = text.partition("%")
    numerator, denominator = map(Decimal, parts.split("/")) if parts else (None, None)
    is_withheld = text == "*"
    row = PlainObservation(
        code=code,
        area=area,
        period=period,
        value=Decimal(value) if value and not is_withheld else None,
        numerator=numerator,
        denominator=denominator,
        missing=Missing.SUPPRESSED if is_withheld else Missing.PRESENT,
    )
    marks = bits_of([FigureMark.BREAK] if is_break else [])
    return replace(row, carried_forward=carried, as_printed=as_printed, marks=marks)


def latest(ratings: Ratings, code: str = "", area: str = "Kent") -> Figure:
    """The latest figure of a series."""
    figures = [Figure(ratings, row) for row in range(len(ratings))]
    return max(
        (each for each in figures if each.area == area and (not code or each.indicator.code == code)),
        key=lambda each: each.period,
    )
