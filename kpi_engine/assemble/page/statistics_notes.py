"""What a page says of its statistics as a whole: what is not as it seems, what chance brings, and the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.statistics.facts import ChartFacts, facts_of_chart, verdict_of
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.definitions.scorecard import IntervalConfidence, Statistic, StatisticsAsked
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import KeyEntry
from kpi_engine.model.statistics.outcomes import Differs, NoStatistic
from kpi_engine.model.statistics.verdict_key import CONFLICTS

STATISTICS = "Statistics"
# By chance alone one comparison in twenty differs.
# With fewer comparisons the number that chance brings says little.
_MANY = 40
_DISPERSED = 1.5


def statistics_notes(lines: Sequence[Line]) -> Iterator[str]:
    """Notes on the latest figures of a page, each indicator once an area."""
    figures = [line.figure for line in lines if line.figure is not None]
    yield from _conflicts(figures)
    yield from _chance(figures)
    yield from _dispersion(figures)
    yield from _short_series(figures)
    yield from _profiles(figures)


def _conflicts(figures: Sequence[Figure]) -> Iterator[str]:
    """``Not what they seem: 2 RED but improving, 5 GREEN but hit or miss.``"""
    found = Counter(verdict_of(figure) for figure in figures)
    scale = figures[0].indicator.scale if figures else RED_AMBER_GREEN
    told = []
    for key, words in CONFLICTS.items():
        first, _space, but = words.partition(" ")
        names = {rag.value: scale.names(rag) for rag in (Rag.RED, Rag.GREEN)}
        if found[key]:
            told.append(f"{found[key]} {names.get(first, first)} {but}")
    if told:
        yield f"Not what they seem: {', '.join(told)}."


def _chance(figures: Sequence[Figure]) -> Iterator[str]:
    """``Of 160 figures compared with their target, about 8 would differ by chance alone.``"""
    statistics = figures[0].ratings.statistics if figures else None
    if statistics is None or statistics.differences is None:
        return
    told = statistics.differences.target
    compared = sum(told[figure.row] != Differs.NONE.code for figure in figures)
    if compared >= _MANY:
        is_high = statistics.intervals is not None and statistics.intervals.is_high
        by_chance = round(
            compared / (IntervalConfidence.HIGH if is_high else IntervalConfidence.USUAL).one_in
        )
        compared_with = f"Of {compared} figures compared with their target"
        yield f"{compared_with}, about {by_chance or 'none'} would differ by chance alone."


def _dispersion(figures: Sequence[Figure]) -> Iterator[str]:
    """A note on each indicator whose areas differ more than chance alone explains.

    Yields:
        Texts such as ``SCS40: areas (district) differ more than chance alone explains: φ = 3.1.``
    """
    statistics = figures[0].ratings.statistics if figures else None
    if statistics is None or statistics.areas is None:
        return
    shown = {(int(figure.ratings.observations.code[figure.row]), figure.period) for figure in figures}
    indicators = figures[0].ratings.indicators
    for (code, period, level), ratio in statistics.areas.dispersion.items():
        if (code, period) in shown and ratio >= _DISPERSED:
            yield (
                f"{indicators[code].code}: areas ({level}) differ more than chance alone explains "
                f"(φ = {ratio:.1f}; 1 would be chance)."
            )


def _charts(figures: Iterable[Figure]) -> list[ChartFacts]:
    return [facts for figure in figures if (facts := facts_of_chart(figure)) is not None]


def _short_series(figures: Sequence[Figure]) -> Iterator[str]:
    """``Process limits need 13 periods: 123 of the 160 series have fewer so far.``"""
    charts = _charts(figures)
    few = [facts for facts in charts if facts.status is NoStatistic.TOO_FEW]
    if few:
        needed = max(facts.figure.indicator.chart.points for facts in few)
        lacking = f"{len(few)} of the {len(charts)} series here have fewer so far"
        yield f"Process limits need {needed} periods: {lacking}."


def _profiles(figures: Sequence[Figure]) -> Iterator[str]:
    """``Process charts by the rules of mdc.``: tools disagree, so that every page names its own."""
    charted = [facts.figure.indicator.chart.profile_words for facts in _charts(figures) if facts.is_charted]
    if charted:
        yield f"Process charts are read by the rules of {' and '.join(dict.fromkeys(charted))}."


def statistics_key(asked: StatisticsAsked) -> Iterator[KeyEntry]:
    """What the words of the columns mean."""
    if asked.has(Statistic.PROCESS_LIMITS):
        for term, meaning in (
            ("Usual range", "where figures lie as long as nothing but chance changes them"),
            (
                "Unusually good, unusually bad",
                "outside the usual range, or in a run that chance hardly makes",
            ),
            ("Will meet the target", "the whole usual range meets it"),
            ("Will miss the target", "no part of the usual range meets it"),
            ("Hit or miss", "the usual range lies on both sides of the target"),
        ):
            yield KeyEntry(term, meaning, group=STATISTICS)
    if asked.has(Statistic.INTERVALS):
        meaning = "the underlying levels that would fit the cases counted; what happened is certain"
        yield KeyEntry(f"{asked.confidence.words} interval", meaning, group=STATISTICS)
        meaning = "the rating that one case more or fewer would have given"
        yield KeyEntry("One case more, one case fewer", meaning, group=STATISTICS)
