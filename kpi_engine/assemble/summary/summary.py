"""Counts of ratings and arrows: by section and area, and in total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import RatedBy, rated_by
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.assemble.section.sections import SectionLines, newest_lines
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Row, Table
from kpi_engine.model.wording import joined

# The arrows that are counted, in the order of the columns.
_DIRECTIONS = (
    DirectionOfTravel.IMPROVED,
    DirectionOfTravel.WORSENED,
    DirectionOfTravel.SAME,
    DirectionOfTravel.NONE,
)
Counts = Counter[Rag | DirectionOfTravel]


def summary_table(sections: Sequence[SectionLines], area_name: str, scale: Scale) -> Table:
    """Ratings and arrows counted, each indicator once a section or group; the last row is the total.

    Of ``area_name`` there is a row for each section and, beside other areas, a total; of each area below it
    one row. A total counts each indicator once an area, by its newest figure.
    """
    areas = list(dict.fromkeys(shown.area.name for shown in sections))
    rows: list[Row] = []
    for area in areas:
        own = [shown for shown in sections if shown.area.name == area]
        area_total = _counts(newest_lines(own))
        if area == area_name:
            rows.extend(_section_rows(own, area, scale))
        if area != area_name or (len(areas) > 1 and len(own) > 1):
            is_total = area == area_name
            title = f"Total for {area}" if is_total else area
            rows.append(_row(title, area, area_total, scale, total=is_total))
    rows.append(_row("Total", "", _counts(newest_lines(sections)), scale, total=True))
    lines = [line for shown in sections for line in shown.lines]
    names = [scale.name(rag) for rag in _worst_first(scale)]
    counted = "figures" if any(shown.layout.several_areas for shown in sections) else "indicators"
    return Table(
        id="summary",
        title="Summary",
        caption=_caption(counted, names, is_rated=not rated_by(lines).is_nothing),
        columns=_columns("Section" if len(areas) == 1 else "Section or area", rated_by(lines), scale),
        rows=tuple(rows),
    )


def _section_rows(own: Sequence[SectionLines], area: str, scale: Scale) -> Iterator[Row]:
    """A row for each section or group; groups are followed by the total of their section, beside others."""
    sections = [list(group) for _id, group in groupby(own, key=lambda shown: shown.section.id)]
    for groups in sections:
        yield from (_row(shown.title, area, _counts(shown.lines), scale) for shown in groups)
        if len(groups) > 1 and len(sections) > 1:
            title = f"Total for {groups[0].section.title}"
            yield _row(title, area, _counts(newest_lines(groups)), scale, total=True)


def _caption(counted: str, names: Sequence[str], *, is_rated: bool) -> str:
    if not is_rated:
        return f"How many {counted} have improved, and how many have worsened"
    return f"How many {counted} are {joined(names)}, and how many have improved"


def _worst_first(scale: Scale) -> list[Rag]:
    """The ratings in the order of the columns: the worst is what a committee asks for."""
    return list(reversed(scale.rags))


def _counts(lines: Iterable[Line]) -> Counts:
    counts: Counts = Counter()
    for line in lines:
        counts[line.rag] += 1
        counts[line.figure.direction if line.figure is not None else DirectionOfTravel.NONE] += 1
    return counts


def _columns(first: str, rated: RatedBy, scale: Scale) -> tuple[Column, ...]:
    return (
        Column("section", first, CellKind.TEXT),
        *(
            Column(
                rag.key,
                scale.name(rag),
                CellKind.NUMBER,
                rated.meaning_of(rag, scale) if rated.families else "",
                "Rating",
            )
            for rag in _worst_first(scale)
        ),
        Column("not_rated", "Not rated", CellKind.NUMBER, "The table gives the reasons", "Rating"),
        *(
            Column(
                direction.value,
                f"{direction.arrow} {direction.value.capitalize()}",
                CellKind.NUMBER,
                "Direction of travel",
                "Direction of travel",
                detail=True,
            )
            for direction in _DIRECTIONS[:-1]
        ),
        Column(
            "no_arrow",
            "No arrow",
            CellKind.NUMBER,
            "The table gives the reasons",
            "Direction of travel",
            detail=True,
        ),
    )


def _row(title: str, area: str, counts: Counts, scale: Scale, total: bool = False) -> Row:
    ratings = (_count_cell(counts[rag], rag=rag) for rag in (*_worst_first(scale), Rag.NONE))
    directions = (_count_cell(counts[direction], direction=direction) for direction in _DIRECTIONS)
    return Row("", area, (text_cell(title), *ratings, *directions), total)


def _count_cell(
    count: int, rag: Rag = Rag.NONE, direction: DirectionOfTravel = DirectionOfTravel.NONE
) -> Cell:
    return Cell(
        str(count), CellKind.NUMBER, words=str(count), number=Decimal(count), rag=rag, direction=direction
    )
