"""Overrides, and the monitoring that follows from ratings, as tidy columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.figures.ranks import NoRank, Rank, Ranks
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.tidy_columns import (
    RANK_COLUMNS,
)

# Distinct texts, and which of them each row holds.
_Texts = tuple[Sequence[str], NDArray[np.integer[Any]]]


def override_texts(ratings: Ratings, rows: NDArray[np.integer[Any]]) -> dict[str, _Texts]:
    """The columns of OVERRIDE_COLUMNS for some rows."""
    found, positions = _overrides_of(ratings, rows)
    return {
        "override_rag": (["", *(each.rag.value for each in found)], positions),
        "override_reason": (["", *(each.reason for each in found)], positions),
        "override_by": (["", *(each.by for each in found)], positions),
        "override_date": (["", *(each.date for each in found)], positions),
    }


def monitoring_texts(ratings: Ratings, rows: NDArray[np.integer[Any]]) -> dict[str, _Texts]:
    """The column of MONITORING_COLUMNS for some rows."""
    found, positions = _overrides_of(ratings, rows)
    return {"monitoring": _monitoring(ratings, rows, found, positions)}


def _overrides_of(
    ratings: Ratings, rows: NDArray[np.integer[Any]]
) -> tuple[list[Override], NDArray[np.integer[Any]]]:
    """The overrides, and for each row the position of its own override, from 1; 0 if it has none."""
    overrides = ratings.overrides or {}
    if not overrides:
        return [], np.zeros(len(rows), np.int32)
    of_row = np.zeros(len(ratings), np.int32)
    of_row[list(overrides)] = np.arange(1, len(overrides) + 1)
    return list(overrides.values()), of_row[rows]


def _monitoring(
    ratings: Ratings,
    rows: NDArray[np.integer[Any]],
    overrides: Sequence[Override],
    positions: NDArray[np.integer[Any]],
) -> _Texts:
    """What follows from the rating of each row, or from its override where it has an override."""
    rags = list(Rag)
    texts = [
        each.overall.monitoring.of(rag) if each.overall and each.overall.monitoring else ""
        for each in ratings.indicators
        for rag in rags
    ]
    set_to = np.array([0, *(override.rag.code for override in overrides)])
    rag = np.where(positions > 0, set_to[positions], ratings.rag[rows])
    return texts, ratings.observations.code[rows] * len(rags) + rag


_NO_RANKS = tuple(NoRank)


def family_texts(ratings: Ratings, rows: NDArray[np.integer[Any]]) -> dict[str, _Texts]:
    """The columns of FAMILY_COLUMNS for some rows; empty where an area is in no family."""
    ranks = ratings.family_ranks
    texts = rank_texts(None if ranks is None else ranks.ranks, rows)
    areas = ratings.observations.areas
    families = ["" if ranks is None else ranks.family_of.get(area, "") for area in areas]
    return {
        "family": (families or [""], ratings.observations.area[rows]),
        "family_rank": texts["rank"],
        "family_areas": texts["ranked_areas"],
        "no_family_rank": texts["no_rank"],
    }


def rank_texts(
    ranks: Ranks | None, rows: NDArray[np.integer[Any]]
) -> dict[str, tuple[Sequence[str], NDArray[np.integer[Any]]]]:
    """The columns of RANK_COLUMNS for some rows: distinct texts, and which of them each row holds.

    Where nothing is ranked (None) all texts are empty; so are the texts of a row whose level is not ranked.
    """
    if ranks is None:
        return {name: ([""], np.zeros(len(rows), np.int8)) for name in RANK_COLUMNS}
    facts = (ranks.first, ranks.last, ranks.ranked, ranks.unranked, ranks.no_rank)
    keys = np.stack([fact[rows].astype(np.int64) for fact in facts], axis=1)
    distinct, positions = np.unique(keys, axis=0, return_inverse=True)
    found = [
        Rank(first, last, ranked, unranked, _NO_RANKS[reason])
        for first, last, ranked, unranked, reason in distinct.tolist()
    ]
    texts = {
        "rank": [str(rank.first) if rank.first else "" for rank in found],
        "ranked_areas": [str(rank.ranked) if rank.first else "" for rank in found],
        "quarter": [rank.quarter for rank in found],
        "no_rank": ["" if rank.no_rank is NoRank.NOT_ASKED else rank.why_none for rank in found],
    }
    return {name: (of_ranks, positions.reshape(-1)) for name, of_ranks in texts.items()}
