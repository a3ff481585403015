"""Printed figures put in the place of their observations, so that the kernel rates what is printed.

A sheet holds the whole series of some printed figures, one figure a series, so that no printed figure
stands in the history of another: an indicator printed for two years needs two sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpi_engine.audit.page import Rater
from kpi_engine.model.indicator import Indicator
from kpi_engine.model.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
)
from kpi_engine.model.ratings import Ratings

NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` of the observations are the printed ``figures`` (positions on the page), in this order."""

    observations: Observations
    figures: IntArray
    rows: IntArray


def sheets_of(printed: Observations, chosen: IntArray, history: Observations) -> tuple[Sheet, ...]:
    """The ``chosen`` printed figures in their series.

    ``printed`` has one row a figure; ``history`` has other label tuples, and each code, area and period once.
    """
    history = relabelled(history, printed.codes, printed.areas)
    series_of_history = _series(history)
    series = _series(printed)[chosen]
    turn = _occurrence(series)
    sheets = []
    for number in range(int(turn.max()) + 1 if len(turn) else 0):
        figures = chosen[turn == number]
        own = printed.take(figures)
        kept = history.take(_is_one_of(series_of_history, series[turn == number], printed))
        replaced = rows_at(kept, own)
        stays = np.ones(len(kept), np.bool_)
        stays[replaced[replaced != NO_ROW]] = False
        carried = np.zeros(len(own), np.bool_)
        carried[replaced != NO_ROW] = kept.carried_forward[replaced[replaced != NO_ROW]]
        joined = _joined(kept.take(stays), replace(own, carried_forward=carried))
        rows = np.arange(len(joined) - len(own), len(joined))
        sheets.append(Sheet(with_used_codes(joined), figures, rows))
    return tuple(sheets)


def rows_at(observations: Observations, sought: Observations) -> IntArray:
    """For each row sought, the row of the observations with its code, area and period, or NO_ROW.

    Both have the same label tuples; the observations hold each key once.
    """
    if not len(observations) or not len(sought):
        return np.full(len(sought), NO_ROW, np.int64)
    first = int(min(observations.period.min(), sought.period.min()))
    span = int(max(observations.period.max(), sought.period.max())) - first + 1
    keys = _series(observations) * span + (observations.period - first)
    wanted = _series(sought) * span + (sought.period - first)
    order = np.argsort(keys)
    place = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
    rows = order[place]
    return np.where(keys[rows] == wanted, rows, NO_ROW).astype(np.int64)


def relabelled(rows: Observations, codes: tuple[str, ...], areas: tuple[str, ...]) -> Observations:
    """The rows whose code and area are among other labels, under these."""
    code = _new_positions(rows.codes, codes)[rows.code]
    area = _new_positions(rows.areas, areas)[rows.area]
    known = (code != NO_ROW) & (area != NO_ROW)
    return replace(rows, codes=codes, areas=areas, code=code, area=area).take(known)


def with_used_codes(rows: Observations) -> Observations:
    """The same rows without the labels of codes that none of them has: the kernel need not look at those."""
    used = np.unique(rows.code)
    codes = tuple(rows.codes[position] for position in used.tolist())
    return replace(rows, codes=codes, code=np.searchsorted(used, rows.code).astype(np.int32))


def _new_positions(old: Sequence[str], new: Sequence[str]) -> IndexArray:
    position = {label: number for number, label in enumerate(new)}
    return np.array([position.get(label, NO_ROW) for label in old], np.int32)


def _series(rows: Observations) -> IntArray:
    series: IntArray = rows.code.astype(np.int64) * len(rows.areas) + rows.area
    return series


def _occurrence(keys: IntArray) -> IntArray:
    """How many earlier rows have the same key."""
    order = np.argsort(keys, kind="stable")
    in_order = keys[order]
    starts = np.flatnonzero(np.concatenate([[True], in_order[1:] != in_order[:-1]])) if len(keys) else order
    runs = np.diff(np.append(starts, len(keys)))
    occurrence = np.empty(len(keys), np.int64)
    occurrence[order] = np.arange(len(keys)) - np.repeat(starts, runs)
    return occurrence


def _is_one_of(series: IntArray, wanted: IntArray, labels: Observations) -> BoolArray:
    is_wanted = np.zeros(len(labels.codes) * len(labels.areas), np.bool_)
    is_wanted[wanted] = True
    return is_wanted[series]


def _joined(first: Observations, second: Observations) -> Observations:
    """The rows of both, which have the same code and area labels."""
    return replace(
        first,
        files=first.files + second.files,
        code=np.concatenate([first.code, second.code]),
        area=np.concatenate([first.area, second.area]),
        period=np.concatenate([first.period, second.period]),
        value=_joined_columns(first.value, second.value),
        numerator=_joined_columns(first.numerator, second.numerator),
        denominator=_joined_columns(first.denominator, second.denominator),
        missing=np.concatenate([first.missing, second.missing]),
        carried_forward=np.concatenate([first.carried_forward, second.carried_forward]),
        as_printed=np.concatenate([first.as_printed, second.as_printed]),
        line=np.concatenate([first.line, second.line]),
        source=np.concatenate([first.source, (second.source + len(first.files)).astype(np.int8)]),
    )


def _joined_columns(first: ExactColumn, second: ExactColumn) -> ExactColumn:
    return ExactColumn(
        np.concatenate([first.mantissa, second.mantissa]),
        np.concatenate([first.decimals, second.decimals]),
        np.concatenate([first.present, second.present]),
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules give for each figure of a page; arrays of shape (n,), 0 (nothing) for one not judged.

    ``sheet`` and ``row`` say where a figure stands in ``ratings`` (NO_ROW: it was not judged).
    """

    rag: SmallArray
    not_rated: SmallArray
    direction: SmallArray
    no_direction: SmallArray
    ratings: tuple[Ratings, ...]
    sheet: IntArray
    row: IntArray


def judge(
    sheets: Sequence[Sheet],
    count: int,
    indicators: Sequence[Indicator],
    rate: Rater,
    change: Callable[[Observations], Observations] | None = None,
) -> Judgement:
    """Rate the sheets of a page of ``count`` figures; ``change`` may alter what is rated, row by row."""
    judged = Judgement(
        rag=np.zeros(count, np.int8),
        not_rated=np.zeros(count, np.int8),
        direction=np.zeros(count, np.int8),
        no_direction=np.zeros(count, np.int8),
        ratings=tuple(
            rate(change(sheet.observations) if change else sheet.observations, indicators) for sheet in sheets
        ),
        sheet=np.zeros(count, np.int64),
        row=np.full(count, NO_ROW, np.int64),
    )
    for number, (sheet, ratings) in enumerate(zip(sheets, judged.ratings, strict=True)):
        judged.rag[sheet.figures] = ratings.rag[sheet.rows]
        judged.not_rated[sheet.figures] = ratings.not_rated[sheet.rows]
        judged.direction[sheet.figures] = ratings.direction[sheet.rows]
        judged.no_direction[sheet.figures] = ratings.no_direction[sheet.rows]
        judged.sheet[sheet.figures] = number
        judged.row[sheet.figures] = sheet.rows
    return judged
