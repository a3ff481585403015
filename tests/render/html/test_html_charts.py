"""The figures below a trend chart: what the bands were in each period, and what they are called."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Row, Table, TrendEdge, TrendPoint
from kpi_engine.render.html.charts import charts_html
from kpi_engine.render.html.links import Links
from tests.html_tree import words_of


def point(period: str, bands: str, green: str = "", amber: str = "") -> TrendPoint:
    edges = ((Rag.GREEN, green), (Rag.AMBER, amber))
    told = tuple(TrendEdge(rag, 0.5, text, bands) for rag, text in edges if text)
    return TrendPoint(period, "7", 0.5, rag=Rag.AMBER, edges=told)


def figures(*trend: TrendPoint) -> list[list[str]]:
    """The table of a chart, row by row."""
    columns = (Column("indicator", "Indicator", CellKind.TEXT), Column("trend", "Trend", CellKind.TREND))
    row = Row("R1", "Kent", (Cell("R1"), Cell("", CellKind.TREND, words="words", trend=trend)))
    table = Table("risks", "Risks", "Risks of Kent", columns, (row,))
    html = ElementTree.XML(charts_html(table, Links(anchors={("risks", 1): "R1"})))
    return [[words_of(cell) for cell in line] for line in html.findall(".//table//tr")]


def test_the_bands_are_named_once_where_they_keep_their_name() -> None:
    assert figures(point("May", "scores", "6 or less", "8 to 15"), point("Jun", "scores", "5 or less")) == [
        ["Period", "Value", "GREEN band (scores)", "AMBER band (scores)", "RAG"],
        ["May", "7", "6 or less", "8 to 15", "AMBER"],
        ["Jun", "7", "5 or less", "", "AMBER"],
    ]


@pytest.mark.parametrize("gap", [(), (TrendPoint("Jun", "7", 0.5),)])
def test_bands_of_other_names_are_named_in_their_periods(gap: tuple[TrendPoint, ...]) -> None:
    told = figures(point("May", "scores", "6 or less"), *gap, point("Jul", "grades <new>", "2 or less"))
    assert told[0] == ["Period", "Value", "GREEN band", "RAG"]
    assert told[1][2] == "6 or less (scores)"
    assert told[-1][2] == "2 or less (grades <new>)"
    assert [row[2] for row in told[2:-1]] == ["" for _ in gap]
