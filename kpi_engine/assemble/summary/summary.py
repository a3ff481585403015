"""Counts of ratings and arrows: by section and area, and in total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.plain_cells import text_cell
from kpi_engine.assemble.section.rated_by import RatedBy, rated_by
from kpi_engine.assemble.section.sections import SectionLines, newest_lines
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Cell, CellKind, Column, Row, Table

# What is counted, in the order of the columns. Worst first: that is what a committee asks for.
_RATINGS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NONE)
_DIRECTIONS = (
    DirectionOfTravel.IMPROVED,
    DirectionOfTravel.WORSENED,
    DirectionOfTravel.SAME,
    DirectionOfTravel.NONE,
)
Counts = Counter[Rag | DirectionOfTravel]


def summary_table(sections: Sequence[SectionLines], area_name: str) -> Table:
    """Ratings and arrows counted, each indicator once a section; the last row is the total.

    Of ``area_name`` there is a row for each section and, beside other areas, a total; of each area below it
    one row. A total counts each indicator once an area, by its newest figure.
    """
    areas = list(dict.fromkeys(shown.area.name for shown in sections))
    rows: list[Row] = []
    for area in areas:
        own = [shown for shown in sections if shown.area.name == area]
        area_total = _counts(newest_lines(own))
        if area == area_name:
            rows.extend(_row(shown.section.title, area, _counts(shown.lines)) for shown in own)
        if area != area_name or (len(areas) > 1 and len(own) > 1):
            is_total = area == area_name
            rows.append(_row(f"Total for {area}" if is_total else area, area, area_total, total=is_total))
    rows.append(_row("Total", "", _counts(newest_lines(sections)), total=True))
    lines = [line for shown in sections for line in shown.lines]
    counted = "figures" if any(shown.layout.several_areas for shown in sections) else "indicators"
    return Table(
        id="summary",
        title="Summary",
        caption=f"How many {counted} are RED, AMBER and GREEN, and how many have improved",
        columns=_columns("Section" if len(areas) == 1 else "Section or area", rated_by(lines)),
        rows=tuple(rows),
    )


def _counts(lines: Iterable[Line]) -> Counts:
    counts: Counts = Counter()
    for line in lines:
        counts[line.rag] += 1
        counts[line.figure.direction if line.figure is not None else DirectionOfTravel.NONE] += 1
    return counts


def _columns(first: str, rated: RatedBy) -> tuple[Column, ...]:
    return (
        Column("section", first, CellKind.TEXT),
        *(
            Column(rag.name.lower(), rag.value, CellKind.NUMBER, rated.meaning_of(rag), "Rating")
            for rag in _RATINGS[:-1]
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


def _row(title: str, area: str, counts: Counts, total: bool = False) -> Row:
    ratings = (_count_cell(counts[rag], rag=rag) for rag in _RATINGS)
    directions = (_count_cell(counts[direction], direction=direction) for direction in _DIRECTIONS)
    return Row("", area, (text_cell(title), *ratings, *directions), total)


def _count_cell(
    count: int, rag: Rag = Rag.NONE, direction: DirectionOfTravel = DirectionOfTravel.NONE
) -> Cell:
    return Cell(
        str(count), CellKind.NUMBER, words=str(count), number=Decimal(count), rag=rag, direction=direction
    )
