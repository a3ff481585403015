"""The summary: totals large, counts section by section, the notes, and the highlights."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Document
from kpi_engine.render.html.cells import chip
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.shared.markup import isolated, text


def summary_html(document: Document, definitions: Mapping[str, str]) -> str:
    """The inside of the summary; ``definitions`` gives the id of a code's definition."""
    highlights = "".join(
        f'<section id="section-{text(table.id)}">\n<h3>{text(table.title)}</h3>\n'
        f"{table_html(table, definitions, 'highlight')}</section>\n"
        for table in document.highlights
    )
    return f"{_tally(document)}{table_html(document.summary, {}, 'summary')}{_notes(document)}{highlights}"


def _tally(document: Document) -> str:
    """The counts of ratings in the last row, the total; where nothing is rated, only how much that is."""
    summary = document.summary
    counts = "".join(
        _count(column, cell)
        for column, cell in zip(summary.columns, summary.rows[-1].cells, strict=True)
        if cell.kind is CellKind.NUMBER and not column.detail and (column.explanation or cell.rag is Rag.NONE)
    )
    return f'<ul class="tally">\n{counts}</ul>\n'


def _count(column: Column, cell: Cell) -> str:
    if cell.rag is Rag.NONE:
        return f'<li><span class="count">{text(cell.text)}</span> {text(column.title)}</li>\n'
    meaning = f'<span class="meaning">{text(column.explanation)}</span>'
    return f'<li><span class="count">{text(cell.text)}</span> {chip(cell.rag, cell.rating)} {meaning}</li>\n'


def _notes(document: Document) -> str:
    if not document.notes:
        return ""
    notes = "".join(f"<li>{isolated(note)}</li>\n" for note in document.notes)
    return f"<h3>Notes</h3>\n<ul>\n{notes}</ul>\n"
