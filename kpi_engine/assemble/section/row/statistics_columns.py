"""The columns of what is said of a line's latest figure beyond its rating, where a scorecard asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.layout import ColumnOfCells, Layout
from kpi_engine.assemble.statistics.facts import CaseFacts, ChartFacts, between, facts_of_chart
from kpi_engine.assemble.statistics.next_month_words import next_month_words
from kpi_engine.assemble.statistics.pace_words import pace_words, run_rate_words
from kpi_engine.assemble.statistics.reasons import reason_words
from kpi_engine.assemble.statistics.trend_line import trend_line
from kpi_engine.assemble.statistics.verdict_line import verdict_line
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.definitions.scorecard import IntervalsShown, Statistic
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import VERDICT_KEY, Cell, CellKind, Column, Icon
from kpi_engine.model.statistics.outcomes import Assurance, NoStatistic, Variation
from kpi_engine.model.statistics.signals import UPWARDS
from kpi_engine.model.words.number_text import standard_text

STATISTICS = "Statistics"
_GOOD, _BAD = (Icon.GOOD_LOW, Icon.GOOD_HIGH), (Icon.BAD_LOW, Icon.BAD_HIGH)
_ASSURED = {
    Assurance.WILL_MEET: ("will meet the target", Icon.WILL_MEET),
    Assurance.HIT_OR_MISS: ("hit or miss", Icon.HIT_OR_MISS),
    Assurance.WILL_MISS: ("will miss the target", Icon.WILL_MISS),
    Assurance.ALWAYS_MEETS: ("always meets the target", Icon.WILL_MEET),
    Assurance.ALWAYS_MISSES: ("always misses the target", Icon.WILL_MISS),
}


def statistics_columns(layout: Layout, lines: Sequence[Line]) -> Iterator[ColumnOfCells]:
    """The columns that are asked for and that some line can fill."""
    asked = layout.statistics
    if asked.has(Statistic.VERDICT):
        meaning = "What the rating can bear, in one line"
        yield _column(VERDICT_KEY, "In one line", meaning), _of_figure(_verdict_cell)
    if asked.has(Statistic.PROCESS_LIMITS):
        meaning = "Whether the latest figure is unusual for its series"
        yield _column("variation", "Variation", meaning), _of_figure(_variation_cell)
        if any(not line.is_context for line in lines):
            meaning = "Whether the usual range meets the target"
            yield _column("assurance", "Assurance", meaning), _of_figure(assurance_of)
    if asked.has(Statistic.INTERVALS) and _shows_intervals(layout, lines):
        meaning = "The levels that would fit the cases counted"
        column = _column("interval", f"{asked.confidence.words} interval", meaning)
        yield column, lambda line: _interval_cell(line, layout)
    if asked.has(Statistic.TREND) and any(_is_told(_trend_cell, line) for line in lines):
        meaning = "Whether the latest years show a trend"
        yield _column("years", "Over the years", meaning), _of_figure(_trend_cell)
    if asked.has(Statistic.RUN_RATE) and any(_is_told(_run_rate_cell, line) for line in lines):
        meaning = "What the year's target, or the ambition, asks of the periods to come"
        yield _column("run_rate", "Still needed", meaning), _of_figure(_run_rate_cell)


def _column(key: str, title: str, meaning: str) -> Column:
    return Column(key, title, CellKind.TEXT, meaning, STATISTICS, detail=True, sentence=True)


def _of_figure(make: Callable[[Figure], Cell]) -> Callable[[Line], Cell]:
    return lambda line: Cell() if line.figure is None else make(line.figure)


def _is_told(make: Callable[[Figure], Cell], line: Line) -> bool:
    return line.figure is not None and bool(make(line.figure).text)


def _verdict_cell(figure: Figure) -> Cell:
    line = verdict_line(figure)
    return Cell(line, words=line)


def _variation_cell(figure: Figure) -> Cell:
    facts = facts_of_chart(figure)
    if facts is None or facts.status is NoStatistic.NO_VALUE:
        return Cell()
    if facts.variation is Variation.NONE:
        return _silent("no chart", reason_words(facts.status, figure))
    text = str(facts.variation.value)
    notes = [*_range_words(facts), *_notes(facts)]
    note = "; ".join(notes)
    return Cell(text, words=f"{text} ({note})", note=note, icon=icon_of(facts))


def icon_of(facts: ChartFacts) -> Icon:
    """The sign beside the words of a variation: a letter says whether the number is high or low."""
    high = 1 if facts.rule & UPWARDS else 0
    return {
        Variation.GOOD: _GOOD[high],
        Variation.BAD: _BAD[high],
        Variation.HIGH: Icon.HIGH,
        Variation.LOW: Icon.LOW,
    }.get(facts.variation, Icon.USUAL)


def _range_words(facts: ChartFacts) -> Iterator[str]:
    bounds = facts.bounds()
    if bounds is None:
        return
    if facts.status is NoStatistic.NO_VARIATION:
        yield f"the same in all {facts.points}"
        return
    indicator = facts.figure.indicator
    of_change = "usual change" if facts.is_change else "usual range"
    natural = " (0 is the natural limit)" if bounds[1].natural else ""
    yield f"{of_change} {between(bounds[1].number, bounds[2].number, indicator)}{natural}"


def _notes(facts: ChartFacts) -> Iterator[str]:
    """What a reader must know of the chart: its baseline, trial limits, repeated figures, a changed
    profile.
    """
    anew = facts.new_limits
    if anew is not None:
        yield f"since {period_words(facts.figure.indicator.calendar, anew[0])}: {anew[1]}"
    if facts.status is NoStatistic.TRIAL_LIMITS:
        yield f"trial limits, of {facts.points} figures"
    if facts.carried:
        repeated = "1 repeated figure" if facts.carried == 1 else f"{facts.carried} repeated figures"
        yield f"without {repeated}"


def assurance_of(figure: Figure) -> Cell:
    """Whether the usual range meets the target, and a former target within the chart; or why not said."""
    facts = facts_of_chart(figure)
    if facts is None or figure.value is None:
        return Cell()
    told = _ASSURED.get(facts.assurance)
    if told is None:
        # The column of the variation says already why there is no chart.
        own = facts.no_assurance in (NoStatistic.CHANGING, NoStatistic.TRIAL_LIMITS, NoStatistic.NO_TARGET)
        return _silent("not told", reason_words(facts.no_assurance, figure) if own else "no chart")
    text, icon = told
    note = "; ".join(filter(None, (_formerly(figure), _often(figure))))
    return Cell(text, words=f"{text} ({note})" if note else text, note=note, icon=icon)


def _formerly(figure: Figure) -> str:
    """Since when the target is in force, and what limits say of a former target, if any."""
    statistics = figure.ratings.statistics
    former = None if statistics is None else (statistics.former or {}).get(figure.row)
    if former is None:
        return ""
    since = period_words(figure.indicator.calendar, former.since)
    target = standard_text(former.target, figure.indicator)
    return f"since {since}; against the former {target}: {former.assurance.value}"


def _often(figure: Figure) -> str:
    """``GREEN in 7 of the last 12``."""
    statistics = figure.ratings.statistics
    if statistics is None or statistics.history is None or int(statistics.history.rated[figure.row]) < 2:
        return ""
    history = statistics.history
    green = figure.indicator.scale.name(Rag.GREEN)
    return f"{green} in {int(history.green[figure.row])} of the last {int(history.rated[figure.row])}"


def _silent(text: str, reason: str) -> Cell:
    note = reason[:1].lower() + reason[1:].rstrip(".")
    return Cell(text, words=f"{text}: {reason}", note=note)


def _shows_intervals(layout: Layout, lines: Sequence[Line]) -> bool:
    return layout.statistics.intervals is not IntervalsShown.NEVER and any(
        _interval_cell(line, layout).text not in ("", "none") for line in lines
    )


def _interval_cell(line: Line, layout: Layout) -> Cell:
    figure = line.figure
    statistics = None if figure is None else figure.ratings.statistics
    if figure is None or statistics is None or statistics.intervals is None or figure.value is None:
        return Cell()
    only_small = layout.statistics.intervals is IntervalsShown.SMALL
    if only_small and not figure.has_small_cohort(layout.small_cohort):
        return Cell()
    facts = CaseFacts(statistics, figure)
    interval = facts.interval()
    if interval is None:
        return _silent("none", reason_words(facts.no_interval, figure))
    text, note = between(*interval, figure.indicator), _one_case(facts, figure.indicator.scale)
    words = f"{text} ({note})" if note else text
    return Cell(text, words=words, note=note)


def _one_case(facts: CaseFacts, scale: Scale) -> str:
    """What the rating would be with one case more or fewer.

    Returns:
        Words such as ``one case more: GREEN``; several are separated by a semicolon.
    """
    changes = (("more", facts.with_more), ("fewer", facts.with_fewer))
    return "; ".join(f"one case {word}: {scale.name(rag)}" for word, rag in changes if rag is not Rag.NONE)


def _trend_cell(figure: Figure) -> Cell:
    line = trend_line(figure)
    return Cell(line, words=line)


def _run_rate_cell(figure: Figure) -> Cell:
    words = " ".join(filter(None, (run_rate_words(figure), next_month_words(figure), pace_words(figure))))
    return Cell(words, words=words)
