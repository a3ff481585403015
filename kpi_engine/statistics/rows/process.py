"""Process charts of the series of n rated observations: limits, signals, variation, or why there is no chart.

Source of the rules: docs/statistics.md, "Process limits".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray
from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IndexArray, IntArray, SmallArray
from kpi_engine.model.definitions.series.case_kind import CaseKind
from kpi_engine.model.definitions.series.process_chart import ChartKind, ChartOn
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.profiles import Profile
from kpi_engine.model.statistics.results import NO_SEGMENT, ProcessLimits, Segments, filled
from kpi_engine.model.statistics.signals import OUTSIDE_HIGH, OUTSIDE_LOW, MarkArray
from kpi_engine.statistics.formulas.assurance import variation
from kpi_engine.statistics.formulas.prime import PrimeKind, prime_marks
from kpi_engine.statistics.formulas.xmr import Limits, xmr
from kpi_engine.statistics.rows.charted import Block, blocks_charted
from kpi_engine.statistics.rows.uncharted import CHARTED, never_charted, statuses

# Denominators that vary by more than this factor need limits of their own.
_VARIES = 2
# Cells of a matrix worked on at once: few enough to stay in the processor's cache.
_CELLS = 1 << 16
_OUTSIDE = np.uint8(OUTSIDE_HIGH | OUTSIDE_LOW)


@frozen
class _Columns:
    """The result as it is filled, by row, and the segments of the blocks found so far."""

    status: SmallArray
    segment: IndexArray
    marks: MarkArray
    run: IndexArray
    run_first: IndexArray
    points: IndexArray
    is_point: BoolArray
    prime: tuple[FloatArray, FloatArray, FloatArray]
    parts: list[_Segments] = field(default_factory=list)


@frozen
class _Segments:
    """The series of a block that have limits: see Segments."""

    block: Block
    limits: Limits
    is_prime: BoolArray
    kept: BoolArray


def process_limits(ratings: Ratings) -> ProcessLimits:
    """The process chart of every series, without assurance: ``with_assurance`` adds that."""
    size = len(ratings)
    columns = _Columns(
        status=filled(size),
        segment=np.full(size, NO_SEGMENT, np.int32),
        marks=np.zeros(size, np.uint8),
        run=np.zeros(size, np.int32),
        run_first=np.arange(size, dtype=np.int32),
        points=np.zeros(size, np.int32),
        is_point=np.zeros(size, np.bool_),
        prime=(np.zeros(size), np.zeros(size), np.zeros(size)),
    )
    refused = [never_charted(indicator) for indicator in ratings.indicators]
    if size:
        by_code = np.array([reason.code for reason in refused], np.int8)
        columns.status[:] = by_code.take(ratings.observations.code)
        codes = [code for code, reason in enumerate(refused) if reason is NoStatistic.TOLD]
        for block in blocks_charted(ratings, codes):
            _chart(columns, block)
        _say_of_no_points(columns, ratings)
        if any(part.is_prime.any() for part in columns.parts):
            _scale(columns.prime, ratings)
    charted = columns.is_point & (columns.segment != NO_SEGMENT)
    segments = _joined(columns.parts)
    return ProcessLimits(
        status=columns.status,
        segment=columns.segment,
        marks=columns.marks,
        variation=variation(columns.marks, ratings.polarity) * charted.view(np.int8),
        assurance=filled(size),
        no_assurance=filled(size),
        run=columns.run,
        run_first=columns.run_first,
        points=columns.points,
        is_point=columns.is_point,
        segments=segments,
        prime=columns.prime if segments.is_prime.any() else None,
    )


def _scale(limits: tuple[FloatArray, FloatArray, FloatArray], ratings: Ratings) -> None:
    """Turn shares into the values' units, in place."""
    per = np.array([float(indicator.per) for indicator in ratings.indicators])[ratings.observations.code]
    for limit in limits:
        np.multiply(limit, per, out=limit)


def _chart(columns: _Columns, block: Block) -> None:
    """Fill in the rows of a block, and add its segments."""
    grid = block.grid
    limits, marks = _xmr(block)
    is_prime = _takes_prime(block)
    if is_prime.any():
        _prime(columns, marks, block, is_prime)
    if block.settings.same_cases:
        marks &= _OUTSIDE
    status = statuses(block, limits)
    kept = np.isin(status, [reason.code for reason in CHARTED])
    marks *= kept
    first = sum(int(np.count_nonzero(part.kept)) for part in columns.parts)
    number = np.where(kept, first + np.cumsum(kept) - 1, NO_SEGMENT).astype(np.int32)
    columns.segment[grid.rows] = number[grid.series]
    columns.status[grid.rows] = status[grid.series]
    columns.marks[grid.rows] = grid.gather(marks)
    run = grid.gather(_lengths(marks))
    columns.run[grid.rows] = run
    row_at = grid.spread(np.arange(len(columns.run), dtype=np.int32))
    columns.run_first[grid.rows] = row_at[grid.step - np.maximum(run - 1, 0), grid.series]
    columns.points[grid.rows] = limits.points[grid.series]
    columns.is_point[grid.rows] = grid.gather(block.shown)
    columns.parts.append(_Segments(block, limits, is_prime, kept))


