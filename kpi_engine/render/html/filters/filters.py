"""What a reader chooses above the tables: a box for what is RED, lists of services and owners, another order.

Nothing runs: the style sheet of a page (filter_style.py) hides what a choice leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import CellKind, Document, Row, Table
from kpi_engine.render.shared.markup import text

# The class of a chart of a row whose latest rating is RED.
MISSED = "missed"


class Choices(NamedTuple):
    """A list to choose from: what it is called, and its entries with their codes.

    Rows of the first entry have the class ``s1`` where ``sign`` is ``s``.
    """

    name: str
    sign: str
    entries: Sequence[tuple[str, Sequence[str]]]
    nothing: str


def lists_of(document: Document) -> Iterator[Choices]:
    """The lists that have something to choose."""
    for each in (
        Choices("Service", "s", document.services, "Other"),
        Choices("Owner", "o", document.owners, "No owner"),
    ):
        if len(each.entries) > 1:
            yield each


def row_classes(document: Document) -> Mapping[str, str]:
    """The classes of the rows of each code, such as ``s2 o1`` for the second service and the first owner."""
    found: dict[str, str] = {}
    for each in lists_of(document):
        for number, (_words, codes) in enumerate(each.entries, 1):
            for code in codes:
                found[code] = f"{found.get(code, '')} {each.sign}{number}".strip()
    return found


def parts_with_rows(document: Document) -> Iterator[tuple[str, Sequence[Table]]]:
    """The parts of a page that filters leave rows out of, by their ids; filters are in the first area's."""
    if document.volumes:
        yield "volumes", document.volumes
    by_area = groupby(document.sections, key=lambda table: table.area or document.area)
    for number, (_area, tables) in enumerate(by_area, 1):
        yield f"area-{number}", tuple(tables)


def is_missed(table: Table, row: Row) -> bool:
    """Whether the latest rating of a row is RED, or a part of it."""
    return any(
        cell.rag.is_missed
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.kind is CellKind.RAG and column.key != "outturn_rag"
    )


def has_missed(document: Document) -> bool:
    """Whether there is anything RED to be shown alone."""
    return any(is_missed(table, row) for table in document.sections for row in table.rows)


def filters_html(document: Document) -> str:
    """The choices; nothing where they would leave all rows as they are."""
    red = (
        f'<label><input type="checkbox" id="filter-red"> Only {text(_red_name(document))}</label>\n'
        if has_missed(document)
        else ""
    )
    lists = "".join(map(_list_html, lists_of(document)))
    order = _select("Order", "As in the tables", [table.title for table in document.orders])
    if not red and not lists and not document.orders:
        return ""
    nothing = '<p class="nothing">No row under this heading fits what is chosen.</p>\n'
    return f'<fieldset class="filters">\n<legend>Show</legend>\n{red}{lists}{order}{nothing}</fieldset>\n'


def _red_name(document: Document) -> str:
    """What the scale of the document calls RED."""
    names = [entry.rating or entry.rag.value for entry in document.key if entry.rag.is_missed]
    return " or ".join(names) or Rag.RED.value


def _list_html(of: Choices) -> str:
    return _select(of.name, "All", [words or of.nothing for words, _codes in of.entries])


def _select(name: str, usual: str, entries: Sequence[str]) -> str:
    """A list to choose from, of which ``usual`` is chosen at first; nothing where there is no other entry."""
    if not entries:
        return ""
    options = "".join(
        f'<option value="{number}">{text(words)}</option>\n' for number, words in enumerate((usual, *entries))
    )
    return f'<label>{name} <select id="filter-{name.lower()}">\n{options}</select></label>\n'
