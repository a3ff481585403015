"""One line on a figure: its RAG, what agrees or conflicts with it, why, and what would be needed.

At most 220 characters, the same in every format. Source of the rules: docs/statistics.md, "The verdict".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from kpi_engine.assemble.statistics.facts import (
    CaseFacts,
    ChartFacts,
    between,
    facts_of_chart,
    verdict_of,
)
from kpi_engine.assemble.statistics.reasons import charted_instead, points_so_far, reason_words
from kpi_engine.assemble.statistics.standard_words import (
    floor_clause,
    floor_or_target,
    target_clause,
    target_number,
)
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.outcomes import Assurance, Differs, NoStatistic, Variation
from kpi_engine.model.statistics.results import Statistics
from kpi_engine.model.statistics.signals import (
    OUTSIDE_HIGH,
    OUTSIDE_LOW,
    TREND_DOWN,
    TREND_UP,
    TWO_HIGH,
    TWO_LOW,
    UPWARDS,
)
from kpi_engine.model.statistics.verdict_key import VerdictKey
from kpi_engine.model.words.number_text import PERCENT, count_text, difference_text, value_text

LONGEST = 220
_IN_BRACKETS = re.compile(r" \([^()]*\)")
_NUMBERS = (
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def verdict_line(figure: Figure) -> str:
    """The line; empty where none is asked for."""
    key = verdict_of(figure)
    if key is VerdictKey.NONE:
        return ""
    line = _LINES[key](figure)
    # Numbers of many digits: the text in brackets is in the row's columns too.
    return line if len(line) <= LONGEST else _IN_BRACKETS.sub("", line)


def _statistics(figure: Figure) -> Statistics:
    statistics = figure.ratings.statistics
    if statistics is None:
        raise ValueError("a verdict is asked of figures with statistics only")
    return statistics


def _chart(figure: Figure) -> ChartFacts:
    facts = facts_of_chart(figure)
    if facts is None:
        raise ValueError("this verdict is of a figure in a chart")
    return facts


def _cases(figure: Figure) -> CaseFacts:
    return CaseFacts(_statistics(figure), figure)


def _value(figure: Figure) -> str:
    return "" if figure.value is None else figure.with_signs(value_text(figure.value, figure.indicator))


def _usual(figure: Figure, word: str = "to") -> str:
    """``44 to 58%``: the limits, as printed."""
    bounds = _chart(figure).bounds()
    return "" if bounds is None else between(bounds[1].number, bounds[2].number, figure.indicator, word)


def _from_to(figure: Figure) -> str:
    """``71 to 58%``: the first and last value of the run that the figure ends."""
    first = Figure(figure.ratings, int(_chart(figure).process.run_first[figure.row]))
    if first.value is None or figure.value is None:
        return _value(figure)
    return between(first.value, figure.value, figure.indicator)


def _periods(figure: Figure, count: int) -> str:
    name = figure.indicator.calendar.period_name
    return f"{count} {name}{'' if count == 1 else 's'}"


def _pattern(figure: Figure) -> str:
    """What makes the figure a signal: ``higher than the usual range (62% against 44 to 58%)``."""
    facts = _chart(figure)
    side = "higher" if facts.rule & UPWARDS else "lower"
    if facts.rule in (OUTSIDE_HIGH, OUTSIDE_LOW):
        long = f" for {_periods(figure, facts.run)}" if facts.run > 1 else ""
        return f"{side} than the usual range{long} ({_value(figure)} against {_usual(figure)})"
    if facts.rule in (TWO_HIGH, TWO_LOW):
        end = "upper" if side == "higher" else "lower"
        return f"near the {end} end of the usual range ({_value(figure)} in {_usual(figure)})"
    side = "above" if side == "higher" else "below"
    return f"{side} its average for {_periods(figure, facts.run)} ({_from_to(figure)})"


def _changing(figure: Figure, word: str) -> str:
    """``improving: higher than …``, ``improving for 6 months (44 to 58%)``."""
    facts = _chart(figure)
    if facts.rule in (TREND_UP, TREND_DOWN):
        return f"{word} for {_periods(figure, facts.run)} ({_from_to(figure)})"
    return f"{word}: {_pattern(figure)}"


def _hidden(figure: Figure) -> str:
    return reason_words(NoStatistic.SUPPRESSED, figure)


def _stale(figure: Figure) -> str:
    new_in = _statistics(figure).new_in
    calendar = figure.indicator.calendar
    since = -1 if new_in is None else int(new_in[figure.row])
    now = period_words(calendar, figure.period)
    known = f" in {period_words(calendar, since)}" if since >= 0 else " earlier"
    rag = figure.rag.value or _value(figure)
    return f"{rag}{known}; no new figure since, so nothing is known about {now}."


def _context(figure: Figure) -> str:
    facts, name = facts_of_chart(figure), figure.indicator.calendar.period_name
    if facts is None:
        return "Not judged."
    if not facts.is_charted:
        return f"Not judged. {_no_chart(figure)}".rstrip()
    if facts.rule in (OUTSIDE_HIGH, OUTSIDE_LOW):
        side = "higher" if facts.rule == OUTSIDE_HIGH else "lower"
        return f"Not judged. {_value(figure)} is {side} than in any usual {name} ({_usual(figure)})."
    if facts.variation is Variation.USUAL:
        return f"Not judged. {_value(figure)} is within its usual range ({_usual(figure)})."
    if facts.rule in (TREND_UP, TREND_DOWN):
        way = "Rising" if facts.rule == TREND_UP else "Falling"
        return f"Not judged. {way} for {_periods(figure, facts.run)} ({_from_to(figure)})."
    pattern = _pattern(figure)
    return f"Not judged. {pattern[0].upper()}{pattern[1:]}."


def _red_improving(figure: Figure) -> str:
    return f"RED but {_changing(figure, 'improving')}; {floor_or_target(figure)}."


def _red_as_usual(figure: Figure) -> str:
    facts = _chart(figure)
    if facts.limits_say is Assurance.ALWAYS_MISSES:
        always = f"always {_value(figure)}; {floor_or_target(figure)}"
        return f"RED, as in all {_periods(figure, facts.points)}: {always}."
    usual = _usual(figure, "and")
    return (
        f"RED, as it will stay unless something changes: it usually lies between {usual}, and "
        f"{floor_or_target(figure)}."
    )


def _red_worsening(figure: Figure) -> str:
    facts = _chart(figure)
    if facts.rule in (TREND_UP, TREND_DOWN):
        way = "rises" if facts.rule == TREND_UP else "falls"
        count = _NUMBERS[facts.run] if facts.run < len(_NUMBERS) else str(facts.run)
        name = f"{figure.indicator.calendar.period_name}s"
        return f"RED and getting worse: {count} {name} of {way}, {_from_to(figure)}."
    return f"RED and getting worse: {_pattern(figure)}; {floor_or_target(figure)}."


def _red_unusual(figure: Figure) -> str:
    name = figure.indicator.calendar.period_name
    return (
        f"RED this {name}, which is unusual: it normally meets the target ({_usual(figure)} against "
        f"{target_number(figure)})."
    )


def _on_cases(figure: Figure) -> str:
    """``on 36 cases (15)``: the denominator, and of it the numerator."""
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None or denominator is None:
        return f"on {_value(figure)} {'case' if figure.value == 1 else 'cases'}"
    if figure.indicator.unit == PERCENT:
        cases = "case" if denominator == 1 else "cases"
        return f"on {count_text(denominator)} {cases} ({count_text(numerator)})"
    return f"on {count_text(numerator)} {'case' if numerator == 1 else 'cases'}"


def _red_by_few(figure: Figure) -> str:
    facts = _cases(figure)
    interval = facts.interval()
    fits = "" if interval is None else between(*interval, figure.indicator)
    has_target = facts.differs_from_target is Differs.NO
    inside = f"target ({target_number(figure)})" if has_target else floor_clause(figure)
    return f"RED {_on_cases(figure)}: anything from {fits} would fit, {inside} included."


def _one_case(figure: Figure) -> str:
    facts = _cases(figure)
    more = facts.with_more.code > figure.rag.code
    better = facts.with_more if more else facts.with_fewer
    made = f": {_of(figure)}" if figure.indicator.unit == PERCENT else f" {_on_cases(figure)}"
    return f"{figure.rag.value}{made}. One {'more' if more else 'fewer'} would have been {better.value}."


def _of(figure: Figure) -> str:
    """``4 of 9``."""
    if figure.numerator is None or figure.denominator is None:
        return _value(figure)
    return f"{count_text(figure.numerator)} of {count_text(figure.denominator)}"


def _green_worsening(figure: Figure) -> str:
    facts = _chart(figure)
    what = _changing(figure, "worsening") if facts.rule in (TREND_UP, TREND_DOWN) else _pattern(figure)
    return f"GREEN, but {what}; {target_clause(figure)}."


def _green_hit_or_miss(figure: Figure) -> str:
    history, name = _statistics(figure).history, figure.indicator.calendar.period_name
    rated = 0 if history is None else int(history.rated[figure.row])
    green = 0 if history is None else int(history.green[figure.row])
    often = f"it meets the target in {_periods(figure, green)} of {rated}, and " if rated > 1 else ""
    return (
        f"GREEN this {name}: {often}its usual range ({_usual(figure)}) lies on both sides of "
        f"{target_number(figure)}."
    )


def _green_by_few(figure: Figure) -> str:
    return f"GREEN {_on_cases(figure)}: too few to say that the service meets {target_number(figure)}."


def _green_improving(figure: Figure) -> str:
    facts = _chart(figure)
    if facts.rule in (OUTSIDE_HIGH, OUTSIDE_LOW):
        side = "above" if facts.rule == OUTSIDE_HIGH else "below"
        return f"GREEN and better than usual: {_value(figure)} is {side} its usual range ({_usual(figure)})."
    if facts.rule in (TREND_UP, TREND_DOWN):
        return f"GREEN and {_changing(figure, 'improving')}."
    return f"GREEN and better than usual: {_pattern(figure)}."


def _green_steady(figure: Figure) -> str:
    facts = _chart(figure)
    if facts.limits_say is Assurance.ALWAYS_MEETS:
        always = f"always {_value(figure)}; {target_clause(figure)}"
        return f"GREEN in all {_periods(figure, facts.points)}: {always}."
    side = {Polarity.HIGHEST: "above", Polarity.LOWEST: "below"}.get(figure.polarity)
    where = f"{side or 'around'} the target of {target_number(figure)}"
    return f"GREEN, as it normally is: its usual range ({_usual(figure)}) is {where}."


def _target_moved(figure: Figure) -> str:
    now = figure.threshold
    old = (_statistics(figure).moved or {}).get(figure.row)
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
        return f"{change}; its usual range ({_usual(figure)}) has not changed."
    return f"{change}: it would be GREEN by the former target."


def _arrow_is_noise(figure: Figure) -> str:
    before, now = figure.previous_value, figure.value
    if before is None or now is None:
        return _rag_only(figure)
    change = "fall" if now < before else "rise"
    moved = between(before, now, figure.indicator)
    usual = f"within its usual variation ({_usual(figure)})"
    return f"{_rag(figure)}. The {change} from {moved} is {usual}: no news."


def _arrow_by_few(figure: Figure) -> str:
    before = figure.previous
    if before is None:
        return _rag_only(figure)
    has_parts = figure.indicator.unit == PERCENT
    moved = f"{_of(before)} to {_of(figure)}" if has_parts else f"{_value(before)} to {_value(figure)}"
    few = _cases(figure).no_difference is NoStatistic.TOO_FEW_CASES
    why = "too few cases to call it a change" if few else "no more than chance would bring"
    return f"{_rag(figure)}. From {moved}: {why}."


def _amber_trend(figure: Figure) -> str:
    trends, indicator = _statistics(figure).trends, figure.indicator
    if trends is None:
        return _rag_only(figure)
    first = int(trends.first[figure.row])
    years = (figure.period - first) // indicator.calendar.periods_per_year + 1
    return f"AMBER and improving over {_NUMBERS[years]} years ({trend_values(figure, first)})."


def trend_values(figure: Figure, first: int) -> str:
    """``41 to 58%``: the value of a trend's first period, and the figure's own."""
    observations = figure.ratings.observations
    same = (observations.code == observations.code[figure.row]) & (observations.period == first)
    rows = (same & (observations.area == observations.area[figure.row])).nonzero()[0].tolist()
    start = Figure(figure.ratings, rows[0]).value if rows else None
    if start is None or figure.value is None:
        return _value(figure)
    return between(start, figure.value, figure.indicator)


def _rag(figure: Figure) -> str:
    return figure.rag.value if figure.rag is not Rag.NONE else f"Not rated: {figure.why_not_rated}"


def _rag_only(figure: Figure) -> str:
    return f"{_rag(figure)}{_short_of_floor(figure)}. {_unusual(figure) or _no_chart(figure)}".rstrip()


def _unusual(figure: Figure) -> str:
    """``Worsening for 6 months (93.6 to 82.7%).``: of what no other line says that it is unusual."""
    facts = facts_of_chart(figure)
    if facts is None or facts.variation in (Variation.NONE, Variation.USUAL):
        return ""
    if facts.variation is Variation.MIXED:
        return f"Signals both ways in its chart; usual range {_usual(figure)}."
    words = {Variation.GOOD: "Improving", Variation.BAD: "Worsening"}.get(facts.variation)
    if words is not None:
        return f"{_changing(figure, words)}."
    pattern = _pattern(figure)
    return f"{pattern[0].upper()}{pattern[1:]}."


def _short_of_floor(figure: Figure) -> str:
    """``, 9.3 percentage points below the floor``, where there is one and it is missed."""
    margin = figure.margin_to_floor
    if not figure.rag.is_missed or margin is None or margin >= 0:
        return ""
    size = _points(-margin, figure)
    rule = None if figure.threshold is None else figure.threshold.rule
    if rule is not None and rule.is_in_bands:
        return f", {size} short of AMBER"
    side = {Polarity.HIGHEST: "below the floor", Polarity.LOWEST: "above the floor"}
    return f", {size} {side.get(figure.polarity, 'outside the AMBER range')}"


def _points(size: Decimal, figure: Figure) -> str:
    return difference_text(size, figure.indicator).replace("percentage point", "point")


def _no_chart(figure: Figure) -> str:
    """Why there is no chart, in short; empty where there is a chart, or where no chart is asked for."""
    facts = facts_of_chart(figure)
    if facts is None or facts.is_charted or facts.status in (NoStatistic.NOT_ASKED, NoStatistic.NO_VALUE):
        return ""
    name = f"{figure.indicator.calendar.period_name}s"
    if facts.status is NoStatistic.OVERLAPPING:
        return (
            f"A rolling year cannot show an unusual month: see the monthly figures{charted_instead(figure)}."
        )
    if facts.status is NoStatistic.TOO_FEW:
        needed = figure.indicator.chart.points
        return (
            f"Usual variation is not known yet: {points_so_far(figure)} of the {needed} {name} that it needs."
        )
    return reason_words(facts.status, figure)


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
