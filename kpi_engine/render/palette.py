"""The colours of the files that have no style sheet, as docs/accessibility.md gives them."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_engine.model.judgement import Rag


@dataclass(frozen=True, slots=True)
class Colours:
    """A ground and the words on it, each as ``#rrggbb``."""

    ground: str
    words: str


RAG_COLOURS = {
    Rag.GREEN: Colours("#3fa372", "#000000"),
    Rag.AMBER: Colours("#ffdd00", "#000000"),
    Rag.RED: Colours("#942514", "#ffffff"),
}
