"""The values of one indicator's fields → an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataSource, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import shown
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.read.definitions.calendar_record import calendar_of, own_year_of
from kpi_engine.read.definitions.data_period_record import data_period_of
from kpi_engine.read.definitions.moving_targets import plain_thresholds
from kpi_engine.read.definitions.schema import definition_schema as fields
from kpi_engine.read.definitions.schema.chart_schema import PERIODS_SHARE, ambition_of, process_chart_of
from kpi_engine.read.definitions.schema.computed_target_schema import TARGET_FOR, TARGET_FROM
from kpi_engine.read.definitions.schema.judgement_schema import (
    COMPARE,
    COMPARE_ALSO,
    DATED_POLARITY,
    PERIODS_BACK,
    POLARITY,
    SAME_WITHIN,
    SINCE,
)
from kpi_engine.read.definitions.schema.measure_schema import MEASURES, measure_of
from kpi_engine.read.definitions.schema.moving_target_schema import PATH
from kpi_engine.read.definitions.schema.overall_schema import OVERALL, overall_of
from kpi_engine.read.definitions.schema.period_schema import FREQUENCY, LAG
from kpi_engine.read.definitions.schema.polarity_words import Asked
from kpi_engine.read.definitions.schema.threshold_schema import (
    AMBER,
    FLOOR_STANDARD,
    FROM,
    GREEN,
    TARGET,
    THRESHOLD,
    THRESHOLD_BANDS,
    THRESHOLD_IN_SHORT,
)
from kpi_engine.read.definitions.threshold_record import threshold_of
from kpi_engine.read.yaml.in_force import first_in_force, fixed_period
from kpi_engine.read.yaml.records import Field, Values


def comparison_of(
    values: Values, calendar: Calendar, issues: list[Issue], field: Field[ComparisonKind | Values] = COMPARE
) -> Comparison:
    """The comparison of an indicator; the usual one of its frequency where none can be read."""
    given = values.get(field)
    if isinstance(given, ComparisonKind):
        if given is ComparisonKind.SAME_PERIOD_LAST_YEAR and calendar.every > 1:
            what = f"there is a figure every {calendar.every} years only, and so none of the year before"
            issues.append(error(values.at(field), what, f"write {field.name}: previous"))
        return Comparison(given)
    if isinstance(given, Values):
        base = given.get(SINCE)
        since = None if base is None else fixed_period(base, calendar, issues)
        if base is not None and since is not None:
            return Comparison(ComparisonKind.SINCE, since=since, since_label=base.value)
        return Comparison(ComparisonKind.PERIODS_BACK, given.get(PERIODS_BACK) or 1)
    if calendar.frequency is Frequency.TERMLY:
        return Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR)
    return Comparison(ComparisonKind.PREVIOUS)


def _compare_also(values: Values, calendar: Calendar, issues: list[Issue]) -> Comparison | None:
    """What a second arrow compares with, which is something else than the first arrow does."""
    if not values.names(COMPARE_ALSO) or values.unreadable(COMPARE_ALSO):
        return None
    # What is wrong with the first comparison has been reported.
    also, first = comparison_of(values, calendar, issues, COMPARE_ALSO), comparison_of(values, calendar, [])
    lag = also.lag(calendar)
    if also == first or (lag is not None and lag == first.lag(calendar)):
        what = f"both arrows would compare with {first.words(calendar)}"
        issues.append(error(values.at(COMPARE_ALSO), what, "name another comparison, or delete compare_also"))
    return also


_OTHER_WORDS_FOR_PERCENT = ("%", "per cent", "percentage", "pct")


def indicator_of(
    values: Values, service: str, declared: Mapping[str, str], issues: list[Issue]
) -> Indicator | None:
    """The indicator without its derived targets and its bands, or None where what rates it cannot be read.

    ``declared`` are the words of its file for what a figure covers. Problems go to ``issues``.
    """
    code = values.get(fields.CODE)
    frequency = values.get(FREQUENCY)
    unit = None if values.unreadable(fields.UNIT) else values.get(fields.UNIT)
    data_period, own_data_period = data_period_of(values, frequency, declared, issues)
    calendar = calendar_of(values, issues)
    per = _per(values, unit, issues)
    if calendar is None:
        return None
    year_to_date_from = own_year_of(values, calendar, issues)
    polarities = _polarities(values, calendar, issues)
    records = _threshold_records_checked(values, issues)
    made = [(record, threshold_of(record, calendar, issues)) for record in records if _is_written_out(record)]
    possible_values = values.get(fields.POSSIBLE_VALUES)
    decimals = _decimals(values, records, issues)
    if code is None or decimals is None or unit is None or per is None or not polarities:
        return None
    indicator = Indicator(
        code=code.value,
        name=values.get(fields.NAME) or "",
        service=service,
        polarities=polarities,
        data_period=data_period,
        own_data_period=own_data_period,
        frequency=calendar.frequency,
        year=calendar.year,
        calendar_details=None if calendar.details == CalendarDetails() else calendar.details,
        unit=unit,
        per=per,
        decimals=decimals,
        decimals_are_open=not values.names(fields.DECIMALS),
        comparison=comparison_of(values, calendar, issues),
        compare_also=_compare_also(values, calendar, issues),
        same_within=values.get(SAME_WITHIN),
        rate_on=values.get(fields.RATE_ON),
        thresholds=(),
        lag=values.get(LAG),
        qpr=values.get(fields.QPR),
        seasonal=values.get(fields.SEASONAL),
        people=values.get(fields.PEOPLE),
        tags=values.get(fields.TAGS),
        owner=values.get(fields.OWNER),
        theme=values.get(fields.THEME),
        priority=values.get(fields.PRIORITY),
        source=_source(values),
        definition=values.get(fields.DEFINITION) or "",
        location=code.location,
        adds_up_from=values.get(fields.ADDS_UP_FROM),
        add_up=values.get(fields.ADD_UP),
        made_from=measure_of(values, issues),
        overall=overall_of(values, issues),
        year_to_date_from=year_to_date_from,
        count=values.get(fields.COUNT),
        supplied_as=values.get(fields.SUPPLIED_AS),
        parts_rounded_to=values.get(fields.PARTS_ROUNDED_TO),
        similar_within=values.get(fields.SIMILAR_WITHIN) or Decimal(0),
        possible_values=tuple(sorted(possible_values or _numbers_of_words(values))),
        words=_words(values),
        words_are_labels=values.names(fields.LABELS),
        periods_share=values.get(PERIODS_SHARE),
        chart=process_chart_of(values, calendar, issues),
        ambition=ambition_of(values, calendar, issues),
    )
    spread = [plain_thresholds(each, record, indicator, issues) for record, each in made if each is not None]
    return replace(indicator, thresholds=tuple(chain.from_iterable(spread)))


def _threshold_records_checked(values: Values, issues: list[Issue]) -> tuple[Values, ...]:
    """See ``threshold_records``; none where nobody has said yet which way is better."""
    records = () if values.get(POLARITY) is Asked.ASK else threshold_records(values)
    if not values.names(fields.THRESHOLDS) and records:
        THRESHOLD.check_together(records[0], issues)
    return records


def _is_written_out(threshold: Values) -> bool:
    """Whether a threshold has a target of its own, else it has a percentage of another indicator's."""
    return not threshold.names(TARGET_FROM)


