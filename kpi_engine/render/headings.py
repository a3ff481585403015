"""What the column headings of a document mean, for its key."""

from __future__ import annotations

from kpi_engine.model.document import Document
from kpi_engine.render.placement import past_columns


def heading_meanings(document: Document) -> list[tuple[str, str]]:
    """Headings with their meaning; one that means a different period in each table says so there."""
    meanings: dict[str, set[str]] = {}
    for table in (*document.highlights, *document.heat_maps, *document.volumes, *document.sections):
        past = past_columns(table)
        for column in table.columns:
            if column.explanation and column.key not in past:
                meanings.setdefault(column.title, set()).add(column.explanation)
    return [(title, found.pop()) for title, found in meanings.items() if len(found) == 1]
