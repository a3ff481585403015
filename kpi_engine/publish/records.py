"""Tidy ratings become the records that the ledger keeps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.model.observation import BoolArray, IntArray
from kpi_engine.model.published import RATING_FIELDS, PublishedRating
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.tidy import TidyTable
from kpi_engine.publish.definition_hash import definition_hash, rule_text

_FROM_TIDY = tuple(name for name in RATING_FIELDS if name not in ("rule", "definition_hash"))


def published_ratings(
    tidy: TidyTable, ratings: Ratings, outturns: Ratings, rows: BoolArray, outturn_rows: BoolArray
) -> Iterator[PublishedRating]:
    """The records of tidy rows, in their order.

    ``tidy`` holds the ``rows`` of ``ratings``, then the ``outturn_rows`` of ``outturns``: masks of
    shape (n,).

    Raises:
        ValueError: it holds others: a fault of the caller.
    """
    hashes = {indicator.code: definition_hash(indicator) for indicator in ratings.indicators}
    rules = [*_rules(ratings, rows), *_rules(outturns, outturn_rows)]
    columns = [tidy.columns[name] for name in _FROM_TIDY]
    code = _FROM_TIDY.index("code")
    texts = [[column.texts[position] for position in column.positions.tolist()] for column in columns]
    for row, rule in zip(zip(*texts, strict=True), rules, strict=True):
        yield PublishedRating(*(*row, rule, hashes[row[code]]))


def _rules(ratings: Ratings, rows: BoolArray) -> list[str]:
    """The rule in force of each row that counts, each distinct one put into words once."""
    codes = ratings.observations.code[rows].astype(np.int64)
    width = max((len(indicator.thresholds) for indicator in ratings.indicators), default=0) + 1
    keys: IntArray = codes * width + ratings.threshold[rows] + 1
    words = {}
    for key in np.unique(keys).tolist():
        thresholds = ratings.indicators[key // width].thresholds
        position = key % width - 1
        words[key] = rule_text(thresholds[position] if position >= 0 else None)
    return [words[key] for key in keys.tolist()]
