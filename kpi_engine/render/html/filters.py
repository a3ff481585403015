"""Filters of a page without a script: a box for what is RED, and lists of services and owners.

The style sheet hides the rows that a filter leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.shared.markup import text

_HIDE = "{ display: none !important; }\n"


class _List(NamedTuple):
    """A list to choose from: what it is called, and its entries with their codes.

    Rows of the first entry have the class ``s1`` where ``sign`` is ``s``.
    """

    name: str
    sign: str
    entries: Sequence[tuple[str, Sequence[str]]]
    nothing: str


def _lists(document: Document) -> Iterator[_List]:
    """The lists that have something to choose."""
    for each in (
        _List("Service", "s", document.services, "Other"),
        _List("Owner", "o", document.owners, "No owner"),
    ):
        if len(each.entries) > 1:
            yield each


def row_classes(document: Document) -> Mapping[str, str]:
    """The classes of the rows of each code, such as ``s2 o1`` for the second service and the first owner."""
    found: dict[str, str] = {}
    for each in _lists(document):
        for number, (_words, codes) in enumerate(each.entries, 1):
            for code in codes:
                found[code] = f"{found.get(code, '')} {each.sign}{number}".strip()
    return found


def filters_html(document: Document) -> str:
    """The filters; nothing where they would leave all rows as they are."""
    has_red = any(
        cell.rag.is_missed for table in document.sections for row in table.rows for cell in row.cells
    )
    red = (
        f'<label><input type="checkbox" id="filter-red"> Only {text(_red_name(document))}</label>\n'
        if has_red
        else ""
    )
    lists = "".join(map(_choice, _lists(document)))
    if not red and not lists:
        return ""
    return f'<fieldset class="filters">\n<legend>Show</legend>\n{red}{lists}</fieldset>\n'


def _red_name(document: Document) -> str:
    """What the scale of the document calls RED."""
    names = [entry.rating or entry.rag.value for entry in document.key if entry.rag.is_missed]
    return " or ".join(names) or Rag.RED.value


def _choice(of: _List) -> str:
    options = "".join(
        f'<option value="{number}">{text(words or of.nothing)}</option>\n'
        for number, (words, _codes) in enumerate(of.entries, 1)
    )
    return (
        f'<label>{of.name} <select id="filter-{of.name.lower()}">\n<option value="0">All</option>\n'
        f"{options}</select></label>\n"
    )


def filters_style(document: Document) -> str:
    """The style that a filter switches on: rows, and sections without any row that is left, are hidden."""
    rules = [
        "body:has(#filter-red:checked) .scorecard tbody tr:not(.said):not(:has(.rag .red:not(.was))), "
        "body:has(#filter-red:checked) .scorecard tr:not(:has(.rag .red:not(.was))) + .said, "
        "body:has(#filter-red:checked) section.scorecard:has(table.scorecard)"
        f":not(:has(.rag .red:not(.was))) {_HIDE}"
    ]
    for each in _lists(document):
        for number in range(1, len(each.entries) + 1):
            on = f'body:has(#filter-{each.name.lower()} option[value="{number}"]:checked)'
            rules.append(
                f"{on} .scorecard tbody tr:not(.{each.sign}{number}), "
                f"{on} section.scorecard:has(table.scorecard):not(:has(.{each.sign}{number})) {_HIDE}"
            )
    return "".join(rules)
