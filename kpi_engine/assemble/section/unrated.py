"""Why many rows of a page have no rating, where one reason holds for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import is_unrated
from kpi_engine.assemble.section.row.plain_cells import NO_FIGURE
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.unrated import is_many, unrated_words


def unrated_notes(lines: Sequence[Line]) -> Iterator[str]:
    """A sentence for each reason that many lines of a page share; none where nothing is rated at all."""
    if not lines or is_unrated(lines):
        return
    reasons = Counter(_reason(line) for line in lines if line.rag is Rag.NONE)
    for reason, count in reasons.items():
        if is_many(count, len(lines)):
            yield f"{unrated_words(count, len(lines), reason)}."


def _reason(line: Line) -> str:
    if line.figure is None:
        return NO_FIGURE
    return line.indicator.scale.words.said(line.figure.not_rated.value)
