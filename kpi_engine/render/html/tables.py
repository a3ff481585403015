"""A Table as an HTML table in a scroll region that a keyboard reaches; on a narrow screen its rows are cards.

The ARIA roles repeat what the elements already mean: some browsers forget it when CSS turns rows into cards.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Row, Table
from kpi_engine.render.html.cells import content
from kpi_engine.render.html.charts import has_trend, linked_sparkline
from kpi_engine.render.html.layout import Layout, layout_of
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.placement import particular_words, row_name

_OF_NUMBERS = (CellKind.NUMBER, CellKind.HEAT)


def table_html(table: Table, definitions: Mapping[str, str], kind: str) -> str:
    """The table with its caption and notes; ``definitions`` gives the id of a code's definition.

    A table without rows is the sentence that says so.
    """
    if not table.rows:
        return f"<p>{isolated(table.empty)}</p>\n{_notes(table)}"
    layout = layout_of(table)
    rows = "".join(
        _row(table, layout, number, row, definitions.get(row.code, ""))
        for number, row in enumerate(table.rows, 1)
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{_name_of(table)}">\n'
        f'<table role="table" class="{kind}">\n'
        f"<caption><span>{text(table.caption)}</span></caption>\n"
        f'<thead role="rowgroup"><tr role="row">{"".join(layout.heads)}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n</div>\n{_notes(table)}'
    )


def _name_of(table: Table) -> str:
    """What a screen reader says of the region: tables of one title differ by caption, or the other way."""
    caption = text(table.caption)
    return caption if table.caption.startswith(table.title) else f"{text(table.title)}: {caption}"


def _row(table: Table, layout: Layout, number: int, row: Row, definition: str) -> str:
    total = ' class="total"' if row.total else ""
    parts = [
        f'<tr role="row" id="row-{number}-{text(table.id)}"{total}>',
        _name(table, layout, row, definition),
    ]
    for at, opening in zip(layout.placement.columns, layout.openings, strict=True):
        cell = row.cells[at]
        if cell.kind is CellKind.TREND:
            inside = linked_sparkline(table, number, row, cell) if has_trend(cell) else ""
        else:
            inside = content(cell)
        parts.append(f'{opening}{_emphasis(cell)}">{inside}</td>')
    parts.append("</tr>\n")
    return "".join(parts)


def _emphasis(cell: Cell) -> str:
    """More classes of a cell.

    A count of a rating has the rating's colour; words in a number's place may wrap.
    """
    if cell.kind is CellKind.NUMBER and cell.rag is not Rag.NONE:
        return f" {cell.rag.value.lower()}"
    return " gap" if cell.number is None and cell.kind in _OF_NUMBERS else ""


def _name(table: Table, layout: Layout, row: Row, definition: str) -> str:
    """The row's header: code, leading to its definition, name, and what else identifies the measure.

    ``abbr`` keeps the particulars out of what a screen reader repeats for every cell of the row.
    """
    name = content(row.cells[layout.placement.name])
    code = text(row.code) if layout.placement.name else ""
    if code:
        code = (
            f'<a class="code" href="#{definition}">{code}</a> '
            if definition
            else f'<b class="code">{code}</b> '
        )
    particulars = _particulars(table, layout, row)
    short = f' abbr="{text(row_name(row, table))}"' if particulars else ""
    return f'<th role="rowheader" scope="row"{short}>{code}{name}{particulars}</th>'


def _particulars(table: Table, layout: Layout, row: Row) -> str:
    words = particular_words(table, layout.placement, row)
    return f' <small class="remark">{text(words)}</small>' if words else ""


def _notes(table: Table) -> str:
    if not table.notes:
        return ""
    return '<ul class="notes">' + "".join(f"<li>{text(note)}</li>" for note in table.notes) + "</ul>\n"
