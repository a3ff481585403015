"""Which rated observations a selection keeps, for outputs that have one row a rating."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.assemble.selection import Selection, Subject
from kpi_engine.model.area import Area
from kpi_engine.model.judgement import Rag
from kpi_engine.model.observation import BoolArray
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.scorecard import Section

_RAGS = tuple(Rag)


def selected_rows(
    ratings: Ratings, selection: Selection, sections: Sequence[Section], areas: Sequence[Area]
) -> BoolArray:
    """Shape (n,): each combination of code, area and RAG that occurs is judged once."""
    if selection.is_everything:
        return np.ones(len(ratings), dtype=np.bool_)
    observations = ratings.observations
    area_count, rag_count = max(len(observations.areas), 1), len(_RAGS)
    combined = (observations.code.astype(np.int64) * area_count + observations.area) * rag_count + ratings.rag
    distinct, positions = np.unique(combined, return_inverse=True)
    levels = {area.name: area.level for area in areas}
    kept = []
    for key in distinct.tolist():
        indicator = ratings.indicators[key // rag_count // area_count]
        area = observations.areas[key // rag_count % area_count]
        listing = _sections_listing(sections, indicator.code, levels.get(area, ""))
        kept.append(
            selection.keeps(Subject(indicator.code, area, listing, indicator.tags, _RAGS[key % rag_count]))
        )
    return np.array(kept, dtype=np.bool_)[positions]


def _sections_listing(sections: Sequence[Section], code: str, level: str) -> tuple[str, ...]:
    """The sections that show an indicator for areas of a level."""
    return tuple(
        section.id
        for section in sections
        if any(
            entry.code == code and (not entry.levels or level in entry.levels) for entry in section.entries
        )
    )
