"""The sheet Measures → the nodes of definitions files: a measure a row, a column for each thing said of it.

A reference that is there again says what held from another year on, or what holds for another area.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.book.opening import MEASURES, open_book, place_of, scalar, sheet_of, truth
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import Sheet, Workbook
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode

_CODE, _SERVICE = "code", "service"
# The columns as the sheet names them, and the keys of a definition that they are.
_KEYS = {
    **dict.fromkeys(("reference", "ref", "code"), _CODE),
    **dict.fromkeys(("measure", "name", "indicator"), "name"),
    **dict.fromkeys(("good is", "polarity"), "polarity"),
    **dict.fromkeys(("directorate", "service"), _SERVICE),
    **{"frequency": "frequency", "year": "year", "unit": "unit", "per": "per", "decimals": "decimals"},
    **{
        "periods in arrears": "lag",
        "data period": "data_period",
        "counted from": "counted_from",
        "weeks": "weeks",
        "compare with": "compare",
        "definition": "definition",
    },
    **dict.fromkeys(("owner", "responsible officer"), "owner"),
    **{"theme": "theme", "priority": "priority"},
    **{"values": "values", "same within": "same_within"},
    **{"source": "source", "tags": "tags", "quarterly report": "qpr", "seasonal": "seasonal"},
    **{"target": "target", "target from": "from", "target until": "until", "area": "area", "level": "level"},
    **{
        "strict": "strict",
        "floor standard": "floor_standard",
        "amber within": "tolerance",
        "floor basis": "floor_basis",
        "note": "note",
    },
    **{
        "green from": "green from",
        "green to": "green to",
        "amber from": "amber from",
        "amber to": "amber to",
    },
    **{"blue from": "blue", "amber green from": "amber_green", "amber red from": "amber_red"},
}
_NUMBERS = frozenset(
    {
        *("decimals", "per", "lag", "target", "floor_standard", "same_within"),
        *("green from", "green to", "amber from", "amber to", "blue", "amber_green", "amber_red"),
    }
)
# What in place of a tolerance says that nothing is AMBER.
_MET_OR_MISSED = frozenset({"none", "no amber", "met or missed", "met or not met"})
# What is said in small letters with underscores, whatever a sheet has.
_WORDS = frozenset({"frequency", "year", "weeks", "compare", "floor_basis"})
_TRUTHS = frozenset({"qpr", "seasonal", "strict"})
_OF_THRESHOLD = (
    *("from", "until", "level", "area", "target", "strict", "floor_standard"),
    "tolerance",
    *("green", "amber", "blue", "amber_green", "amber_red", "floor_basis", "note"),
)
# With one of these, a row is of a time or place, and cannot be in the measure itself.
_SCOPES = ("from", "until", "level", "area", "note")
Entry = tuple[ScalarNode, Node]


@frozen
class _Row:
    """What a row says, by key, and where it begins."""

    entries: Mapping[str, Entry]
    place: Location

    def only(self, keys: tuple[str, ...]) -> list[Entry]:
        return [self.entries[key] for key in keys if key in self.entries]


def measure_nodes(path: Path) -> tuple[list[Node], list[Issue]]:
    """The definitions of a workbook, a node for each service in the order of the sheet."""
    workbook, issues = open_book(path)
    sheet = None if workbook is None else sheet_of(workbook, MEASURES, issues)
    if workbook is None or sheet is None:
        return [], issues
    header = next((row for row, cells in sheet.rows() if _is_header(cells)), None)
    if header is None:
        place = Location(workbook.file, place=sheet.name)
        what = 'no row has the headings "Reference" and "Measure"'
        return [], [
            *issues,
            error(place, what, "write them above the references and the names of the measures"),
        ]
    keys = _keys(workbook, sheet, header, issues)
    rows = [_row(workbook, sheet, row, cells, keys) for row, cells in sheet.rows() if row > header]
    return _by_service(workbook, sheet, [row for row in rows if row.entries], issues), issues


def _is_header(cells: Mapping[int, Cell]) -> bool:
    keys = {_KEYS.get(_plain(cell)) for cell in cells.values()}
    return {_CODE, "name"} <= keys


def _plain(cell: Cell) -> str:
    return " ".join(cell.text.casefold().split()).rstrip(":*")


def _keys(workbook: Workbook, sheet: Sheet, header: int, issues: list[Issue]) -> dict[int, str]:
    """The key of each column; a heading that is not known or is there twice is an issue."""
    found: dict[int, str] = {}
    for column, cell in sheet.row(header).items():
        heading, key = _plain(cell), _KEYS.get(_plain(cell))
        place = place_of(workbook, sheet, header, column)
        if key is None:
            remedy = did_you_mean(heading, _KEYS) or f"the columns can be {joined([*_KEYS])}"
            issues.append(error(place, f"there is no column {shown(cell.text)} of measures", remedy))
        elif key in found.values():
            issues.append(
                error(place, f"the column {shown(cell.text)} is there twice", "keep one of the two")
            )
        else:
            found[column] = key
    return found


def _row(
    workbook: Workbook, sheet: Sheet, row: int, cells: Mapping[int, Cell], keys: Mapping[int, str]
) -> _Row:
    entries: dict[str, Entry] = {}
    for column, key in keys.items():
        cell = cells.get(column)
        if cell is None or cell.kind is CellKind.EMPTY or not cell.text.strip():
            continue
        place = place_of(workbook, sheet, row, column)
        if key == "tolerance" and " ".join(cell.text.casefold().split()) in _MET_OR_MISSED:
            entries["amber"] = ScalarNode("amber", True, place), ScalarNode("none", True, place)
            continue
        entries[key] = ScalarNode(key, plain=True, location=place), _node(key, cell, place)
    if any(key != _SERVICE for key in entries) and "unit" not in entries and _shows_percent(cells, keys):
        place = place_of(
            workbook, sheet, row, next(column for column, key in keys.items() if key == "target")
        )
        entries["unit"] = ScalarNode("unit", plain=True, location=place), ScalarNode("percent", True, place)
    return _Row(_with_pairs(entries), place_of(workbook, sheet, row, min(keys, default=1)))


def _shows_percent(cells: Mapping[int, Cell], keys: Mapping[int, str]) -> bool:
    """Whether the target is shown as a percentage, so that the figures are percentages too."""
    return any(
        cells[column].is_percent for column, key in keys.items() if key == "target" and column in cells
    )


def _node(key: str, cell: Cell, place: Location) -> Node:
    word = _word(key, cell)
    if word is not None:
        return ScalarNode(word, plain=True, location=place)
    if key in {"from", "until", "counted_from"} and cell.moment is not None:
        text = cell.moment.date().isoformat() if key == "counted_from" else cell.date_text[:7]
        return ScalarNode(text, plain=False, location=place)
    if key == "values":
        return _values(cell, place)
    node = scalar(cell, place, is_number=key in _NUMBERS)
    if key == "tags":
        items = [ScalarNode(item.strip(), False, place) for item in node.text.split(",") if item.strip()]
        return ListNode(tuple(items), whole=True, location=place)
    if key == "source":
        name = ScalarNode("name", plain=True, location=place)
        return MappingNode(((name, node),), whole=True, location=place)
    return node


def _values(cell: Cell, place: Location) -> Node:
    """The words in a cell, each with its number or rating, as ``Done: 2`` in a line of its own."""
    parts = [part for line in cell.text.splitlines() for part in line.split(";") if part.strip()]
    pairs = [part.rpartition(":") for part in parts]
    if not all(sign for _, sign, _ in pairs):
        return scalar(cell, place)
    return MappingNode(
        tuple(
            (
                ScalarNode(" ".join(word.split()), plain=False, location=place),
                ScalarNode(_number_or_rating(number), plain=True, location=place),
            )
            for word, _, number in pairs
        ),
        whole=True,
        location=place,
    )


def _number_or_rating(text: str) -> str:
    """``3``; ``amber_green``, however a sheet writes it."""
    return "_".join(text.casefold().replace(" - ", " ").split())


def _word(key: str, cell: Cell) -> str | None:
    """The word of a definition that a cell means, however it is written; None where it is no such word."""
    plain = " ".join(cell.text.casefold().split())
    if key in _TRUTHS:
        return truth(plain)
    if key in _WORDS:
        return "_".join(plain.replace("-", " ").split())
    return "percent" if key == "unit" and plain in {"%", "per cent", "percentage", "percent"} else None


def _with_pairs(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The same with the two ends of a range together, as a definition has them."""
    for name in ("green", "amber"):
        ends = [entries.pop(f"{name} {end}", None) for end in ("from", "to")]
        found = [end for end in ends if end is not None]
        if found:
            key, first = found[0]
            items = tuple(node for _, node in found)
            pair = ListNode(items, whole=True, location=first.location)
            entries[name] = ScalarNode(name, plain=True, location=key.location), pair
    return entries


