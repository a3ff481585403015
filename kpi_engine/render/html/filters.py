"""Filters of a page without a script: a box for what is RED and a list of services, for the style sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.shared.markup import text

_HIDE = "{ display: none !important; }\n"


def service_classes(document: Document) -> Mapping[str, str]:
    """The class of the rows of each code, such as ``s2`` for the second service.

    A page of one service needs no classes.
    """
    if len(document.services) < 2:
        return {}
    return {
        code: f"s{number}" for number, (_service, codes) in enumerate(document.services, 1) for code in codes
    }


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
    services = _services(document.services) if len(document.services) > 1 else ""
    if not red and not services:
        return ""
    return f'<fieldset class="filters">\n<legend>Show</legend>\n{red}{services}</fieldset>\n'


def _red_name(document: Document) -> str:
    """What the scale of the document calls RED."""
    names = [entry.rating or entry.rag.value for entry in document.key if entry.rag.is_missed]
    return " or ".join(names) or Rag.RED.value


def _services(services: Sequence[tuple[str, Sequence[str]]]) -> str:
    options = "".join(
        f'<option value="{number}">{text(service or "Other")}</option>\n'
        for number, (service, _codes) in enumerate(services, 1)
    )
    return (
        '<label>Service <select id="filter-service">\n<option value="0">All</option>\n'
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
    if len(document.services) > 1:
        for number in range(1, len(document.services) + 1):
            on = f'body:has(#filter-service option[value="{number}"]:checked)'
            rules.append(
                f"{on} .scorecard tbody tr:not(.s{number}), "
                f"{on} section.scorecard:has(table.scorecard):not(:has(.s{number})) {_HIDE}"
            )
    return "".join(rules)
