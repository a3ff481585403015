"""The page of an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.site import AreaPicture, IndicatorPage, Site
from kpi_engine.render.html.cells import chip
from kpi_engine.render.html.charts import figures_html, has_trend
from kpi_engine.render.html.links import Links
from kpi_engine.render.html.page import page_html
from kpi_engine.render.html.parts import Part
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.shared.markdown import markdown_html
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.svg import sparkline
from kpi_engine.render.shared.trend_chart import trend_chart


def render_indicator(page: IndicatorPage, site: Site, theme: Theme = STANDARD) -> str:
    """The page, in text to be encoded as UTF-8."""
    links = Links(page.history_area, site=site)
    about = (f"{page.code} {page.name}", page.as_at)
    facts = (("As at", page.as_at),)
    return page_html(page.title, about, facts, list(_parts(page, links)), theme, site=site, here=page.code)


def _parts(page: IndicatorPage, links: Links) -> Iterator[Part]:
    facts = "".join(
        f"<div><dt>{text(label)}</dt><dd>{isolated(told)}</dd></div>\n" for label, told in page.facts
    )
    yield Part("summary", "Definition", f'<div class="finding"><dl>\n{facts}</dl></div>\n')
    if has_trend(page.history):
        yield Part("history", f"History of {page.history_area}", _history(page))
    pictures = "".join(_picture(page, number, each, links) for number, each in enumerate(page.pictures, 1))
    yield Part("areas", "All areas, on one scale", f'<ul class="multiples">\n{pictures}</ul>\n')
    if page.explanation:
        why = "".join(f"<li>{isolated(line)}</li>\n" for line in page.explanation)
        yield Part("why", f"Why {page.history_area} is rated so", f"<ul>\n{why}</ul>\n")
    yield Part("targets", page.standards.title, table_html(page.standards, Links(), "summary"))
    if page.comparators.rows:
        yield Part("comparators", page.comparators.title, table_html(page.comparators, Links(), "summary"))
    if page.remarks:
        remarks = "".join(
            f'<h3>{isolated(when)}</h3>\n<div class="words">\n{markdown_html(words)}</div>\n'
            for when, words in page.remarks
        )
        yield Part("remarks", "Commentary", f'<div class="commentary">\n{remarks}</div>\n')


def _history(page: IndicatorPage) -> str:
    points = page.history.history or page.history.trend
    subject = f"{page.code}, {page.history_area}"
    picture = trend_chart(
        points, "history-picture", f"History of {subject}", page.history.words, page.history.axis
    )
    return f'<div class="chart">\n{picture}\n{figures_html(subject, points)}</div>\n'


def _picture(page: IndicatorPage, number: int, each: AreaPicture, links: Links) -> str:
    """A small chart of an area with its latest figure; the area's name leads to its row."""
    target = text(links.row(page.code, each.area))
    area = f'<a href="{target}">{isolated(each.area)}</a>' if target else isolated(each.area)
    title = f"Trend of {page.code}, {each.area}"
    picture = (
        sparkline(each.trend.trend, f"area-{number}", title, each.trend.words, on_scale=True)
        if has_trend(each.trend)
        else ""
    )
    rag = chip(each.rag.rag, each.rag.rating) if each.rag.rag is not Rag.NONE else ""
    return f"<li>{area}\n{picture}<b>{text(each.latest.text)}</b> {rag}</li>\n"
