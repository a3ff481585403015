"""The parts of a page under its main headings, each with what the table of contents says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpi_engine.model.outputs.document import Document, Table
from kpi_engine.model.outputs.site import Site
from kpi_engine.render.html.charts import charts_html
from kpi_engine.render.html.commentary import commentary_entries, commentary_html
from kpi_engine.render.html.filters.filters import filters_html, parts_with_rows, row_classes
from kpi_engine.render.html.filters.order_lists import order_lists_html
from kpi_engine.render.html.folds import folded
from kpi_engine.render.html.key import key_html
from kpi_engine.render.html.links import Links, links_of
from kpi_engine.render.html.summary import summary_html
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.placement import title_in

_SHOW_KEY = "What colours, arrows and words mean"
BACK = '<p class="back"><a href="#contents">Back to contents</a></p>\n'


@dataclass(frozen=True, slots=True)
class Part:
    """A part: the id and title of its heading, its HTML, and the (id, title) of each section in it."""

    id: str
    title: str
    html: str
    entries: tuple[tuple[str, str], ...] = ()


def parts_of(document: Document, site: Site) -> Iterator[Part]:
    """The parts of a page, in the order in which a committee asks: what is red, where, and the detail."""
    links = links_of(document, site, row_classes(document))
    highlights = tuple((f"section-{table.id}", table.title) for table in document.highlights)
    yield Part("summary", "Summary", summary_html(document, links), highlights)
    if document.heat_maps:
        yield _part("heat-maps", "Areas compared", document.heat_maps, document.area, links)
    choices = filters_html(document) + order_lists_html(document, links)
    for identity, tables in parts_with_rows(document):
        is_volumes = identity == "volumes"
        area = document.area if is_volumes else tables[0].area or document.area
        part = _part(identity, "Activity volumes" if is_volumes else area, tables, area, links)
        yield replace(part, html=choices + part.html) if identity == "area-1" else part
    if document.commentary:
        html = commentary_html(document.commentary, links) + BACK
        yield Part("commentary", "Commentary", html, commentary_entries(document.commentary))
    yield Part("key", "Key", folded(_SHOW_KEY, key_html(document)) + BACK)
    for table in (document.sources, document.definitions):
        if table.rows:
            inside = folded(f"{len(table.rows)} indicators", table_html(table, links, "reference"))
            yield Part(f"section-{text(table.id)}", table.title, inside + BACK)


def _part(identifier: str, title: str, tables: Sequence[Table], area: str, links: Links) -> Part:
    """A part of one section a table."""
    titles = [title_in(title, table, area) for table in tables]
    kind = "heat" if identifier == "heat-maps" else "scorecard"
    html = "".join(_section(table, own, links, kind) for table, own in zip(tables, titles, strict=True))
    entries = tuple((f"section-{table.id}", own) for table, own in zip(tables, titles, strict=True))
    return Part(identifier, title, html, entries)


def _section(table: Table, title: str, links: Links, kind: str) -> str:
    charts = "" if kind == "heat" else charts_html(table, links)
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows)} rows"
    inside = f"{table_html(table, links, kind)}{charts}"
    return (
        f'<section class="scorecard" id="section-{text(table.id)}">\n<h3>{isolated(title)}</h3>\n'
        f"{_lead(table)}{folded(table.lead or rows, inside)}{BACK}</section>\n"
    )


def _lead(table: Table) -> str:
    """What the table says in all, before it."""
    return f'<p class="lead">{text(table.lead)}</p>\n' if table.lead else ""
