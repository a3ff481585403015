"""The summary: totals large, counts section by section, the notes, and the highlights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import FACTORS, FLOOR_STANDARDS_MISSED, Cell, Column, Document, Table
from kpi_engine.render.html.cells import chip
from kpi_engine.render.html.folds import folded
from kpi_engine.render.html.links import Links
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.shared.markup import isolated, text

_SECTIONS = "Section by section"


def summary_html(document: Document, links: Links) -> str:
    """The inside of the summary."""
    highlights = "".join(_highlight(table, links) for table in document.highlights)
    return f"{_tally(document)}{_sections(document, links)}{_notes(document)}{highlights}"


def _sections(document: Document, links: Links) -> str:
    """The counts section by section: without ratings only the arrows, and nothing where there are none."""
    summary = document.summary
    if _is_rated(summary):
        return folded(_SECTIONS, table_html(summary, links, "summary"))
    kept = [at for at, column in enumerate(summary.columns) if column.group != "Rating"]
    if not any(_is_arrow(column, cell) for column, cell in _totals(summary)):
        return ""
    arrows = replace(
        summary,
        columns=tuple(summary.columns[at] for at in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in summary.rows),
    )
    return folded(_SECTIONS, table_html(arrows, links, "summary"))


def _totals(summary: Table) -> Iterator[tuple[Column, Cell]]:
    return zip(summary.columns, summary.rows[-1].cells, strict=True)


def _is_rated(summary: Table) -> bool:
    """Whether there is anything that a rating could be of."""
    return any(
        column.group == "Rating" and cell.rag is not Rag.NONE and column.explanation
        for column, cell in _totals(summary)
    )


def _is_arrow(column: Column, cell: Cell) -> bool:
    """Whether a cell counts at least one arrow."""
    return cell.direction is not DirectionOfTravel.NONE and bool(cell.number)


def _highlight(table: Table, links: Links) -> str:
    """A table of the summary; what calls for action is open on every screen."""
    inside = table_html(table, links, "summary" if table.id == FACTORS else "highlight")
    if table.rows and table.id != FLOOR_STANDARDS_MISSED:
        inside = folded("1 row" if len(table.rows) == 1 else f"{len(table.rows)} rows", inside)
    return f'<section id="section-{text(table.id)}">\n<h3>{text(table.title)}</h3>\n{inside}</section>\n'


def _tally(document: Document) -> str:
    """The counts of ratings in the last row, the total; where nothing is rated, of the arrows there are."""
    is_rated = _is_rated(document.summary)
    counts = "".join(
        _count(column, cell)
        for column, cell in _totals(document.summary)
        if (is_rated and column.group == "Rating" and (column.explanation or cell.rag is Rag.NONE))
        or (not is_rated and _is_arrow(column, cell))
    )
    return f'<ul class="tally">\n{counts}</ul>\n' if counts else ""


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
