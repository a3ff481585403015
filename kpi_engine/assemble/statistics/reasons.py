"""Why something is not said of a figure, with the numbers that a reader can act on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.made_from.measure import Window
from kpi_engine.model.definitions.series.case_kind import CaseKind, case_kind
from kpi_engine.model.definitions.window import is_rolling_year
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
        often = figure.indicator.frequency.words
        if reason is NoStatistic.OVERLAPPING and _is_of_months(figure):
            return f"{words} Chart the monthly figures{source}."
        if reason is NoStatistic.OVERLAPPING:
            return f"{overlapping_words(figure)}: chart the {often} figures{source}."
        return f"Year to date grows and restarts: chart the {often} figures{source}."
    if reason is NoStatistic.RARE:
        return f"{_rare_words(figure)}: too few for limits; add up to quarters."
    return words


def overlapping_words(figure: Figure) -> str:
    """``A rolling year cannot show an unusual month``."""
    what = "A rolling year" if is_rolling_year(figure.indicator) else "Rolling figures"
    return f"{what} cannot show an unusual {figure.indicator.calendar.period_name}"


def _is_of_months(figure: Figure) -> bool:
    return is_rolling_year(figure.indicator) and figure.indicator.frequency is Frequency.MONTHLY


def _rare_words(figure: Figure) -> str:
    """``About 0.7 cases a month``: the rarer outcome, cases or others, or the count itself."""
    cases, others, points = Decimal(0), Decimal(0), 0
    is_proportion = case_kind(figure.indicator) is CaseKind.PROPORTION
    for each in _series_of(figure):
        number = each.numerator if each.numerator is not None else each.value
        if number is not None and not each.carried_forward:
            points += 1
            cases += number
            others += (each.denominator or Decimal(0)) - number
    rarer = min(cases, others) if is_proportion else cases
    average = rounded_half_up(Fraction(rarer) / max(1, points), 1)
    return f"About {average:f} cases a {figure.indicator.calendar.period_name}"


def _series_of(figure: Figure) -> Iterator[Figure]:
    """The figures of the same indicator and area."""
    observations = figure.ratings.observations
    same = (observations.code == observations.code[figure.row]) & (
        observations.area == observations.area[figure.row]
    )
    return (Figure(figure.ratings, row) for row in same.nonzero()[0].tolist())


def charted_instead(figure: Figure) -> str:
    """`` (CEH01)``: the indicator that the figures are made of, where the definition names it."""
    made = figure.indicator.made_from
    return f" ({made.of.code})" if isinstance(made, Window) else ""


def points_so_far(figure: Figure) -> int:
    """How many figures limits could be made of, since the baseline if a baseline is set."""
    statistics = figure.ratings.statistics
    process = None if statistics is None else statistics.process
    return 0 if process is None else int(process.points[figure.row])


def _periods(figure: Figure) -> str:
    return f"{figure.indicator.calendar.period_name}s"
