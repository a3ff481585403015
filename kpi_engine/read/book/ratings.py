"""The sheet Ratings → the scale of a scorecard file: a rating a row, the best first."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.book.opening import RATINGS, place_of, scalar, sheet_of, truth
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import Sheet, Workbook
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode

_RATING, _ACTION = "rating", "action"
# The columns as the sheet names them, and the keys of a rating of a scale that they are.
_KEYS = {
    **{"rating": _RATING, "name": "name", "symbol": "symbol", "colour": "colour", "color": "colour"},
    **{"meaning": "meaning", "needs action": _ACTION, "action": _ACTION},
}


def scale_entry(workbook: Workbook, issues: list[Issue]) -> tuple[ScalarNode, Node] | None:
    """The key ``scale`` with its ratings; None where the workbook has no such sheet."""
    sheet = sheet_of(workbook, RATINGS, issues)
    if sheet is None:
        return None
    place = Location(workbook.file, place=sheet.name)
    header = next((row for row, cells in sheet.rows() if _is_header(cells)), None)
    if header is None:
        what, remedy = 'no row has the headings "Rating" and "Name"', "write them above the ratings"
        issues.append(error(place, what, remedy))
        return None
    keys = _keys(workbook, sheet, header, issues)
    rows = [_rating(workbook, sheet, row, cells, keys) for row, cells in sheet.rows() if row > header]
    ratings = tuple(rating for rating in rows if rating.entries)
    return ScalarNode("scale", plain=True, location=place), ListNode(ratings, whole=True, location=place)


def _is_header(cells: Mapping[int, Cell]) -> bool:
    return {_RATING, "name"} <= {_KEYS.get(_plain(cell)) for cell in cells.values()}


def _plain(cell: Cell) -> str:
    return " ".join(cell.text.casefold().split()).rstrip(":*?")


def _keys(workbook: Workbook, sheet: Sheet, header: int, issues: list[Issue]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in sheet.row(header).items():
        key = _KEYS.get(_plain(cell))
        if key is not None:
            found[column] = key
        elif cell.text.strip():
            remedy = did_you_mean(_plain(cell), _KEYS) or f"the columns can be {joined([*_KEYS])}"
            place = place_of(workbook, sheet, header, column)
            issues.append(error(place, f"there is no column {shown(cell.text)} of ratings", remedy))
    return found


def _rating(
    workbook: Workbook, sheet: Sheet, row: int, cells: Mapping[int, Cell], keys: Mapping[int, str]
) -> MappingNode:
    entries = []
    for column, key in keys.items():
        cell = cells.get(column)
        if cell is not None and cell.kind is not CellKind.EMPTY and cell.text.strip():
            place = place_of(workbook, sheet, row, column)
            name = ScalarNode(key, plain=True, location=place)
            entries.append((name, _node(key, cell, place)))
    return MappingNode(tuple(entries), whole=True, location=place_of(workbook, sheet, row, min(keys)))


def _node(key: str, cell: Cell, place: Location) -> ScalarNode:
    plain = " ".join(cell.text.casefold().split())
    if key == _RATING:
        return ScalarNode("_".join(plain.replace("-", " ").split()), plain=True, location=place)
    if key == _ACTION:
        return ScalarNode(truth(plain), plain=True, location=place)
    return scalar(cell, place)
