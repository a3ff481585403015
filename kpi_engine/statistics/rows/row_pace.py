"""Run rate and pace of the latest row of each series. Source: docs/statistics.md, "Run rate and pace"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.series.process_chart import Ambition
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import NoStatistic, Variation
from kpi_engine.model.statistics.pace import PaceFacts, RunRateFacts
from kpi_engine.model.statistics.results import ProcessLimits
from kpi_engine.statistics.formulas.pace import (
    FEWEST_PERIODS,
    at_this_rate,
    likely_range,
    needed,
    needed_by_share,
    pace,
    run_rate,
)
from kpi_engine.statistics.rows.series import rows_by_series

_JUDGED = (Polarity.HIGHEST, Polarity.LOWEST)
_LAST_YEAR = 12


@frozen
class _Series:
    """One series: its figures by period, and where it is in its year at ``row``."""

    indicator: Indicator
    area: str
    level: str
    figures: Mapping[int, Figure]
    figure: Figure

    @property
    def done(self) -> int:
        """The periods of the year so far."""
        return self.indicator.place_in_year(self.figure.period) + 1

    @property
    def left(self) -> int:
        """The periods of the year to come."""
        return self.in_year - self.done

    @property
    def in_year(self) -> int:
        """The periods of the year."""
        return len(self.indicator.own_year_of(self.figure.period))

    def value(self, period: int) -> Fraction | None:
        """The displayed value of a period, exactly."""
        figure = self.figures.get(period)
        return None if figure is None or figure.value is None else Fraction(figure.value)

    def increment(self, period: int) -> Fraction | None:
        """What a period itself brought: of a year to date, the rise since the period before."""
        value, before = self.value(period), self.value(period - 1)
        if self.indicator.data_period is not DataPeriod.YTD or value is None:
            return value
        if self.indicator.place_in_year(period) == 0:
            # A count that has not started again, though its year has, does not tell what the period brought.
            return value if before is None or value < before else None
        return value - before if before is not None and value >= before else None

    def threshold(self, period: int) -> Threshold | None:
        """What is in force in a period."""
        return self.indicator.threshold_in(period, self.area, self.level)


def run_rates_of(
    ratings: Ratings, latest: BoolArray, process: ProcessLimits | None
) -> dict[int, RunRateFacts]:
    """By latest row that has a year's target and is judged, what the target asks of the rest of the year."""
    found = {}
    for series in _latest_series(ratings, latest, with_year_target=True):
        facts = _run_rate(series, process)
        if facts is not None:
            found[series.figure.row] = facts
    return found


def _latest_series(ratings: Ratings, latest: BoolArray, *, with_year_target: bool) -> Iterator[_Series]:
    levels = {area.name: area.level for area in ratings.areas}
    codes = [
        code
        for code, indicator in enumerate(ratings.indicators)
        if (
            any(threshold.year_target is not None for threshold in indicator.thresholds)
            if with_year_target
            else indicator.ambition is not None
        )
    ]
    for code, area, rows in rows_by_series(ratings.observations, codes):
        name = ratings.observations.areas[area]
        periods = ratings.observations.period[rows].tolist()
        figures = {period: Figure(ratings, row) for period, row in zip(periods, rows.tolist(), strict=True)}
        for row in rows[latest[rows]].tolist():
            yield _Series(ratings.indicators[code], name, levels.get(name, ""), figures, Figure(ratings, row))


def _run_rate(series: _Series, process: ProcessLimits | None) -> RunRateFacts | None:
    figure, threshold = series.figure, series.figure.threshold
    target = None if threshold is None else threshold.year_target
    so_far = _so_far(series)
    if target is None or so_far is None or figure.polarity not in _JUDGED or figure.numerator is not None:
        return None
    highest = figure.polarity is Polarity.HIGHEST
    recent = [series.increment(figure.period - back) for back in range(_LAST_YEAR)]
    known = [each for each in recent if each is not None]
    best = (max(known) if highest else min(known)) if known else None
    goal = Fraction(target)
    shares = _shares_left(series)
    is_even = len(set(shares)) <= 1 and not series.indicator.seasonal
    back = series.indicator.calendar.periods_per_year
    last_year = [series.increment(period - back) for period in _left(series)]
    like = None if is_even or None in last_year else sum((each for each in last_year if each), so_far)
    return RunRateFacts(
        state=run_rate(goal, so_far, series.left, best, highest),
        target=goal,
        so_far=so_far,
        left=series.left,
        needed=needed(goal, so_far, series.left, highest),
        best=best,
        at_this_rate=_at_this_rate(series, so_far) if is_even else None,
        like_last_year=like if series.left else None,
        likely=_likely(series, so_far, process),
        shares=tuple(needed_by_share(goal, so_far, shares))
        if len(set(shares)) > 1 and sum(shares, Fraction(0))
        else (),
    )


