"""Scorecards as JSON for programs: the tables of a page, each cell as it is shown and as a number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from kpi_engine.model.outputs.document import Cell, CellKind, Document, Row, Table

SCHEMA_VERSION = 1


def render_shown_json(documents: Sequence[Document]) -> str:
    """The scorecards of some areas: an object with ``schema_version`` and ``scorecards``.

    Numbers are texts in full precision, so that no digit is lost; what a cell does not have is left out.
    """
    content = {
        "schema_version": SCHEMA_VERSION,
        "scorecards": [_scorecard(document) for document in documents],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n"


def _scorecard(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "area": document.area,
        "as_at": document.as_at,
        "facts": dict(document.facts),
        "notes": list(document.notes),
        "summary": _table(document.summary),
        "highlights": _tables(document.highlights),
        "sections": _tables((*document.sections, *document.volumes)),
    }


def _tables(tables: Iterable[Table]) -> list[dict[str, Any]]:
    return [_table(table) for table in tables]


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "section": table.section,
        "title": table.title,
        "area": table.area,
        "period": table.period,
        "columns": [{"key": column.key, "title": column.title} for column in table.columns],
        "rows": [_row(table, row) for row in table.rows],
        "notes": list(table.notes),
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    cells = {
        column.key: _cell(cell)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.text or cell.note
    }
    return {"code": row.code, "area": row.area, "cells": cells}


def _cell(cell: Cell) -> dict[str, Any]:
    """A cell's text as it is shown, and what else it has: number, rating, direction, periods of a trend."""
    found: dict[str, Any] = {"text": cell.text}
    if cell.note:
        found["note"] = cell.note
    if cell.number is not None:
        found["number"] = str(cell.number)
    if cell.rag.value:
        found["rag"] = cell.rag.value
    if cell.rating:
        found["rating"] = cell.rating
    if cell.direction.value:
        found["direction_of_travel"] = cell.direction.value
    if cell.kind is CellKind.TREND:
        found["periods"] = {point.period: point.text for point in cell.trend}
    return found
