"""What figures are made from, and how they are charted → fields of a definitions file."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import (
    Absent,
    AreasRated,
    Difference,
    Measure,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.definitions.made_from.overall import Monitoring, Overall, OverallMember
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.definitions.series.process_chart import DEFAULT_CHART, Ambition, Baseline, LeftOut
from kpi_engine.model.statistics.profiles import Profile, profile_named
from kpi_engine.read.definitions.schema import chart_schema as charts
from kpi_engine.read.definitions.schema import measure_schema as measures
from kpi_engine.read.definitions.schema import overall_schema as overalls
from kpi_engine.read.yaml.writing import Plain, Writer

_RATIO: Writer[Ratio] = Writer(
    measures.RATIO_RECORD,
    (
        (measures.NUMERATOR, lambda ratio: ratio.numerator.code),
        (measures.DENOMINATOR, lambda ratio: _TARGET(ratio) if ratio.of_target else ratio.denominator.code),
    ),
)
_TARGET: Writer[Ratio] = Writer(
    measures.TARGET_AS_DENOMINATOR, ((measures.TARGET_OF, lambda ratio: ratio.denominator.code),)
)
_WINDOW: Writer[Window] = Writer(
    measures.WINDOW_RECORD,
    (
        (measures.WINDOW_OF, lambda window: window.of.code),
        (measures.COVERS, lambda window: window.covers),
        (measures.WINDOW_PERIODS, lambda window: window.periods),
        (measures.MEAN, lambda window: window.mean or None),
    ),
)


_SUM: Writer[Sum] = Writer(
    measures.SUM_RECORD,
    (
        (measures.SUM_OF, lambda added: [member.code for member in added.members]),
        (measures.ABSENT, lambda added: Absent.ZERO if added.absent_is_zero else None),
    ),
)


_SHARE: Writer[ShareOfArea] = Writer(
    measures.SHARE_RECORD,
    (
        (measures.SHARE_OF, lambda share: share.of.code),
        (measures.SHARE_LEVEL, lambda share: share.level),
    ),
)
_AREAS_RATED: Writer[AreasRated] = Writer(
    measures.AREAS_RATED_RECORD,
    (
        (measures.RATED_OF, lambda rated: rated.of.code),
        (measures.RATED_AS, lambda rated: [measures.RatingKey(rag.key) for rag in rated.ratings]),
        (measures.RATED_LEVEL, lambda rated: rated.level),
    ),
)


def measure_fields(measure: Measure) -> dict[str, Plain]:
    """The one field that says what an indicator is made from, by its name."""
    match measure:
        case Ratio():
            return {measures.RATIO.name: _RATIO(measure)}
        case Difference():
            return {measures.DIFFERENCE.name: [member.code for member in measure.members]}
        case Sum():
            codes = [member.code for member in measure.members]
            return {measures.SUM.name: _SUM(measure) if measure.absent_is_zero else codes}
        case Window():
            return {measures.WINDOW.name: _WINDOW(measure)}
        case _:
            return _further_fields(measure)


def _further_fields(measure: Product | ShareOfArea | AreasRated) -> dict[str, Plain]:
    match measure:
        case Product():
            return {measures.PRODUCT.name: [member.code for member in measure.members]}
        case ShareOfArea():
            return {measures.SHARE_OF_AREA.name: _SHARE(measure)}
        case AreasRated():
            return {measures.AREAS_RATED.name: _AREAS_RATED(measure)}
        case _:
            assert_never(measure)


_MEMBER: Writer[OverallMember] = Writer(
    overalls.MEMBER,
    (
        (overalls.MEMBER_CODE, lambda member: member.code),
        (overalls.WEIGHT, lambda member: None if member.weight == 1 else member.weight),
    ),
)


def _member(member: OverallMember) -> Plain:
    """The code alone where it counts as much as the others."""
    return member.code if member.weight == 1 else _MEMBER(member)


def _points(points: Points | None) -> Plain:
    return (
        None
        if points is None
        else {
            **{"green": points.green, "amber": points.amber, "red": points.red},
            **{rag.key: number for rag, number in points.further},
        }
    )


def _monitoring(often: Monitoring | None) -> Plain:
    return (
        None
        if often is None
        else {
            **{"green": often.green, "amber": often.amber, "red": often.red},
            **{rag.key: words for rag, words in often.further},
        }
    )


OVERALL: Writer[Overall] = Writer(
    overalls.OVERALL_RECORD,
    (
        (overalls.METHOD, lambda overall: overall.method),
        (overalls.MEMBERS, lambda overall: [_member(member) for member in overall.members]),
        (overalls.PERIODS_BACK, lambda overall: overall.periods_back),
        (overalls.CAPPED_AT, lambda overall: overall.capped_at),
        (overalls.POINTS, lambda overall: _points(overall.points)),
        (overalls.MONITORING, lambda overall: _monitoring(overall.monitoring)),
        (overalls.OF_OUTTURNS, lambda overall: overall.outturns),
    ),
)
_BASELINE: Writer[Baseline] = Writer(
    charts.BASELINE,
    (
        (charts.BASELINE_FROM, lambda baseline: baseline.label),
        (charts.REASON, lambda baseline: baseline.reason),
        (charts.BASELINE_AREAS, lambda baseline: baseline.areas),
    ),
)
_LEFT_OUT: Writer[LeftOut] = Writer(
    charts.LEFT_OUT,
    (
        (charts.LEFT_OUT_PERIOD, lambda left_out: left_out.label),
        (charts.REASON, lambda left_out: left_out.reason),
    ),
)


def _changed(of: Callable[[Profile], int]) -> Callable[[Indicator], Plain]:
    """A number of the profile where it is not the usual one of that name."""

    def value(indicator: Indicator) -> Plain:
        profile = indicator.chart.profile
        return None if of(profile) == of(profile_named(profile.name)) else of(profile)

    return value


def _limits_from(indicator: Indicator) -> Plain:
    until = indicator.chart.limits_until
    return None if until is None else {charts.UNTIL.name: period_words(indicator.calendar, until)}


_CHART: Writer[Indicator] = Writer(
    charts.SPC_RECORD,
    (
        (charts.PROFILE, lambda indicator: indicator.chart.profile.name),
        (charts.SHIFT, _changed(lambda profile: profile.shift)),
        (charts.TREND, _changed(lambda profile: profile.trend)),
        (charts.BASELINES, lambda indicator: list(map(_BASELINE, indicator.chart.baselines))),
        (charts.LIMITS_FROM, _limits_from),
        (charts.LEAVE_OUT, lambda indicator: list(map(_LEFT_OUT, indicator.chart.left_out))),
        (charts.CHART, lambda indicator: indicator.chart.kind),
        (charts.ON, lambda indicator: indicator.chart.on),
        (charts.POINTS, lambda indicator: indicator.chart.points),
        (
            charts.ASSURANCE,
            lambda indicator: charts.AssuranceTold.ALWAYS if indicator.chart.always_assured else None,
        ),
    ),
)
AMBITION: Writer[Ambition] = Writer(
    charts.AMBITION_RECORD,
    (
        (charts.AMBITION_FROM, lambda ambition: ambition.from_label),
        (charts.AMBITION_VALUE, lambda ambition: ambition.value),
        (charts.AMBITION_BY, lambda ambition: ambition.by_label),
    ),
)


def chart_of(indicator: Indicator) -> Plain:
    """How the series is charted, where that is not as usual."""
    return None if indicator.chart == DEFAULT_CHART else _CHART(indicator)
