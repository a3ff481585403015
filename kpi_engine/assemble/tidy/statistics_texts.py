"""Statistics as tidy columns: whole columns at a time. Lines are made of the latest figures only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.assemble.statistics.trend_line import trend_word
from kpi_engine.assemble.statistics.verdict_line import verdict_line
from kpi_engine.assemble.tidy.distinct import Positions, distinct_keys, texts_of_numbers
from kpi_engine.model.arrays.observation import ExactColumn, FloatArray
from kpi_engine.model.arrays.rounding import rounded_half_up, shortest
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.statistics_columns import (
    BESIDE_AREAS,
    INTERVAL_COLUMNS,
    PROCESS_COLUMNS,
    RUN_RATE_COLUMNS,
    TREND_COLUMNS,
    VERDICT_COLUMNS,
)
from kpi_engine.model.outputs.tidy_columns import Columns
from kpi_engine.model.statistics.outcomes import (
    Assurance,
    Differs,
    IntervalMethod,
    NoStatistic,
    Variation,
)
from kpi_engine.model.statistics.results import NO_SEGMENT, ProcessLimits
from kpi_engine.model.statistics.signals import signal_names
from kpi_engine.model.statistics.verdict_key import VerdictKey

Texts = tuple[Sequence[str], Positions]
RowNumbers = NDArray[np.integer[Any]]
# Limits and intervals are printed with so many decimals more than the value is displayed with.
_FURTHER_DECIMALS = 2
_RATIO_DECIMALS = 3


def _none(columns: Columns, rows: RowNumbers) -> dict[str, Texts]:
    return {name: ([""], np.zeros(len(rows), np.int32)) for name in columns}


def _values(members: Iterable[Enum]) -> list[str]:
    return [str(member.value) for member in members]


def _each(rows: RowNumbers, text_of: Callable[[int], str]) -> Texts:
    """A text a row."""
    return [text_of(row) for row in rows.tolist()], np.arange(len(rows), dtype=np.int32)


def _floats(ratings: Ratings, rows: RowNumbers, numbers: FloatArray, there: NDArray[np.bool_]) -> Texts:
    decimals = (ratings.displayed.decimals[rows] + _FURTHER_DECIMALS).astype(np.int8)
    mantissa = np.rint(np.where(there, numbers[rows], 0.0) * 10.0**decimals).astype(np.int64)
    return texts_of_numbers(ExactColumn(mantissa, decimals, there))


def interval_texts(ratings: Ratings, rows: RowNumbers) -> dict[str, Texts]:
    """The columns of INTERVAL_COLUMNS for some rows."""
    statistics = ratings.statistics
    if (
        statistics is None
        or statistics.intervals is None
        or statistics.differences is None
        or statistics.areas is None
    ):
        return _none(INTERVAL_COLUMNS, rows)
    intervals, differences, areas = statistics.intervals, statistics.differences, statistics.areas
    there = intervals.method[rows] != IntervalMethod.NONE.code
    names = ("lower", "upper", "lower_99_8", "upper_99_8")
    reasons = _values(NoStatistic)
    compared = areas.place[rows] != 0
    return {
        **{
            name: _floats(ratings, rows, limit, there)
            for name, limit in zip(names, intervals.limits, strict=True)
        },
        "interval_method": (_values(IntervalMethod), intervals.method[rows]),
        "no_interval": (reasons, intervals.why_none[rows]),
        "differs_from_target": (_values(Differs), differences.target[rows]),
        "differs_from_floor": (_values(Differs), differences.floor[rows]),
        "differs_from_previous": (_values(Differs), differences.previous[rows]),
        "difference_reason": _pairs(
            {
                "target": (reasons, differences.no_target[rows]),
                "floor": (reasons, differences.no_floor[rows]),
                "previous": (reasons, differences.no_previous[rows]),
            }
        ),
        "one_case_changes": _pairs(
            {
                "more": (_values(Rag), differences.with_more[rows]),
                "fewer": (_values(Rag), differences.with_fewer[rows]),
            }
        ),
        "beside_areas": (list(BESIDE_AREAS), areas.place[rows]),
        "areas_compared": _counts(areas.among[rows], compared),
        "areas_alike": _counts(areas.inside[rows], compared),
    }


def _pairs(parts: dict[str, Texts]) -> Texts:
    """The parts that have a text, joined with their names; each combination is put together once.

    Returns:
        Texts such as ``target: no_room; previous: same_cases``.
    """
    key = np.zeros(len(next(iter(parts.values()))[1]), np.int64)
    for texts, positions in parts.values():
        key = key * len(texts) + positions
    found, positions = distinct_keys(key)
    together = []
    for each in found:
        told, left = [], each
        for name, (texts, _) in reversed(parts.items()):
            left, place = divmod(left, len(texts))
            if texts[place]:
                told.append(f"{name}: {texts[place]}")
        together.append("; ".join(reversed(told)))
    return together, positions


def _counts(numbers: NDArray[np.integer[Any]], there: NDArray[np.bool_]) -> Texts:
    return texts_of_numbers(ExactColumn(numbers.astype(np.int64), np.zeros(len(numbers), np.int8), there))


def process_texts(ratings: Ratings, rows: RowNumbers) -> dict[str, Texts]:
    """The columns of PROCESS_COLUMNS for some rows."""
    statistics = ratings.statistics
    if statistics is None or statistics.process is None or statistics.history is None:
        return _none(PROCESS_COLUMNS, rows)
    process, history = statistics.process, statistics.history
    charted = process.segment[rows] != NO_SEGMENT
    code = ratings.observations.code[rows]
    assured = process.assurance[rows] * (process.no_assurance[rows] == NoStatistic.TOLD.code)
    mean, lower, upper = _limit_texts(ratings, process, rows)
    rated = history.rated[rows]
    segment = np.maximum(process.segment[rows], 0)
    points = np.append(process.segments.points, 0)[segment]
    return {
        "spc_profile": (
            ["", *(each.chart.profile_words for each in ratings.indicators)],
            (code + 1) * charted,
        ),
        "spc_status": (_values(NoStatistic), process.status[rows]),
        "spc_chart": (["", "xmr", "prime", "change_on_year"], _chart_kinds(process, rows)),
        "spc_mean": mean,
        "spc_lower": lower,
        "spc_upper": upper,
        "spc_points": _counts(points, charted),
        "spc_baseline_from": _each(rows, lambda row: _begins(ratings, process, row)),
        "spc_rules": ([signal_names(mark) for mark in range(256)], process.marks[rows].astype(np.int32)),
        "variation": (_values(Variation), process.variation[rows]),
        "assurance": (_values(Assurance), assured),
        "no_assurance": (_values(NoStatistic), process.no_assurance[rows]),
        "green_of_12": _counts(history.green[rows], rated > 0),
        "rated_of_12": _counts(rated, rated > 0),
    }


def _chart_kinds(process: ProcessLimits, rows: RowNumbers) -> Positions:
    segment = process.segment[rows]
    kind = np.append(process.segments.is_prime, False)[segment].astype(np.int32) + 1
    kind[np.append(process.segments.is_change, False)[segment]] = 3
    kind[segment == NO_SEGMENT] = 0
    return kind


def _begins(ratings: Ratings, process: ProcessLimits, row: int) -> str:
    segment = int(process.segment[row])
    if segment == NO_SEGMENT:
        return ""
    calendar = ratings.indicators[int(ratings.observations.code[row])].calendar
    return period_label(calendar, int(process.segments.begins[segment]))


def _limit_texts(ratings: Ratings, process: ProcessLimits, rows: RowNumbers) -> tuple[Texts, Texts, Texts]:
    """Mean, lower and upper limit, exact and rounded half up; each segment is looked at once."""
    known: dict[int, tuple[str, str, str]] = {}
    told: list[tuple[str, str, str]] = []
    for row in rows.tolist():
        segment = int(process.segment[row])
        varies = segment != NO_SEGMENT and bool(process.segments.is_prime[segment])
        if varies or segment not in known:
            limits = process.limits(row)
            decimals = int(ratings.displayed.decimals[row]) + _FURTHER_DECIMALS
            texts = ("", "", "") if limits is None else _three(limits, decimals)
            if not varies:
                known[segment] = texts
        told.append(texts if varies else known[segment])
    positions = np.arange(len(rows), dtype=np.int32)
    mean, lower, upper = ([each[place] for each in told] for place in range(3))
    return (mean, positions), (lower, positions), (upper, positions)


def _three(limits: tuple[Fraction, Fraction, Fraction], decimals: int) -> tuple[str, str, str]:
    mean, lower, upper = (f"{rounded_half_up(limit, decimals):f}" for limit in limits)
    return mean, lower, upper


def trend_texts(ratings: Ratings, rows: RowNumbers) -> dict[str, Texts]:
    """The columns of TREND_COLUMNS for some rows; only the latest rows have texts."""
    statistics = ratings.statistics
    if statistics is None or statistics.trends is None:
        return _none(TREND_COLUMNS, rows)
    trends, latest = statistics.trends, statistics.is_latest

    def is_told(row: int) -> bool:
        return bool(latest[row]) and trends.why_none[row] == NoStatistic.TOLD.code

    reasons = _values(NoStatistic)
    return {
        "trend": _each(
            rows,
            lambda row: trend_word(Figure(ratings, row), int(trends.direction[row])) if is_told(row) else "",
        ),
        "trend_from": _each(
            rows,
            lambda row: (
                period_label(Figure(ratings, row).indicator.calendar, int(trends.first[row]))
                if is_told(row)
                else ""
            ),
        ),
        "trend_chi2": _each(rows, lambda row: f"{trends.statistic[row]:.2f}" if is_told(row) else ""),
        "trend_reason": (reasons, trends.why_none[rows] * latest[rows]),
    }


def run_rate_texts(ratings: Ratings, rows: RowNumbers) -> dict[str, Texts]:
    """The columns of RUN_RATE_COLUMNS for some rows; only the latest rows have texts."""
    statistics = ratings.statistics
    if statistics is None or statistics.run_rates is None or statistics.paces is None:
        return _none(RUN_RATE_COLUMNS, rows)
    rates, paces, months = statistics.run_rates, statistics.paces, statistics.next_months or {}

    def rate(text_of: Callable[[Any], str]) -> Texts:
        return _each(rows, lambda row: text_of(rates[row]) if row in rates else "")

    def pace(text_of: Callable[[Any], str]) -> Texts:
        return _each(rows, lambda row: text_of(paces[row]) if row in paces else "")

    def coming(text_of: Callable[[Any], str]) -> Texts:
        return _each(rows, lambda row: text_of(months[row]) if row in months else "")

    return {
        "run_rate": rate(lambda facts: str(facts.state.value)),
        "needed_per_period": rate(lambda facts: "" if facts.needed is None else str(facts.needed)),
        "periods_left": rate(lambda facts: str(facts.left)),
        "best_period": rate(lambda facts: _number(facts.best)),
        "at_this_rate": rate(lambda facts: _number(facts.at_this_rate)),
        "like_last_year": rate(lambda facts: _number(facts.like_last_year)),
        "likely_low": rate(lambda facts: _number(facts.likely and facts.likely[0], 0)),
        "likely_high": rate(lambda facts: _number(facts.likely and facts.likely[1], 0)),
        "pace": pace(lambda facts: "" if facts.pace is None else str(facts.pace.category.value)),
        "pace_ratio": pace(lambda facts: _number(facts.pace and facts.pace.ratio, _RATIO_DECIMALS)),
        "pace_reason": pace(lambda facts: str(facts.why_none.value)),
        "next_month_needs": coming(lambda facts: _number(facts.needed)),
        "next_month_of": coming(lambda facts: _number(facts.of)),
        "month_dropping_out": coming(lambda facts: str(facts.leaving)),
        "next_month_reason": coming(lambda facts: str(facts.why_none.value)),
    }


def _number(number: Fraction | int | None, decimals: int = 6) -> str:
    if number is None:
        return ""
    exact: Decimal = shortest(rounded_half_up(Fraction(number), decimals))
    return f"{exact:f}"


def verdict_texts(ratings: Ratings, rows: RowNumbers) -> dict[str, Texts]:
    """The columns of VERDICT_COLUMNS for some rows; the line is made of the latest rows only."""
    statistics = ratings.statistics
    if statistics is None or statistics.verdict is None:
        return _none(VERDICT_COLUMNS, rows)
    latest = statistics.is_latest
    return {
        "verdict": (_values(VerdictKey), statistics.verdict[rows]),
        "verdict_text": _each(rows, lambda row: verdict_line(Figure(ratings, row)) if latest[row] else ""),
    }
