"""The recent trend of years in words."""

from __future__ import annotations

from kpi_engine.assemble.statistics.verdict_words import trend_values
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.outcomes import NoStatistic

_WAYS = {1: "rising", -1: "falling"}
_GOOD = {Polarity.HIGHEST: 1, Polarity.LOWEST: -1}


def trend_word(figure: Figure, direction: int) -> str:
    """``improving``, by the polarity in force; ``rising`` where none judges."""
    way = _GOOD.get(figure.polarity)
    if not direction:
        return "no clear trend"
    return _WAYS[direction] if way is None else ("improving" if way == direction else "worsening")


def trend_line(figure: Figure) -> str:
    """``improving from 2019-20 (41 to 58%)``; empty where no trend can be found."""
    statistics = figure.ratings.statistics
    trends = None if statistics is None else statistics.trends
    if trends is None or trends.why_none[figure.row] != NoStatistic.TOLD.code:
        return ""
    first, direction = int(trends.first[figure.row]), int(trends.direction[figure.row])
    begins = period_words(figure.indicator.calendar, first)
    return f"{trend_word(figure, direction)} since {begins} ({trend_values(figure, first)})"
