"""Ranges equal those that integer programming found for the same tables (HiGHS), cell by cell."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from kpi_engine.withhold.ranges import ranges_of

# Source: the specification of statistics, section 4; ranges checked there against integer programs.
with Path(__file__).with_name("vectors").joinpath("suppression_tree.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
CASES = defaultdict(list)
for row in ROWS:
    CASES[row["case"]].append(row)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    ("hidden", "low", "high"),
    [
        ("suppressed_minimal", "attacker_low", "attacker_high"),
        ("naive_suppressed", "naive_low", "naive_high"),
    ],
)
def test_ranges_are_those_of_integer_programs(case: str, hidden: str, low: str, high: str) -> None:
    rows = CASES[case]
    cells = [row["cell"] for row in rows]
    parts = [[place for place, row in enumerate(rows) if row["parent"] == cell] for cell in cells]
    shown = [None if row[hidden] == "1" else int(row["value"]) for row in rows]
    found = ranges_of(parts, shown)
    wanted = {
        row["cell"]: (int(row[low]), int(row[high]) if row[high] else None)
        for row in rows
        if row[hidden] == "1"
    }
    assert {cell: found[cells.index(cell)] for cell in wanted} == wanted
