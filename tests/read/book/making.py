"""A workbook that is a scorecard, with what a test changes in its sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.read.recognise.making import Rows, write_workbook

SETTINGS: Rows = [
    ["Scorecard"],
    [],
    ["Setting", "Value", "What it is"],
    ["Title", "Social work", None],
    ["Body", "Northshire", None],
    ["As at", "2024-08", None],
]
MEASURES: Rows = [
    ["Reference", "Measure", "Good is", "Frequency", "Unit", "Target", "Floor standard", "Service"],
    ["AUDIT", "Case audits graded good", "Bigger is better", "Monthly", "percent", 85, 75, "Social work"],
    ["WAIT", "Average days to a visit", "Smaller is better", "Monthly", "days", 10, 15, "Social work"],
]
FIGURES: Rows = [
    ["Reference", "Jul-24", "Aug-24"],
    ["AUDIT", (0.828, "0.0%"), (0.846, "0.0%")],
    ["WAIT", 12, 9],
]


def write_book(folder: Path, **sheets: Any) -> Path:
    """The workbook ``scorecard.xlsx``; ``sheets`` take the place of the usual ones, None leaves one out."""
    usual: dict[str, Any] = {"Scorecard": SETTINGS, "Measures": MEASURES, "Figures": FIGURES, **sheets}
    return write_workbook(
        folder / "scorecard.xlsx", {name: rows for name, rows in usual.items() if rows is not None}
    )


def changed(rows: Rows, **cells: Any) -> Rows:
    """Rows with other cells: ``B2`` and so on, of one letter."""
    copied = [list(row) for row in rows]
    for address, value in cells.items():
        row, column = int(address[1:]) - 1, ord(address[0]) - ord("A")
        while len(copied) <= row:
            copied.append([])
        copied[row] += [None] * (column + 1 - len(copied[row]))
        copied[row][column] = value
    return copied
