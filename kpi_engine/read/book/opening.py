"""A workbook as a scorecard: which sheets it must have, and the cells of a sheet as nodes."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import shown
from kpi_engine.read.places import display_path
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Sheet, Workbook, WorkbookError
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

SETTINGS, MEASURES, FIGURES, RATINGS = "Scorecard", "Measures", "Figures", "Ratings"
# Sheets that may be there, and the key of the scorecard that each is the file of.
FURTHER_SHEETS = {
    **{"Areas": "areas_file", "Outturns": "outturns", "Comparators": "comparators"},
    **{"Overrides": "overrides", "Published": "published"},
}
_IMPORT = "kpi import makes a scorecard of a workbook of any layout, kpi init --workbook makes one to fill in"


def open_book(path: Path) -> tuple[Workbook | None, list[Issue]]:
    """The workbook of a scorecard; None where it cannot be read or lacks a sheet that every scorecard has."""
    workbook, issues = open_workbook(path)
    if workbook is None:
        return None, list(issues)
    missing = [name for name in (SETTINGS, MEASURES, FIGURES) if sheet_name(workbook, name) is None]
    if missing:
        place = Location(display_path(path))
        what = (
            f"this workbook has no sheet {' and no sheet '.join(map(shown, missing))}, so it is no scorecard"
        )
        return None, [error(place, what, _IMPORT)]
    return workbook, []


def sheet_name(workbook: Workbook, name: str) -> str | None:
    """The sheet of a name as the workbook writes it, in whatever case; None where there is none."""
    return next((each for each in workbook.sheet_names if each.strip().casefold() == name.casefold()), None)


def sheet_of(workbook: Workbook, name: str, issues: list[Issue]) -> Sheet | None:
    """The sheet of a name; None where there is none or its part of the file is damaged, which is an issue."""
    own = sheet_name(workbook, name)
    try:
        return None if own is None else workbook.sheet(own)
    except WorkbookError as problem:
        issues.append(error(Location(workbook.file, place=name), problem.what, problem.remedy))
        return None


def truth(plain: str) -> str:
    """``true`` or ``false`` of a cell in small letters, as a definition has it; what is neither, as it is."""
    is_true, is_false = plain in {"yes", "y", "true", "x", "✓", "✔"}, plain in {"no", "n", "false"}
    return "true" if is_true else "false" if is_false else plain


def place_of(workbook: Workbook, sheet: Sheet, row: int, column: int) -> Location:
    """The place of a cell, as messages name it."""
    return Location(workbook.file, place=sheet.place(row, column))


def scalar(cell: Cell, place: Location, *, is_number: bool = False) -> ScalarNode:
    """The node of a cell: its digits where a number is wanted and there, else what the cell shows.

    A cell's text can be taken for nothing else, so that it counts as a text in quotes.
    """
    if cell.kind is CellKind.LOGICAL:
        return ScalarNode(cell.text.casefold(), plain=True, location=place)
    if is_number:
        return ScalarNode(cell.exact or " ".join(cell.text.split()), plain=True, location=place)
    text = cell.exact if cell.number is not None and not cell.is_percent else cell.text
    return ScalarNode(" ".join(text.split()), plain=False, location=place)
