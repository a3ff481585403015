"""Indicators → a definitions file, by the fields that definition_schema.py reads (docs/definitions.md).

A field that is added to the schema needs its line here, or nothing can be written at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import SCHEMA_VERSION, DataSource, Indicator
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.read.definitions.schema import chart_schema as charts
from kpi_engine.read.definitions.schema import definition_schema as fields
from kpi_engine.read.definitions.schema import judgement_schema as judgements
from kpi_engine.read.definitions.schema.bands_schema import BANDS as BANDS_FIELD
from kpi_engine.read.definitions.schema.measure_schema import MEASURES
from kpi_engine.read.definitions.schema.neighbours_record import NEIGHBOURS
from kpi_engine.read.definitions.schema.overall_schema import OVERALL as OVERALL_FIELD
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
from kpi_engine.read.definitions.schema.threshold_schema import THRESHOLD_IN_SHORT
from kpi_engine.read.definitions.writer.measure_writer import AMBITION, OVERALL, chart_of, measure_fields
from kpi_engine.read.definitions.writer.threshold_writer import (
    BANDS,
    POLARITY,
    THRESHOLD,
    BandsOfThreshold,
    ThresholdOf,
)
from kpi_engine.read.yaml.records import Field
from kpi_engine.read.yaml.writing import Plain, Writer, resolved, yaml_lines

# Records with a line for each of their fields; the records of other lists have one line each.
_IN_BLOCKS = (fields.INDICATORS.name, fields.THRESHOLDS.name, BANDS_FIELD.name)


# Counting may start in any year; with another one the periods are the same.
_A_YEAR = 2020


def definitions_text(indicators: Sequence[Indicator], by_bands: Sequence[Threshold] = ()) -> str:
    """The text of one file; the indicators (at least 1) are of one service.

    ``by_bands`` are thresholds, of any file's indicators, whose bands are to be in this file.
    """
    content: dict[str, Plain] = {
        fields.SCHEMA_VERSION_FIELD.name: SCHEMA_VERSION,
        fields.SERVICE.name: indicators[0].service or None,
        NEIGHBOURS.name: _neighbours(indicators[0].neighbours),
        DATA_PERIODS.name: _own_data_periods(indicators) or None,
        BANDS_FIELD.name: [BANDS(each) for each in _versions(by_bands)] or None,
        fields.INDICATORS.name: [INDICATOR(indicator) for indicator in indicators],
    }
    found = {name: value for name, value in content.items() if value is not None}
    return "".join(f"{line}\n" for line in yaml_lines(found, _IN_BLOCKS))


def _own_data_periods(indicators: Sequence[Indicator]) -> dict[str, Plain]:
    own = (indicator.own_data_period for indicator in indicators)
    return {each.code: each.words for each in own if each is not None}


def _versions(thresholds: Sequence[Threshold]) -> list[BandsOfThreshold]:
    """The bands that some thresholds are rated by, each version once."""
    versions: dict[tuple[str, str], BandsOfThreshold] = {}
    for threshold in thresholds:
        rule = threshold.rule
        if isinstance(rule, BandsRule):
            versions.setdefault((rule.name, rule.since), BandsOfThreshold(rule, threshold))
    return list(versions.values())


def _neighbours(neighbours: Neighbours | None) -> Plain:
    return None if neighbours is None else {"name": neighbours.title, "areas": neighbours.names}


def _polarity(indicator: Indicator) -> Plain:
    """One letter, or the letters with the dates that they hold from."""
    first, *_ = indicator.polarities
    return first.polarity if first.first is None else list(map(POLARITY, indicator.polarities))


def _compare(comparison: Comparison) -> Plain:
    if comparison.kind is ComparisonKind.SINCE:
        return {judgements.SINCE.name: comparison.since_label}
    if comparison.kind is ComparisonKind.PERIODS_BACK:
        return {judgements.PERIODS_BACK.name: comparison.periods_back}
    return comparison.kind


def _years(count: int) -> Plain:
    return count if count > 1 else None


def _counted_from(indicator: Indicator) -> Plain:
    """A year that has a figure, or the first day of a period, as the definition could have it."""
    calendar = indicator.calendar
    period = calendar.first_of_year(_A_YEAR)
    if calendar.frequency is Frequency.FOUR_WEEKLY:
        return day_label(calendar.first_day(period))
    return calendar.year.label(calendar.year_of(period)) if calendar.every > 1 else None


def _weeks(indicator: Indicator) -> Plain:
    return indicator.calendar.weeks if indicator.frequency is Frequency.WEEKLY else None


def _made_from(field: Field[Any], indicator: Indicator) -> Plain:
    return None if indicator.made_from is None else measure_fields(indicator.made_from).get(field.name)


def _words(indicator: Indicator, *, labels: bool) -> Plain:
    """The words of values with their numbers, or numbers with their labels."""
    if not indicator.words or indicator.words_are_labels is not labels:
        return None
    return (
        {f"{number:f}": word for number, word in indicator.words}
        if labels
        else {word: number for number, word in indicator.words}
    )


def _thresholds(indicator: Indicator) -> Plain:
    return [THRESHOLD(ThresholdOf(threshold, indicator)) for threshold in indicator.thresholds]


SOURCE: Writer[DataSource] = Writer(
    fields.SOURCE_RECORD,
    (
        (fields.SOURCE_NAME, lambda source: source.name),
        (fields.SOURCE_LATEST, lambda source: source.latest),
        (fields.SOURCE_RELEASE, lambda source: source.release),
    ),
)
INDICATOR: Writer[Indicator] = Writer(
    fields.INDICATOR,
    (
        (fields.CODE, lambda indicator: indicator.code),
        (fields.NAME, lambda indicator: indicator.name),
        (judgements.POLARITY, _polarity),
        (DATA_PERIOD, lambda indicator: indicator.data_period_code),
        (FREQUENCY, lambda indicator: indicator.frequency),
        (YEAR, lambda indicator: indicator.year),
        (EVERY_YEARS, lambda indicator: _years(indicator.calendar.every)),
        (POOLED_YEARS, lambda indicator: _years(indicator.calendar.pooled)),
        (COUNTED_FROM, _counted_from),
        (WEEKS, _weeks),
        (YEAR_TO_DATE_FROM, lambda indicator: indicator.year_to_date_from),
        (LAG, lambda indicator: indicator.lag or None),
        (fields.UNIT, lambda indicator: indicator.unit),
        (fields.PER, lambda indicator: None if indicator.unit == PERCENT else indicator.per),
        (fields.DECIMALS, lambda indicator: None if indicator.decimals_are_open else indicator.decimals),
        (fields.QPR, lambda indicator: indicator.qpr),
        (fields.SEASONAL, lambda indicator: indicator.seasonal),
        (fields.PEOPLE, lambda indicator: indicator.people),
        (fields.TAGS, lambda indicator: indicator.tags),
        (fields.OWNER, lambda indicator: indicator.owner),
        (fields.THEME, lambda indicator: indicator.theme),
        (fields.PRIORITY, lambda indicator: indicator.priority),
        (judgements.COMPARE, lambda indicator: _compare(indicator.comparison)),
        (
            judgements.COMPARE_ALSO,
            lambda indicator: None if indicator.compare_also is None else _compare(indicator.compare_also),
        ),
        (judgements.SAME_WITHIN, lambda indicator: indicator.same_within),
        (fields.RATE_ON, lambda indicator: indicator.rate_on),
        (fields.POSSIBLE_VALUES, lambda indicator: indicator.possible_values),
        (fields.VALUES, lambda indicator: _words(indicator, labels=False)),
        (fields.LABELS, lambda indicator: _words(indicator, labels=True)),
        (fields.THRESHOLDS, _thresholds),
        *((field, resolved) for field in THRESHOLD_IN_SHORT),
        *((field, lambda indicator, field=field: _made_from(field, indicator)) for field in MEASURES),
        (
            OVERALL_FIELD,
            lambda indicator: None if indicator.overall is None else OVERALL(indicator.overall),
        ),
        (fields.ADDS_UP_FROM, lambda indicator: indicator.adds_up_from),
        (fields.ADD_UP, lambda indicator: indicator.add_up),
        (fields.COUNT, lambda indicator: indicator.count),
        (fields.SUPPLIED_AS, lambda indicator: indicator.supplied_as),
        (fields.PARTS_ROUNDED_TO, lambda indicator: indicator.parts_rounded_to),
        (fields.SIMILAR_WITHIN, lambda indicator: indicator.similar_within or None),
        (charts.PERIODS_SHARE, lambda indicator: indicator.periods_share),
        (charts.SPC, chart_of),
        (
            charts.AMBITION,
            lambda indicator: None if indicator.ambition is None else AMBITION(indicator.ambition),
        ),
        (fields.SOURCE, lambda indicator: SOURCE(indicator.source)),
        (fields.DEFINITION, lambda indicator: indicator.definition),
    ),
)
