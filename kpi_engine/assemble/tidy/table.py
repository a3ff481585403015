"""Ratings as tidy columns: whole columns at a time, each distinct value put into words once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpi_engine.assemble.section.standards import floor_of, target_of
from kpi_engine.assemble.tidy.describing import Place, describing_texts
from kpi_engine.assemble.tidy.distinct import distinct_keys, texts_of_numbers
from kpi_engine.assemble.tidy.further import Further, TidySource, further_groups, source_of
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IndexArray, IntArray, PositionArray
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import (
    Coded,
    DirectionOfTravel,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
)
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.percent_of_target import percents_of_target
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.worst import is_number
from kpi_engine.model.outputs.tidy import TidyColumn, TidyTable
from kpi_engine.model.outputs.tidy_columns import DESCRIBING_COLUMNS, TIDY_COLUMNS
from kpi_engine.model.words.made import made_words

OBSERVATION = "observation"
OUTTURN = "outturn"

_Positions: TypeAlias = NDArray[np.integer]
# Row numbers.
_Rows: TypeAlias = IntArray | IndexArray
# Distinct texts, and for each row which of them it holds.
_Texts: TypeAlias = tuple[list[str], _Positions]


def tidy_table(
    ratings: Ratings,
    outturns: Ratings,
    areas: Sequence[Area],
    kept: tuple[BoolArray, BoolArray] | None = None,
    sections: Sequence[Section] | None = None,
) -> TidyTable:
    """All ratings, then all outturns, in the order they were read.

    ``sections`` are the sections of the scorecard; None leaves out what describes indicators and periods.

    ``kept`` (each of shape (n,)) keeps some ratings and some outturns only; None keeps all.
    """
    place = Place({area.name: area.level for area in areas}, sections)
    observed, final = source_of(ratings, OBSERVATION), source_of(outturns, OUTTURN)
    return tidy_part(observed, final, place, *_rows(ratings, outturns, kept))


def _rows(
    ratings: Ratings, outturns: Ratings, kept: tuple[BoolArray, BoolArray] | None
) -> tuple[_Rows, _Rows]:
    if kept is None:
        return np.arange(len(ratings)), np.arange(len(outturns))
    return np.flatnonzero(kept[0]), np.flatnonzero(kept[1])


def tidy_part(
    observed: TidySource, final: TidySource, place: Place, rows: _Rows, final_rows: _Rows
) -> TidyTable:
    """Some ratings, then some outturns: row numbers, in the order wanted.

    Takes time by the number of rows asked for, not by how many rows there are.
    """
    groups = tuple(further_groups(observed.ratings))
    parts = [_columns(observed, place, rows, groups)] if len(rows) or not len(final_rows) else []
    if len(final_rows):
        parts.append(_columns(final, place, final_rows, groups))
    columns = dict(TIDY_COLUMNS)
    for group in groups:
        columns |= group.columns
    if place.sections is not None:
        columns |= DESCRIBING_COLUMNS
    shortened: dict[int, PositionArray] = {}
    joined = {name: _joined([part[name] for part in parts]) for name in columns}
    return TidyTable(
        {
            name: TidyColumn(columns[name].kind, tuple(texts), _shortened(positions, len(texts), shortened))
            for name, (texts, positions) in joined.items()
        }
    )


def _joined(parts: Sequence[_Texts]) -> _Texts:
    texts, positions = parts[0]
    for more, at in parts[1:]:
        positions = np.concatenate([positions, at + np.int32(len(texts))], dtype=np.int32)
        texts = [*texts, *more]
    return texts, positions


def _shortened(positions: _Positions, texts: int, known: dict[int, PositionArray]) -> PositionArray:
    """Positions in as few bytes as they need; columns that share an array still share it afterwards."""
    key = id(positions)
    if key not in known:
        known[key] = positions.astype(np.min_scalar_type(max(texts - 1, 0)), copy=False)
    return known[key]


def _columns(source: TidySource, place: Place, rows: _Rows, groups: Sequence[Further]) -> dict[str, _Texts]:
    ratings, kind = source.ratings, source.kind
    observations = ratings.observations
    which, area = distinct_keys(observations.area[rows])
    areas = [observations.areas[position] for position in which]
    further = {name: texts for group in groups for name, texts in group.texts(source, rows).items()}
    if place.sections is not None:
        further |= describing_texts(source.ratings, rows, place, outturns=kind == OUTTURN)
    return {
        **further,
        "code": (list(observations.codes), observations.code[rows]),
        "area": (areas, area),
        "level": ([place.levels.get(name, "") for name in areas], area),
        "kind": ([kind], np.zeros(len(rows), dtype=np.int32)),
        "period": _periods(ratings, rows, kind, observations.period),
        "value": _numbers(ratings.displayed, rows),
        "numerator": _numbers(observations.numerator, rows),
        **_denominators(observations.denominator, rows),
        **_threshold_columns(ratings, rows),
        "rag": (_values(Rag), ratings.rag[rows]),
        "not_rated": (_values(NotRated), ratings.not_rated[rows]),
        "previous_period": _periods(ratings, rows, kind, ratings.previous_period, ratings.has_comparison),
        "previous_value": _previous_values(ratings, rows),
        "direction_of_travel": (_values(DirectionOfTravel), ratings.direction[rows]),
        "no_direction": (_values(NoDirection), ratings.no_direction[rows]),
        "change": _numbers(ratings.change, rows),
        "percent_change": _numbers(ratings.percent_change, rows),
        "number_direction": (_values(NumberDirection), ratings.number_direction[rows]),
        "percent_of_target": texts_of_numbers(percents_of_target(ratings, rows)),
        "distance_to_target": _numbers(ratings.margin_to_target, rows),
        "distance_to_floor": _numbers(ratings.margin_to_floor, rows),
        "carried_forward": (["false", "true"], ratings.carried_forward[rows].astype(np.int8)),
        "polarity": (_values(Polarity), ratings.polarity[rows]),
        "rated_on": (
            [indicator.rate_on.value for indicator in ratings.indicators],
            observations.code[rows],
        ),
        "made": _made(ratings, rows),
    }


def _denominators(column: ExactColumn, rows: _Rows) -> dict[str, _Texts]:
    """The denominator, which is also how many the cohort is."""
    texts = _numbers(column, rows)
    return {"denominator": texts, "cohort": texts}


def _made(ratings: Ratings, rows: _Rows) -> _Texts:
    """What each figure was computed from: one look at each indicator and origin."""
    observations, origins = ratings.observations, list(Origin)
    keys = observations.code[rows].astype(np.int64) * len(origins) + observations.origin[rows]
    distinct, positions = distinct_keys(keys)
    count = len(origins)
    texts = [made_words(ratings.indicators[key // count], origins[key % count]) for key in distinct]
    return texts, positions


def _values(members: Iterable[Coded]) -> list[str]:
    return [str(member.value) for member in members]


def _numbers(column: ExactColumn, rows: _Rows) -> _Texts:
    """The numbers of some rows of a column."""
    return texts_of_numbers(column.take(rows))


def _previous_values(ratings: Ratings, rows: _Rows) -> _Texts:
    previous = ratings.previous[rows]
    found = np.maximum(previous, 0)
    if not len(ratings):
        return [], found
    displayed = ratings.displayed
    return texts_of_numbers(
        ExactColumn(
            displayed.mantissa[found], displayed.decimals[found], displayed.present[found] & (previous >= 0)
        )
    )


def _periods(
    ratings: Ratings, rows: _Rows, kind: str, periods: IntArray, present: BoolArray | None = None
) -> _Texts:
    """Canonical labels; an outturn's period is a year whatever the frequency of its indicator."""
    of_code = [
        (indicator.calendar.yearly if kind == OUTTURN else indicator.calendar).naming
        for indicator in ratings.indicators
    ]
    calendars = list(dict.fromkeys(of_code))
    count = max(1, len(calendars))
    calendar_of = np.array([calendars.index(calendar) for calendar in of_code], dtype=np.int64)
    keys = periods[rows] * count + calendar_of[ratings.observations.code[rows]]
    if present is not None:
        keys = np.where(present[rows], keys, -1)
    distinct, positions = distinct_keys(keys)
    labels = [period_label(calendars[key % count], key // count) if key >= 0 else "" for key in distinct]
    return labels, positions


def _threshold_columns(ratings: Ratings, rows: _Rows) -> dict[str, _Texts]:
    """What each row was rated by: one look at each distinct threshold in force."""
    codes, thresholds = ratings.observations.code[rows], ratings.threshold[rows]
    count = max((len(indicator.thresholds) for indicator in ratings.indicators), default=0) + 1
    keys, positions = distinct_keys(codes.astype(np.int64) * count + thresholds + 1)
    in_force = [_threshold_at(ratings.indicators[key // count], key % count - 1) for key in keys]
    told_of = is_number(ratings.indicators)

    def numbers(number_of: Callable[[Threshold], Decimal | None]) -> _Texts:
        return [
            _decimal_text(number_of(threshold)) if told and threshold is not None else ""
            for threshold, told in zip(in_force, told_of[[key // count for key in keys]], strict=True)
        ], positions

    def column(text_of: Callable[[Threshold], str], without: str = "") -> _Texts:
        return [without if threshold is None else text_of(threshold) for threshold in in_force], positions

    return {
        "target": numbers(target_of),
        "floor_standard": numbers(floor_of),
        "year_target": numbers(lambda threshold: threshold.year_target),
        "strict": column(lambda threshold: "true" if threshold.rule.is_strict else "false", "false"),
        "bands": column(lambda threshold: threshold.rule.bands_name),
        "threshold_from": column(lambda threshold: threshold.from_label),
        "floor_basis": column(lambda threshold: threshold.floor_basis.value if threshold.floor_basis else ""),
    }


def _threshold_at(indicator: Indicator, position: int) -> Threshold | None:
    return indicator.thresholds[position] if position >= 0 else None


def _decimal_text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
