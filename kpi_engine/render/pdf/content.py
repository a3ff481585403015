"""What is set in a PDF: a Document as plain lists and texts, for pack.typ to read as JSON.

Everything is decided here except looks: which columns a page has room for, and where words appear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD, PageColours, Theme
from kpi_engine.model.outputs.document import Cell, CellKind, Chart, Document, KeyEntry, Row, Table
from kpi_engine.render.pdf.look import look_of
from kpi_engine.render.pdf.typst_commentary import commentary_of
from kpi_engine.render.shared.author import author_of
from kpi_engine.render.shared.chart_on_paper import (
    CHARTS_TITLE,
    chart_alternative,
    chart_picture,
    chart_width,
    columns_of_charts,
    spark_style,
)
from kpi_engine.render.shared.paper import (
    SIZE,
    WIDTH,
    breaks_a_word,
    breaks_a_word_of_a_reason,
    fitting,
    widths,
)
from kpi_engine.render.shared.placement import (
    heading,
    heading_meanings,
    paper_order,
    particular_words,
    placement_of,
    row_name,
    second_line,
    title_in,
)
from kpi_engine.render.shared.svg import sparkline, standalone

Content = dict[str, Any]
# Millimetres of the summary, which is beside the contents.
_SUMMARY_WIDTH = 190.0
_MOST_IN_CONTENTS = 16


def content_of(document: Document, theme: Theme = STANDARD, size: float = SIZE) -> Content:
    """The document as pack.typ wants it."""
    definitions = {row.code: _label(at) for at, row in enumerate(document.definitions.rows)}
    style = spark_style(theme.paper)

    def tables_of(tables: Sequence[Table], area: str, part: str = "") -> list[Content]:
        return [
            {**_table(table, definitions, style, size), "title": title_in(part, table, area)}
            for table in tables
        ]

    return {
        "title": document.title,
        "area": document.area,
        "as_at": document.as_at,
        "dated": [document.dated.year, document.dated.month, document.dated.day],
        "author": author_of(document),
        "size": size,
        "depth": 3 if _has_few_tables(document) and size == SIZE else 2,
        **look_of(theme),
        "facts": document.facts,
        "notes": document.notes,
        "tally": _tally(document.summary),
        "summary": _table(document.summary, {}, style, size, _SUMMARY_WIDTH),
        "highlights": tables_of(document.highlights, document.area),
        "heat_maps": tables_of(document.heat_maps, document.area),
        "volumes": tables_of(document.volumes, document.area, "Activity volumes"),
        "areas": [
            {"name": name, "tables": tables_of(list(tables), name)}
            for name, tables in groupby(document.sections, key=lambda table: table.area or document.area)
        ],
        "commentary": commentary_of(document.commentary, document.area, definitions),
        "charts": [_chart(chart, definitions, theme.paper) for chart in document.charts],
        "charts_title": CHARTS_TITLE,
        "chart_width": chart_width(size),
        "chart_columns": columns_of_charts(size),
        "key": _key(document),
        "references": [
            *tables_of([document.sources] if document.sources.rows else [], document.area),
            *([_definitions(document, style, size)] if document.definitions.rows else []),
        ],
    }


def _has_few_tables(document: Document) -> bool:
    """Whether the contents can name every table and still be on one page with the summary."""
    tables = (*document.highlights, *document.heat_maps, *document.volumes, *document.sections)
    return len(tables) <= _MOST_IN_CONTENTS


def _tally(summary: Table) -> list[Content]:
    """The totals of the ratings, to be seen first; where nothing is rated, only how much that is."""
    return [
        {
            "count": cell.text,
            "name": cell.rating_name or column.title,
            "rag": cell.rag.value,
            "meaning": column.explanation if cell.rag is not Rag.NONE else "",
        }
        for column, cell in zip(summary.columns, summary.rows[-1].cells, strict=True)
        if cell.kind is CellKind.NUMBER and not column.detail and (column.explanation or cell.rag is Rag.NONE)
    ]


def _definitions(document: Document, style: str, size: float) -> Content:
    """The table that codes lead to: each of its rows is labelled."""
    content = _table(document.definitions, {}, style, size)
    for at, row in enumerate(content["rows"]):
        row["label"] = _label(at)
    return content


def _label(at: int) -> str:
    return f"definition-{at}"


def _table(
    table: Table, definitions: Mapping[str, str], style: str, size: float, across: float = WIDTH
) -> Content:
    """A table; its codes lead to the labels in ``definitions``.

    ``style`` is the style sheet of its sparklines.
    """
    return {
        "title": table.title,
        "caption": table.caption,
        "empty": table.empty,
        "notes": table.notes,
        **(_grid(table, definitions, style, size, across) if table.rows else {"rows": []}),
    }


def _grid(table: Table, definitions: Mapping[str, str], style: str, size: float, across: float) -> Content:
    placement = placement_of(table)
    ordered = paper_order(table, placement)
    count = fitting(table, ordered, size)
    beside, below = ordered[:count], ordered[count:]
    positions = (placement.name, *beside)
    columns = [table.columns[at] for at in positions]
    millimetres = widths(table, positions, size, across)
    titles = [heading(column, table) for column in columns]
    return {
        "widths": millimetres,
        "doubled": bool(below),
        "heads": [
            {"title": title, "kind": column.kind.value, "hyphenate": breaks_a_word(title, width, size)}
            for title, column, width in zip(titles, columns, millimetres, strict=True)
        ],
        "rows": [
            {
                "total": row.total,
                "code": row.code if placement.name else "",
                "link": definitions.get(row.code, ""),
                "label": "",
                "name": row.cells[placement.name].text,
                "particulars": particular_words(table, placement, row),
                "second": second_line(table, row, below),
                "cells": [
                    {
                        **_cell(table, row, row.cells[at], style),
                        "hyphenate": breaks_a_word_of_a_reason(row.cells[at].text, width, size),
                    }
                    for at, width in zip(beside, millimetres[1:], strict=True)
                ],
            }
            for row in table.rows
        ],
    }


def _cell(table: Table, row: Row, cell: Cell, style: str) -> Content:
    content: Content = {
        "kind": cell.kind.value,
        "text": cell.text,
        "note": cell.note,
        "rag": cell.rag.value,
        "rating": cell.rating_name,
        "plain": cell.kind is not CellKind.NUMBER or cell.number is not None,
        "zero": cell.number == 0,
    }
    if cell.direction.value and cell.kind is CellKind.DIRECTION:
        content |= {"arrow": cell.direction.arrow, "text": cell.direction.value}
    if cell.kind is CellKind.TREND and any(point.height is not None for point in cell.trend):
        content["picture"] = standalone(sparkline(cell.trend, "trend", "", ""), style)
        content["alt"] = f"Trend of {_subject(table, row)}: {cell.words}"
    return content


def _chart(chart: Chart, definitions: Mapping[str, str], colours: PageColours) -> Content:
    """A large chart under the name of its row, with all of its figures in words."""
    return {
        "code": chart.code,
        "link": definitions.get(chart.code, ""),
        "name": chart.indicator,
        "area": chart.area,
        "picture": chart_picture(chart, colours),
        "alt": chart_alternative(chart),
    }


def _subject(table: Table, row: Row) -> str:
    name = row.code or row_name(row, table)
    return f"{name}, {row.area}" if row.area else name


def _key(document: Document) -> list[Content]:
    """Groups of symbols and terms with their meaning."""
    groups = [(title, list(entries)) for title, entries in groupby(document.key, lambda entry: entry.group)]
    headings = [KeyEntry(title, meaning) for title, meaning in heading_meanings(document)]
    groups += [("Column headings", headings), ("Abbreviations", list(document.abbreviations))]
    return [
        {"title": title, "entries": [_entry(entry) for entry in entries]}
        for title, entries in groups
        if entries
    ]


def _entry(entry: KeyEntry) -> Content:
    return {
        "term": entry.direction.value or entry.term,
        "arrow": entry.direction.arrow,
        "rag": entry.rag.value,
        "rating": entry.rating or entry.rag.value,
        "meaning": entry.meaning,
    }
