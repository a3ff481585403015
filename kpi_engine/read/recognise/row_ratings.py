"""The ratings and arrows of a row: in columns of their own, or as the colours of figures."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.read.recognise.found import (
    OneRating,
    SheetReport,
)
from kpi_engine.read.recognise.tables import BodyRow, FoundTable
from kpi_engine.read.recognise.words.column_roles import Heading, Role
from kpi_engine.read.recognise.words.figure_cells import figure_in, figure_of_text
from kpi_engine.read.recognise.words.found_period import FoundPeriod
from kpi_engine.read.recognise.words.printed_ratings import arrow_in, rag_in, rag_of_fill


def ratings_in(
    table: FoundTable, row: BodyRow, area: str, latest: FoundPeriod | None, report: SheetReport
) -> Iterator[OneRating]:
    """The ratings and arrows of a row, of the period of their heading or the one before, else ``latest``."""
    for role, read in ((Role.RAG, rag_in), (Role.ARROW, arrow_in)):
        headings = table.of_role(role)
        for heading in headings:
            text = table.text_at(row.number, heading.column)
            if not text and role is Role.RAG:
                text = rag_of_fill(table.cell(row.number, heading.column).fill)
            if not text or (heading.year is not None and heading.period is None):
                continue
            period = (
                heading.period or (_period_before(table, heading) if len(headings) > 1 else None) or latest
            )
            word = read(text)
            place = table.sheet.place(row.number, heading.column)
            if not word:
                if not figure_of_text(text).problem:
                    continue  # a mark of a missing figure, or of one to come
                if text.casefold() != "none":
                    report.not_understood.append(
                        f'{place}: the {"rating" if role is Role.RAG else "arrow"} "{text}"'
                    )
                continue
            yield OneRating(
                area, period, word if role is Role.RAG else "", word if role is Role.ARROW else "", place
            )


def has_ratings_as_colours(table: FoundTable) -> bool:
    """Whether the colours of figures are ratings: two of them at least, and no column of ratings."""
    return not table.of_role(Role.RAG) and len(_colours_of(table)) > 1


def coloured_figures(table: FoundTable, row: BodyRow, area: str) -> Iterator[OneRating]:
    """The ratings that the colours of a row's figures print."""
    for heading in table.of_role(Role.PERIOD):
        cell = table.cell(row.number, heading.column)
        rag = rag_of_fill(cell.fill) if figure_in(cell).is_figure else ""
        if rag and heading.period is not None:
            yield OneRating(area, heading.period, rag, "", table.sheet.place(row.number, heading.column))


def _colours_of(table: FoundTable) -> set[str]:
    cells = (
        table.cell(row.number, heading.column) for row in table.rows for heading in table.of_role(Role.PERIOD)
    )
    return {rag for cell in cells if (rag := rag_of_fill(cell.fill))}


def _period_before(table: FoundTable, heading: Heading) -> FoundPeriod | None:
    before = [each for each in table.of_role(Role.PERIOD) if each.column < heading.column]
    return max(before, key=lambda each: each.column).period if before else None
