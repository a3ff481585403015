"""The report of an audit as one self-contained accessible HTML page, by the page's own machinery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.audit_page import AuditPage, FindingBlock
from kpi_engine.render.html.key import groups_html
from kpi_engine.render.html.links import Links
from kpi_engine.render.html.page import page_html
from kpi_engine.render.html.parts import Part
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.shared.markup import isolated, text


def render_audit_html(page: AuditPage, theme: Theme = STANDARD) -> str:
    """The report as a page, in text to be encoded as UTF-8. The same report: the same page."""
    return page_html(f"Audit of {page.title}", (page.as_at,), page.facts, list(_parts(page)), theme)


def _parts(page: AuditPage) -> Iterator[Part]:
    links = Links(definitions={block.number: f"title-{block.table.id}" for block in page.findings})
    yield Part("summary", "Summary", table_html(page.overview, links, "reference"))
    if page.findings:
        yield _blocks("findings", "Findings", page.findings)
    if page.notes:
        yield _blocks("notes", "Notes: no errors, but worth knowing", page.notes)
    yield Part("key", "Key", groups_html(page.key) + _BACK)


_BACK = '<p class="back"><a href="#contents">Back to contents</a></p>\n'


def _blocks(identifier: str, title: str, blocks: Sequence[FindingBlock]) -> Part:
    return Part(identifier, title, "".join(map(_block, blocks)) + _BACK)


def _block(block: FindingBlock) -> str:
    identifier = text(block.table.id)
    remarks = "".join(
        f"<div><dt>{text(label)}</dt><dd>{isolated(words)}</dd></div>\n"
        for label, words in block.remarks
        if words
    )
    return (
        f'<section class="finding" aria-labelledby="title-{identifier}">\n'
        f'<h3 id="title-{identifier}">{block.number}. {isolated(block.headline)}</h3>\n'
        f"<p>{isolated(block.explanation)}</p>\n<dl>\n{remarks}</dl>\n"
        f"{table_html(block.table, Links(), 'reference')}</section>\n"
    )
