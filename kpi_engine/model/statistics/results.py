"""The statistics of n rated observations, as columns beside the columns of Ratings.

Every array has shape (n,).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray
from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IndexArray, IntArray, SmallArray
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import Assurance
from kpi_engine.model.statistics.pace import NextMonthFacts, PaceFacts, RunRateFacts
from kpi_engine.model.statistics.profiles import Profile
from kpi_engine.model.statistics.signals import MarkArray

NO_SEGMENT = -1


@frozen
class Intervals:
    """Intervals in the value's unit, where ``method`` (an IntervalMethod position) is not NONE.

    ``limits`` are lower and upper at 95 %, lower and upper at 99.8 %; ``why_none`` a NoStatistic position.
    ``is_high``: pages show the interval at 99.8 %, and differences are judged by it.
    """

    method: SmallArray
    limits: tuple[FloatArray, FloatArray, FloatArray, FloatArray]
    why_none: SmallArray
    is_high: bool = False

    @property
    def shown(self) -> tuple[FloatArray, FloatArray]:
        """Lower and upper limit of the interval that pages show."""
        return self.limits[2:] if self.is_high else self.limits[:2]


@frozen
class Differences:
    """Whether rows differ from their target, floor standard and previous figure: Differs positions.

    ``no_target``, ``no_floor`` and ``no_previous`` say why not (NoStatistic positions). ``with_more`` and
    ``with_fewer`` are the Rag positions that one case more or fewer would give; 0 where that changes nothing.
    """

    target: SmallArray
    floor: SmallArray
    previous: SmallArray
    no_target: SmallArray
    no_floor: SmallArray
    no_previous: SmallArray
    with_more: SmallArray
    with_fewer: SmallArray


@frozen
class Segments:
    """Stretches of series that have limits of their own, one entry each.

    ``points``, ``total``, ``ranges`` and ``range_total`` make the limits, in units of the last of
    ``decimals``; ``profile`` and ``chart`` index ``profiles`` and the names of charts; ``first`` and
    ``last`` are the periods of the first and last point used, ``span`` the periods between. ``begins`` is
    the period of the baseline, of a break in the series (``from_break``), or the first of the data.
    ``carried`` figures were taken as gaps.
    """

    points: IntArray
    total: AnyIntArray
    ranges: IntArray
    range_total: AnyIntArray
    decimals: SmallArray
    begins: IntArray
    from_break: BoolArray
    last: IntArray
    carried: IntArray
    profile: SmallArray
    is_prime: BoolArray
    is_change: BoolArray
    profiles: tuple[Profile, ...]

    def limits(self, segment: int) -> tuple[Fraction, Fraction, Fraction]:
        """The mean, the lower and the upper limit of a segment that is no prime chart, exactly."""
        unit = 10 ** int(self.decimals[segment])
        mean = Fraction(int(self.total[segment]), int(self.points[segment]) * unit)
        moving = Fraction(int(self.range_total[segment]), max(1, int(self.ranges[segment])) * unit)
        reach = Fraction(*self.profiles[int(self.profile[segment])].factor) * moving
        return mean, mean - reach, mean + reach


@frozen
class ProcessLimits:
    """The process chart of each row's series.

    ``status`` and ``no_assurance`` are NoStatistic positions; ``segment`` a row of ``segments``
    (NO_SEGMENT: none); ``marks`` the signals of a point, ``variation`` and ``assurance`` positions of their
    enums; ``run`` how many periods on end, this one last, the same rule has been told. ``is_point``: the
    row is a point of its chart. ``prime`` are mean, lower and upper limit of rows in prime charts, in the
    value's unit.
    """

    status: SmallArray
    segment: IndexArray
    marks: MarkArray
    variation: SmallArray
    assurance: SmallArray
    no_assurance: SmallArray
    run: IndexArray
    run_first: IndexArray
    points: IndexArray
    is_point: BoolArray
    segments: Segments
    prime: tuple[FloatArray, FloatArray, FloatArray] | None

    def limits(self, row: int) -> tuple[Fraction, Fraction, Fraction] | None:
        """The mean, the lower and the upper limit at a row; None where its series has none."""
        return None if self.segment[row] == NO_SEGMENT else self.charted_limits(row)

    def charted_limits(self, row: int) -> tuple[Fraction, Fraction, Fraction]:
        """The same of a row whose series has limits."""
        segment = int(self.segment[row])
        if self.prime is not None and self.segments.is_prime[segment]:
            mean, lower, upper = (Fraction(float(part[row])) for part in self.prime)
            return mean, lower, upper
        return self.segments.limits(segment)


@frozen
class FormerTarget:
    """The target before the target in force, which began in period ``since``, and what limits say of it."""

    target: Decimal
    since: int
    assurance: Assurance


@frozen
class History:
    """How many of the last 12 periods were rated, and how many of these GREEN."""

    rated: SmallArray
    green: SmallArray


@frozen
class Trends:
    """The recent trend that ends with each row, and since when. ``direction`` is 0 without a trend.

    ``why_none`` is a NoStatistic position; ``statistic`` is χ², or Kendall's S.
    """

    direction: SmallArray
    first: IntArray
    statistic: FloatArray
    why_none: SmallArray


@frozen
class Areas:
    """How rows compare with all areas of their level: 0 not said, 1 inside the funnel, 2 outside, 3 far
    outside.

    ``dispersion`` is φ by (code, period, level), where there are areas enough.
    """

    place: SmallArray
    why_none: SmallArray
    among: IndexArray
    inside: IndexArray
    dispersion: Mapping[tuple[int, int, str], float]


@frozen
class Statistics:
    """The statistics that a scorecard asks for; None for statistics that it does not ask for.

    ``is_latest`` says which rows are the latest of their series. By row, of these: ``run_rates``, ``paces``,
    ``next_months``, ``former`` targets and ``moved``, the former target where the RAG is worse only because
    the target has moved. ``new_in`` is the period of the latest figure that does not repeat an earlier
    figure; ``verdict`` holds VerdictKey positions.
    """

    is_latest: BoolArray
    intervals: Intervals | None = None
    differences: Differences | None = None
    areas: Areas | None = None
    process: ProcessLimits | None = None
    history: History | None = None
    former: Mapping[int, FormerTarget] | None = None
    trends: Trends | None = None
    run_rates: Mapping[int, RunRateFacts] | None = None
    paces: Mapping[int, PaceFacts] | None = None
    next_months: Mapping[int, NextMonthFacts] | None = None
    moved: Mapping[int, Decimal] | None = None
    new_in: IntArray | None = None
    verdict: SmallArray | None = None


def filled(size: int, value: int = 0) -> SmallArray:
    """A column of one small number."""
    return np.full(size, value, np.int8)
