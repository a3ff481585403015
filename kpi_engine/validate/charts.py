"""Rules for what a definition says of its series: charts, baselines, ambitions. One a function."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.series.process_chart import Baseline, ChartKind, ChartOn
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.words.number_text import PERCENT

_SHARE_MONTHS = (DataPeriod.R12M, DataPeriod.YTD)


def shares_of_windows(indicator: Indicator) -> Iterator[Issue]:
    """Figures of rolling 12 months and of the year to date share months, whatever a definition says."""
    if indicator.periods_share is not None and indicator.data_period in _SHARE_MONTHS:
        what = (
            f"periods_share is set for data_period {indicator.data_period.value}, "
            f"whose figures ({indicator.data_period.words}) always share months"
        )
        yield error(indicator.location, what, "remove periods_share")


def baselines_twice(indicator: Indicator) -> Iterator[Issue]:
    """An area has one baseline from a period."""
    seen: list[Baseline] = []
    for baseline in indicator.chart.baselines:
        for earlier in seen:
            both = set(earlier.areas) & set(baseline.areas)
            if earlier.first == baseline.first and (both or not (earlier.areas and baseline.areas)):
                what = f"a baseline from {baseline.label} is defined a second time"
                where = f"the first is on line {earlier.location.line}"
                yield error(baseline.location, f"{what}; {where}", "keep one of the two")
                break
        seen.append(baseline)


def charts_without_their_parts(indicator: Indicator) -> Iterator[Issue]:
    """Limits by denominator need a numerator and a denominator; a change on the year needs periods."""
    chart = indicator.chart
    if chart.kind is ChartKind.P_PRIME and indicator.unit != PERCENT and indicator.per == 1:
        what = "chart: p_prime is for percentages and rates, which are made of a numerator and a denominator"
        yield error(indicator.location, what, "write chart: xmr")
    if chart.kind is ChartKind.P_PRIME and chart.on is ChartOn.CHANGE_ON_YEAR:
        what = "chart: p_prime is set with on: change_on_year, and a change has no denominator"
        yield error(indicator.location, what, "remove one of the two")
    if chart.on is ChartOn.CHANGE_ON_YEAR and indicator.frequency is Frequency.ANNUAL:
        what = "on: change_on_year is set for an annual indicator, which has no seasons"
        yield error(indicator.location, what, "remove it")


def ambitions_without_a_way(indicator: Indicator) -> Iterator[Issue]:
    """An ambition needs a polarity that says which way is better."""
    ambition = indicator.ambition
    if ambition is None:
        return
    polarity = indicator.polarity_in(ambition.last).polarity
    if polarity not in (Polarity.HIGHEST, Polarity.LOWEST):
        what = f"an ambition is set, and the polarity is {polarity.value}, {polarity.words}"
        yield error(ambition.location, what, "remove the ambition, or check the polarity")
