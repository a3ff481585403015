"""The sheet Scorecard → the keys of a scorecard file: a setting a row, its name before its value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.book.opening import (
    FIGURES,
    FURTHER_SHEETS,
    SETTINGS,
    open_book,
    place_of,
    scalar,
    sheet_name,
    sheet_of,
)
from kpi_engine.read.book.ratings import scale_entry
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import Sheet, Workbook
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode

_HEADING = "setting"
# The settings as the sheet names them, and the keys that they are.
_KEYS = {
    **{
        "title": "title",
        "period": "period",
        "group by": "group_by",
        "as at": "as_at",
        "body": "areas",
        "areas": "areas",
        "producer": "producer",
    },
    **{"contact": "contact", "publication date": "publication_date", "small cohort": "small_cohort"},
    **{"formats": "outputs", "output folder": "output_folder", "theme": "theme", "notes": "notes"},
}
_NUMBERS = frozenset({"small_cohort"})
_LISTS = frozenset({"outputs"})


def settings_node(path: Path) -> tuple[Node | None, list[Issue]]:
    """The scorecard of a workbook as the node of a scorecard file; None where there is none to read."""
    workbook, issues = open_book(path)
    sheet = None if workbook is None else sheet_of(workbook, SETTINGS, issues)
    if workbook is None or sheet is None:
        return None, issues
    header = next((row for row, cells in sheet.rows() if _label(cells.get(1)) == _HEADING), None)
    if header is None:
        place = Location(workbook.file, place=sheet.name)
        what = 'no cell of the first column says "Setting", above the settings'
        return None, [
            error(place, what, "write Setting and Value above the names and the values of the settings")
        ]
    entries = list(_entries(workbook, sheet, header, issues))
    entries += _sources(workbook, path)
    scale = scale_entry(workbook, issues)
    entries += [] if scale is None else [scale]
    place = place_of(workbook, sheet, header, 1)
    missing = list(_missing({key.text for key, _ in entries}, place))
    return MappingNode(tuple(entries), whole=not missing, location=place), [*issues, *missing]


def _missing(given: set[str], place: Location) -> Iterator[Issue]:
    """What no scorecard can do without, in the words of the sheet."""
    if "as_at" not in given:
        yield error(place, 'there is no setting "As at"', "write the month of the scorecard, such as 2024-08")
    if not given & {"areas", "areas_file"}:
        remedy = "write whose figures they are, or add a sheet Areas with the columns area, parent and level"
        yield error(place, 'there is no setting "Body" and no sheet "Areas"', remedy)


def _entries(
    workbook: Workbook, sheet: Sheet, header: int, issues: list[Issue]
) -> Iterator[tuple[ScalarNode, Node]]:
    """The settings below their heading, each once; a setting without a value is not made."""
    seen: dict[str, Location] = {}
    for row, cells in sheet.rows():
        label, value = _label(cells.get(1)), cells.get(2)
        if row <= header or not label or value is None or value.kind is CellKind.EMPTY:
            continue
        place = place_of(workbook, sheet, row, 1)
        key = _KEYS.get(label)
        if key is None:
            remedy = did_you_mean(label, _KEYS) or f"the settings are {joined(list(_KEYS))}"
            issues.append(error(place, f"there is no setting {shown(cells[1].text)}", remedy))
        elif key in seen:
            what = f"the setting {shown(cells[1].text)} is there twice, first {seen[key].within}"
            issues.append(error(place, what, "keep one of the two"))
        else:
            seen[key] = place
            yield (
                ScalarNode(key, plain=True, location=place),
                _value(key, value, place_of(workbook, sheet, row, 2)),
            )


def _label(cell: Cell | None) -> str:
    return "" if cell is None else " ".join(cell.text.casefold().split()).rstrip(":")


def _value(key: str, cell: Cell, place: Location) -> Node:
    if key == "as_at" and cell.moment is not None:
        return ScalarNode(f"{cell.moment:%Y-%m}", plain=False, location=place)
    if key == "publication_date" and cell.moment is not None:
        return ScalarNode(f"{cell.moment:%Y-%m-%d}", plain=False, location=place)
    if key in _LISTS:
        names = [name.strip().casefold() for name in cell.text.split(",") if name.strip()]
        items = tuple(ScalarNode(name, plain=True, location=place) for name in names)
        return ListNode(items, whole=True, location=place)
    if key == "group_by":
        return ScalarNode(cell.text.strip().casefold(), plain=True, location=place)
    if key == "notes":
        return ListNode((scalar(cell, place),), whole=True, location=place)
    return scalar(cell, place, is_number=key in _NUMBERS)


def _sources(workbook: Workbook, path: Path) -> Iterator[tuple[ScalarNode, Node]]:
    """The workbook itself as the definitions and as the file of figures, areas and whatever else it has."""
    yield _pair("definitions", path.name, workbook)
    figures = sheet_name(workbook, FIGURES) or FIGURES
    columns = _columns_of_figures(sheet_of(workbook, FIGURES, []))
    yield (
        ScalarNode("observations", plain=True, location=_whole(workbook, figures)),
        _record(workbook, figures, {"path": path.name, "sheet": figures, "layout": "wide"}, columns),
    )
    for name, key in FURTHER_SHEETS.items():
        own = sheet_name(workbook, name)
        if own is not None:
            place = _whole(workbook, own)
            yield (
                ScalarNode(key, plain=True, location=place),
                _record(workbook, own, {"path": path.name, "sheet": own}, {}),
            )


def _columns_of_figures(sheet: Sheet | None) -> dict[str, str]:
    """The headings of the sheet Figures, as it writes them, by our column names.

    The area is among them only where the sheet has a column for it.
    """
    for _, cells in () if sheet is None else sheet.rows():
        headings = {_label(cell): cell.text for cell in cells.values() if cell.kind is CellKind.TEXT}
        if "reference" in headings:
            wanted = {"code": "reference", "area": "area"}
            return {ours: headings[theirs] for ours, theirs in wanted.items() if theirs in headings}
    return {"code": "Reference"}


def _pair(key: str, value: str, workbook: Workbook) -> tuple[ScalarNode, Node]:
    place = Location(workbook.file)
    return ScalarNode(key, plain=True, location=place), ScalarNode(value, plain=False, location=place)


def _whole(workbook: Workbook, sheet: str) -> Location:
    return Location(workbook.file, place=sheet)


def _record(workbook: Workbook, sheet: str, values: dict[str, str], columns: dict[str, str]) -> MappingNode:
    place = _whole(workbook, sheet)

    def pairs(of: dict[str, str]) -> list[tuple[ScalarNode, Node]]:
        return [
            (ScalarNode(key, plain=True, location=place), ScalarNode(value, plain=False, location=place))
            for key, value in of.items()
        ]

    entries = pairs(values)
    if columns:
        of_columns = MappingNode(tuple(pairs(columns)), whole=True, location=place)
        entries.append((ScalarNode("columns", plain=True, location=place), of_columns))
    return MappingNode(tuple(entries), whole=True, location=place)
