"""The recent trend that ends with the latest row of each series. Source: docs/statistics.md, "Recent
trend".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, IndexArray
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.series.case_kind import CaseKind
from kpi_engine.model.definitions.series.process_chart import PeriodsShare
from kpi_engine.model.definitions.window import is_rolling, is_rolling_year, is_to_date
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.results import Intervals, Trends, filled
from kpi_engine.statistics.formulas.trend import (
    FEWEST_RANKED,
    YEARS,
    Trend,
    proportions_trend,
    ranks_trend,
    weighted_trend,
)
from kpi_engine.statistics.rows.row_intervals import Countable
from kpi_engine.statistics.rows.series import rows_by_series

_SILENT = Trend(0, 0.0)


def trends_of(ratings: Ratings, cases: Countable, intervals: Intervals, latest: BoolArray) -> Trends:
    """The trends of the latest rows; other rows have none."""
    size = len(ratings)
    direction, why = filled(size), filled(size, NoStatistic.NOT_CONSECUTIVE.code)
    first, statistic = np.zeros(size, np.int64), np.zeros(size)
    found = [_never(indicator) for indicator in ratings.indicators]
    never = np.array([reason.code for reason in found] or [0], np.int8)[ratings.observations.code]
    why[never != NoStatistic.TOLD.code] = never[never != NoStatistic.TOLD.code]
    codes = [code for code, reason in enumerate(found) if reason is NoStatistic.TOLD]
    for code, _area, rows in rows_by_series(ratings.observations, codes):
        for row in rows[latest[rows]].tolist():
            told = _trend(ratings, cases, intervals, _years(ratings, ratings.indicators[code], rows, row))
            direction[row], statistic[row] = told.trend.direction, told.trend.statistic
            first[row], why[row] = told.first, told.why.code
    return Trends(direction, first, statistic, why)


def _never(indicator: Indicator) -> NoStatistic:
    """Why no series of an indicator has a trend of years."""
    if indicator.overall is not None:
        return NoStatistic.NO_SPREAD
    is_of_parts = indicator.frequency is Frequency.MONTHLY
    if is_of_parts or is_rolling_year(indicator) or is_to_date(indicator):
        return NoStatistic.NOT_ANNUAL
    is_shared = indicator.periods_share is PeriodsShare.SAME_CASES or is_rolling(indicator)
    return NoStatistic.SAME_CASES if is_shared else NoStatistic.TOLD


def _years(ratings: Ratings, indicator: Indicator, rows: IndexArray, row: int) -> list[int]:
    """The rows of successive years up to a row, oldest first, back to a year without a figure or a break."""
    at = dict(zip(ratings.observations.period[rows].tolist(), rows.tolist(), strict=True))
    period, step = int(ratings.observations.period[row]), indicator.calendar.periods_per_year
    found: list[int] = []
    while period in at and ratings.displayed.present[at[period]]:
        found.append(at[period])
        if ratings.observations.marks[at[period]] & FigureMark.BREAK.bit:
            break
        period -= step
    return found[::-1]


@frozen
class _Told:
    """A trend from a ``first`` period, or why there is none."""

    trend: Trend
    first: int
    why: NoStatistic


def _trend(ratings: Ratings, cases: Countable, intervals: Intervals, years: list[int]) -> _Told:
    latest = years[-YEARS:]
    by_ranks = len(latest) == YEARS and not cases.ready[latest].all()
    if by_ranks:
        latest = years[-FEWEST_RANKED:]
    why = _why_none(ratings, cases, latest, by_ranks)
    if why is not NoStatistic.TOLD:
        return _Told(_SILENT, 0, why)
    first = int(ratings.observations.period[latest[0]])
    if by_ranks:
        return _Told(ranks_trend(_in_one_unit(ratings, latest)).trend, first, NoStatistic.TOLD)
    numerator, denominator = cases.numerator[latest].tolist(), cases.denominator[latest].tolist()
    if cases.of(CaseKind.PROPORTION)[latest].all():
        return _Told(proportions_trend(numerator, denominator), first, NoStatistic.TOLD)
    lower, upper = (limit[latest].tolist() for limit in intervals.limits[:2])
    per = cases.per[latest].tolist()
    values = [p * n / d for p, n, d in zip(per, numerator, denominator, strict=True)]
    return _Told(weighted_trend(values, lower, upper), first, NoStatistic.TOLD)


def _why_none(ratings: Ratings, cases: Countable, latest: list[int], by_ranks: bool) -> NoStatistic:
    if len(latest) < YEARS:
        return NoStatistic.NOT_CONSECUTIVE
    if by_ranks and len(latest) < FEWEST_RANKED:
        return NoStatistic.TOO_FEW
    if ratings.carried_forward[latest].any():
        return NoStatistic.REPEATED
    numerator, denominator = cases.numerator[latest], cases.denominator[latest]
    extreme = cases.of(CaseKind.PROPORTION)[latest] & ((numerator == 0) | (numerator == denominator))
    return NoStatistic.ALL_OR_NONE if not by_ranks and extreme.any() else NoStatistic.TOLD


def _in_one_unit(ratings: Ratings, rows: list[int]) -> list[int]:
    """The displayed values of some rows, in units of the last decimal that any has."""
    shown = ratings.displayed
    finest = int(shown.decimals[rows].max())
    return [int(shown.mantissa[row]) * 10 ** (finest - int(shown.decimals[row])) for row in rows]
