"""Areas and what they belong to: a CSV file with one row a parent (columns area, parent, level)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_engine.model.appearance import look_alikes
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue, error, errors_in, warning
from kpi_engine.model.wording import did_you_mean, look_alike_words, shown
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.data.hierarchy import hierarchy_problems
from kpi_engine.read.reporting import in_order
from kpi_engine.read.sheets.read_tables import read_one_table

COLUMNS = ColumnNames(("area", "parent", "level"))


@dataclass(slots=True)
class _Rows:
    """What the rows of one area say: its level, and its parents with the line of each.

    No parent is ``""``.
    """

    line: int
    level: str
    parents: dict[str, int] = field(default_factory=dict)


def read_areas(source: FileSource) -> tuple[tuple[Area, ...], tuple[Issue, ...]]:
    """Read the areas in the order they first appear; an area with several parents has a row for each.

    A parent without a row of its own is a warning: the areas below it can be used, it cannot.
    """
    table, issues = read_one_table(source, COLUMNS)
    if table is None or (not len(table) and errors_in(issues)):
        return (), issues
    areas, row_issues = areas_of(table)
    return areas, (*issues, *row_issues) if len(table) else row_issues


def areas_of(table: CsvTable) -> tuple[tuple[Area, ...], tuple[Issue, ...]]:
    """The areas of a table with the columns area, parent and level; as ``read_areas``."""
    if not len(table):
        return (), (error(table.place(0), "no area is named", "write a line for each area"),)
    by_name, row_issues = _gather(table)
    lines = {name: rows.line for name, rows in by_name.items()}
    row_issues += [
        *_unlisted_parents(by_name, table),
        *hierarchy_problems({name: rows.parents for name, rows in by_name.items()}, lines, table.place),
        *_look_alikes(by_name, table),
    ]
    areas = tuple(
        Area(name, rows.level, tuple(parent for parent in rows.parents if parent))
        for name, rows in by_name.items()
    )
    return areas, tuple(in_order(row_issues))


def _gather(table: CsvTable) -> tuple[dict[str, _Rows], list[Issue]]:
    by_name: dict[str, _Rows] = {}
    issues: list[Issue] = []
    for row, line in enumerate(table.line.tolist()):
        place = table.place(line)
        name, parent, level = (table.columns[column].at(row) for column in COLUMNS.required)
        if not name or not level:
            noun = "level" if name else "area"
            issues.append(error(place, f"the {noun} is empty", f"write the {noun} or delete the line"))
            continue
        rows = by_name.setdefault(name, _Rows(line, level))
        issues.extend(_contradictions(name, parent, level, rows, table=table, line=line))
        rows.parents.setdefault(parent, line)
    return by_name, issues


def _contradictions(
    name: str, parent: str, level: str, rows: _Rows, *, table: CsvTable, line: int
) -> list[Issue]:
    """What a row says against the rows of the same area above it."""
    issues = []
    place, earlier = table.place(line), table.words(rows.line)
    if level != rows.level:
        issues.append(
            error(
                place,
                f"{shown(name)} is a {level} here but a {rows.level} {table.on(rows.line)}",
                "an area has one level: make them the same",
            )
        )
    if parent in rows.parents:
        first = table.on(rows.parents[parent])
        what = f"{shown(name)} is given twice with the same parent, first {first}"
        issues.append(warning(place, what, "delete one of the two lines"))
    elif rows.parents and (not parent or "" in rows.parents):
        issues.append(
            error(
                place,
                f"{shown(name)} has a parent on one line and none on another ({earlier})",
                "write the parent on both lines, or delete one",
            )
        )
    return issues


def _unlisted_parents(by_name: Mapping[str, _Rows], table: CsvTable) -> list[Issue]:
    first_lines: dict[str, int] = {}
    for rows in by_name.values():
        for parent, line in rows.parents.items():
            if parent and parent not in by_name:
                first_lines[parent] = min(line, first_lines.get(parent, line))
    return [
        warning(
            table.place(line),
            f"the parent {shown(parent)} has no line of its own, so it has no figures or scorecard",
            _with_a_line(did_you_mean(parent, by_name)),
        )
        for parent, line in first_lines.items()
    ]


def _look_alikes(by_name: Mapping[str, _Rows], table: CsvTable) -> list[Issue]:
    """A warning for each area, and each level, whose name looks like another name."""
    lines = {name: rows.line for name, rows in by_name.items()}
    of_level: dict[str, int] = {}
    for rows in by_name.values():
        of_level.setdefault(rows.level, rows.line)
    return [
        warning(
            table.place(first[name]),
            *look_alike_words(noun, name, earlier, table.words(first[earlier])),
        )
        for noun, first in (("area", lines), ("level", of_level))
        for name, earlier in look_alikes(first)
    ]


def _with_a_line(hint: str) -> str:
    wish = "dd a line for it if it should have them"
    return f"{hint} A{wish}" if hint else f"a{wish}"
