"""Names of sheets and tables, and headings: what Excel allows, and what tells one from the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.outputs.document import Cell
from kpi_engine.render.sheets.measure import lines_of
from kpi_engine.render.sheets.names import Names, shortened
from kpi_engine.render.sheets.sheet_cells import value_of
from kpi_engine.render.sheets.workbook_words import headings


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("SEND – monthly", "SEND – monthly"),
        ("Integrated children's services – monthly", "Integrated … services – monthly"),
        ("Integrated children's services – quarterly", "Integrated … quarterly"),
        ("Vulnerable learners, primary – annual", "Vulnerable … primary – annual"),
        ("Swale Central CSWT, Integrated children's services – monthly", "Swale Central CSWT … monthly"),
        ("Heat map: district", "Heat map – district"),
        ("[Draft] what? a/b\\c*", "Draft what a b c"),
        ("'Quoted'", "Quoted"),
        ("Pneumonoultramicroscopicsilicovolcanoconiosis", "Pneumonoultramicroscopicsilicov"),
        ("???", "Sheet"),
        ("", "Sheet"),
        ("History", "History (2)"),
    ],
)
def test_a_sheet_is_named_for_its_title(title: str, name: str) -> None:
    assert Names().sheet(title) == name
    assert len(name) <= 31


def test_sheets_of_one_title_are_numbered_whatever_their_case() -> None:
    names = Names()
    title = "Vulnerable learners, secondary – annual"
    assert [names.sheet(title), names.sheet(title.upper()), names.sheet(title)] == [
        "Vulnerable … secondary – annual",
        "VULNERABLE … ANNUAL (2)",
        "Vulnerable … annual (3)",
    ]


@given(st.lists(st.text(), max_size=12), st.integers(9, 31))
def test_names_fit_and_differ(titles: list[str], limit: int) -> None:
    names = Names()
    found = [names.sheet(title) for title in titles]
    assert len({name.lower() for name in found}) == len(found)
    assert all(0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 31 for name in found)
    assert all(
        len(shortened(title, limit).encode("utf-16-le", "surrogatepass")) // 2 <= limit for title in found
    )


def test_tables_are_named_for_what_they_show() -> None:
    names = Names()
    found = [names.table(identifier) for identifier in ("ics-monthly", "ICS monthly", "a1", "é", "x" * 300)]
    assert found == ["kpi_ics_monthly", "kpi_ics_monthly_2", "kpi_a1", "kpi_", "kpi_" + "x" * 196]


def test_headings_are_words_and_differ_whatever_their_case() -> None:
    assert headings(["Target", "target", "", "TARGET (2)", "two\nlines"]) == [
        "Target",
        "target (2)",
        "Column 3",
        "TARGET (2) (2)",
        "two lines",
    ]
    assert headings(["é" * 300, "é" * 300]) == ["é" * 254, "é" * 251 + " (2)"]


def test_what_excel_would_decode_in_a_heading_is_left_as_it_reads() -> None:
    assert headings(["_x0041_"]) == ["_ x0041_"]


def test_the_direction_of_a_number_keeps_its_symbol() -> None:
    cell = Cell("▼ fell by 8%", words="fell by 8% compared with Jul 2024 (1,210)")
    assert value_of(cell).value == "▼ fell by 8% compared with Jul 2024 (1,210)"


def test_capitals_and_figures_take_more_room_than_letters() -> None:
    assert lines_of("AMBER 12.5% to 27.5% (inferred)", 12) == 4
