"""Figures, targets, tolerances, ratings and names of measures in the forms that officers write."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.read.recognise.draft.whose import body_named_in
from kpi_engine.read.recognise.words.column_roles import Role, role_of
from kpi_engine.read.recognise.words.figure_cells import figure_in, figure_of_text
from kpi_engine.read.recognise.words.measure_words import code_of, covers, periods_in_arrears, unit_in
from kpi_engine.read.recognise.words.printed_ratings import arrow_in, rag_in
from kpi_engine.read.recognise.words.standards_words import target_in, target_of_text, tolerance_in
from kpi_engine.read.workbook.cell import Cell, CellKind


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("83.6%", "83.6", "percent"),
        ("45.3 %", "45.3", "percent"),
        ("1,204", "1204", ""),
        ("£1,188", "1188", "£"),
        ("1 188", "1188", ""),
        ("£12\u00a0188.5", "12188.5", "£"),
        ("£1.4m", "1.4", "£m"),
        ("(1.2)", "-1.2", ""),
        ("−3", "-3", ""),
        (".5", "0.5", ""),
        ("12 days", "12", "days"),
        ("03:41", "221", "minutes:seconds"),
        ("1:02:30", "3750", "seconds"),
        ("1:17.9", "17.9", ""),
        ("83.6 (p)", "83.6", ""),
    ],
)
def test_figures(text: str, value: str, unit: str) -> None:
    figure = figure_of_text(text)
    assert (figure.value, figure.unit, figure.problem) == (value, unit, "")


def test_parts_of_a_percentage() -> None:
    figure = figure_of_text("9 of 11")
    assert (figure.value, figure.numerator, figure.denominator) == ("", "9", "11")


@pytest.mark.parametrize(
    ("text", "mark", "status"),
    [
        ("n/a", "N/A", ""),
        ("-", "-", ""),
        ("–", "-", ""),
        ("*", "*", ""),
        ("[c]", "[c]", ""),
        ("c", "[c]", ""),
        ("X", "[x]", ""),
        ("Due Q3", "", "to be supplied"),
        ("TBC", "", "to be supplied"),
        ("Awaiting data", "", "to be supplied"),
    ],
)
def test_why_there_is_no_figure(text: str, mark: str, status: str) -> None:
    figure = figure_of_text(text)
    assert (figure.mark, figure.status, figure.is_figure, figure.problem) == (mark, status, False, "")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (Cell(CellKind.TEXT, "see below"), 'holds "see below", which is no figure'),
        (Cell(CellKind.ERROR, "#DIV/0!"), "holds the error #DIV/0!"),
        (Cell(CellKind.NOT_CALCULATED, "=B2/C2"), "holds a formula whose result was never calculated"),
        (Cell(CellKind.LOGICAL, "TRUE"), "holds TRUE, which is no figure"),
        (Cell(CellKind.TEXT, "12 of 11"), 'holds "12 of 11", which is no figure'),
    ],
)
def test_what_is_not_understood_says_why(cell: Cell, problem: str) -> None:
    assert figure_in(cell).problem == problem


@pytest.mark.parametrize(
    ("text", "number", "polarity", "strict"),
    [
        ("95%", "95", None, False),
        ("≥ 78%", "78", Polarity.HIGHEST, False),
        ("<= 5%", "5", Polarity.LOWEST, False),
        ("> 133", "133", Polarity.HIGHEST, True),
        ("= 0", "0", Polarity.LOWEST, False),
        ("= 20", "20", Polarity.TARGET, False),
        ("80% or more", "80", Polarity.HIGHEST, False),
        ("at most 12 days", "12", Polarity.LOWEST, False),
        ("02:30", "150", None, False),
    ],
)
def test_targets(text: str, number: str, polarity: Polarity | None, strict: bool) -> None:
    target = target_of_text(text)
    assert target.number is not None
    assert (target.number.value, target.polarity, target.strict) == (number, polarity, strict)


def test_other_targets() -> None:
    profile = target_of_text("Q1 28.5% / Q2 55.5% / Q3 82.5% / Q4 97.0%").profile
    assert [(part, figure.value) for part, figure in profile][::3] == [("Q1", "28.5"), ("Q4", "97.0")]
    assert target_of_text("18 to 22").range == ("18", "22")
    assert target_of_text("No target").is_none
    assert target_of_text("to be agreed with partners").note == "to be agreed with partners"
    assert target_in(Cell(CellKind.EMPTY)) is None
    typed = target_in(Cell(CellKind.NOT_CALCULATED, "= 0"))
    assert typed is not None
    assert typed.polarity is Polarity.LOWEST


@pytest.mark.parametrize(
    ("text", "percent", "points", "up_to", "green"),
    [
        ("5% of target", "5", "", "", ""),
        ("±5%", "5", "", "", ""),
        ("2 percentage points", "", "2", "", ""),
        ("within 1 pp", "", "1", "", ""),
        ("5% below target", "5", "", "", ""),
        ("< 10%", "10", "", "", ""),
        ("2 pp green, 5 pp amber", "", "5", "", "2"),
        ("3 either side green, 6 either side amber", "", "6", "", "3"),
        ("£0.5m green, £1.0m amber", "", "1.0", "", "0.5"),
        ("0 green, up to 3 amber", "", "", "3", "0"),
        ("up to 3", "", "", "3", ""),
    ],
)
def test_tolerances(text: str, percent: str, points: str, up_to: str, green: str) -> None:
    found = tolerance_in(Cell(CellKind.TEXT, text))
    assert found is not None
    assert (found.percent, found.points, found.up_to, found.green) == (percent, points, up_to, green)


def test_amber_between_two_values() -> None:
    found = tolerance_in(Cell(CellKind.TEXT, "85% - 89.9%"))
    assert found is not None
    assert found.between == ("85", "89.9")


def test_other_tolerances() -> None:
    none, unclear = (tolerance_in(Cell(CellKind.TEXT, text)) for text in ("Met / not met", "a bit"))
    assert none is not None
    assert none.is_none
    assert unclear is not None
    assert unclear.note == "a bit"
    assert tolerance_in(Cell(CellKind.EMPTY)) is None


def test_printed_ratings() -> None:
    assert [rag_in(text) for text in ("Off track", "Not met", "Met", "At risk")] == [
        "RED",
        "RED",
        "GREEN",
        "AMBER",
    ]
    assert [rag_in(text) for text in ("R", "amber", "🟢", "Green", "Blue")] == [
        "RED",
        "AMBER",
        "GREEN",
        "GREEN",
        "",
    ]
    assert [arrow_in(text) for text in ("↑", "▼", "↔", "no change", "x")] == [
        *("improved", "worsened", "same", "same"),
        "",
    ]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Ref", Role.REFERENCE),
        ("KPI ref", Role.REFERENCE),
        ("Performance measure", Role.NAME),
        ("Good is", Role.POLARITY),
        ("Good to be", Role.POLARITY),
        ("Target 2025/26", Role.TARGET),
        ("Standard", Role.TARGET),
        ("2023/24 outturn", Role.OUTTURN),
        ("Amber tolerance", Role.TOLERANCE),
        ("RAG", Role.RAG),
        ("DoT", Role.ARROW),
        ("Direction of travel", Role.ARROW),
        ("Directorate", Role.SERVICE),
        ("Site", Role.AREA),
        ("Comment", Role.SKIPPED),
        ("YTD", Role.SKIPPED),
        ("England 2023", Role.COMPARATOR),
        ("Whatever", Role.UNKNOWN),
    ],
)
def test_headings(heading: str, role: Role) -> None:
    assert role_of(heading)[0] is role


def test_the_words_of_a_measure() -> None:
    assert covers("Sickness per FTE (rolling 12 months)") == "R12M"
    assert covers("Residual waste (kg, cumulative)") == "YTD"
    assert covers("% of plans reviewed") == ""
    assert periods_in_arrears("Recycling (quarter in arrears)") == 1
    assert periods_in_arrears("Attainment (two years in arrears)") == 2
    assert periods_in_arrears("Recycling") == 0
    assert unit_in("Residual waste (kg, cumulative)") == "kg"
    assert unit_in("Admissions per 100,000 population") == "per 100,000 population"
    assert unit_in("Average days to re-let a home") == "days"
    assert unit_in("Agency spend (£000)") == "£000"
    assert code_of("A&E: % seen within 4 hours", []) == "AE-SEEN-WITHIN-4-HOURS"
    assert code_of("Calls", ["CALLS"]) == "CALLS-2"
    assert code_of("%", []) == "MEASURE"


def test_the_body_that_titles_name() -> None:
    titles = [
        "Northshire Council – Corporate Plan Scorecard",
        "Northshire Council Corporate Plan – Housing",
        "Notes",
    ]
    assert body_named_in(titles, "plan")[0] == "Northshire Council"
    assert body_named_in(["Performance 2024/25"], "my_trust")[0] == "My trust"
