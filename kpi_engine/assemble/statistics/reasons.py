"""Why something is not said of a figure, with the numbers that a reader can act on."""

from __future__ import annotations

from kpi_engine.model.definitions.made_from.measure import Window
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.reason_words import REASON_WORDS


def reason_words(reason: NoStatistic, figure: Figure) -> str:
    """A sentence or two: ``7 of the 13 months that limits need.``"""
    if reason is NoStatistic.TOO_FEW:
        needed = figure.indicator.chart.points
        return f"{points_so_far(figure)} of the {needed} {_periods(figure)} that limits need."
    words = REASON_WORDS[reason]
    if reason in (NoStatistic.OVERLAPPING, NoStatistic.CUMULATIVE):
        source = charted_instead(figure)
        if reason is NoStatistic.OVERLAPPING:
            return f"{words} Chart the monthly figures{source}."
        return f"Year to date grows and restarts: chart the monthly figures{source}."
    return words


def charted_instead(figure: Figure) -> str:
    """`` (CEH01)``: the monthly indicator that the figures are made of, where the definition names it."""
    made = figure.indicator.made_from
    return f" ({made.of.code})" if isinstance(made, Window) else ""


def points_so_far(figure: Figure) -> int:
    """How many figures limits could be made of, since the baseline if a baseline is set."""
    statistics = figure.ratings.statistics
    process = None if statistics is None else statistics.process
    return 0 if process is None else int(process.points[figure.row])


def _periods(figure: Figure) -> str:
    return f"{figure.indicator.calendar.period_name}s"
