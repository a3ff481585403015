"""The sheet Measures as definitions: what each column says, and the cell of every mistake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.threshold import EVERY_PERIOD
from kpi_engine.model.issue import Issue
from kpi_engine.read.definitions.definitions import read_definitions
from tests.read.book.making import MEASURES, changed, write_book


def definitions(folder: Path, measures: Any) -> tuple[dict[str, Indicator], list[str]]:
    path = write_book(folder, Measures=measures)
    indicators, issues = read_definitions([path], folder)
    return {each.code: each for each in indicators}, [said(issue) for issue in issues]


def said(issue: Issue) -> str:
    return str(issue).partition("scorecard.xlsx:")[2]


def test_a_row_is_a_measure(tmp_path: Path) -> None:
    found, issues = definitions(tmp_path, MEASURES)
    assert issues == []
    audit, wait = found.values()
    assert (audit.name, audit.service, audit.unit) == ("Case audits graded good", "Social work", "percent")
    assert [each.polarities[0].polarity for each in (audit, wait)] == [Polarity.HIGHEST, Polarity.LOWEST]
    (threshold,) = audit.thresholds
    assert (threshold.rule.target, threshold.rule.floor, threshold.from_label) == (85, 75, EVERY_PERIOD)
    assert str(audit.location).endswith("scorecard.xlsx:Measures!A2")


def test_a_reference_that_is_there_again_says_what_held_from_when_or_where(tmp_path: Path) -> None:
    rows = [
        [*MEASURES[0], "Target from", "Area"],
        [*MEASURES[1], "2023-24", None],
        ["AUDIT", None, None, None, None, 90, 80, None, "2024-25", None],
        ["AUDIT", None, None, None, None, 88, 80, None, (date(2024, 7, 1), "mmm yyyy"), "East"],
    ]
    found, issues = definitions(tmp_path, rows)
    assert issues == []
    assert [(each.from_label, each.rule.target, each.areas) for each in found["AUDIT"].thresholds] == [
        ("2023-24", 85, ()),
        ("2024-25", 90, ()),
        ("2024-07", 88, ("East",)),
    ]


def test_what_else_can_be_said(tmp_path: Path) -> None:
    rows = [
        [
            "Ref",
            "Name",
            "Polarity",
            "Frequency",
            "Decimals",
            "Target",
            "Green from",
            "Green to",
            "Source",
            "Tags",
        ],
        ["GAP", "Gap", "Plan is best", "Annual", 1, 20, 17.5, 22.5, "Payroll", "staff, pay"],
    ]
    rows[0] += [
        "Year",
        "Compare with",
        "Quarterly report",
        "Seasonal",
        "Definition",
        "Amber from",
        "Amber to",
    ]
    rows[1] += ["Financial", "Previous", "Yes", True, "The gap in pay.", 12.5, 27.5]
    found, issues = definitions(tmp_path, rows)
    assert issues == []
    gap = found["GAP"]
    assert (gap.source.name, gap.tags, gap.qpr, gap.seasonal) == ("Payroll", ("staff", "pay"), True, True)
    assert gap.definition == "The gap in pay."
    assert gap.thresholds[0].rule.is_around_target


def test_a_target_that_is_shown_as_a_percentage_says_the_unit(tmp_path: Path) -> None:
    found, issues = definitions(tmp_path, changed(MEASURES, E2=None, F2=(0.85, "0%"), G2=(0.75, "0%")))
    assert issues == []
    assert (found["AUDIT"].unit, found["AUDIT"].thresholds[0].rule.target) == ("percent", 85)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"C2": "Better"}, 'Measures!C2: error: polarity "Better" is not known; write H, L, T or none'),
        ({"F2": "85%ish"}, 'Measures!F2: error: target "85%ish" is not a number'),
        ({"D3": "Fortnightly"}, 'Measures!D3: error: frequency "fortnightly" is not known'),
        ({"A3": "AUDIT", "F3": None, "G3": None}, None),
        ({"A3": None}, "Measures!A3: error: this row has no reference; write the reference of the measure"),
        ({"B2": None}, 'Measures!A2: error: AUDIT has no "Measure"; fill the cell of that column'),
        (
            {"C2": None, "D2": None},
            'Measures!A2: error: AUDIT has no "Good is" and "Frequency"; fill the cells',
        ),
        (
            {"H1": "Servce"},
            'Measures!H1: error: there is no column "Servce" of measures; did you mean "service"?',
        ),
        ({"H1": "Measure"}, 'Measures!H1: error: the column "Measure" is there twice; keep one of the two'),
        ({"A1": "Key"}, 'Measures: error: no row has the headings "Reference" and "Measure"'),
        ({"A2": "AUDIT!"}, 'Measures!A2: error: code "AUDIT!" is not a code'),
    ],
)
def test_every_mistake_has_its_cell(tmp_path: Path, cells: dict[str, Any], message: str | None) -> None:
    _, issues = definitions(tmp_path, changed(MEASURES, **cells))
    if message is None:
        assert issues == []
    else:
        assert issues[0].startswith(message)


def test_words_further_ratings_and_whose_it_is(tmp_path: Path) -> None:
    headings = ["Values", "Same within", "Owner", "Theme", "Priority", "Blue from", "Amber red from"]
    rows = [
        [*MEASURES[0], *headings],
        [*MEASURES[1], None, 0.5, "A. Baker", "Homes", "Safe", 95, 60],
        [
            *("PLAN", "Plan", "Bigger is better", "Monthly", "step", "On track", "Late", "Social work"),
            "Done: 3; On track: 2\nLate: 1",
        ],
        [
            "GRADE",
            "Grade",
            "Bigger is better",
            "Monthly",
            None,
            None,
            None,
            None,
            "Good: green; Poor: amber red",
        ],
    ]
    found, issues = definitions(tmp_path, rows)
    assert issues == []
    audit, plan, grade = found.values()
    assert (audit.owner, audit.theme, audit.priority) == ("A. Baker", "Homes", "Safe")
    assert audit.same_within == Decimal("0.5")
    (threshold,) = audit.thresholds
    assert dict(threshold.rule.further) == {Rag.BLUE: 95, Rag.AMBER_RED: 60}  # type: ignore[union-attr]
    assert plan.words == ((3, "Done"), (2, "On track"), (1, "Late"))
    assert [word for _number, word in grade.words] == ["Good", "Poor"]


def test_values_that_are_no_list_have_their_cell(tmp_path: Path) -> None:
    rows = [[*MEASURES[0], "Values"], [*MEASURES[1], "Done, late"]]
    _, issues = definitions(tmp_path, rows)
    assert [issue.partition(":")[0] for issue in issues] == ["Measures!I2"]


def test_how_far_is_still_amber(tmp_path: Path) -> None:
    rows = [
        [*MEASURES[0][:6], "Amber within"],
        ["A1", "Audits", "Bigger is better", "Monthly", "percent", 80, (0.05, "0%")],
        ["A2", "Days", "Smaller is better", "Monthly", "days", 10, "2 points"],
        ["A3", "Waits", "Smaller is better", "Monthly", None, 0, "Met or missed"],
    ]
    found, issues = definitions(tmp_path, rows)
    assert issues == []
    # Where a target is met or missed, nothing is still AMBER.
    assert [each.thresholds[0].rule.floor for each in found.values()] == [76, 12, None]
