"""A Table as an HTML table: wide with a column for everything, narrower with the details in a second line.

Each cell can say its label itself, so that a row reads alike as cells of a table, as two lines and as a card.
"""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import AREA_KEY, Cell, CellKind, Row, Table
from kpi_engine.render.html.cells import content
from kpi_engine.render.html.charts import has_trend, linked_sparkline
from kpi_engine.render.html.commentary import said_html
from kpi_engine.render.html.layout import Layout, Slot, inside, layout_of
from kpi_engine.render.html.links import Links
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.placement import own_words, row_name, shared_words

_OF_NUMBERS = (CellKind.NUMBER, CellKind.HEAT)


def table_html(table: Table, links: Links, kind: str) -> str:
    """The table with its caption and notes; ``kind`` is its class.

    A table without rows is the sentence that says so.
    """
    if not table.rows:
        return f"<p>{isolated(table.empty)}</p>\n{_notes(table)}"
    layout = layout_of(table, kind)
    heads = "".join((layout.name_head, *(_head(table, slot, links) for slot in layout.slots)))
    rows = "".join(
        _row(table, layout, row, links, kind=kind, anchor=links.anchors.get((table.id, number), ""))
        for number, row in enumerate(table.rows, 1)
    )
    return (
        f'<div class="scroll"{_stop(table, links, kind)}>\n<table class="{kind}">\n'
        f"<caption><span>{_caption(table, layout)}</span></caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{_notes(table)}"
    )


def _stop(table: Table, links: Links, kind: str) -> str:
    """A table that may scroll and has nothing in it that the keyboard reaches is a stop itself."""
    if kind != "reference" or any(links.row(row.code, row.area) for row in table.rows):
        return ""
    caption = text(table.caption)
    name = caption if table.caption.startswith(table.title) else f"{text(table.title)}: {caption}"
    return f' role="region" tabindex="0" aria-label="{name}"'


def _caption(table: Table, layout: Layout) -> str:
    """The caption, and what holds for every row: it is not said in each."""
    shared = shared_words(table, layout.placement)
    return text(f"{table.caption}. {shared}" if shared else table.caption)


def _row(table: Table, layout: Layout, row: Row, links: Links, *, kind: str, anchor: str) -> str:
    identity = f' id="{anchor}"' if anchor else ""
    kinds = " ".join(filter(None, (links.classes(row) if kind == "scorecard" else "", "total" * row.total)))
    total = f' class="{kinds}"' if kinds else ""
    parts = [f"<tr{identity}{total}>", _name(table, layout, row, links, kind)]
    for slot in layout.slots:
        cell = row.cells[slot.columns[0]]
        if cell.kind is CellKind.TREND:
            words = linked_sparkline(table, row, cell, anchor) if has_trend(cell) else ""
        elif cell.kind is CellKind.HEAT:
            words = _heat(table, slot, row, links)
        elif cell.areas:
            words = ", ".join(_area(row, area, shown, links) for area, shown in cell.areas)
        else:
            words = inside(slot, table, row)
        label = slot.label if words else ""
        parts.append(f'{slot.opening}{_emphasis(cell)}">{label}{words}</td>')
    parts.append("</tr>\n")
    comment = links.comment(row, anchor) if kind == "scorecard" and anchor else None
    if comment is not None:
        parts.append(said_html(comment, len(layout.slots) + 1, links.classes(row)))
    return "".join(parts)


def _head(table: Table, slot: Slot, links: Links) -> str:
    """The header cell of a slot; in a heat map it leads to the page of its area."""
    column = table.columns[slot.columns[0]]
    area = column.key.removeprefix(AREA_KEY)
    page = "" if area == links.area else links.site.pages.get(area, "")
    if column.kind is not CellKind.HEAT or not page:
        return slot.head
    return f'<th scope="col" class="heat"><a href="{text(page)}">{text(column.title)}</a></th>'


def _heat(table: Table, slot: Slot, row: Row, links: Links) -> str:
    """A figure of an area, which leads to its row."""
    cell = row.cells[slot.columns[0]]
    shown = content(cell)
    area = table.columns[slot.columns[0]].key.removeprefix(AREA_KEY)
    target = links.row(row.code, area)
    return f'<a href="{text(target)}">{shown}</a>' if target and cell.number is not None else shown


def _area(row: Row, area: str, shown: str, links: Links) -> str:
    """What is shown of an area, of which the name leads to the row of the area."""
    target = links.row(row.code, area)
    if not target or not shown.startswith(area):
        return text(shown)
    return f'<a href="{text(target)}">{isolated(area)}</a>{text(shown[len(area) :])}'


def _emphasis(cell: Cell) -> str:
    """More classes of a cell.

    A count of a rating has the rating's colour; words in a number's place may wrap.
    """
    if cell.kind is CellKind.NUMBER and cell.rag is not Rag.NONE:
        return f" {cell.rag.value.lower()}"
    return " gap" if cell.number is None and cell.kind in _OF_NUMBERS else ""


def _name(table: Table, layout: Layout, row: Row, links: Links, kind: str) -> str:
    """The row's header: code, which leads on, name, and what else identifies the measure.

    ``abbr`` keeps the particulars out of what a screen reader repeats for every cell of the row.
    """
    name = content(row.cells[layout.placement.name])
    code = text(row.code) if layout.placement.name else ""
    if code:
        target = _target(row, links, kind)
        code = (
            f'<a class="code" href="{text(target)}">{code}</a> ' if target else f'<b class="code">{code}</b> '
        )
    particulars = _particulars(table, layout, row)
    if table.id == "definitions" and row.code in links.site.indicators:
        page = text(links.site.indicators[row.code])
        particulars += f' <a href="{page}">History and all areas</a>'
    short = f' abbr="{text(row_name(row, table))}"' if particulars else ""
    return f'<th scope="row"{short}>{code}{name}{particulars}</th>'


def _target(row: Row, links: Links, kind: str) -> str:
    """What the code of a row leads to: from the row to its definition, from elsewhere to the row."""
    to_row, to_definition = links.row(row.code, row.area), links.definition(row.code)
    return (to_definition if kind == "scorecard" else to_row) or to_definition or to_row


def _particulars(table: Table, layout: Layout, row: Row) -> str:
    words = own_words(table, layout.placement, row)
    return f' <small class="remark">{text(words)}</small>' if words else ""


def _notes(table: Table) -> str:
    if not table.notes:
        return ""
    return '<ul class="notes">' + "".join(f"<li>{text(note)}</li>" for note in table.notes) + "</ul>\n"
