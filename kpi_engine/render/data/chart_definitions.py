"""What an indicator says of its series → lines of a definitions file. The keys: docs/definitions.md."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.period import period_words
from kpi_engine.model.definitions.process_chart import DEFAULT_CHART, Baseline, LeftOut, ProcessChart
from kpi_engine.model.statistics.profiles import profile_named


def chart_lines(indicator: Indicator) -> Iterator[str]:
    """``periods_share``, ``spc`` and ``ambition``, where they are set."""
    if indicator.periods_share is not None:
        yield f"periods_share: {indicator.periods_share.value}"
    if indicator.chart != DEFAULT_CHART:
        yield f"spc: {{{', '.join(_chart(indicator.chart, indicator))}}}"
    ambition = indicator.ambition
    if ambition is not None:
        labels = json.dumps(ambition.from_label), json.dumps(ambition.by_label)
        yield f"ambition: {{from: {labels[0]}, value: {ambition.value:f}, by: {labels[1]}}}"


def _chart(chart: ProcessChart, indicator: Indicator) -> Iterator[str]:
    """Every key that differs from the usual one."""
    usual = profile_named(chart.profile.name)
    yield f"profile: {usual.name}"
    if chart.profile.shift != usual.shift:
        yield f"shift: {chart.profile.shift}"
    if chart.profile.trend != usual.trend:
        yield f"trend: {chart.profile.trend}"
    if chart.baselines:
        yield f"baselines: [{', '.join(map(_baseline, chart.baselines))}]"
    if chart.limits_until is not None:
        yield f"limits_from: {{until: {json.dumps(period_words(indicator.frequency, chart.limits_until))}}}"
    if chart.left_out:
        yield f"leave_out: [{', '.join(map(_left_out, chart.left_out))}]"
    for name, now, default in (
        ("chart", chart.kind.value, DEFAULT_CHART.kind.value),
        ("on", chart.on.value, DEFAULT_CHART.on.value),
        ("points", chart.points, DEFAULT_CHART.points),
    ):
        if now != default:
            yield f"{name}: {now}"
    if chart.always_assured:
        yield "assurance: always"


def _baseline(baseline: Baseline) -> str:
    areas = f", areas: [{', '.join(map(_text, baseline.areas))}]" if baseline.areas else ""
    return f"{{from: {json.dumps(baseline.label)}, reason: {_text(baseline.reason)}{areas}}}"


def _left_out(left_out: LeftOut) -> str:
    return f"{{period: {json.dumps(left_out.label)}, reason: {_text(left_out.reason)}}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