def _words(values: Values) -> tuple[tuple[Decimal, str], ...]:
    """Each number with its word, in the order of the definition."""
    named = [(Decimal(number), word) for word, number in values.get(fields.VALUES)]
    return (*named, *((Decimal(number), word) for number, word in values.get(fields.LABELS)))


def _numbers_of_words(values: Values) -> set[Decimal]:
    """The only numbers that there are where all figures are words."""
    return {Decimal(number) for _, number in values.get(fields.VALUES)}


def threshold_records(values: Values) -> tuple[Values, ...]:
    """The thresholds of an indicator's fields, or the only threshold, which the indicator itself contains."""
    in_short = values.only(THRESHOLD_IN_SHORT)
    if not in_short.found or values.names(fields.THRESHOLDS):
        return values.get(fields.THRESHOLDS)
    return (in_short,)


def _decimals(values: Values, records: Sequence[Values], issues: list[Issue]) -> int | None:
    """How many are displayed; where that is left open, as many as the standards have, for a start."""
    if values.names(fields.DECIMALS):
        return values.get(fields.DECIMALS)
    of_records = (
        (record, computed)
        for record in records
        for computed in (TARGET_FOR, TARGET_FROM, PATH, THRESHOLD_BANDS)
    )
    of_indicator = ((values, made) for made in (*MEASURES, OVERALL))
    for record, computed in (*of_records, *of_indicator):
        if record.names(computed):
            what = f"{computed.name} is used in an indicator without decimals"
            remedy = 'add a line such as "decimals: 1" to the indicator: what is computed is rounded to them'
            issues.append(error(record.at(computed), what, remedy))
            return None
    return max(
        (decimals_of(number) for record in records for number in _standards_written(record)), default=0
    )


