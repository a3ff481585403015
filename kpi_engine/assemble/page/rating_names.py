"""The names that a scale gives its ratings, wherever a document shows a rating; trends have their own."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.outputs.document import Cell, CommentaryGroup, Document, KeyEntry, Table

_TITLES = {"RAG": "Rating", "RAG before": "Rating before"}


def with_names_of(scale: Scale, document: Document) -> Document:
    """The document with the names and signs of a scale beside its ratings; unchanged for the usual scale."""
    if scale.is_usual:
        return document
    return replace(
        document,
        summary=_table(scale, document.summary),
        highlights=tuple(_table(scale, table) for table in document.highlights),
        heat_maps=tuple(_table(scale, table) for table in document.heat_maps),
        sections=tuple(_table(scale, table) for table in document.sections),
        orders=tuple(_table(scale, table) for table in document.orders),
        key=tuple(_entry(scale, entry) for entry in document.key),
        commentary=tuple(_group(scale, group) for group in document.commentary),
    )


def _table(scale: Scale, table: Table) -> Table:
    rows = tuple(
        replace(row, cells=tuple(cell_with_names(scale, cell) for cell in row.cells)) for row in table.rows
    )
    columns = tuple(
        replace(column, title=_TITLES.get(column.title, column.title)) for column in table.columns
    )
    return replace(table, columns=columns, rows=rows)


def cell_with_names(scale: Scale, cell: Cell) -> Cell:
    """The cell with the name that a scale gives its rating; unchanged for the usual scale."""
    return cell if scale.is_usual or cell.rag is Rag.NONE else replace(cell, rating=_title(scale, cell.rag))


def _title(scale: Scale, rag: Rag) -> str:
    return "" if rag is Rag.NONE else scale.of(rag).title


def _entry(scale: Scale, entry: KeyEntry) -> KeyEntry:
    return replace(entry, rating=_title(scale, entry.rag))


def _group(scale: Scale, group: CommentaryGroup) -> CommentaryGroup:
    comments = tuple(replace(comment, rating=_title(scale, comment.rag)) for comment in group.comments)
    return replace(group, rating=_title(scale, group.rag), comments=comments)
