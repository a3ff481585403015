"""One page for a mail with an area's counts, what is RED and what has changed, as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.site import BRIEF_PAGE, AreaEntry, Headline, Site
from kpi_engine.render.html.index_page import headline_html
from kpi_engine.render.html.page import page_html
from kpi_engine.render.html.parts import Part
from kpi_engine.render.shared.markup import allowed, text

_WIDTH = 76
# More of what is RED than this is for the page, so that a mail stays one page.
_MOST_RED = 20


def render_brief(entry: AreaEntry, site: Site, theme: Theme = STANDARD) -> str:
    """The page for a mail."""
    parts = [
        Part(identifier, title, _list(headlines, entry, site))
        for identifier, title, headlines in _blocks(entry)
    ]
    counts = f"<p>{text(_counts(entry))}</p>\n"
    summary = Part("summary", "In short", counts)
    facts = tuple(fact for fact in entry.facts if fact[0] != "Area")
    about = (entry.area, entry.as_at)
    return page_html(entry.title, about, facts, [summary, *parts], theme, site=site, here=BRIEF_PAGE)


def _list(headlines: Sequence[Headline], entry: AreaEntry, site: Site) -> str:
    shown = "".join(headline_html(each, entry, site) for each in headlines[:_MOST_RED])
    return f"<ul>\n{shown}</ul>\n{_more(headlines)}"


def _more(headlines: Sequence[Headline]) -> str:
    beyond = len(headlines) - _MOST_RED
    return f"<p>And {beyond} more.</p>\n" if beyond > 0 else ""


def brief_text(entry: AreaEntry, site: Site) -> str:
    """The same as plain text, in lines of 76 characters."""
    return allowed("\n".join(_lines(entry, site))) + "\n"


def _lines(entry: AreaEntry, site: Site) -> Iterator[str]:
    yield fill(f"{entry.title}: {entry.area}, {entry.as_at}", _WIDTH)
    yield ""
    yield fill(_counts(entry), _WIDTH)
    for _identifier, title, headlines in _blocks(entry):
        yield f"\n{title}\n"
        for each in headlines[:_MOST_RED]:
            area = "" if each.area in ("", entry.area) else f", {each.area}"
            words = f"{each.code} {each.indicator}{area}: {each.words}"
            yield fill(words, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
        if len(headlines) > _MOST_RED:
            yield f"- and {len(headlines) - _MOST_RED} more"
    yield f"\nEverything: {site.pages[entry.area]}"


def _counts(entry: AreaEntry) -> str:
    """``15 RED, 23 AMBER, 14 GREEN, 7 not rated.``"""
    told = [f"{cell.text} {title if cell.rag.value else title.lower()}" for title, cell in entry.counts]
    return f"{', '.join(told)}." if told else "Nothing is rated."


def _blocks(entry: AreaEntry) -> Iterator[tuple[str, str, Sequence[Headline]]]:
    for identifier, title, headlines in (
        ("red", f"What is {entry.red_name}", entry.red),
        ("changes", "What has changed since the last edition", entry.changes),
        ("movements", "Biggest movements", entry.movements),
    ):
        if headlines:
            yield identifier, title, headlines
