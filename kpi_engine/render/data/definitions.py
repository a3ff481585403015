"""Indicators → a definitions file, as read/definitions.py reads it. The keys: docs/definitions.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import SCHEMA_VERSION, Indicator, Threshold
from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.definitions.measure import Difference, Measure, Ratio, Sum, Window
from kpi_engine.model.definitions.methods.band import Band
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.overall import Overall
from kpi_engine.model.definitions.period import Frequency, period_label, period_words, year_label, year_of
from kpi_engine.model.words.number_text import PERCENT
from kpi_engine.render.data.chart_definitions import chart_lines


def bands_lines(thresholds: Sequence[Threshold]) -> Iterator[str]:
    """The bands that some thresholds are rated by, each version once; nothing where none is."""
    versions: dict[tuple[str, str], tuple[BandsRule, Threshold]] = {}
    for threshold in thresholds:
        if isinstance(threshold.rule, BandsRule):
            versions.setdefault((threshold.rule.name, threshold.rule.since), (threshold.rule, threshold))
    if versions:
        yield "bands:"
    for rule, threshold in versions.values():
        first, *others = _version(rule, threshold)
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def _version(rule: BandsRule, threshold: Threshold) -> Iterator[str]:
    yield f"name: {json.dumps(rule.name, ensure_ascii=False)}"
    if rule.since:
        yield f"from: {json.dumps(rule.since, ensure_ascii=False)}"
    yield f"of: {rule.of.value}"
    if rule.is_of_target:
        yield f"decimals: {rule.decimals}"
    for name, band in (("green", rule.green), ("amber", rule.amber), ("red", rule.red)):
        if band is not None:
            yield f"{name}: {{{', '.join(_ends(band))}}}"
    if threshold.floor_basis is not None:
        yield f"basis: {threshold.floor_basis.value}"


def _ends(band: Band) -> Iterator[str]:
    if band.low is not None:
        yield f"{'from' if band.low.included else 'above'}: {band.low.number:f}"
    if band.high is not None:
        yield f"{'to' if band.high.included else 'below'}: {band.high.number:f}"


Lines = Iterator[str]
# 2011-12 is a year and a month, December 2011; a definition must say which.
_YEARS_AND_MONTHS = frozenset(year_label(year) for year in range(2000, 2012))


def render_definitions(indicators: Sequence[Indicator], by_bands: Sequence[Threshold] = ()) -> str:
    """The text of one file; the indicators, at least one, are of one service.

    ``by_bands`` are thresholds, of any file's indicators, whose bands are to stand in this one.
    A text is written in double quotes as JSON has them, so that no YAML reader takes it for anything else.
    """
    lines = [
        f"schema_version: {SCHEMA_VERSION}",
        f"service: {_text(indicators[0].service)}",
        *_neighbours(indicators[0].neighbours),
        *bands_lines(by_bands),
        "indicators:",
    ]
    for indicator in indicators:
        first, *others = _indicator(indicator)
        lines += [f"  - {first}", *(f"    {line}" for line in others), ""]
    return "\n".join(lines)


def _neighbours(neighbours: Neighbours | None) -> Lines:
    """Those of a file are those of each of its indicators."""
    if neighbours is not None:
        yield "neighbours:"
        yield f"  name: {_text(neighbours.title)}"
        yield f"  areas: [{', '.join(map(_text, neighbours.names))}]"


def _indicator(indicator: Indicator) -> Lines:
    yield f"code: {_text(indicator.code)}"
    yield f"name: {_text(indicator.name)}"
    yield from _polarity(indicator)
    yield f"data_period: {indicator.data_period.value}"
    yield f"frequency: {indicator.frequency.value}"
    yield f"year: {indicator.year.value}"
    if indicator.year_to_date_from is not None:
        yield f"year_to_date_from: {indicator.year_to_date_from.value}"
    yield f"unit: {_text(indicator.unit)}"
    if indicator.unit != PERCENT and indicator.per != 1:
        yield f"per: {indicator.per}"
    yield f"decimals: {indicator.decimals}"
    for name, flag in (("qpr", indicator.qpr), ("seasonal", indicator.seasonal)):
        if flag:
            yield f"{name}: true"
    if indicator.tags:
        yield f"tags: [{', '.join(map(_text, indicator.tags))}]"
    yield f"compare: {_comparison(indicator.comparison)}"
    if indicator.rate_on is not RateOn.DISPLAYED:
        yield f"rate_on: {indicator.rate_on.value}"
    if indicator.possible_values:
        yield f"possible_values: [{', '.join(f'{value:f}' for value in indicator.possible_values)}]"
    if indicator.thresholds:
        yield "thresholds:"
        for threshold in indicator.thresholds:
            first, *others = _threshold(threshold, indicator)
            yield f"  - {first}"
            yield from (f"    {line}" for line in others)
    if indicator.made_from is not None:
        yield _measure(indicator.made_from)
    if indicator.overall is not None:
        yield f"overall: {_overall(indicator.overall)}"
    yield from _beside_others(indicator)
    yield from chart_lines(indicator)
    yield from _source(indicator)
    yield f"definition: {_text(indicator.definition)}"


def _beside_others(indicator: Indicator) -> Lines:
    """What holds it to the areas below and to comparators."""
    if indicator.adds_up_from:
        yield f"adds_up_from: {_text(indicator.adds_up_from)}"
    if indicator.add_up:
        yield "add_up: true"
    if indicator.similar_within:
        yield f"similar_within: {indicator.similar_within:f}"


def _overall(overall: Overall) -> str:
    members = [
        f"{{code: {_text(member.code)}, weight: {member.weight:f}}}"
        if member.weight != 1
        else _text(member.code)
        for member in overall.members
    ]
    parts = [f"method: {overall.method.value}", f"of: [{', '.join(members)}]"]
    if overall.periods_back:
        parts.append(f"periods_back: {overall.periods_back}")
    if overall.capped_at is not None:
        parts.append(f"capped_at: {overall.capped_at:f}")
    if overall.points is not None:
        points = (
            ("green", overall.points.green),
            ("amber", overall.points.amber),
            ("red", overall.points.red),
        )
        parts.append(f"points: {{{', '.join(f'{name}: {number:f}' for name, number in points)}}}")
    if overall.monitoring is not None:
        often = overall.monitoring
        words = (("green", often.green), ("amber", often.amber), ("red", often.red))
        parts.append(f"monitoring: {{{', '.join(f'{name}: {_text(text)}' for name, text in words)}}}")
    if overall.outturns:
        parts.append("outturns: true")
    return f"{{{', '.join(parts)}}}"


def _measure(measure: Measure) -> str:
    codes = [_text(member.code) for member in measure.members]
    match measure:
        case Ratio(denominator=denominator, of_target=True):
            target = f"{{target_of: {_text(denominator.code)}}}"
            return f"ratio: {{numerator: {codes[0]}, denominator: {target}}}"
        case Ratio():
            return f"ratio: {{numerator: {codes[0]}, denominator: {codes[1]}}}"
        case Difference():
            return f"difference: [{', '.join(codes)}]"
        case Sum():
            return f"sum: [{', '.join(codes)}]"
        case Window(covers=covers):
            return f"window: {{of: {codes[0]}, covers: {covers.value}}}"


def _polarity(indicator: Indicator) -> Lines:
    if indicator.polarities[0].first is None:
        yield f"polarity: {indicator.polarities[0].polarity.value}"
        return
    yield "polarity:"
    for dated in indicator.polarities:
        yield f"  - {{from: {_text(dated.from_label)}, polarity: {dated.polarity.value}}}"


def _comparison(comparison: Comparison) -> str:
    if comparison.kind is ComparisonKind.SINCE:
        return f"{{since: {comparison.since_label}}}"
    if comparison.kind is ComparisonKind.PERIODS_BACK:
        return f"{{periods_back: {comparison.periods_back}}}"
    return str(comparison.kind.value)


def _threshold(threshold: Threshold, indicator: Indicator) -> Lines:
    # A computed threshold begins where another one does, not where its entry says.
    first = period_words(indicator.frequency, threshold.first) if threshold.origin else threshold.from_label
    yield f"from: {_text(first)}"
    if threshold.last is not None:
        yield f"until: {_text(_last(threshold.last, indicator))}"
    if threshold.levels:
        yield f"level: [{', '.join(map(_text, threshold.levels))}]"
    if threshold.areas:
        yield f"area: [{', '.join(map(_text, threshold.areas))}]"
    rule = threshold.rule
    if rule.target is not None:
        yield f"target: {rule.target:f}"
    yield from _limits(rule)
    if threshold.floor_basis is not None and not rule.is_in_bands:
        yield f"floor_basis: {threshold.floor_basis.value}"
    if threshold.note:
        yield f"note: {_text(threshold.note)}"


def _limits(rule: RatingRule) -> Lines:
    """The keys of a rating method besides its target."""
    match rule:
        case BandsRule():
            yield f"bands: {_text(rule.name)}"
        case FloorAndTarget():
            if rule.strict:
                yield "strict: true"
            if rule.floor_standard is not None:
                yield f"floor_standard: {rule.floor_standard:f}"
        case TargetRange():
            yield f"green: {_pair(rule.green)}"
            if rule.amber is not None:
                yield f"amber: {_pair(rule.amber)}"
        case _:
            assert_never(rule)


def _last(ordinal: int, indicator: Indicator) -> str:
    """The period as a definition writes it: its label, or of a year's last period the year."""
    year = year_of(indicator.frequency, ordinal, indicator.year)
    is_last_of_year = year_of(indicator.frequency, ordinal + 1, indicator.year) != year
    label = year_label(year) if is_last_of_year else period_label(indicator.frequency, ordinal)
    if indicator.frequency is Frequency.MONTHLY and label in _YEARS_AND_MONTHS:
        return f"{year}-{year + 1}" if is_last_of_year else period_words(indicator.frequency, ordinal)
    return label


def _pair(ends: tuple[Decimal, Decimal]) -> str:
    return f"[{ends[0]:f}, {ends[1]:f}]"


def _source(indicator: Indicator) -> Lines:
    source = indicator.source
    named = [("name", source.name), ("latest", source.latest), ("release", source.release)]
    if any(text for _, text in named):
        yield "source:"
        yield from (f"  {name}: {_text(text)}" for name, text in named if text)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
