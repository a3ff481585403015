"""The parts of a page under its main headings, each with what the table of contents says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kpi_engine.model.outputs.document import Document, Table
from kpi_engine.render.html.charts import charts_html
from kpi_engine.render.html.commentary import commentary_entries, commentary_html
from kpi_engine.render.html.key import key_html
from kpi_engine.render.html.summary import summary_html
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.placement import title_in

_BACK = '<p class="back"><a href="#contents">Back to contents</a></p>\n'


@dataclass(frozen=True, slots=True)
class Part:
    """A part: the id and title of its heading, its HTML, and the (id, title) of each section in it."""

    id: str
    title: str
    html: str
    entries: tuple[tuple[str, str], ...] = ()


def parts_of(document: Document) -> Iterator[Part]:
    """The parts of a page, in the order in which a committee asks: what is red, where, and the detail."""
    definitions = {
        row.code: f"row-{number}-{text(document.definitions.id)}"
        for number, row in enumerate(document.definitions.rows, 1)
    }
    highlights = tuple((f"section-{table.id}", table.title) for table in document.highlights)
    yield Part("summary", "Summary", summary_html(document, definitions), highlights)
    if document.heat_maps:
        yield _part("heat-maps", "Areas compared", document.heat_maps, document.area, definitions)
    if document.volumes:
        yield _part("volumes", "Activity volumes", document.volumes, document.area, definitions)
    by_area = groupby(document.sections, key=lambda table: table.area or document.area)
    for number, (area, tables) in enumerate(by_area, 1):
        yield _part(f"area-{number}", area, tuple(tables), area, definitions)
    if document.commentary:
        html = commentary_html(document.commentary, definitions) + _BACK
        yield Part("commentary", "Commentary", html, commentary_entries(document.commentary))
    yield Part("key", "Key", key_html(document) + _BACK)
    for table in (document.sources, document.definitions):
        if table.rows:
            links = definitions if table is not document.definitions else {}
            yield Part(
                f"section-{text(table.id)}", table.title, table_html(table, links, "reference") + _BACK
            )


def _part(
    identifier: str, title: str, tables: Sequence[Table], area: str, definitions: Mapping[str, str]
) -> Part:
    """A part of one section a table."""
    titles = [title_in(title, table, area) for table in tables]
    html = "".join(_section(table, own, definitions) for table, own in zip(tables, titles, strict=True))
    entries = tuple((f"section-{table.id}", own) for table, own in zip(tables, titles, strict=True))
    return Part(identifier, title, html, entries)


def _section(table: Table, title: str, definitions: Mapping[str, str]) -> str:
    return (
        f'<section class="scorecard" id="section-{text(table.id)}">\n<h3>{isolated(title)}</h3>\n'
        f"{table_html(table, definitions, 'scorecard')}{charts_html(table)}{_BACK}</section>\n"
    )