def _standards_written(record: Values) -> Iterator[Decimal]:
    for standard in (record.get(TARGET), record.get(FLOOR_STANDARD)):
        if standard is not None:
            yield standard
    for ends in (record.get(GREEN), record.get(AMBER)):
        if isinstance(ends, tuple):
            yield from ends


def _per(values: Values, unit: str | None, issues: list[Issue]) -> int | None:
    """100 for a percentage, else what the definition says."""
    if unit is None or values.unreadable(fields.PER):
        return None
    if unit == PERCENT:
        if values.names(fields.PER):
            what = "per has no meaning with unit percent, which is per 100 already"
            issues.append(error(values.at(fields.PER), what, "delete per, or name another unit"))
        return 100
    if unit.casefold() in _OTHER_WORDS_FOR_PERCENT:
        issues.append(
            error(values.at(fields.UNIT), f"unit {shown(unit)} is not known as a percentage", "write percent")
        )
        return None
    return values.get(fields.PER)


def _polarities(values: Values, calendar: Calendar, issues: list[Issue]) -> tuple[PolarityInForce, ...]:
    """The polarities in the order written; none where any of them cannot be read."""
    given = values.get(POLARITY)
    if given is None:
        return ()
    if given is Asked.ASK:
        issues.append(_asked(values))
        return (PolarityInForce(None, "", Polarity.NONE, values.at(POLARITY)),)
    if isinstance(given, Polarity):
        return (PolarityInForce(None, "", given, values.at(POLARITY)),)
    dated = [_dated_polarity(record, calendar, issues) for record in given]
    return tuple(one for one in dated if one is not None) if None not in dated else ()


def _asked(values: Values) -> Issue:
    code = values.get(fields.CODE)
    of = "" if code is None else f" of {code.value}"
    return warning(
        values.at(POLARITY),
        f"which way is better{of} is still to be said; until then it is shown without a rating",
        "write the polarity: H (bigger is better), L (smaller is better), T (plan is best) or none",
    )


def _dated_polarity(record: Values, calendar: Calendar, issues: list[Issue]) -> PolarityInForce | None:
    label = record.get(FROM)
    polarity = record.get(DATED_POLARITY)
    first = None if label is None else first_in_force(label, calendar, issues)
    if label is None or first is None or polarity is None:
        return None
    return PolarityInForce(first, label.value, polarity, record.location)


def _source(values: Values) -> DataSource:
    given = values.get(fields.SOURCE)
    if given is None:
        return DataSource()
    return DataSource(
        given.get(fields.SOURCE_NAME),
        given.get(fields.SOURCE_LATEST),
        given.get(fields.SOURCE_RELEASE),
    )
