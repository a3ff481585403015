"""Tidy ratings become the records that the ledger keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import IndexArray, IntArray
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NoDirection, NotRated, Polarity
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.published import BESIDE_FIELDS, RATING_FIELDS, PublishedRating
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.publish.compare.definition_hash import rule_text

_NOT_FROM_TIDY = ("rule", "definition_hash", "override", *BESIDE_FIELDS)
_FROM_TIDY = tuple(name for name in RATING_FIELDS if name not in _NOT_FROM_TIDY)
# Distinct texts, and which of them each row holds: shape (n,).
_Column = tuple[Sequence[str], NDArray[np.integer]]


class Records(Mapping[str, Sequence[PublishedRating]]):
    """The records of an edition by area, areas by name.

    The records of an area are made when they are asked for: memory never holds all of them.
    """

    def __init__(self, columns: Sequence[_Column], area: _Column) -> None:
        """``columns`` are the columns of RATING_FIELDS, and ``area`` is the column of areas."""
        texts, positions = area
        names = sorted(set(texts))
        ranks = {name: rank for rank, name in enumerate(names)}
        rank = np.array([ranks[text] for text in texts], dtype=np.int64)[positions]
        self._columns = columns
        self._order = np.argsort(rank, kind="stable").astype(np.int32)
        counts = np.bincount(rank, minlength=len(names))
        ends = np.cumsum(counts).tolist()
        self._rows = {
            name: slice(end - count, end)
            for name, count, end in zip(names, counts.tolist(), ends, strict=True)
            if count
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, area: str) -> list[PublishedRating]:
        rows = self._order[self._rows[area]]
        columns = [
            repeat(texts[0], len(rows)) if len(texts) == 1 else map(texts.__getitem__, places[rows].tolist())
            for texts, places in self._columns
        ]
        return list(map(PublishedRating._make, zip(*columns, strict=True)))


def published_ratings(
    tidy: TidyTable,
    ratings: Ratings,
    outturns: Ratings,
    rows: IndexArray,
    outturn_rows: IndexArray,
    *,
    hashes: Mapping[str, str],
) -> Records:
    """The records of tidy rows, each area's records in their order.

    ``tidy`` holds the ``rows`` of ``ratings``, then the ``outturn_rows`` of ``outturns``: row numbers.
    ``hashes`` are the ``definition_hashes`` of the indicators, made once for all tables.

    Raises:
        ValueError: ``tidy`` holds other rows: a fault of the caller.
    """
    columns: dict[str, _Column] = {
        name: (tidy.columns[name].texts, tidy.columns[name].positions) for name in _FROM_TIDY
    }
    codes, code_positions = columns["code"]
    observed, final = _rules(ratings, rows), _rules(outturns, outturn_rows)
    rules = np.concatenate([observed[1], final[1] + len(observed[0])]).astype(np.int32)
    if len(rules) != len(tidy):
        raise ValueError(f"the table has {len(tidy)} rows, and {len(rules)} ratings are to be recorded")
    columns["rule"] = ([*observed[0], *final[0]], rules)
    columns["override"] = _overrides(ratings, rows, len(final[1]))
    for name in BESIDE_FIELDS:
        found = tidy.columns.get(name)
        nothing = ([""], np.zeros(len(tidy), np.int32))
        columns[name] = nothing if found is None else (found.texts, found.positions)
    columns["definition_hash"] = ([hashes[code] for code in codes], code_positions)
    return Records([columns[name] for name in RATING_FIELDS], columns["area"])


def absent_rating(
    indicator: Indicator, area: str, period: int, polarity: Polarity, threshold: Threshold | None
) -> PublishedRating:
    """The record of a latest period that has no figure: what would have rated it, and nothing else.

    No edition records it, so that no definition need be on record with it.
    """
    rule = None if threshold is None else threshold.rule
    target, floor = (None, None) if rule is None else (rule.target, rule.floor)
    return PublishedRating(
        code=indicator.code,
        area=area,
        kind="observation",
        period=period_label(indicator.calendar, period),
        value="",
        numerator="",
        denominator="",
        target="" if target is None else f"{target:f}",
        floor_standard="" if floor is None else f"{floor:f}",
        rag="",
        not_rated=NotRated.BLANK.value,
        direction_of_travel="",
        no_direction=NoDirection.NO_VALUE.value,
        previous_period="",
        previous_value="",
        polarity=polarity.value,
        rule=rule_text(threshold),
        definition_hash="",
    )


def _rules(ratings: Ratings, rows: IndexArray) -> _Column:
    """The rule in force of each row that counts, each distinct one put into words once."""
    codes = ratings.observations.code[rows].astype(np.int64)
    width = max((len(indicator.thresholds) for indicator in ratings.indicators), default=0) + 1
    keys: IntArray = codes * width + ratings.threshold[rows] + 1
    distinct, positions = np.unique(keys, return_inverse=True)
    words = []
    for key in distinct.tolist():
        thresholds = ratings.indicators[key // width].thresholds
        position = key % width - 1
        words.append(rule_text(thresholds[position] if position >= 0 else None))
    return words, positions


def _overrides(ratings: Ratings, rows: IndexArray, outturns: int) -> _Column:
    """What is recorded beside each rating that counts; nothing is recorded beside outturns."""
    overrides = ratings.overrides or {}
    if not overrides:
        return [""], np.zeros(len(rows) + outturns, np.int32)
    of_row = np.zeros(len(ratings), np.int32)
    of_row[list(overrides)] = np.arange(1, len(overrides) + 1)
    positions = np.concatenate([of_row[rows], np.zeros(outturns, np.int32)])
    return ["", *(override.record for override in overrides.values())], positions
