"""Which rated observations a selection keeps, for outputs that have one row a rating."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.assemble.selection import Selection, Subject
from kpi_engine.model.judgement import Rag
from kpi_engine.model.observation import BoolArray
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.scorecard import Section

_RAGS = tuple(Rag)


def selected_rows(ratings: Ratings, selection: Selection, sections: Sequence[Section]) -> BoolArray:
    """Shape (n,): each combination of code, area and RAG that occurs is judged once."""
    observations = ratings.observations
    areas, rags = max(len(observations.areas), 1), len(_RAGS)
    combined = (observations.code.astype(np.int64) * areas + observations.area) * rags + ratings.rag
    distinct, positions = np.unique(combined, return_inverse=True)
    listing = _sections_of(sections)
    kept = []
    for key in distinct.tolist():
        indicator = ratings.indicators[key // rags // areas]
        area = observations.areas[key // rags % areas]
        subject = Subject(
            indicator.code, area, listing.get(indicator.code, ()), indicator.tags, _RAGS[key % rags]
        )
        kept.append(selection.keeps(subject))
    return np.array(kept, dtype=np.bool_)[positions]


def _sections_of(sections: Sequence[Section]) -> dict[str, tuple[str, ...]]:
    listing: dict[str, tuple[str, ...]] = {}
    for section in sections:
        for entry in section.entries:
            listing[entry.code] = (*listing.get(entry.code, ()), section.id)
    return listing