def _by_service(workbook: Workbook, sheet: Sheet, rows: list[_Row], issues: list[Issue]) -> list[Node]:
    """A definitions node for each service; a further row of a measure is of the measure's service."""
    measures: dict[str, list[_Row]] = {}
    for row in rows:
        code = row.entries.get(_CODE)
        if code is None:
            issues.append(error(row.place, "this row has no reference", "write the reference of the measure"))
        else:
            measures.setdefault(_text(code[1]), []).append(row)
    services: dict[str, list[Node]] = {}
    places: dict[str, Entry] = {}
    for own in measures.values():
        service = own[0].entries.get(_SERVICE)
        name = "" if service is None else _text(service[1])
        if service is not None:
            places.setdefault(name, service)
        missing = list(_missing(own[0]))
        issues += missing
        services.setdefault(name, []).append(_indicator(own, whole=not missing))
    place = Location(workbook.file, place=sheet.name)
    return [
        MappingNode(
            (
                *((places[name],) if name else ()),
                (ScalarNode("indicators", True, place), ListNode(tuple(indicators), True, place)),
            ),
            whole=True,
            location=place,
        )
        for name, indicators in services.items()
    ]


def _text(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


# What every measure says, by the usual heading of its column.
_REQUIRED = {"name": "Measure", "polarity": "Good is", "frequency": "Frequency"}


def _missing(row: _Row) -> Iterator[Issue]:
    headings = [shown(heading) for key, heading in _REQUIRED.items() if key not in row.entries]
    if headings:
        what = f"{_text(row.entries[_CODE][1])} has no {joined(headings)}"
        yield error(
            row.place, what, "fill the cell of that column" if len(headings) == 1 else "fill the cells"
        )


def _indicator(rows: list[_Row], *, whole: bool) -> MappingNode:
    first = rows[0]
    own = [entry for key, entry in first.entries.items() if key not in (*_OF_THRESHOLD, _SERVICE)]
    if len(rows) == 1 and not any(key in first.entries for key in _SCOPES):
        return MappingNode((*own, *first.only(_OF_THRESHOLD)), whole=whole, location=first.place)
    thresholds = [
        MappingNode(tuple(row.only(_OF_THRESHOLD)), whole=True, location=row.place)
        for row in rows
        if row.only(_OF_THRESHOLD)
    ]
    key = ScalarNode("thresholds", plain=True, location=first.place)
    listed = ListNode(tuple(thresholds), whole=True, location=first.place)
    return MappingNode((*own, *([(key, listed)] if thresholds else [])), whole=whole, location=first.place)
