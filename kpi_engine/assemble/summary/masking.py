"""Where an area's own figure hides that areas below it are RED.

Source of the rule: docs/scorecard.md, "Masking".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_engine.assemble.section.figures import Figures
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import scale_of
from kpi_engine.assemble.section.row.cells import RATED_UNROUNDED, SMALL_COHORT, rag_cell, value_in
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import MASKING, Cell, CellKind, Column, Row, Table
from kpi_engine.model.words.number_text import value_text


def _columns(scale: Scale) -> tuple[Column, ...]:
    red = scale.names(Rag.RED)
    return (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column("period", "Period", CellKind.TEXT, "The period of every figure in the row"),
        Column("value", "Value", CellKind.NUMBER),
        Column("rag", "RAG", CellKind.RAG),
        Column("level", "Level", CellKind.TEXT, "Type of area"),
        Column("how_many", "How many", CellKind.NUMBER, f"Areas rated {red}, out of all areas rated"),
        Column("missed_by", f"Areas that are {red}", CellKind.TEXT),
    )


def masking_table(
    area: Area,
    lines: Sequence[Line],
    figures: Figures,
    below: Sequence[Area],
    small_cohort: int | None,
) -> Table:
    """A row for each indicator and level: GREEN or AMBER in ``area``, RED in some of the areas ``below`` it.

    ``lines`` are the lines of ``area``. Only figures of the same period are set beside each other.
    """
    kept = {line.indicator.code: line for line in lines if line.rag.base in (Rag.GREEN, Rag.AMBER)}
    periods = {code: line.latest for code, line in kept.items()}
    rated = figures.rated_in(periods, [area.name for area in below])
    scale = scale_of(lines)
    better, red = scale.names(Rag.GREEN, Rag.AMBER), scale.names(Rag.RED)
    return Table(
        id=MASKING,
        title="Hidden REDs" if scale.is_usual else f"Hidden: {red}",
        caption=f"{better} for {area.name}, but {red} in some areas below it",
        columns=_columns(scale),
        rows=tuple(
            row
            for code, line in kept.items()
            for row in _rows(line, rated.get(code, {}), below, small_cohort)
        ),
        empty=f"Nothing is {red} in an area below that is {better} for {area.name}.",
    )


def _rows(
    line: Line, rated: dict[str, Figure], below: Sequence[Area], small_cohort: int | None
) -> Iterator[Row]:
    for level in dict.fromkeys(area.level for area in below):
        figures = [rated[area.name] for area in below if area.level == level and area.name in rated]
        missed = [figure for figure in figures if figure.rag.is_missed]
        if missed:
            cells = (
                text_cell(line.indicator.code),
                text_cell(line.indicator.name),
                text_cell(line.period_words(line.latest)),
                value_in(line, line.latest),
                rag_cell(line.figure, brief=True),
                text_cell(level),
                _how_many(len(missed), len(figures)),
                _list_of(missed, small_cohort),
            )
            yield Row(line.indicator.code, line.area.name, cells)


def _list_of(figures: Sequence[Figure], small_cohort: int | None) -> Cell:
    areas = tuple((figure.area, _named(figure, small_cohort)) for figure in figures)
    return replace(text_cell(", ".join(words for _area, words in areas)), areas=areas)


def _how_many(missed: int, rated: int) -> Cell:
    text = f"{missed} of {rated}"
    return Cell(text, CellKind.NUMBER, text, number=Decimal(missed))


def _named(figure: Figure, small_cohort: int | None) -> str:
    """``Swale 20.1%``, ``Swale 20.1% (small cohort)``."""
    value = (
        "" if figure.value is None else f" {figure.with_signs(value_text(figure.value, figure.indicator))}"
    )
    marks = [SMALL_COHORT] if figure.has_small_cohort(small_cohort) else []
    marks += [RATED_UNROUNDED] if figure.is_rated_on_raw else []
    return f"{figure.area}{value} ({', '.join(marks)})" if marks else f"{figure.area}{value}"
