"""A scorecard in a terminal: readable at any width, in words, with and without colour."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.document import Cell, Document
from kpi_engine.render.terminal.terminal import render_terminal
from tests.assemble.making import (
    AUGUST,
    comparator,
    document,
    figure,
    indicator,
    months,
    scorecard,
    section,
    target_range,
)

WIDTHS = (50, 60, 80, 100, 120, 140, 200, 300)
LONG_NAME = (
    "Percentage of children becoming subject to a child protection plan for the second or subsequent time"
)
TEAM = "Sevenoaks North & Tonbridge and Malling CSWT: unabbreviated"


def page() -> Document:
    """One of everything: standards of both kinds, gaps, marks, an outturn and comparators."""
    indicators = [
        indicator(name=LONG_NAME, qpr=True),
        indicator("KS2-RWM-SENS", Polarity.TARGET, thresholds=[target_range()]),
        indicator("NONE", thresholds=[], name="No target (R12M)"),
    ]
    figures = [
        *months("80.0", "84.9", last=AUGUST - 1),
        figure("85.0", parts=("5584", "23926")),
        figure("20.9", AUGUST - 1, code="KS2-RWM-SENS"),
        figure("20.9", code="KS2-RWM-SENS", parts=("2", "9"), carried_forward=True),
        figure(None, code="NONE"),
    ]
    layout = scorecard(
        section("SCS40", "KS2-RWM-SENS", "NONE", title="Integrated children's services – monthly", periods=7),
        small_cohort=10,
        notes=("Provisional.",),
        contact="mi@example.gov.uk",
        abbreviations=(("R12M", "Rolling 12 months"),),
    )
    return document(
        figures,
        indicators,
        layout,
        outturns=[figure("81.0", 2022)],
        comparators=[
            comparator("Statistical neighbours or South East", "70.5"),
            comparator("England", "71", year="2022-23"),
        ],
    )


def printed(shown: Document, width: int = 100, *, encoding: str = "utf-8", **console: bool) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    render_terminal(shown, Console(file=file, width=width, **console))  # type: ignore[arg-type]
    file.flush()
    return raw.getvalue().decode(encoding)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = printed(page(), width).split("\n")
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", WIDTHS[1:])
def test_every_word_of_every_cell_is_there(width: int) -> None:
    shown = page()
    said = {word.strip("(),") for word in printed(shown, width).split()}
    for table in (shown.summary, *shown.sections):
        for row in table.rows:
            for cell in row.cells:
                # The tick of a column that is told below the row is the column's name there.
                assert {word.strip("(),") for word in cell.shown.split()} <= {*said, "✓"}, cell.shown


@pytest.mark.parametrize("width", [60, 70, 80])
def test_other_columns_give_way_before_a_word_of_a_name_is_broken(width: int) -> None:
    long_word = "Deinstitutionalisation-related"
    figures = months("80.0", "84.9", "85.0")
    text = printed(
        document(figures, [indicator(name=f"{long_word} moves")], scorecard(section("SCS40"))), width
    )
    assert long_word in text.split()


def test_a_note_of_a_table_stands_below_it() -> None:
    shown = page()
    table = replace(shown.sections[0], notes=("Two figures are provisional.",))
    text = printed(replace(shown, sections=(table,)))
    assert text.index("\nNONE ") < text.index("\nNote: Two figures are provisional.\n") < text.index("\nKey ")


def test_the_counts_come_first() -> None:
    text = printed(page())
    assert text.index("Not") < text.index("Total") < text.index("SCS40") < text.index("Key")


def test_the_cover_is_above_the_counts() -> None:
    lines = printed(page()).split("\n")
    assert lines[0].startswith("Scorecard: Kent, Aug 2024 ═")
    assert lines[1] == "Area: Kent (county) · As at: Aug 2024 · Contact: mi@example.gov.uk"
    assert lines[2] == "Note: Provisional."


def test_a_row_reads_from_left_to_right_with_its_details_below() -> None:
    text = printed(page())
    start = text.index("SCS40")
    assert words(text[start : text.index("KS2-RWM-SENS")]) == (
        "SCS40 Percentage of children ····▁██ 85.0% ↑ improved 85.0% GREEN "
        "becoming subject to a child protection plan for the second or subsequent time "
        "Feb 2024 to May no figure supplied, Jun 80.0%, Jul 84.9% "
        "Highest is best (H) · monthly snapshot (MS) · QPR · 5,584 of 23,926 · Floor standard 75.0% · "
        "2022-23 outturn 81.0%, target 85.0%, RAG AMBER · Statistical neighbours or South East 70.5% "
        "(latest ⊕ better) · England 71% (2022-23; latest ⊕ better)"
    )


def test_marks_and_reasons_are_words() -> None:
    text = words(printed(page(), 100))
    for said in ("2 of 9 (small cohort)", "· AMBER from 12.5% to 27.5% (inferred)"):
        assert said in text


def test_the_trend_has_columns_where_there_is_room() -> None:
    wide = printed(page(), 180)
    heading = next(line for line in wide.split("\n") if line.startswith("Code"))
    assert re.findall(r"\b(Feb|Mar|Apr|May|Jun|Jul|Aug)\b", heading) == [
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
    ]
    assert "to May no figure supplied" not in wide


def test_numerator_and_denominator_are_in_columns_together_or_not_at_all() -> None:
    for width in range(100, 260, 10):
        text = printed(page(), width)
        headings = next(line for line in text.split("\n") if line.startswith("Code"))
        assert ("Numerator" in headings) is ("Denominator" in headings) is ("5,584 of 23,926" not in text)


def test_letters_are_told_in_words_at_any_width() -> None:
    for width in WIDTHS[2:]:
        assert "Highest is best (H) · monthly snapshot (MS) · QPR" in words(printed(page(), width))


def test_the_year_is_said_where_it_changes() -> None:
    layout = scorecard(section("SCS40", periods=4), as_at=type(scorecard().as_at)(2024, 2))
    shown = document(months("1.0", "2.0", "3.0", "4.0", last=2024 * 12 + 1), layout=layout)
    assert "Nov 2023 1.0%, Dec 2.0%, Jan 2024 3.0%" in printed(shown, 80)


def test_piped_output_has_no_escape_codes() -> None:
    assert "\x1b" not in printed(page())


def test_a_terminal_gets_colour_and_the_word() -> None:
    text = printed(page(), force_terminal=True)
    assert re.search(r"\x1b\[[0-9;]*m(GREEN)\x1b\[0m", text)


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    codes = re.findall(r"\x1b\[([0-9;]*)m", printed(page(), force_terminal=True))
    assert set(codes) <= {"1", "0"}


def test_colour_changes_no_word() -> None:
    coloured = printed(page(), force_terminal=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == printed(page())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_without_the_marks_gets_the_words(encoding: str) -> None:
    text = printed(page(), encoding=encoding)
    assert "improved" in text
    assert "GREEN" in text
    assert "?" not in text


@pytest.mark.parametrize("width", WIDTHS)
def test_where_blocks_cannot_be_shown_a_trend_is_words(width: int) -> None:
    """Without a value a sparkline is dots, which such a terminal would show as bars."""
    text = words(printed(page(), width, encoding="ascii"))
    assert "||" not in text
    assert "84.9%" in text
    two = document(months("80", "85"), layout=scorecard(section("SCS40", periods=2)))
    assert "80% to 85%" in printed(two, 300, encoding="ascii")
    assert "▁█" in printed(two, 300)


def test_a_name_cannot_rewrite_the_screen() -> None:
    shown = document(months("80.0"), [indicator(name="Evil\x1b[2J name\rx")])
    assert "Evil [2J name x" in printed(shown)


def test_a_name_is_not_markup() -> None:
    assert "[bold]Name[/bold]" in printed(document(months("80.0"), [indicator(name="[bold]Name[/bold]")]))


def test_a_long_title_is_not_cut() -> None:
    shown = document(months("80.0"), layout=scorecard(section("SCS40", title=TEAM * 3)))
    assert words(TEAM * 3) in words(printed(shown, 60))


def test_an_area_below_names_itself() -> None:
    shown = document([figure("80.0", area="Swale"), figure("70.0", area="Swale EHU")], area="Swale")
    text = printed(shown)
    assert "\nTitle of ics ═" in text
    assert "\nSwale EHU: Title of ics ═" in text


def test_nothing_supplied_is_a_page_with_what_is_promised_and_not_rated() -> None:
    assert re.search(r"^Total +0 +0 +0 +1", printed(document([])), re.MULTILINE)


def test_a_long_reason_goes_below_its_row() -> None:
    reason = "one quarter of the figures was lost to a fire in the old building"
    shown = page()
    table = shown.sections[0]
    at = next(number for number, column in enumerate(table.columns) if column.key == "rag")
    row = table.rows[0]
    cells = (*row.cells[:at], replace(row.cells[at], note=reason), *row.cells[at + 1 :])
    text = printed(replace(shown, sections=(replace(table, rows=(replace(row, cells=cells),)),)), 80)
    assert f"RAG GREEN: {reason}" in words(text)


def test_two_names_share_the_room_so_that_no_word_is_split() -> None:
    known = [indicator("T-STAT1-STANDARD", name="Statutory complaint, Stage 1"), indicator("B")]
    figures = [figure("80.0", area=place, code=one.code) for place in ("Kent", "Swale") for one in known]
    layout = scorecard(section(*(one.code for one in known), with_areas_below=True))
    shown = document(figures, known, layout)
    table = shown.sections[0]
    at = next(number for number, column in enumerate(table.columns) if column.key == "area")
    service = Cell("Integrated Children's Services")
    rows = tuple(replace(row, cells=(*row.cells[:at], service, *row.cells[at + 1 :])) for row in table.rows)
    text = printed(replace(shown, sections=(replace(table, rows=rows),)), 80)
    assert "complaint," in text
    assert "Children's" in text


def test_a_share_is_so_many_of_so_many_and_an_average_is_a_division() -> None:
    days = indicator(unit="days", per=1, decimals=1)
    figures = [figure("29.0", parts=("609", "21"))]
    text = words(printed(document(figures, [days]), 100))
    assert "609 ÷ 21" in text
    assert "609 of 21" not in text
