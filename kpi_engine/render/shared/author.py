"""Who a file says has made it."""

from __future__ import annotations

from kpi_engine.model.outputs.document import Document


def author_of(document: Document) -> str:
    """The producer that the scorecard names; else the area that the document is about."""
    return dict(document.facts).get("Producer", "") or document.area
