"""One line on a figure: its RAG, what agrees or conflicts with it, why, and what would be needed.

At most 220 characters, the same in every format. Source of the rules: docs/statistics.md, "The verdict".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kpi_engine.assemble.statistics.facts import (
    between,
    facts_of_chart,
    verdict_of,
)
from kpi_engine.assemble.statistics.reasons import reason_words
from kpi_engine.assemble.statistics.standard_words import (
    floor_clause,
    floor_or_target,
    target_clause,
    target_number,
)
from kpi_engine.assemble.statistics.verdict_words import (
    NUMBERS_IN_WORDS,
    cases_of,
    changing,
    chart_of,
    count_of,
    from_to,
    on_cases,
    parts_of,
    pattern_of,
    rag_of,
    range_of,
    short_of_floor,
    statistics_of,
    trend_values,
    unusual_words,
    value_of,
    why_no_chart,
)
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.outcomes import Assurance, Differs, NoStatistic, Variation
from kpi_engine.model.statistics.signals import (
    OUTSIDE_HIGH,
    OUTSIDE_LOW,
    TREND_DOWN,
    TREND_UP,
)
from kpi_engine.model.statistics.verdict_key import VerdictKey
from kpi_engine.model.wording import capitalised
from kpi_engine.model.words.number_text import PERCENT

LONGEST = 220
_IN_BRACKETS = re.compile(r" \([^()]*\)")


def verdict_line(figure: Figure) -> str:
    """The line; empty where none is asked for."""
    key = verdict_of(figure)
    if key is VerdictKey.NONE:
        return ""
    line = _named(_LINES[key](figure), figure)
    # Numbers of many digits: the text in brackets is in the row's columns too.
    return line if len(line) <= LONGEST else _IN_BRACKETS.sub("", line)


def _named(line: str, figure: Figure) -> str:
    """A line that begins with a rating, with the name that the scale gives it."""
    begun = next(
        (rag for rag in (figure.rag, figure.rag.base) if rag.value and line.startswith(rag.value)), None
    )
    return line if begun is None else f"{figure.indicator.scale.name(figure.rag)}{line[len(begun.value) :]}"


def _hidden(figure: Figure) -> str:
    return reason_words(NoStatistic.SUPPRESSED, figure)


def _stale(figure: Figure) -> str:
    new_in = statistics_of(figure).new_in
    calendar = figure.indicator.calendar
    since = -1 if new_in is None else int(new_in[figure.row])
    now = period_words(calendar, figure.period)
    known = f" in {period_words(calendar, since)}" if since >= 0 else " earlier"
    rag = figure.rag.value or value_of(figure)
    return f"{rag}{known}; no new figure since, so nothing is known about {now}."


def _context(figure: Figure) -> str:
    facts, name = facts_of_chart(figure), figure.indicator.calendar.period_name
    if facts is None:
        return "Not judged."
    if not facts.is_charted:
        return f"Not judged. {why_no_chart(figure)}".rstrip()
    if facts.rule in (OUTSIDE_HIGH, OUTSIDE_LOW):
        side = "higher" if facts.rule == OUTSIDE_HIGH else "lower"
        return f"Not judged. {value_of(figure)} is {side} than in any usual {name} ({range_of(figure)})."
    if facts.variation is Variation.USUAL:
        return f"Not judged. {value_of(figure)} is within its usual range ({range_of(figure)})."
    if facts.rule in (TREND_UP, TREND_DOWN):
        way = "Rising" if facts.rule == TREND_UP else "Falling"
        return f"Not judged. {way} for {count_of(figure, facts.run)} ({from_to(figure)})."
    pattern = pattern_of(figure)
    return f"Not judged. {capitalised(pattern)}."


def _red_improving(figure: Figure) -> str:
    return f"RED but {changing(figure, 'improving')}; {floor_or_target(figure)}."


def _red_as_usual(figure: Figure) -> str:
    facts = chart_of(figure)
    if facts.limits_say is Assurance.ALWAYS_MISSES:
        always = f"always {value_of(figure)}; {floor_or_target(figure)}"
        return f"RED, as in all {count_of(figure, facts.points)}: {always}."
    usual = range_of(figure, "and")
    return (
        f"RED, as it will stay unless something changes: it usually lies between {usual}, and "
        f"{floor_or_target(figure)}."
    )


def _red_worsening(figure: Figure) -> str:
    facts = chart_of(figure)
    if facts.rule in (TREND_UP, TREND_DOWN):
        way = "rises" if facts.rule == TREND_UP else "falls"
        count = NUMBERS_IN_WORDS[facts.run] if facts.run < len(NUMBERS_IN_WORDS) else str(facts.run)
        name = f"{figure.indicator.calendar.period_name}s"
        return f"RED and getting worse: {count} {name} of {way}, {from_to(figure)}."
    return f"RED and getting worse: {pattern_of(figure)}; {floor_or_target(figure)}."


def _red_unusual(figure: Figure) -> str:
    name = figure.indicator.calendar.period_name
    return (
        f"RED this {name}, which is unusual: it normally meets the target ({range_of(figure)} against "
        f"{target_number(figure)})."
    )


def _red_by_few(figure: Figure) -> str:
    facts = cases_of(figure)
    interval = facts.interval()
    fits = "" if interval is None else between(*interval, figure.indicator)
    has_target = facts.differs_from_target is Differs.NO
    inside = f"target ({target_number(figure)})" if has_target else floor_clause(figure)
    return f"RED {on_cases(figure)}: anything from {fits} would fit, {inside} included."


def _one_case(figure: Figure) -> str:
    facts = cases_of(figure)
    more = facts.with_more.code > figure.rag.code
    better = facts.with_more if more else facts.with_fewer
    better_name = figure.indicator.scale.name(better)
    made = f": {parts_of(figure)}" if figure.indicator.unit == PERCENT else f" {on_cases(figure)}"
    return f"{figure.rag.value}{made}. One {'more' if more else 'fewer'} would have been {better_name}."


def _green_worsening(figure: Figure) -> str:
    facts = chart_of(figure)
    what = changing(figure, "worsening") if facts.rule in (TREND_UP, TREND_DOWN) else pattern_of(figure)
    return f"GREEN, but {what}; {target_clause(figure)}."


def _green_hit_or_miss(figure: Figure) -> str:
    history, name = statistics_of(figure).history, figure.indicator.calendar.period_name
    rated = 0 if history is None else int(history.rated[figure.row])
    green = 0 if history is None else int(history.green[figure.row])
    often = f"it meets the target in {count_of(figure, green)} of {rated}, and " if rated > 1 else ""
    return (
        f"GREEN this {name}: {often}its usual range ({range_of(figure)}) lies on both sides of "
        f"{target_number(figure)}."
    )


def _green_by_few(figure: Figure) -> str:
    return f"GREEN {on_cases(figure)}: too few to say that the service meets {target_number(figure)}."


def _green_improving(figure: Figure) -> str:
    facts = chart_of(figure)
    if facts.rule in (OUTSIDE_HIGH, OUTSIDE_LOW):
        side = "above" if facts.rule == OUTSIDE_HIGH else "below"
        return (
            f"GREEN and better than usual: {value_of(figure)} is {side} its usual range ({range_of(figure)})."
        )
    if facts.rule in (TREND_UP, TREND_DOWN):
        return f"GREEN and {changing(figure, 'improving')}."
    return f"GREEN and better than usual: {pattern_of(figure)}."


def _green_steady(figure: Figure) -> str:
    facts = chart_of(figure)
    if facts.limits_say is Assurance.ALWAYS_MEETS:
        always = f"always {value_of(figure)}; {target_clause(figure)}"
        return f"GREEN in all {count_of(figure, facts.points)}: {always}."
    side = {Polarity.HIGHEST: "above", Polarity.LOWEST: "below"}.get(figure.polarity)
    where = f"{side or 'around'} the target of {target_number(figure)}"
    return f"GREEN, as it normally is: its usual range ({range_of(figure)}) is {where}."


def _target_moved(figure: Figure) -> str:
    now = figure.threshold
    old = (statistics_of(figure).moved or {}).get(figure.row)
    new = None if now is None else now.rule.target
    if old is None or new is None or now is None:
        return _rag_only(figure)
    moved = "rose" if new > old else "fell"
    when = period_words(figure.indicator.calendar, now.first)
    change = (
        f"{figure.rag.value} since the target {moved} from {between(old, new, figure.indicator)} in {when}"
    )
    facts = facts_of_chart(figure)
    if facts is not None and facts.variation is Variation.USUAL:
        return f"{change}; its usual range ({range_of(figure)}) has not changed."
    green = figure.indicator.scale.name(Rag.GREEN)
    return f"{change}: it would be {green} by the former target."


def _arrow_is_noise(figure: Figure) -> str:
    before, now = figure.previous_value, figure.value
    if before is None or now is None:
        return _rag_only(figure)
    change = "fall" if now < before else "rise"
    moved = between(before, now, figure.indicator)
    usual = f"within its usual variation ({range_of(figure)})"
    return f"{rag_of(figure)}. The {change} from {moved} is {usual}: no news."


def _arrow_by_few(figure: Figure) -> str:
    before = figure.previous
    if before is None:
        return _rag_only(figure)
    has_parts = figure.indicator.unit == PERCENT
    moved = (
        f"{parts_of(before)} to {parts_of(figure)}"
        if has_parts
        else f"{value_of(before)} to {value_of(figure)}"
    )
    few = cases_of(figure).no_difference is NoStatistic.TOO_FEW_CASES
    why = "too few cases to call it a change" if few else "no more than chance would bring"
    return f"{rag_of(figure)}. From {moved}: {why}."


def _amber_trend(figure: Figure) -> str:
    trends, indicator = statistics_of(figure).trends, figure.indicator
    if trends is None:
        return _rag_only(figure)
    first = int(trends.first[figure.row])
    years = (figure.period - first) // indicator.calendar.periods_per_year + 1
    return f"AMBER and improving over {NUMBERS_IN_WORDS[years]} years ({trend_values(figure, first)})."


def _rag_only(figure: Figure) -> str:
    return (
        f"{rag_of(figure)}{short_of_floor(figure)}. {unusual_words(figure) or why_no_chart(figure)}".rstrip()
    )


_LINES: Mapping[VerdictKey, Callable[[Figure], str]] = {
    VerdictKey.HIDDEN: _hidden,
    VerdictKey.STALE: _stale,
    VerdictKey.CONTEXT: _context,
    VerdictKey.RED_IMPROVING: _red_improving,
    VerdictKey.RED_AS_USUAL: _red_as_usual,
    VerdictKey.RED_WORSENING: _red_worsening,
    VerdictKey.RED_UNUSUAL: _red_unusual,
    VerdictKey.RED_BY_FEW: _red_by_few,
    VerdictKey.ONE_CASE: _one_case,
    VerdictKey.GREEN_WORSENING: _green_worsening,
    VerdictKey.GREEN_HIT_OR_MISS: _green_hit_or_miss,
    VerdictKey.GREEN_BY_FEW: _green_by_few,
    VerdictKey.GREEN_IMPROVING: _green_improving,
    VerdictKey.GREEN_STEADY: _green_steady,
    VerdictKey.TARGET_MOVED: _target_moved,
    VerdictKey.ARROW_IS_NOISE: _arrow_is_noise,
    VerdictKey.ARROW_BY_FEW: _arrow_by_few,
    VerdictKey.AMBER_TREND: _amber_trend,
    VerdictKey.RAG_ONLY: _rag_only,
}