def _so_far(series: _Series) -> Fraction | None:
    """The year's figure so far; None where a month of it is missing."""
    if series.indicator.data_period is DataPeriod.YTD:
        return series.value(series.figure.period)
    first = series.figure.period - series.done + 1
    values = [series.value(period) for period in range(first, series.figure.period + 1)]
    return None if None in values else sum((value for value in values if value is not None), Fraction(0))


def _left(series: _Series) -> range:
    return range(series.figure.period + 1, series.figure.period + 1 + series.left)


def _shares_left(series: _Series) -> list[Fraction]:
    """The part of the year's target that each period to come has; none where it is not spread over them."""
    shares = []
    before = _spread_target(series, series.figure.period)
    for period in _left(series):
        now = _spread_target(series, period)
        if now is None:
            return []
        is_total = series.indicator.data_period is DataPeriod.YTD and before is not None
        shares.append(now - before if is_total and before is not None else now)
        before = now
    return shares


def _spread_target(series: _Series, period: int) -> Fraction | None:
    threshold = series.threshold(period)
    if threshold is None or threshold.rule.target is None:
        return None
    return threshold.exact_target if threshold.exact_target is not None else Fraction(threshold.rule.target)


def _at_this_rate(series: _Series, so_far: Fraction) -> int | None:
    if series.done < FEWEST_PERIODS or not series.left:
        return None
    return at_this_rate(so_far, series.done, series.in_year)


def _likely(
    series: _Series, so_far: Fraction, process: ProcessLimits | None
) -> tuple[Fraction, Fraction] | None:
    """The year's likely figure, where the process is stable and has limits of single periods."""
    row = series.figure.row
    is_stable = (
        process is not None
        and process.status[row] == NoStatistic.TOLD.code
        and process.variation[row] == Variation.USUAL.code
        and not series.indicator.seasonal
        and not process.segments.is_prime[process.segment[row]]
        and not process.segments.is_change[process.segment[row]]
    )
    if process is None or not is_stable or not series.left:
        return None
    segments, segment = process.segments, int(process.segment[row])
    unit = 10.0 ** int(segments.decimals[segment])
    points = int(segments.points[segment])
    mean = float(segments.total[segment]) / points / unit
    moving = float(segments.range_total[segment]) / max(1, int(segments.ranges[segment])) / unit
    low, high = likely_range(mean, moving, points, series.left)
    return so_far + Fraction(low), so_far + Fraction(high)


def paces_of(ratings: Ratings, latest: BoolArray) -> dict[int, PaceFacts]:
    """By latest row of an indicator with an ambition, how far it has come, or why that is not said."""
    found: dict[int, PaceFacts] = {}
    for series in _latest_series(ratings, latest, with_year_target=False):
        ambition = series.indicator.ambition
        found |= {} if ambition is None else {series.figure.row: _pace(series, ambition)}
    return found


def _pace(series: _Series, ambition: Ambition) -> PaceFacts:
    figure = series.figure
    threshold = series.threshold(ambition.last)
    target = None if threshold is None else threshold.rule.target
    goal = None if target is None else Fraction(target)
    value = series.value(figure.period)

    def silent(why: NoStatistic) -> PaceFacts:
        return PaceFacts(None, why, goal, ambition.by_label)

    if goal is None:
        return silent(NoStatistic.NO_TARGET)
    if value is None:
        return silent(NoStatistic.NO_VALUE)
    if not ambition.first < figure.period:
        return silent(NoStatistic.TOO_FEW)
    time = min(figure.period, ambition.last) - ambition.first, ambition.last - ambition.first
    highest = series.indicator.polarity_in(ambition.last).polarity is Polarity.HIGHEST
    told = pace(Fraction(ambition.value), value, goal, time, highest=highest)
    if told is None:
        return silent(NoStatistic.BASE_IS_TARGET)
    return PaceFacts(told, NoStatistic.TOLD, goal, ambition.by_label)
