"""Ranks as tidy columns: each distinct rank put into words once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.ranks import NoRank, Rank, Ranks
from kpi_engine.model.tidy import RANK_COLUMNS

_NO_RANKS = tuple(NoRank)


def rank_texts(
    ranks: Ranks | None, rows: NDArray[np.integer[Any]]
) -> dict[str, tuple[list[str], NDArray[np.integer[Any]]]]:
    """The columns of RANK_COLUMNS for some rows: distinct texts, and which of them each row holds.

    Where nothing is ranked (None) all are empty; so are those of a row whose level is not ranked.
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
