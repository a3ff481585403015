"""Sections whose rows are grouped by what their indicators say of themselves."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.grouping import GroupBy
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.document import Document
from tests.assemble.making import document, indicator, months, scorecard, section

FIGURES = [
    *months("60.0", "70.0", code="A"),
    *months("81.0", "80.0", code="B"),
    *months("90.0", "95.0", code="C"),
    *months("86.0", "86.0", code="D"),
]
INDICATORS = [
    indicator("A", owner="Head of Housing", theme="Homes", service="Place"),
    indicator("B"),
    indicator("C", owner="Chief Nurse", theme="Health", priority="People live well"),
    indicator("D", owner="Head of Housing", theme="Homes"),
]


def grouped(group_by: GroupBy | None, *further: str) -> Document:
    sections = [section("A", "B", "C", "D", group_by=group_by)]
    sections += [section(code, identity=f"only_{code}") for code in further]
    return document(FIGURES, INDICATORS, scorecard(*sections))


def rows(shown: Document) -> dict[str, list[str]]:
    return {table.title: [row.code for row in table.rows] for table in shown.sections}


@pytest.mark.parametrize(
    ("group_by", "expected"),
    [
        (None, {"Title of ics": ["A", "B", "C", "D"]}),
        (
            GroupBy.OWNER,
            {
                "Title of ics – Head of Housing": ["A", "D"],
                "Title of ics – Chief Nurse": ["C"],
                "Title of ics – No owner": ["B"],
            },
        ),
        (
            GroupBy.PRIORITY,
            {"Title of ics – People live well": ["C"], "Title of ics – No priority": ["A", "B", "D"]},
        ),
        (GroupBy.SERVICE, {"Title of ics – Place": ["A"], "Title of ics – Test": ["B", "C", "D"]}),
    ],
    ids=["none", "owner", "priority", "service"],
)
def test_each_group_has_a_table_and_those_without_come_last(
    group_by: GroupBy | None, expected: dict[str, list[str]]
) -> None:
    assert rows(grouped(group_by)) == expected


def test_each_group_is_counted_and_beside_other_sections_their_sum() -> None:
    shown = grouped(GroupBy.THEME, "A")
    counted = {row.cells[0].text: [int(cell.text) for cell in row.cells[1:4]] for row in shown.summary.rows}
    assert counted == {
        "Title of ics – Homes": [1, 0, 1],
        "Title of ics – Health": [0, 0, 1],
        "Title of ics – No theme": [0, 1, 0],
        "Total for Title of ics": [1, 1, 2],
        "Title of only_A": [1, 0, 0],
        "Total": [1, 1, 2],
    }
    assert [row.total for row in shown.summary.rows] == [False, False, False, True, False, True]
    assert [table.lead for table in shown.sections[:3]] == ["1 RED and 1 GREEN", "1 GREEN", "1 AMBER"]


def test_a_single_section_needs_no_sum_of_its_groups() -> None:
    assert [row.total for row in grouped(GroupBy.THEME).summary.rows] == [False, False, False, True]


def test_tables_of_groups_have_ids_of_their_own_and_name_their_section() -> None:
    shown = grouped(GroupBy.THEME)
    assert [table.id for table in shown.sections] == ["ics-homes", "ics-health", "ics-no-theme"]
    assert {table.section for table in shown.sections} == {"ics"}
    assert shown.sections[0].caption == "Title of ics – Homes: Kent, latest figures Aug 2024"


def test_volumes_are_grouped_too() -> None:
    context = indicator("V", Polarity.NONE, thresholds=(), theme="Homes")
    shown = document(
        months("1.0", "2.0", code="V"), [context], scorecard(section("V", group_by=GroupBy.THEME))
    )
    assert [table.title for table in shown.volumes] == ["Activity volumes: Title of ics – Homes"]
