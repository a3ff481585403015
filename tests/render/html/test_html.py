"""The page as a parser sees it: structure, names and words. How it looks and works is for tests/browser."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Document
from kpi_engine.render.html import render_html
from kpi_engine.render.html.cells import content
from tests.example_document import LINES, example_document
from tests.html_tree import all_named, by_id, local, parsed, words_of


@pytest.fixture(scope="module")
def document() -> Document:
    return example_document()


@pytest.fixture(scope="module")
def page(document: Document) -> str:
    return render_html(document)


@pytest.fixture(scope="module")
def root(page: str) -> Element:
    return parsed(page)


def test_same_document_same_page(document: Document, page: str) -> None:
    assert render_html(document) == page
    assert render_html(example_document()) == page


def test_the_language_and_the_title_are_known(root: Element) -> None:
    assert root.get("lang") == "en-GB"
    title = next(all_named(root, "title"))
    assert words_of(title) == "Children, Young People and Education performance scorecard – Kent, Aug 2024"


def test_headings_start_at_one_h1_and_skip_no_level(root: Element) -> None:
    levels = [int(local(element)[1]) for element in all_named(root, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(following <= level + 1 for level, following in pairwise(levels))


def test_the_parts_come_in_the_order_a_committee_asks_for_them(root: Element) -> None:
    headings = [words_of(element) for element in all_named(root, "h2")]
    assert headings == [
        "Contents",
        "Summary",
        "Areas compared",
        "Activity volumes",
        "Kent",
        "Swale Central CSWT",
        "Key",
        "Data sources",
        "Indicator definitions",
    ]


def test_ids_are_unique_and_every_reference_has_its_target(root: Element) -> None:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert [identifier for identifier, count in ids.items() if count > 1] == []
    wanted = {
        word
        for element in root.iter()
        for attribute in ("aria-labelledby", "aria-describedby")
        for word in (element.get(attribute) or "").split()
    } | {href[1:] for element in all_named(root, "a") if (href := element.get("href") or "").startswith("#")}
    assert wanted - set(ids) == set()


def test_the_first_link_skips_to_the_summary(root: Element) -> None:
    assert next(all_named(root, "a")).get("href") == "#main"
    assert words_of(by_id(root, "main")).startswith("Summary")


def test_every_table_has_a_caption_and_header_cells_with_a_scope(root: Element) -> None:
    tables = list(all_named(root, "table"))
    assert len(tables) > len(LINES)
    for table in tables:
        assert words_of(next(all_named(table, "caption")))
        headers = list(all_named(table, "th"))
        assert all(header.get("scope") in ("row", "col") for header in headers)
        assert all(words_of(header) for header in headers)
        assert all(header.get(span) is None for header in table.iter() for span in ("colspan", "rowspan"))
        widths = {len(list(all_named(row, "th", "td"))) for row in all_named(table, "tr")}
        assert len(widths) == 1


def test_a_table_is_a_stop_only_where_nothing_in_it_is(root: Element) -> None:
    regions = [element for element in root.iter() if element.get("class") == "scroll"]
    assert len(regions) == 8
    assert all(region.get("tabindex") is None for region in regions if list(all_named(region, "a")))


def test_every_picture_has_a_name_and_a_description(root: Element) -> None:
    pictures = list(all_named(root, "svg"))
    assert len(pictures) == 2 * 8  # each row with a figure has a sparkline and a chart
    for picture in pictures:
        assert picture.get("role") == "img"
        title, description = (
            by_id(root, picture.get("aria-labelledby") or ""),
            by_id(root, picture.get("aria-describedby") or ""),
        )
        assert (local(title), local(description)) == ("title", "desc")
        assert words_of(title)
        assert "Aug 2024" in words_of(description)


def test_a_sparkline_leads_to_its_chart_which_has_its_figures(root: Element) -> None:
    links = [element for element in all_named(root, "a") if element.get("class") == "trend"]
    assert len(links) == 8
    chart = by_id(root, (links[2].get("href") or "")[1:])
    rows = [words_of(row) for row in all_named(next(all_named(chart, "table")), "tr")]
    assert rows[0] == "Period Value Target Floor standard RAG"
    assert rows[-1] == "Aug 2024 72.1% 85.0% 75.0% RED"
    *_sections, holder = (one for one in all_named(root, "details") if chart in list(one.iter()))
    assert words_of(next(all_named(holder, "summary"))) == f"SCS40 {LINES[1].name}"


def test_a_chart_leaves_out_columns_without_a_figure(root: Element) -> None:
    table = next(all_named(by_id(root, "chart-EPWAIT6"), "table"))
    assert words_of(next(all_named(table, "tr"))) == "Period Value"


def test_the_summary_says_the_total_first(root: Element) -> None:
    tally = next(element for element in root.iter() if element.get("class") == "tally")
    assert [words_of(item) for item in tally] == [
        "2 RED Floor standard not achieved",
        "2 AMBER Meets the floor standard but not the target",
        "2 GREEN Target achieved",
        "2 Not rated",
    ]


def test_what_stands_out_is_in_the_summary(root: Element) -> None:
    summary = by_id(root, "summary")
    assert [words_of(heading) for heading in all_named(summary, "h3")] == [
        "Notes",
        "Floor standards missed",
        "Masking",
    ]
    missed = by_id(root, "section-floor-standards-missed")
    assert words_of(next(all_named(missed, "tbody"))).endswith("social workers Missed by 2.9")
    assert next(all_named(missed, "a")).get("href") == "#SCS40"
    assert "Masking Nothing is masked." in words_of(summary)


def test_a_heat_map_says_value_and_rating_of_each_area(root: Element) -> None:
    row = next(all_named(next(all_named(by_id(root, "section-heat-map-district"), "tbody")), "tr"))
    cells = [words_of(cell) for cell in all_named(row, "td")]
    assert cells == ["Kent 72.1% RED", "Ashford 2 not rated, small cohort", ""]
    assert [link.get("href") for link in all_named(row, "a")] == ["#SCS40", "#SCS40"]


def test_a_table_of_another_area_has_its_name_in_the_title(root: Element) -> None:
    volumes = by_id(root, "volumes")
    assert words_of(next(all_named(volumes, "h3"))) == "children, Swale"


def test_the_contents_lead_to_every_part_and_section(root: Element) -> None:
    contents = by_id(root, "contents")
    leads = [(words_of(link), (link.get("href") or "")[1:]) for link in all_named(contents, "a")]
    main = by_id(root, "main")
    sections = list(all_named(main, "section"))
    assert [identifier for _, identifier in leads] == [part.get("id") for part in sections]
    assert [title for title, _ in leads] == [words_of(next(all_named(part, "h2", "h3"))) for part in sections]


def test_a_row_reads_without_a_style_sheet(root: Element) -> None:
    row = words_of(by_id(root, "SCS40"))
    assert row.startswith(f"SCS40 {LINES[1].name} 72.1% RED : floor standard not achieved ↓ worsened")
    assert "↓ worsened compared with Jul 2024 Target 85.0% or more is GREEN" in row
    assert "9 small cohort" in row


def test_what_holds_for_every_row_is_in_the_caption(root: Element) -> None:
    caption = words_of(next(all_named(by_id(root, "section-ics-monthly"), "caption")))
    assert caption.endswith(". H: highest is best; QPR: yes")


def test_reasons_stand_where_a_judgement_is_missing(root: Element) -> None:
    assert "not rated no target no arrow no previous value Target no target" in words_of(
        by_id(root, "EPWAIT6")
    )
    assert "not rated no value: to be supplied" in words_of(by_id(root, "NEW01"))
    assert "85.7% carried forward" in words_of(by_id(root, "SCS37"))


def test_the_latest_figure_has_one_column_that_names_its_period(root: Element) -> None:
    heads = [words_of(head) for head in all_named(by_id(root, "section-ics-monthly"), "th")]
    assert heads[:12] == [
        *("Indicator", "Latest (Aug 2024)", "RAG", "Direction of travel", "Target", "Trend"),
        *("Feb 2024", "Mar 2024", "Apr 2024", "May 2024", "Jun 2024", "Jul 2024"),
    ]


def test_a_code_leads_to_its_definition(root: Element) -> None:
    row = by_id(root, "SCS40")
    target = by_id(root, (next(all_named(row, "a")).get("href") or "")[1:])
    assert words_of(target).startswith("SCS40")
    assert "What the figure counts." in words_of(target)

    back = next(all_named(target, "a")).get("href")
    assert back == "#SCS40"


def test_a_card_says_what_each_detail_is(root: Element) -> None:
    labels = [words_of(label) for label in all_named(by_id(root, "SCS03"), "i")]
    assert labels == ["Target", "Denominator", "2022-23 RAG"]


def test_last_year_is_quieter_than_the_latest_figure(root: Element) -> None:
    chips = [part.get("class") for part in by_id(root, "SCS40").iter() if "chip" in (part.get("class") or "")]
    assert chips == ["chip red", "chip was red"]


def test_the_key_explains_headings_and_abbreviations_once(root: Element) -> None:
    terms = [words_of(term) for term in all_named(by_id(root, "key"), "dt")]
    assert {"RED", "↑ improved", "H", "Direction of travel", "CSWT", "Dashed line", "Diamond"} <= set(terms)
    assert "Dotted line" in terms
    assert "Polarity" not in terms
    assert "Feb 2024" not in terms
    assert len(terms) == len(set(terms))


def test_tables_without_rows_are_left_out() -> None:
    document = example_document()
    empty = type(document.sources)("sources", "Data sources", "None", document.sources.columns, ())
    page = render_html(_replaced(document, sources=empty))
    assert "Data sources" not in words_of(parsed(page))


def test_a_document_without_notes_or_key_has_no_empty_parts() -> None:
    page = render_html(_replaced(example_document(), notes=(), abbreviations=(), key=()))
    headings = [words_of(element) for element in all_named(parsed(page), "h3")]
    assert "Notes" not in headings
    assert "Abbreviations" not in headings


def _replaced(document: Document, **fields: object) -> Document:
    values = {name: getattr(document, name) for name in document.__dataclass_fields__}
    return Document(**{**values, **fields})


def test_every_kind_of_cell_is_in_the_example(document: Document) -> None:
    tables = (*document.sections, *document.heat_maps)
    kinds = {cell.kind for table in tables for row in table.rows for cell in row.cells}
    assert kinds == set(CellKind)


def test_the_style_sheet_is_in_the_page_as_written(page: str) -> None:
    found = re.search(r"<style>\n(.*?)</style>", page, re.DOTALL)
    assert found is not None
    assert "@media print" in found[1]
    assert "prefers-color-scheme: dark" in found[1]


def test_a_symbol_is_read_as_its_words() -> None:
    inside = content(Cell("✓", words="yes"))
    assert inside == '<span aria-hidden="true">✓</span><span class="unseen"> yes</span>'


def test_a_remark_on_a_rating_is_seen_and_read_once() -> None:
    words = "AMBER: meets the floor standard but not the target; rated before rounding"
    inside = content(Cell("AMBER", CellKind.RAG, words, "rated before rounding", rag=Rag.AMBER))
    assert inside == (
        '<span class="chip amber">AMBER</span>'
        '<span class="unseen">: meets the floor standard but not the target</span> '
        '<small class="remark">rated before rounding</small>'
    )


def test_a_change_is_said_once_and_its_symbol_is_for_the_eye() -> None:
    cell = Cell("▼ fell by 8%", words="fell by 8% compared with Jul 2024 (1,210)")
    arrow = '<span class="arrow" aria-hidden="true">▼</span>'
    assert content(cell) == f'{arrow} fell by 8%<span class="unseen"> compared with Jul 2024 (1,210)</span>'


@pytest.mark.parametrize("year", ["2024-25", "2024-11-14"])
def test_no_line_ends_inside_a_year(year: str) -> None:
    assert content(Cell(f"Q2 {year}", words=f"Q2 {year}")) == f'Q2 <span class="whole">{year}</span>'
