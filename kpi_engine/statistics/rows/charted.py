"""What is charted of rated observations: matrices of the series whose definitions ask for the same chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray, power_of_ten
from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations, SmallArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.series.case_kind import CaseKind, case_kind
from kpi_engine.model.definitions.series.process_chart import ChartOn, PeriodsShare, ProcessChart
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.statistics.rows.cases import Cases, cases_of
from kpi_engine.statistics.rows.series import SeriesGrid, series_grids

_SAFE = 2.0**62


@frozen
class ChartSettings:
    """What series that are charted together have in common."""

    calendar: Calendar
    chart: ProcessChart
    same_cases: bool
    kind: CaseKind


@frozen
class Block:
    """Series that are charted together, (periods, s): integers in units of the last of ``decimals``, (s,).

    ``there``: a new figure; ``carried``: an earlier one again; ``shown``: points that can be signals;
    ``used``: points that limits are made of. ``whole``: numerator and denominator are whole cases;
    ``rounded``: they are rounded to a multiple of 5, say. ``from_break``, (s,): it begins with a break.
    """

    settings: ChartSettings
    grid: SeriesGrid
    value: AnyIntArray
    decimals: SmallArray
    there: BoolArray
    carried: BoolArray
    shown: BoolArray
    used: BoolArray
    numerator: IntArray
    denominator: IntArray
    whole: BoolArray
    rounded: BoolArray
    from_break: BoolArray

    @property
    def has_parts(self) -> BoolArray:
        """Whether every point used has whole cases, for each series; (s,)."""
        return np.asarray((self.whole | ~self.used).all(axis=0), np.bool_)


@frozen
class _Charted:
    """What is charted, (n,): integers with decimals. ``carried`` repeats an earlier figure."""

    mantissa: AnyIntArray
    decimals: SmallArray
    present: BoolArray
    carried: BoolArray


def blocks_charted(ratings: Ratings, codes: Sequence[int]) -> Iterator[Block]:
    """The series of some codes, block by block."""
    cases = cases_of(ratings.observations)
    groups: dict[ChartSettings, list[int]] = {}
    for code in codes:
        groups.setdefault(_settings(ratings.indicators[code]), []).append(code)
    for settings, of_group in groups.items():
        charted = _charted(ratings, settings.chart, of_group)
        part = _parts(ratings, settings.chart)
        is_break = (ratings.observations.marks & FigureMark.BREAK.bit) > 0
        for grid in series_grids(ratings.observations, of_group, part):
            yield _block(grid, charted, cases, settings, is_break)


def _settings(indicator: Indicator) -> ChartSettings:
    same_cases = indicator.periods_share is PeriodsShare.SAME_CASES
    return ChartSettings(indicator.calendar.naming, indicator.chart, same_cases, case_kind(indicator))


def _charted(ratings: Ratings, chart: ProcessChart, codes: Sequence[int]) -> _Charted:
    shown = ratings.displayed
    charted = _Charted(shown.mantissa, shown.decimals, shown.present, ratings.carried_forward)
    return charted if chart.on is ChartOn.VALUE else _changes_on_year(ratings, codes, charted)


def _changes_on_year(ratings: Ratings, codes: Sequence[int], charted: _Charted) -> _Charted:
    """The value less the value of the same period of the year before, where both are there and comparable."""
    mantissa, decimals = charted.mantissa.copy(), charted.decimals.copy()
    present = np.zeros(len(ratings), np.bool_)
    back = ratings.indicators[codes[0]].calendar.periods_per_year
    for grid in series_grids(ratings.observations, codes):
        value, finest = _in_one_unit(grid, charted)
        there = grid.spread(charted.present & ~charted.carried)
        breaks = _breaks_so_far(ratings.observations)
        since = None if breaks is None else grid.spread(breaks)
        change, both = np.zeros_like(value), np.zeros_like(there)
        change[back:] = value[back:] - value[:-back]
        both[back:] = there[back:] & there[:-back]
        if since is not None:
            both[back:] &= since[back:] == since[:-back]
        mantissa[grid.rows] = grid.gather(change)
        present[grid.rows] = grid.gather(both)
        decimals[grid.rows] = finest[grid.series]
    return _Charted(mantissa, decimals, present, np.zeros(len(ratings), np.bool_))


def _parts(ratings: Ratings, chart: ProcessChart) -> IndexArray | None:
    """By row, the number of its chart within its series: a new one begins with a baseline or a break.

    None: every series has one chart.
    """
    observations = ratings.observations
    breaks = _breaks_so_far(observations)
    if breaks is None and not chart.baselines:
        return None
    part = np.zeros(len(observations), np.int32)
    for place, baseline in enumerate(sorted(chart.baselines, key=lambda each: each.first), 1):
        areas = [not baseline.areas or area in baseline.areas for area in observations.areas]
        begun = (observations.period >= baseline.first) & np.array(areas, np.bool_)[observations.area]
        part[begun] = place
    return part if breaks is None else part + breaks


def _breaks_so_far(observations: Observations) -> IndexArray | None:
    """By row, how many figures of its series, up to it, are marked as a break; None where none is."""
    if not is_any(observations.marks):
        return None
    is_break = (observations.marks & FigureMark.BREAK.bit) > 0
    if not is_break.any():
        return None
    series = observations.code.astype(np.int64) * max(1, len(observations.areas)) + observations.area
    order = np.lexsort((observations.period, series))
    running = np.cumsum(is_break[order])
    begins = np.flatnonzero(np.diff(series[order], prepend=-1))
    before: IntArray = (running - is_break[order])[begins]
    size = np.diff(np.append(begins, len(order)))
    so_far = np.zeros(len(order), np.int32)
    so_far[order] = running - np.repeat(before, size)
    return so_far


def _in_one_unit(grid: SeriesGrid, charted: _Charted) -> tuple[AnyIntArray, SmallArray]:
    """The values of a grid in units of the last decimal that their series has, and its decimals."""
    value = grid.spread(charted.mantissa)
    decimals = grid.spread(np.where(charted.present, charted.decimals, np.int8(0)))
    finest: SmallArray = decimals.max(axis=0)
    finer = finest[None, :] - decimals
    if not (finer * (value != 0)).any():
        return value, finest
    if (np.abs(value.astype(np.float64)) * 10.0**finer).max() < _SAFE:
        return value * power_of_ten(finer), finest
    return value.astype(object) * 10 ** finer.astype(object), finest


def _block(
    grid: SeriesGrid, charted: _Charted, cases: Cases, settings: ChartSettings, is_break: BoolArray
) -> Block:
    value, decimals = _in_one_unit(grid, charted)
    there = grid.spread(charted.present & ~charted.carried)
    shown = there.copy()
    for left_out in settings.chart.left_out:
        if 0 <= left_out.period - grid.first < len(shown):
            shown[left_out.period - grid.first] = False
    whole = cases.within if settings.kind is CaseKind.PROPORTION else cases.whole
    has_cases = bool(cases.there.any())
    nowhere = np.broadcast_to(np.zeros(1, np.int64), grid.shape)
    return Block(
        settings=settings,
        grid=grid,
        value=value,
        decimals=decimals,
        there=there,
        carried=grid.spread(charted.present & charted.carried),
        shown=shown,
        used=shown & _counts_for_limits(grid, settings.chart, there),
        numerator=grid.spread(cases.numerator) if has_cases else nowhere,
        denominator=grid.spread(cases.denominator) if has_cases else nowhere,
        whole=grid.spread(whole) if has_cases else nowhere.astype(np.bool_),
        rounded=grid.spread(cases.rounded) if has_cases else nowhere.astype(np.bool_),
        from_break=np.asarray(grid.spread(is_break).any(axis=0), np.bool_),
    )


def _counts_for_limits(grid: SeriesGrid, chart: ProcessChart, there: BoolArray) -> BoolArray:
    """The points until ``limits_until``; of a series that begins later, all."""
    if chart.limits_until is None:
        return np.ones((1, 1), np.bool_)
    periods = grid.first + np.arange(grid.shape[0])[:, None]
    until: BoolArray = periods <= chart.limits_until
    return until | ~(there & until).any(axis=0)
