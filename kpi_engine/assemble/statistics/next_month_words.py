"""What the month to come must bring to a rolling year, in words."""

from __future__ import annotations

from kpi_engine.model.calendars.period import MONTH_NAMES
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.pace import NextMonthFacts


def next_month_words(figure: Figure) -> str:
    """What the next month needs, and what drops out.

    Returns:
        Words such as ``Next month needs 14 of 20: 9 of 20 in Jun 2023 drops out.``; empty where no target or
            no monthly figure says it.
    """
    statistics = figure.ratings.statistics
    facts = None if statistics is None else (statistics.next_months or {}).get(figure.row)
    if facts is None or facts.why_none is not NoStatistic.TOLD:
        return ""
    return f"{_needed(figure, facts)}: {_of(facts.left, facts.of)} in {_month(facts.leaving)} drops out."


def _needed(figure: Figure, facts: NextMonthFacts) -> str:
    period = figure.period + 1
    lowest = figure.indicator.polarity_in(period).polarity is Polarity.LOWEST
    if facts.needed is None:
        return "No figure of next month alone meets the target"
    if not lowest and facts.needed == 0:
        return "Next month meets the target with any figure"
    if lowest and facts.of is not None and facts.needed == facts.of:
        return "Next month meets the target with any figure"
    verb = "can have at most" if lowest else "needs"
    return f"Next month {verb} {_of(facts.needed, facts.of)}"


def _of(number: int | None, among: int | None) -> str:
    return f"{number:,}" if among is None else f"{number:,} of {among:,}"


def _month(label: str) -> str:
    year, _, month = label.partition("-")
    return f"{MONTH_NAMES[int(month) - 1]} {year}"
