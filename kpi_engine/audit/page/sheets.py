"""Printed figures put in the place of their observations, so that the kernel rates what is printed.

A sheet holds the whole series of some printed figures, one figure a series, so that no printed figure is in
the history of another: an indicator printed for two years needs two sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpi_engine.audit.page.page import Rater
from kpi_engine.model.arrays.observation import (
    BoolArray,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
    joined,
)
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.ratings import Ratings

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
    A figure printed twice alike is on one sheet only once.
    """
    history = relabelled(history, printed.codes, printed.areas)
    series_of_history = _series(history)
    own = printed.take(chosen)
    first, alike = _printed_alike(own)
    series = _series(own)[first]
    turn = _occurrence(series)
    sheets = []
    for number in range(int(turn.max()) + 1 if len(turn) else 0):
        taken = np.flatnonzero(turn == number)
        kept = history.take(_is_one_of(series_of_history, series[taken], printed))
        rows_printed = _in_place(own.take(first[taken]), kept)
        row_of_distinct = np.full(len(first), NO_ROW, np.int64)
        row_of_distinct[taken] = np.arange(len(rows_printed) - len(taken), len(rows_printed))
        rows = row_of_distinct[alike]
        there = rows != NO_ROW
        sheets.append(Sheet(with_used_codes(rows_printed), chosen[there], rows[there]))
    return tuple(sheets)


def _printed_alike(rows: Observations) -> tuple[IntArray, IntArray]:
    """The first of each group of rows that hold the same figure alike, and for each row its group."""
    columns = [_series(rows), rows.period, rows.missing.astype(np.int64)]
    for number in (rows.value, rows.numerator, rows.denominator):
        columns += [number.mantissa, number.decimals.astype(np.int64), number.present.astype(np.int64)]
    order = np.lexsort(columns)
    starts = np.zeros(len(rows), np.bool_)
    starts[:1] = True
    for column in columns:
        in_order = column[order]
        starts[1:] |= in_order[1:] != in_order[:-1]
    group = np.empty(len(rows), np.int64)
    group[order] = np.cumsum(starts) - 1
    return order[starts], group


def _in_place(own: Observations, history: Observations) -> Observations:
    """The history, with printed rows, at its end, in place of the rows of the same code, area and period."""
    replaced = rows_at(history, own)
    there = replaced != NO_ROW
    stays = np.ones(len(history), np.bool_)
    stays[replaced[there]] = False
    said = replaced[there]
    carried, is_new = np.zeros(len(own), np.bool_), np.zeros(len(own), np.bool_)
    carried[there], is_new[there] = history.carried_forward[said], history.is_new[said]
    rounded_to = np.zeros(len(own), np.int32)
    rounded_to[there] = history.parts_rounded_to[said]
    marks = own.marks.copy()
    marks[there] |= history.marks[said]
    own = replace(own, carried_forward=carried, is_new=is_new, parts_rounded_to=rounded_to, marks=marks)
    return _joined(history.take(stays), own)


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
    """The same rows without the labels of codes that no row has: the kernel need not look at them."""
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
    source = (second.source + len(first.files)).astype(np.int16)
    return joined([replace(first, files=first.files + second.files), replace(second, source=source)])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules give for each figure of a page; arrays of shape (n,), 0 (nothing) for one not judged.

    ``sheet`` and ``row`` say where a figure is in ``ratings`` (NO_ROW: it was not judged).
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
