"""Trends in a page: the sparkline in a row, and the chart it leads to, with its figures as a small table."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Row, Table, TrendEdge, TrendPoint, banded_rags
from kpi_engine.render.html.cells import chip
from kpi_engine.render.html.filters.filters import MISSED, is_missed
from kpi_engine.render.html.links import Links
from kpi_engine.render.shared.markup import text
from kpi_engine.render.shared.placement import row_name
from kpi_engine.render.shared.svg import sparkline
from kpi_engine.render.shared.trend_chart import trend_chart
from kpi_engine.render.shared.trend_words import chart_words, floor_heading


def has_trend(cell: Cell) -> bool:
    """Whether a trend cell has anything to draw."""
    return any(point.height is not None for point in cell.trend)


def linked_sparkline(table: Table, row: Row, cell: Cell, anchor: str) -> str:
    """The sparkline of a row, a link to its chart; browsers open the chart that a link points into.

    Its first and last value are below it for the eye: the words of the picture have all of them.
    """
    picture = sparkline(cell.trend, f"spark-{anchor}", f"Trend of {_subject(row, table)}", cell.words)
    drawn = [point.text for point in cell.trend if point.height is not None]
    ends = f'<small class="ends" aria-hidden="true">{text(" to ".join((drawn[0], drawn[-1])))}</small>'
    return f'<a class="trend" href="#chart-{anchor}">{picture}</a>{ends if len(drawn) > 1 else ""}'


def charts_html(table: Table, links: Links) -> str:
    """The charts of a table's rows, each closed until asked for; nothing where no row has a trend."""
    charts = "".join(
        _chart(table, row, cell, links, links.anchors[(table.id, number)])
        for number, row in enumerate(table.rows, 1)
        for cell in row.cells
        if cell.kind is CellKind.TREND and has_trend(cell)
    )
    return f'<div class="charts">\n<h4>Trend charts</h4>\n{charts}</div>\n' if charts else ""


def _subject(row: Row, table: Table) -> str:
    """What a picture is of, in short: it is in a row or under a heading that says the name in full."""
    code = row.code or row_name(row, table)
    return f"{code}, {row.area}" if row.area else code


def _chart(table: Table, row: Row, cell: Cell, links: Links, anchor: str) -> str:
    """A chart, with the classes of its row, which filters go by."""
    subject = _subject(row, table)
    shown = cell.history or cell.trend
    picture = trend_chart(shown, f"picture-{anchor}", f"Chart of {subject}", chart_words(cell), cell.axis)
    classes = " ".join(filter(None, (links.classes(row), MISSED * is_missed(table, row))))
    opening = f'<details class="{classes}">' if classes else "<details>"
    return (
        f"{opening}<summary>{text(row_name(row, table))}</summary>\n"
        f'<div class="chart" id="chart-{anchor}">\n{picture}\n{figures_html(subject, shown)}'
        f'<p class="back"><a href="#{anchor}">Back to the row of {text(subject)}</a></p></div></details>\n'
    )


def figures_html(subject: str, trend: tuple[TrendPoint, ...]) -> str:
    """The chart's data; a column without any figure is left out."""
    columns = [
        (title, texts)
        for title, texts in (
            ("Value", [_value(point) for point in trend]),
            ("Target", [text(point.target_text) for point in trend]),
            (text(floor_heading(trend)), [text(point.floor_text) for point in trend]),
            *(_bands(trend, rag) for rag in banded_rags(trend)),
            ("Usual range", [text(point.limits.text) if point.limits else "" for point in trend]),
            ("Unusual", [text(point.mark_text) for point in trend]),
            (
                "Rating" if any(point.rating for point in trend) else "RAG",
                [chip(point.rag, point.rating) if point.rag is not Rag.NONE else "" for point in trend],
            ),
        )
        if any(texts)
    ]
    heads = "".join(f'<th scope="col">{title}</th>' for title, _ in columns)
    rows = "".join(
        f'<tr><th scope="row">{text(point.period)}</th>'
        f"{''.join([f'<td>{texts[at]}</td>' for _, texts in columns])}</tr>\n"
        for at, point in enumerate(trend)
    )
    return (
        f'<table class="figures"><caption>Figures of {text(subject)}</caption>\n'
        f'<thead><tr><th scope="col">Period</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n'
    )


def _bands(trend: tuple[TrendPoint, ...], rag: Rag) -> tuple[str, list[str]]:
    """The band of a rating in each period; its bands are named once, where they keep their name."""
    edges = [point.edge_of(rag) for point in trend]
    names = {edge.bands for edge in edges if edge is not None}
    if len(names) > 1:
        cells = [text(f"{edge.text} ({edge.bands})") if edge else "" for edge in edges]
        return text(f"{_band_name(edges, rag)} band"), cells
    title = f"{_band_name(edges, rag)} band ({', '.join(names)})"
    return text(title), [text(edge.text) if edge else "" for edge in edges]


def _band_name(edges: list[TrendEdge | None], rag: Rag) -> str:
    return next((edge.rating for edge in edges if edge is not None and edge.rating), rag.value)


def _value(point: TrendPoint) -> str:
    if not point.note:
        return text(point.text)
    return f'{text(point.text)} <small class="remark">{text(point.note)}</small>'
