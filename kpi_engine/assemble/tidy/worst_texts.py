"""Worst ratings as tidy columns: whose they are, in place of their points, which mean nothing to readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.definitions.judgement import NotRated, Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.worst import Worst, is_of_worst, worst_among
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.tidy_columns import WORST_COLUMNS

# Distinct texts, and which of them each row holds.
_Texts = tuple[Sequence[str], NDArray[np.integer[Any]]]
_RAGS = tuple(Rag)


@frozen
class WorstTexts:
    """The rating that each worst rating of n rows is, and the codes of the members that have that rating.

    ``of_row`` is the position of each row's worst rating among the texts, where there is any at all.
    """

    rags: tuple[str, ...]
    members: tuple[str, ...]
    of_row: IndexArray

    def of_rows(self, rows: NDArray[np.integer[Any]]) -> dict[str, _Texts]:
        """The columns of WORST_COLUMNS for some rows."""
        if not len(self.of_row):
            return {name: ([""], np.zeros(len(rows), np.int32)) for name in WORST_COLUMNS}
        found, positions = np.unique(self.of_row[rows], return_inverse=True)
        texts = {"worst_rating": self.rags, "worst_members": self.members}
        return {name: ([column[at] for at in found.tolist()], positions) for name, column in texts.items()}


def worst_texts(ratings: Ratings) -> WorstTexts:
    """The worst ratings among all rows, put into words."""
    found = _worst_by_row(ratings)
    of_row = np.zeros(len(ratings) if found else 0, np.int32)
    of_row[list(found)] = np.arange(1, len(found) + 1)
    rags = ("", *(worst.rag.value for worst in found.values()))
    return WorstTexts(rags, ("", *("; ".join(worst.codes) for worst in found.values())), of_row)


def _worst_by_row(ratings: Ratings) -> Mapping[int, Worst]:
    """The worst rating of every row whose rating is a worst rating."""
    rows = ratings.observations
    found: dict[int, Worst] = {}
    for position, indicator in enumerate(ratings.indicators):
        overall = indicator.overall
        if overall is None or not is_of_worst(indicator):
            continue
        rated = [_rated(ratings, member.code) for member in overall.members]
        absent = {member.code: _not_applying(ratings, member.code) for member in overall.members}
        for row in np.flatnonzero(
            (rows.code == position) & (rows.origin == Origin.OVERALL.code) & ratings.displayed.present
        ).tolist():
            key = int(rows.area[row]), int(rows.period[row]) - overall.periods_back
            members = [
                (member.code, rags.get(key, Rag.NONE))
                for member, rags in zip(overall.members, rated, strict=True)
                if key not in absent[member.code]
            ]
            worst = worst_among(members, ratings.indicators)
            if worst is not None:
                found[row] = worst
    return found


def _not_applying(ratings: Ratings, code: str) -> Set[tuple[int, int]]:
    """The areas and periods in which an indicator does not apply."""
    rows = ratings.observations
    own = (rows.code == rows.codes.index(code)) & (ratings.not_rated == NotRated.NOT_APPLICABLE.code)
    return set(zip(rows.area[own].tolist(), rows.period[own].tolist(), strict=True))


def _rated(ratings: Ratings, code: str) -> Mapping[tuple[int, int], Rag]:
    """The ratings of an indicator by area and period."""
    rows = ratings.observations
    own = np.flatnonzero(rows.code == rows.codes.index(code))
    keys = zip(rows.area[own].tolist(), rows.period[own].tolist(), strict=True)
    return dict(zip(keys, (_RAGS[rag] for rag in ratings.rag[own].tolist()), strict=True))
