"""What is said of an area where all areas are listed: its counts, what is RED, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.definitions.judgement import DirectionOfTravel
from kpi_engine.model.figures.missed import WHEN_LAST_RATED
from kpi_engine.model.outputs.document import (
    CHANGES,
    FLOOR_STANDARDS_MISSED,
    MOVEMENTS,
    Cell,
    CellKind,
    Document,
    Row,
    Table,
)
from kpi_engine.model.outputs.site import AreaEntry, Headline

_MOST_CHANGES = 10
_MOST_MOVEMENTS = 6


def area_entry(document: Document) -> AreaEntry:
    """The entry of the area that a document is about."""
    highlights = {table.id: table for table in document.highlights}
    return AreaEntry(
        title=document.title,
        area=document.area,
        as_at=document.as_at,
        facts=document.facts,
        counts=tuple(_counts(document.summary)),
        red=tuple(_red(highlights[FLOOR_STANDARDS_MISSED])) if FLOOR_STANDARDS_MISSED in highlights else (),
        changes=tuple(_changes(highlights[CHANGES]))[:_MOST_CHANGES] if CHANGES in highlights else (),
        movements=tuple(_movements(highlights[MOVEMENTS]))[:_MOST_MOVEMENTS]
        if MOVEMENTS in highlights
        else (),
        has_changes=CHANGES in highlights,
    )


def _counts(summary: Table) -> Iterator[tuple[str, Cell]]:
    """The totals of the ratings; where nothing is rated, of the arrows that there are."""
    totals = list(zip(summary.columns, summary.rows[-1].cells, strict=True))
    is_rated = any(column.explanation and cell.rag.value for column, cell in totals)
    for column, cell in totals:
        is_arrow = cell.direction is not DirectionOfTravel.NONE and bool(cell.number)
        if (is_rated and column.group == "Rating") or (not is_rated and is_arrow):
            yield column.title, cell


def _red(missed: Table) -> Iterator[Headline]:
    """What is RED, as the summary counts it: not what was RED when last rated, and has no rating now."""
    for row in missed.rows:
        cells = _cells(missed, row)
        if WHEN_LAST_RATED in cells["missed_periods"].note:
            continue
        direction = cells["direction_of_travel"].direction.value
        figure = f"{cells['value'].text} in {cells['period'].text}"
        yield Headline(row.code, _name(missed, row), row.area, ", ".join(filter(None, (figure, direction))))


def _changes(table: Table) -> Iterator[Headline]:
    for row in table.rows:
        cells = _cells(table, row)
        before, after = cells["rag_before"].shown, cells["rag"].shown
        moved = f"{before or 'not rated'} to {after or 'not rated'}" if before != after else after
        words = ", ".join(part for part in (cells["value"].text, moved, cells["cause"].text) if part)
        yield Headline(row.code, _name(table, row), row.area, words)


def _movements(table: Table) -> Iterator[Headline]:
    for row in table.rows:
        cells = _cells(table, row)
        words = f"{cells['direction_of_travel'].direction.value}: {cells['previous_value'].text} to "
        yield Headline(row.code, _name(table, row), row.area, words + cells["value"].text)


def _cells(table: Table, row: Row) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}


def _name(table: Table, row: Row) -> str:
    """The indicator's name; in a table of one indicator the heading has it, and rows name areas."""
    return next(
        (
            cell.text
            for column, cell in zip(table.columns, row.cells, strict=True)
            if column.key == "indicator" and column.kind is CellKind.TEXT
        ),
        table.title,
    )
