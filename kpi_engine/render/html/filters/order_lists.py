"""The rows of a page in other orders: lists in the order of reading, each shown when it is chosen.

The tables stay as they are. To move their rows by the style sheet would part what is seen from the order of
the keyboard and of screen readers (WCAG 2.4.3).
"""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Cell, Document, Row, Table
from kpi_engine.render.html.cells import arrow, chip, unbroken
from kpi_engine.render.html.links import Links
from kpi_engine.render.shared.markup import isolated, text


def order_lists_html(document: Document, links: Links) -> str:
    """The lists, which nothing shows before they are chosen."""
    return "".join(_list(table, links, number) for number, table in enumerate(document.orders, 1))


def _list(table: Table, links: Links, number: int) -> str:
    rows = "".join(_row(table, row, links) for row in table.rows)
    return (
        f'<section class="order" id="order-{number}">\n<h3>{text(table.title)}</h3>\n'
        f"<p>{text(table.caption)}.</p>\n<ol>\n{rows}</ol>\n</section>\n"
    )


def _row(table: Table, row: Row, links: Links) -> str:
    """The code, which leads to the row, the name, and in a line of their own value, rating and arrow."""
    cells = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
    target, classes = links.row(row.code, row.area), links.classes(row)
    code = f'<a href="{text(target)}">{text(row.code)}</a>' if target else f"<b>{text(row.code)}</b>"
    name = isolated(cells["indicator"].text)
    area = f", {isolated(cells['area'].text)}" if "area" in cells else ""
    value, period = unbroken(cells["value"].shown), unbroken(cells["period"].text)
    opening = f'<li class="{classes}">' if classes else "<li>"
    return (
        f"{opening}{code} {name}{area}<br>"
        f"<b>{value}</b> {period} {_rating(cells['rag'])} {_arrow(cells['direction_of_travel'])}</li>\n"
    )


def _rating(cell: Cell) -> str:
    if cell.rag is Rag.NONE:
        return f"<i>{text(cell.shown)}</i>"
    return chip(cell.rag, cell.rating) + (f" <i>{text(cell.note)}</i>" if cell.note else "")


def _arrow(cell: Cell) -> str:
    if cell.direction is DirectionOfTravel.NONE:
        return f"<i>{text(cell.shown)}</i>"
    shown = f'<span class="whole">{arrow(cell.direction)}</span>'
    return shown + (f" <i>{text(cell.note)}</i>" if cell.note else "")