def _xmr(block: Block) -> tuple[Limits, MarkArray]:
    """Some series at a time."""
    periods, count = block.value.shape
    at_once = max(1, _CELLS // periods)
    done = [
        xmr(block.value[:, some], block.used[:, some], block.shown[:, some], block.settings.chart.profile)
        for some in (slice(start, start + at_once) for start in range(0, count, at_once))
    ]
    marks = np.concatenate([process.marks for process in done], axis=1)
    if len(done) == 1:
        return done[0].limits, marks

    def together(part: Callable[[Limits], AnyIntArray]) -> AnyIntArray:
        return np.concatenate([part(process.limits) for process in done])

    return Limits(
        together(lambda limits: limits.points),
        together(lambda limits: limits.total),
        together(lambda limits: limits.ranges),
        together(lambda limits: limits.range_total),
        together(lambda limits: limits.dropped),
    ), marks


def _takes_prime(block: Block) -> BoolArray:
    """Which series have limits by denominator, (s,)."""
    chart = block.settings.chart
    none = np.zeros(block.grid.shape[1], np.bool_)
    if chart.kind not in (ChartKind.AUTO, ChartKind.P_PRIME) or chart.on is ChartOn.CHANGE_ON_YEAR:
        return none
    if block.settings.kind not in (CaseKind.PROPORTION, CaseKind.RATE):
        return none
    if chart.kind is ChartKind.P_PRIME:
        return block.has_parts
    largest = np.where(block.used, block.denominator, 0).max(axis=0)
    smallest = np.where(block.used, block.denominator, np.iinfo(np.int64).max).min(axis=0)
    varies: BoolArray = (largest > _VARIES * np.minimum(smallest, largest)) & block.has_parts
    return varies


def _prime(columns: _Columns, marks: MarkArray, block: Block, is_prime: BoolArray) -> None:
    """Replace the marks of some series, and keep the limits at each of their rows."""
    kind = PrimeKind.P if block.settings.kind is CaseKind.PROPORTION else PrimeKind.U
    used, shown = block.used[:, is_prime], (block.shown & block.whole)[:, is_prime]
    limits, marks[:, is_prime] = prime_marks(
        block.numerator[:, is_prime],
        block.denominator[:, is_prime],
        used,
        shown,
        kind=kind,
        profile=block.settings.chart.profile,
    )
    grid = block.grid
    place = np.cumsum(is_prime) - 1
    here = is_prime[grid.series]
    rows, step, series = grid.rows[here], grid.step[here], place[grid.series[here]]
    columns.prime[0][rows] = limits.centre[series]
    columns.prime[1][rows] = limits.lower[step, series]
    columns.prime[2][rows] = limits.upper[step, series]


def _lengths(marks: MarkArray) -> IndexArray:
    """How many periods on end, each one last, the rule reported at a point has held; (periods, s)."""
    lengths = np.zeros(marks.shape, np.int32)
    told = marks & (~marks + np.uint8(1))
    for bit in (1 << place for place in range(8)):
        holds = (marks & bit) != 0
        if holds.any():
            length = holds.astype(np.int32)
            for step in range(1, len(length)):
                length[step] += length[step - 1] * holds[step]
            np.copyto(lengths, length, where=told == bit)
    return lengths


def _say_of_no_points(columns: _Columns, ratings: Ratings) -> None:
    """A row without a value, or with an earlier one again, is no point of its chart."""
    absent = ~ratings.displayed.present
    repeats = ratings.displayed.present & ratings.carried_forward & (columns.segment != NO_SEGMENT)
    columns.status[absent & (columns.segment != NO_SEGMENT)] = NoStatistic.NO_VALUE.code
    columns.status[repeats] = NoStatistic.REPEATED.code


def _joined(parts: Sequence[_Segments]) -> Segments:
    """The segments of all blocks, one after the other."""
    profiles: dict[Profile, int] = {}
    for part in parts:
        profiles.setdefault(part.block.settings.chart.profile, len(profiles))

    def column(make: Callable[[_Segments], AnyIntArray], kind: type = np.int64) -> AnyIntArray:
        return np.concatenate([np.zeros(0, kind), *(make(part)[part.kept] for part in parts)])

    def every(part: _Segments, value: int) -> IntArray:
        return np.full(len(part.kept), value, np.int64)

    return Segments(
        points=column(lambda part: part.limits.points),
        total=column(lambda part: part.limits.total),
        ranges=column(lambda part: part.limits.ranges),
        range_total=column(lambda part: part.limits.range_total),
        decimals=column(lambda part: part.block.decimals).astype(np.int8),
        begins=column(_first_period),
        from_break=column(lambda part: part.block.from_break, np.bool_).astype(np.bool_),
        last=column(_last_period_used),
        carried=column(lambda part: part.block.carried.sum(axis=0)),
        profile=column(lambda part: every(part, profiles[part.block.settings.chart.profile])).astype(np.int8),
        is_prime=column(lambda part: part.is_prime, np.bool_).astype(np.bool_),
        is_change=column(
            lambda part: every(part, part.block.settings.chart.on is ChartOn.CHANGE_ON_YEAR)
        ).astype(np.bool_),
        profiles=tuple(profiles),
    )


def _first_period(part: _Segments) -> IntArray:
    first: IntArray = part.block.grid.first + part.block.there.argmax(axis=0)
    return first


def _last_period_used(part: _Segments) -> IntArray:
    used = part.block.used
    last: IntArray = part.block.grid.first + len(used) - 1 - used[::-1].argmax(axis=0)
    return last
