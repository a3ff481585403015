"""What is around a page of a site: the way to the other pages and files, and the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi_engine.model.outputs.site import BRIEF_PAGE, INDEX, Site
from kpi_engine.render.shared.markup import isolated, text

# Of more pages than this, a page leads to the first page only, which leads to all.
_MOST_PAGES = 30
# The facts of the cover that a foot repeats or, where they are only for the foot, says alone.
ONLY_IN_THE_FOOT = ("Accessibility statement", "Licence")
_IN_THE_FOOT = ("As at", "Published", "Producer", "Contact", *ONLY_IN_THE_FOOT)
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.ASCII)
_NAMES = {"pdf": "PDF", "xlsx": "Excel", "ods": "OpenDocument", "docx": "Word", "csv": "CSV", "json": "JSON"}


def site_html(site: Site, here: str) -> str:
    """The way to the other pages, and to the files of the area that a page is about; empty without others."""
    if not site.pages:
        return ""
    pages = [f'<a href="{INDEX}">All areas</a>' if here != INDEX else "<b>All areas</b>"]
    if len(site.pages) <= _MOST_PAGES:
        pages += [
            f"<b>{isolated(area)}</b>" if area == here else f'<a href="{text(page)}">{isolated(area)}</a>'
            for area, page in site.pages.items()
        ]
    files = [_file(name) for name in site.files.get(here, ())]
    as_files = f"<p>This page as a file: {', '.join(files)}</p>\n" if files else ""
    return f'<nav class="site" aria-label="Pages">\n<p>{" · ".join(pages)}</p>\n{as_files}</nav>\n'


def _file(name: str) -> str:
    return f'<a href="{text(name)}">{_NAMES.get(name.rpartition(".")[2], text(name))}</a>'


def footer_html(facts: Sequence[tuple[str, str]], site: Site) -> str:
    """The edition and its day, whom to ask, the accessibility statement, the licence, and how it was made.

    The version of kpi is in the manifest alone: a page says the same whichever version made it again.
    """
    parts = "".join(
        f"<div><dt>{text(label)}</dt><dd>{told}</dd></div>\n" for label, told in _parts(facts, site)
    )
    return f"<footer>\n<dl>\n{parts}</dl>\n</footer>\n" if parts else ""


def _parts(facts: Sequence[tuple[str, str]], site: Site) -> Iterator[tuple[str, str]]:
    known = dict(facts)
    if site.edition:
        yield "Edition", text(site.edition)
    for label in _IN_THE_FOOT:
        if label in known:
            yield label, linked(known[label])
    if site.pages:
        yield "In short", f'<a href="{BRIEF_PAGE}">one page for a mail</a>'
    if site.previous:
        yield "Edition before", f'<a href="{text(site.previous)}">{text(site.previous_name)}</a>'
    if site.edition:
        yield "How it was made", '<a href="manifest.json">inputs, versions and hashes</a>'


def linked(words: str) -> str:
    """Words that are an address of a mailbox or of the web, as a link; else as they are."""
    if _MAIL.fullmatch(words):
        return f'<a href="mailto:{text(words)}">{text(words)}</a>'
    if _WEB.fullmatch(words):
        return f'<a href="{text(words)}">{text(words)}</a>'
    return isolated(words)
