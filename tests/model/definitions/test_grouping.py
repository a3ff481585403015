"""Which rows belong together by what their indicators say of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.definitions.grouping import GroupBy, grouped_by
from tests.derive.making import a_count

SAYING = replace(
    a_count("A"), owner="Head of Waste", theme="Place", priority="Cleaner streets", service="Waste"
)


@pytest.mark.parametrize(
    ("group_by", "group"),
    [
        (GroupBy.OWNER, "Head of Waste"),
        (GroupBy.THEME, "Place"),
        (GroupBy.PRIORITY, "Cleaner streets"),
        (GroupBy.SERVICE, "Waste"),
    ],
)
def test_an_indicator_is_in_the_group_that_it_names(group_by: GroupBy, group: str) -> None:
    assert group_by.of(SAYING) == group


def test_what_names_no_group_comes_last() -> None:
    silent, other = a_count("B"), replace(a_count("C"), owner="Head of Parks")
    rows = [silent, SAYING, other, replace(SAYING, code="D")]
    found = [
        (name, [row.code for row in group])
        for name, group in grouped_by(GroupBy.OWNER, rows, lambda row: row)
    ]
    assert found == [("Head of Waste", ["A", "D"]), ("Head of Parks", ["C"]), ("No owner", ["B"])]
