"""What is around a page: the way to the others, the foot, filters; and the first page and the mail."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Row, Table
from kpi_engine.model.outputs.site import AreaEntry, Headline, Site
from kpi_engine.render.html import render_html
from kpi_engine.render.html.brief_page import brief_text
from kpi_engine.render.html.index_page import render_index
from tests.example_document import example_document
from tests.html_tree import all_named, parsed, words_of

SITE = Site(
    pages={"Kent": "kent.html", "Swale": "swale.html"},
    shown_on={"Swale EHU": "swale.html"},
    indicators={"SCS40": "indicator-scs40.html"},
    files={"Kent": ("kent.xlsx", "kent.pdf")},
    common=("ratings.csv",),
    edition="2024-08-e1",
    previous="../2024-07-e1/kent.html",
    previous_name="2024-07-e1",
)
ENTRY = AreaEntry(
    "Scorecard",
    "Kent",
    "Aug 2024",
    (("Area", "Kent (county)"), ("As at", "Aug 2024")),
    (("RED", Cell("1", CellKind.NUMBER, number=Decimal(1), rag=Rag.RED)), ("Not rated", Cell("2"))),
    (Headline("SCS40", "Posts <filled>", "Swale EHU", "72.1% in Aug 2024, worsened"),),
)


def test_a_page_on_its_own_leads_to_no_other() -> None:
    root = parsed(render_html(example_document()))
    links = {link.get("href") or "" for link in all_named(root, "a")}
    assert {link for link in links if not link.startswith("#")} == {"mailto:mi@example.gov.uk"}


def test_a_page_of_a_site_leads_to_pages_files_and_the_edition_before() -> None:
    facts = (
        ("Contact", "mi@example.gov.uk"),
        ("Accessibility statement", "https://www.example.gov.uk/a"),
        ("Licence", "Open Government Licence v3.0"),
    )
    root = parsed(render_html(replace(example_document(), facts=facts), site=SITE))
    links = {link.get("href") or "" for link in all_named(root, "a")}
    assert {
        *("index.html", "swale.html", "kent.xlsx", "kent.pdf", "summary.html", "manifest.json"),
        *("../2024-07-e1/kent.html", "indicator-scs40.html", "https://www.example.gov.uk/a"),
    } <= links
    assert "kent.html" not in links
    foot = words_of(next(all_named(root, "footer")))
    assert foot.startswith("Edition 2024-08-e1 Contact mi@example.gov.uk Accessibility statement https://")
    assert "Licence Open Government Licence v3.0" in foot
    assert "Licence" not in words_of(next(all_named(root, "header")))


def test_filters_are_there_where_they_leave_something_out() -> None:
    document = example_document()
    assert 'id="filter-red"' in render_html(document)
    assert 'id="filter-service"' not in render_html(document)
    services = (("Care <&>", ("SCS03", "SCS40")), ("Schools", ("EPWAIT6",)))
    page = render_html(replace(document, services=services))
    assert '<option value="1">Care &lt;&amp;&gt;</option>' in page
    assert '<tr id="SCS40" class="s1">' in page
    assert '<tr id="EPWAIT6" class="s2">' in page


def test_owners_are_a_filter_of_their_own() -> None:
    document = example_document()
    assert 'id="filter-owner"' not in render_html(document)
    services = (("Care", ("SCS03", "SCS40")), ("Schools", ("EPWAIT6",)))
    owners = (("Head of <Care>", ("SCS03", "EPWAIT6")), ("", ("SCS40",)))
    page = render_html(replace(document, services=services, owners=owners))
    assert '<option value="1">Head of &lt;Care&gt;</option>' in page
    assert '<option value="2">No owner</option>' in page
    assert '<tr id="SCS40" class="s1 o2">' in page
    assert '<tr id="EPWAIT6" class="s2 o1">' in page
    assert 'body:has(#filter-owner option[value="2"]:checked) table.scorecard > tbody > tr:not(.o2)' in page


def test_rows_in_another_order_are_a_list_of_their_own() -> None:
    document = example_document()
    assert "filter-order" not in render_html(document)
    cells = (
        Cell("SCS40"),
        Cell("Posts <filled>"),
        Cell("72.1%", CellKind.NUMBER),
        Cell("Aug 2024"),
        Cell("not rated", CellKind.RAG, note="no target"),
        Cell("↓ worsened", CellKind.DIRECTION, direction=DirectionOfTravel.WORSENED),
    )
    keys = ("code", "indicator", "value", "period", "rag", "direction_of_travel")
    columns = tuple(Column(key, key, cell.kind) for key, cell in zip(keys, cells, strict=True))
    table = Table("by-rating", "By <rating>", "Worst first", columns, (Row("SCS40", "Kent", cells),))
    page = render_html(replace(document, orders=(table,)))
    assert '<option value="0">As in the tables</option>\n<option value="1">By &lt;rating&gt;</option>' in page
    assert '<li><a href="#SCS40">SCS40</a> <bdi>Posts &lt;filled&gt;</bdi><br><b>72.1%</b> Aug 2024 ' in page
    arrow = '<span class="whole"><span class="arrow" aria-hidden="true">↓</span> worsened</span>'
    assert f"<i>not rated: no target</i> {arrow}</li>" in page
    assert 'body:has(#filter-order option[value="1"]:checked) #order-1 { display: block; }' in page


def test_names_of_areas_in_a_list_lead_to_their_rows() -> None:
    """An area without a row anywhere stays a word."""
    document = example_document()
    table = document.highlights[0]
    row = table.rows[0]
    named = Cell("Swale 20.1%, Dover 3%", areas=(("Swale", "Swale 20.1%"), ("Dover", "Dover 3%")))
    listed = replace(table, rows=(replace(row, code="SCS40", cells=(*row.cells[:-1], named)),))
    page = render_html(replace(document, highlights=(listed,)), site=SITE)
    assert '<a href="swale.html#SCS40"><bdi>Swale</bdi></a> 20.1%, Dover 3%' in page


def test_the_first_page_leads_from_what_is_red_to_its_row() -> None:
    page = render_index([ENTRY], SITE, [("Care", [("SCS40", "Posts")])])
    assert '<a class="code" href="swale.html#SCS40-Swale-EHU">SCS40</a>' in page
    assert "<bdi>Posts &lt;filled&gt;</bdi>" in page
    assert '<a class="code" href="indicator-scs40.html">SCS40</a>' in page
    assert '<a href="kent.xlsx">XLSX</a>' in page


def test_the_mail_says_the_same_in_plain_lines() -> None:
    assert brief_text(ENTRY, SITE) == (
        "Scorecard: Kent, Aug 2024\n\n1 RED, 2 not rated.\n\nWhat is RED\n\n"
        "- SCS40 Posts <filled>, Swale EHU: 72.1% in Aug 2024, worsened\n\nEverything: kent.html\n"
    )
