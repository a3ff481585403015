"""The first page of a site: every area with its counts and what is RED, and every page and file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import CHANGES, Cell
from kpi_engine.model.outputs.site import INDEX, AreaEntry, Headline, Site
from kpi_engine.render.html.cells import chip
from kpi_engine.render.html.links import Links
from kpi_engine.render.html.page import page_html
from kpi_engine.render.html.parts import BACK, Part
from kpi_engine.render.shared.markup import isolated, text


def render_index(
    entries: Sequence[AreaEntry],
    site: Site,
    services: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    theme: Theme = STANDARD,
) -> str:
    """The page; ``services`` are the names of services, each with (code, name) pairs of its indicators."""
    first = entries[0]
    facts = tuple(fact for fact in first.facts if fact[0] != "Area")
    parts = list(_parts(entries, site, services))
    return page_html(first.title, (first.as_at,), facts, parts, theme, site=site, here=INDEX)


def _parts(
    entries: Sequence[AreaEntry], site: Site, services: Sequence[tuple[str, Sequence[tuple[str, str]]]]
) -> Iterator[Part]:
    yield Part("summary", "All areas", _areas(entries, site))
    red = [entry for entry in entries if entry.red]
    if red:
        title = f"What is {red[0].red_name}"
        yield Part("red", title, "".join(_red(entry, site) for entry in red) + BACK)
    changed = [entry for entry in entries if entry.changes]
    if changed or site.previous:
        yield Part("changes", "What has changed", _changes(changed, site) + BACK)
    if site.indicators:
        yield Part("indicators", "Indicators", _indicators(services, site.indicators) + BACK)
    if site.common:
        yield Part("files", "Files of all areas", _files(site) + BACK)


def _areas(entries: Sequence[AreaEntry], site: Site) -> str:
    """A table of the areas, with the headings of the first area's counts."""
    heads = "".join(
        f'<th scope="col" class="number">{text(title)}</th>' for title, _cell in entries[0].counts
    )
    rows = "".join(_area(entry, site) for entry in entries)
    return (
        '<div class="scroll">\n<table class="summary">\n<caption><span>How many figures of each area have '
        f'which rating, and its page and files</span></caption>\n<thead><tr><th scope="col">Area</th>{heads}'
        f'<th scope="col">Files</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n'
    )


def _area(entry: AreaEntry, site: Site) -> str:
    counts = "".join(_count(title, cell) for title, cell in entry.counts)
    files = " ".join(
        f'<a href="{text(name)}">{text(name.rpartition(".")[2].upper())}</a>'
        for name in site.files.get(entry.area, ())
    )
    page = text(site.pages[entry.area])
    return (
        f'<tr><th scope="row"><a href="{page}">{isolated(entry.area)}</a></th>{counts}'
        f'<td class="text">{files}</td></tr>\n'
    )


def _count(title: str, cell: Cell) -> str:
    kind = f" {cell.rag.value.lower()}" if cell.rag is not Rag.NONE else ""
    return f'<td class="number{kind}"><i>{text(title)}</i> {text(cell.text)}</td>'


def _red(entry: AreaEntry, site: Site) -> str:
    red = chip(Rag.RED, entry.red_name)
    rows = "".join(headline_html(each, entry, site, red) for each in entry.red)
    return f"<h3>{isolated(entry.area)}</h3>\n<ul>\n{rows}</ul>\n"


def _changes(entries: Sequence[AreaEntry], site: Site) -> str:
    before = (
        f'<p>The edition before is <a href="{text(site.previous)}">{text(site.previous_name)}</a>.</p>\n'
        if site.previous
        else ""
    )
    return before + "".join(
        f'<h3><a href="{text(site.pages[entry.area])}#section-{CHANGES}">{isolated(entry.area)}</a></h3>\n'
        f"<ul>\n{''.join(headline_html(each, entry, site) for each in entry.changes)}</ul>\n"
        for entry in entries
    )


def headline_html(headline: Headline, entry: AreaEntry, site: Site, mark: str = "") -> str:
    """A row of an area, which leads to it: its code, its name, and the words."""
    target = text(Links(entry.area, site=site).row(headline.code, headline.area))
    code = f'<a class="code" href="{target}">{text(headline.code)}</a>' if target else text(headline.code)
    area = "" if headline.area in ("", entry.area) else f", {isolated(headline.area)}"
    before = f"{mark} " if mark else ""
    return f"<li>{before}{code} {isolated(headline.indicator)}{area}: {text(headline.words)}</li>\n"


def _indicators(services: Sequence[tuple[str, Sequence[tuple[str, str]]]], pages: Mapping[str, str]) -> str:
    return "".join(
        f"<h3>{isolated(service or 'Other')}</h3>\n<ul>\n"
        + "".join(
            f'<li><a class="code" href="{text(pages[code])}">{text(code)}</a> {isolated(name)}</li>\n'
            for code, name in indicators
            if code in pages
        )
        + "</ul>\n"
        for service, indicators in services
        if any(code in pages for code, _name in indicators)
    )


def _files(site: Site) -> str:
    files = "".join(f"<li>{_link(name)}</li>\n" for name in site.common)
    described = ", ".join(map(_link, site.descriptions))
    for_machines = (
        f"<p>What the columns of the CSV files mean, for programs that read them: {described}.</p>\n"
        if described
        else ""
    )
    return f"<ul>\n{files}</ul>\n{for_machines}"


def _link(name: str) -> str:
    return f'<a href="{text(name)}">{text(name)}</a>'
