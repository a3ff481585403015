"""Heat maps: one level of area side by side, indicator by indicator, each figure with its rating.

What is shown: docs/scorecard.md, "Heat maps".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.cells import (
    NOT_RATED,
    RATED_UNROUNDED,
    SMALL_COHORT,
    value_in,
    why_rated,
)
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.worst import worst_of
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import AREA_KEY, Cell, CellKind, Column, Row, Table

# A wider map is no map: of six hundred schools, a reader sorts the ratings instead.
MOST_AREAS = 40
# Beside each other, with the name of the indicator, the period and the area that they lie in, on A4 across.
_MOST_ACROSS = 12
# With one area there is nothing to compare.
_FEWEST_AREAS = 2


@frozen
class AreaLines:
    """An area with its latest lines, by code."""

    area: Area
    lines: Mapping[str, Line]


def heat_map_tables(
    level: str, areas: Sequence[AreaLines], reference: AreaLines, small_cohort: int | None
) -> Iterator[Table]:
    """Indicators by areas of a level, after the ``reference`` area that they lie in; ids are the caller's.

    A row is an indicator of which at least two of the areas have a value, in the order of their pages. Areas
    that share no indicator (social work teams, early help units) are in maps of their own, and so are areas
    that a sheet of paper has no room for.
    """
    maps = [
        (part, _rows_of(part, _shared(group)))
        for group in _that_share_indicators(areas)
        for part in _parts_for_paper(group)
    ]
    for number, (part, rows) in enumerate(maps, 1):
        title = f"Heat map: {level}"
        if len(maps) > 1:
            title = f"{title}, {number} of {len(maps)}"
        caption = f"The latest figure and rating of each area ({level}), beside {reference.area.name}"
        shown = [reference, *part]
        yield Table(
            id="",
            title=title,
            caption=caption,
            columns=_columns(shown),
            rows=tuple(
                Row(code, "", tuple(_cells(line, shown, small_cohort))) for code, line in rows.items()
            ),
        )


def too_many_areas(level: str, count: int) -> Table:
    """What is shown in the place of a map that would be too wide."""
    return Table(
        id="",
        title=f"Heat map: {level}",
        caption=f"The latest figure and rating of each area ({level})",
        columns=_columns([]),
        rows=(),
        empty=f"{count} areas are too many to show side by side; the file of ratings has them all.",
    )


def _that_share_indicators(areas: Sequence[AreaLines]) -> list[list[AreaLines]]:
    """The areas in groups such that no group has a value in a row of another, in the order given."""
    rows = _shared(areas)
    groups: list[tuple[set[str], list[AreaLines]]] = []
    for area in areas:
        codes = {code for code, line in area.lines.items() if code in rows and _has_value(line)}
        if not codes:
            continue
        joined = [group for group in groups if not codes.isdisjoint(group[0])]
        groups = [group for group in groups if codes.isdisjoint(group[0])]
        groups.append(
            (
                codes.union(*(group[0] for group in joined)),
                [*(member for group in joined for member in group[1]), area],
            )
        )
    for area in areas:
        _join_without_values(area, [group for group in groups if not _asked_for(area).isdisjoint(group[0])])
    in_order = {area.area.name: number for number, area in enumerate(areas)}
    members = [sorted(group, key=lambda area: in_order[area.area.name]) for _codes, group in groups]
    return sorted(members, key=lambda group: in_order[group[0].area.name])


def _parts_for_paper(group: Sequence[AreaLines]) -> list[Sequence[AreaLines]]:
    """The areas in parts of about the same size, each of which fits across a sheet of A4."""
    parts = -(-len(group) // _MOST_ACROSS)
    size = -(-len(group) // parts)
    return [group[start : start + size] for start in range(0, len(group), size)]


def _rows_of(part: Sequence[AreaLines], rows: Mapping[str, Line]) -> dict[str, Line]:
    """The rows that are promised of any area of the part."""
    asked_for = set().union(*map(_asked_for, part))
    return {code: line for code, line in rows.items() if code in asked_for}


def _asked_for(area: AreaLines) -> set[str]:
    """The codes that are promised of the area, with a value or a reason for having none."""
    return set(area.lines)


def _join_without_values(area: AreaLines, groups: Sequence[tuple[set[str], list[AreaLines]]]) -> None:
    """Put an area without any value where its rows would be, with the reasons: it is not passed over."""
    if groups and not any(area in members for _codes, members in groups):
        groups[0][1].append(area)


def _shared(areas: Sequence[AreaLines]) -> dict[str, Line]:
    """The codes that enough of the areas have a value of, each with one of its lines."""
    found: dict[str, list[Line]] = {}
    for area in areas:
        for code, line in area.lines.items():
            if _has_value(line):
                found.setdefault(code, []).append(line)
    return {code: lines[0] for code, lines in found.items() if len(lines) >= _FEWEST_AREAS}


def _has_value(line: Line) -> bool:
    return line.figure is not None and line.figure.value is not None


def _columns(shown: Sequence[AreaLines]) -> tuple[Column, ...]:
    return (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column("period", "Period", CellKind.TEXT, "The period of the figures in the row"),
        *(
            Column(f"{AREA_KEY}{one.area.name}", one.area.name, CellKind.HEAT, group=one.area.level)
            for one in shown
        ),
    )


def _cells(line: Line, shown: Sequence[AreaLines], small_cohort: int | None) -> Iterator[Cell]:
    """The figures of a row, all of one period: an area whose latest period is another has no figure shown."""
    code = line.indicator.code
    yield text_cell(code)
    yield text_cell(line.indicator.name)
    yield text_cell(line.period_words(line.latest))
    for one in shown:
        found = one.lines.get(code)
        if found is None or found.latest != line.latest:
            yield Cell(kind=CellKind.HEAT)
        else:
            yield _heat_cell(found, small_cohort)


def _heat_cell(line: Line, small_cohort: int | None) -> Cell:
    """The latest value with its rating; a value without one says so, and its words why."""
    value, figure = value_in(line, line.latest), line.figure
    if figure is None or figure.value is None:
        return replace(value, kind=CellKind.HEAT)
    small = figure.has_small_cohort(small_cohort)
    unrounded = figure.is_rated_on_raw and figure.rag is not Rag.NONE
    marks = (value.note, SMALL_COHORT if small else "", RATED_UNROUNDED if unrounded else "")
    overridden = "" if figure.override is None else figure.override.in_short
    warnings = [mark for mark in (*marks, overridden) if mark]
    if figure.rag is Rag.NONE:
        notes, rating = [NOT_RATED, *warnings], f"{NOT_RATED}: {figure.why_not_rated}"
    else:
        notes, rating = warnings, f"{figure.indicator.scale.name(figure.rag)}: {why_rated(figure)}"
    worst = worst_of(figure)
    return replace(
        value,
        # The rating is beside it: for a worst rating, the text names the codes that have it.
        text=value.text if worst is None else ", ".join(worst.codes),
        kind=CellKind.HEAT,
        words=", ".join([value.text, rating, *warnings]),
        note=", ".join(notes),
        rag=figure.rag,
        small_cohort=small,
    )
