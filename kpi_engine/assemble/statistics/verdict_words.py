"""The words that lines of verdicts are made of: ranges, patterns, runs, cases, and why there is no chart."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.assemble.statistics.facts import (
    CaseFacts,
    ChartFacts,
    between,
    facts_of_chart,
)
from kpi_engine.assemble.statistics.reasons import (
    charted_instead,
    overlapping_words,
    points_so_far,
    reason_words,
)
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.outcomes import NoStatistic, Variation
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
from kpi_engine.model.wording import capitalised
from kpi_engine.model.words.number_text import PERCENT, count_text, difference_text, value_text

NUMBERS_IN_WORDS = (
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


def statistics_of(figure: Figure) -> Statistics:
    """The statistics of all figures. A verdict is asked of figures with statistics only."""
    statistics = figure.ratings.statistics
    if statistics is None:
        raise ValueError("a verdict is asked of figures with statistics only")
    return statistics


def chart_of(figure: Figure) -> ChartFacts:
    """What the chart of a figure says. Some verdicts are of charted figures only."""
    facts = facts_of_chart(figure)
    if facts is None:
        raise ValueError("this verdict is of a figure in a chart")
    return facts


def cases_of(figure: Figure) -> CaseFacts:
    """What the cases of a figure say."""
    return CaseFacts(statistics_of(figure), figure)


def value_of(figure: Figure) -> str:
    """``58%``; empty without a value."""
    return "" if figure.value is None else figure.with_signs(value_text(figure.value, figure.indicator))


def range_of(figure: Figure, word: str = "to") -> str:
    """``44 to 58%``: the limits, as printed."""
    bounds = chart_of(figure).bounds()
    return "" if bounds is None else between(bounds[1].number, bounds[2].number, figure.indicator, word)


def from_to(figure: Figure) -> str:
    """``71 to 58%``: the first and last value of the run that the figure ends."""
    first = Figure(figure.ratings, int(chart_of(figure).process.run_first[figure.row]))
    if first.value is None or figure.value is None:
        return value_of(figure)
    return between(first.value, figure.value, figure.indicator)


def count_of(figure: Figure, count: int) -> str:
    """``6 months``: so many periods of the indicator."""
    name = figure.indicator.calendar.period_name
    return f"{count} {name}{'' if count == 1 else 's'}"


def pattern_of(figure: Figure) -> str:
    """What makes the figure a signal: ``higher than the usual range (62% against 44 to 58%)``."""
    facts = chart_of(figure)
    side = "higher" if facts.rule & UPWARDS else "lower"
    if facts.rule in (OUTSIDE_HIGH, OUTSIDE_LOW):
        long = f" for {count_of(figure, facts.run)}" if facts.run > 1 else ""
        return f"{side} than the usual range{long} ({value_of(figure)} against {range_of(figure)})"
    if facts.rule in (TWO_HIGH, TWO_LOW):
        end = "upper" if side == "higher" else "lower"
        return f"near the {end} end of the usual range ({value_of(figure)} in {range_of(figure)})"
    side = "above" if side == "higher" else "below"
    return f"{side} its average for {count_of(figure, facts.run)} ({from_to(figure)})"


def changing(figure: Figure, word: str) -> str:
    """``improving: higher than …``, ``improving for 6 months (44 to 58%)``."""
    facts = chart_of(figure)
    if facts.rule in (TREND_UP, TREND_DOWN):
        return f"{word} for {count_of(figure, facts.run)} ({from_to(figure)})"
    return f"{word}: {pattern_of(figure)}"


def on_cases(figure: Figure) -> str:
    """``on 36 cases (15)``: the denominator, and of it the numerator."""
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None or denominator is None:
        return f"on {value_of(figure)} {'case' if figure.value == 1 else 'cases'}"
    if figure.indicator.unit == PERCENT:
        cases = "case" if denominator == 1 else "cases"
        return f"on {count_text(denominator)} {cases} ({count_text(numerator)})"
    return f"on {count_text(numerator)} {'case' if numerator == 1 else 'cases'}"


def parts_of(figure: Figure) -> str:
    """``4 of 9``."""
    if figure.numerator is None or figure.denominator is None:
        return value_of(figure)
    return f"{count_text(figure.numerator)} of {count_text(figure.denominator)}"


def trend_values(figure: Figure, first: int) -> str:
    """``41 to 58%``: the value of a trend's first period, and the figure's own."""
    observations = figure.ratings.observations
    same = (observations.code == observations.code[figure.row]) & (observations.period == first)
    rows = (same & (observations.area == observations.area[figure.row])).nonzero()[0].tolist()
    start = Figure(figure.ratings, rows[0]).value if rows else None
    if start is None or figure.value is None:
        return value_of(figure)
    return between(start, figure.value, figure.indicator)


def rag_of(figure: Figure) -> str:
    """The rating, or why there is none."""
    name = figure.indicator.scale.name(figure.rag)
    return name if figure.rag is not Rag.NONE else f"Not rated: {figure.why_not_rated}"


def unusual_words(figure: Figure) -> str:
    """``Worsening for 6 months (93.6 to 82.7%).``: of what no other line says that it is unusual."""
    facts = facts_of_chart(figure)
    if facts is None or facts.variation in (Variation.NONE, Variation.USUAL):
        return ""
    if facts.variation is Variation.MIXED:
        return f"Signals both ways in its chart; usual range {range_of(figure)}."
    words = {Variation.GOOD: "Improving", Variation.BAD: "Worsening"}.get(facts.variation)
    if words is not None:
        return f"{changing(figure, words)}."
    pattern = pattern_of(figure)
    return f"{capitalised(pattern)}."


def short_of_floor(figure: Figure) -> str:
    """``, 9.3 percentage points below the floor``, where there is one and it is missed."""
    margin = figure.margin_to_floor
    if not figure.rag.is_missed or margin is None or margin >= 0:
        return ""
    size = _points(-margin, figure)
    rule = None if figure.threshold is None else figure.threshold.rule
    amber = figure.indicator.scale.name(Rag.AMBER)
    if rule is not None and rule.is_in_bands:
        return f", {size} short of {amber}"
    floor = figure.indicator.scale.words.floor_in_short
    side = {Polarity.HIGHEST: f"below the {floor}", Polarity.LOWEST: f"above the {floor}"}
    return f", {size} {side.get(figure.polarity, f'outside the {amber} range')}"


def _points(size: Decimal, figure: Figure) -> str:
    return difference_text(size, figure.indicator).replace("percentage point", "point")


def why_no_chart(figure: Figure) -> str:
    """Why there is no chart, in short; empty where there is a chart, or where no chart is asked for."""
    facts = facts_of_chart(figure)
    if facts is None or facts.is_charted or facts.status in (NoStatistic.NOT_ASKED, NoStatistic.NO_VALUE):
        return ""
    name = f"{figure.indicator.calendar.period_name}s"
    if facts.status is NoStatistic.OVERLAPPING:
        often = figure.indicator.frequency.words
        return f"{overlapping_words(figure)}: see the {often} figures{charted_instead(figure)}."
    if facts.status is NoStatistic.TOO_FEW:
        needed = figure.indicator.chart.points
        return (
            f"Usual variation is not known yet: {points_so_far(figure)} of the {needed} {name} that it needs."
        )
    return reason_words(facts.status, figure)
