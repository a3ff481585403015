"""What the next month of a rolling year must bring, of the latest row of each series.

Source of the rule: docs/statistics.md, "The month to come of a rolling year".
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.calendars.calendar import same_periods
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.made_from.measure import Window
from kpi_engine.model.definitions.window import is_rolling_year, periods_covered
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.pace import NextMonthFacts
from kpi_engine.statistics.formulas.next_month import Standard, needed_count, needed_of
from kpi_engine.statistics.rows.series import rows_by_series

_JUDGED = (Polarity.HIGHEST, Polarity.LOWEST)
# Of a count: nobody needs more cases in a month than the target of a year.
_TIMES_TARGET = 2


def next_months_of(ratings: Ratings, latest: BoolArray) -> dict[int, NextMonthFacts]:
    """By latest row of a rolling year that is judged against a target, what the month to come must bring."""
    levels = {area.name: area.level for area in ratings.areas}
    codes = {indicator.code: code for code, indicator in enumerate(ratings.indicators)}
    found: dict[int, NextMonthFacts] = {}
    by_code: dict[int, Mapping[int, Mapping[int, Figure]]] = {}
    rolling = [code for code, indicator in enumerate(ratings.indicators) if _is_rolling(indicator)]
    for code, area, rows in rows_by_series(ratings.observations, rolling):
        indicator, name = ratings.indicators[code], ratings.observations.areas[area]
        if code not in by_code:
            by_code[code] = _months_of(ratings, codes, indicator)
        months = by_code[code]
        for row in rows[latest[rows]].tolist():
            figure = Figure(ratings, row)
            standard = _standard(indicator, figure.period + 1, name, levels.get(name, ""))
            if standard is not None and figure.value is not None:
                found[row] = _facts(figure, standard, months.get(area, {}))
    return found


def _is_rolling(indicator: Indicator) -> bool:
    is_mean = isinstance(indicator.made_from, Window) and indicator.made_from.mean
    return is_rolling_year(indicator) and indicator.frequency is Frequency.MONTHLY and not is_mean


def _standard(indicator: Indicator, period: int, area: str, level: str) -> Standard | None:
    """The target of the month to come; None where nothing is judged against one number."""
    polarity = indicator.polarity_in(period).polarity
    threshold = indicator.threshold_in(period, area, level)
    target = None if threshold is None else threshold.rule.target
    if threshold is None or target is None or polarity not in _JUDGED:
        return None
    decimals = None if indicator.rate_on is RateOn.RAW else indicator.decimals
    return Standard(Fraction(target), polarity is Polarity.HIGHEST, threshold.rule.is_strict, decimals)


def _months_of(
    ratings: Ratings, codes: Mapping[str, int], indicator: Indicator
) -> Mapping[int, Mapping[int, Figure]]:
    """The monthly figures that a rolling year adds up, by area and period; none where it names none."""
    made_from = indicator.made_from
    code = codes.get(made_from.of.code) if isinstance(made_from, Window) else None
    if code is None or not same_periods(ratings.indicators[code].calendar, indicator.calendar):
        return {}
    period = ratings.observations.period
    return {
        area: {int(period[row]): Figure(ratings, row) for row in rows.tolist()}
        for _, area, rows in rows_by_series(ratings.observations, [code])
    }


def _facts(figure: Figure, standard: Standard, months: Mapping[int, Figure]) -> NextMonthFacts:
    made_from = figure.indicator.made_from
    leaving = None
    if isinstance(made_from, Window) and months:
        part = next(iter(months.values())).indicator
        first, _ = periods_covered(figure.indicator, made_from, figure.period, part)
        leaving = months.get(int(first))
    silent = NextMonthFacts(NoStatistic.NO_MONTHLY_FIGURES, None, None, "", None, None)
    if leaving is None:
        return silent
    year, month = _parts(figure), _parts(leaving)
    if year is not None and month is not None:
        rest = year[0] - month[0], year[1] - month[1]
        needed = needed_of(standard, figure.indicator.per, rest, month[1])
        return NextMonthFacts(NoStatistic.TOLD, needed, month[1], leaving.period_label, month[0], rest[0])
    total, count = _whole(figure.value), _whole(leaving.value)
    if figure.numerator is None and total is not None and count is not None and figure.indicator.per == 1:
        most = _TIMES_TARGET * max(0, int(standard.target) + 1)
        needed = needed_count(standard, total - count, most)
        return NextMonthFacts(NoStatistic.TOLD, needed, None, leaving.period_label, count, total - count)
    return silent


def _parts(figure: Figure) -> tuple[int, int] | None:
    numerator, denominator = _whole(figure.numerator), _whole(figure.denominator)
    return None if numerator is None or not denominator else (numerator, denominator)


def _whole(number: Decimal | None) -> int | None:
    return int(number) if number is not None and number >= 0 and number == int(number) else None
