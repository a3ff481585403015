"""Words that a scorecard declares to mean that a figure is missing."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.table_layout import TableLayout

# The mark that says the same as each meaning that can be declared.
_MARKS = {
    Missing.NOT_AVAILABLE: "N/A",
    Missing.BLANK: "",
    Missing.CONFIDENTIAL: "[c]",
    Missing.SUPPRESSED: "*",
    Missing.NOT_APPLICABLE: "[z]",
}


def folded(text: str) -> str:
    """A text as headings and words are compared: without regard to capitals, spaces and line breaks."""
    return " ".join(text.split()).casefold()


def marks_of_words(layout: TableLayout) -> dict[str, str]:
    """By word, folded, the mark that means what the word is declared to mean."""
    return {folded(word): _MARKS[meaning] for word, meaning in layout.missing}
