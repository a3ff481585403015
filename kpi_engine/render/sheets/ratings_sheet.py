"""The tidy ratings as a sheet: one row a figure, as in the CSV, with real numbers and flags."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.sheets.sheet_cells import plain_shape
from kpi_engine.render.sheets.sheet_model import Head, Look, Sheet, SheetCell, SheetTable
from kpi_engine.render.sheets.table_sheet import NOT_PRINTED

_LINES = (
    "One row a figure: every period of every indicator, and the outturns (final figures) of years.",
    "Empty cells: there is nothing to say; not_rated and no_direction give the reason.",
    NOT_PRINTED,
)
_WIDEST = 40
_NAMES = ("code", "area")
_DATA = Look(data=True)


def ratings_sheet(ratings: TidyTable, name: str, title: str) -> Sheet:
    """The sheet of ratings, which must have rows."""
    heads = tuple(
        Head(column_name, _width(column_name, column), column.kind is TidyKind.NUMBER)
        for column_name, column in ratings.columns.items()
    )
    columns = [_cells(column_name, column) for column_name, column in ratings.columns.items()]
    names = sum(head.title in _NAMES for head in heads)
    return Sheet(
        name,
        title,
        title,
        _LINES,
        table=SheetTable(
            "ratings",
            title,
            heads,
            list(zip(*columns, strict=True)),
            [],
            names=names,
            printed=False,
        ),
    )


def _cells(name: str, column: TidyColumn) -> list[SheetCell]:
    """The cells of a column: each distinct text is looked at once, and its cell is the same in every row."""
    texts, positions = column.texts, column.positions.tolist()
    made = {at: _cell(name, texts[at], column.kind) for at in set(positions)}
    return [made[at] for at in positions]


def _cell(name: str, text: str, kind: TidyKind) -> SheetCell:
    if not text:
        return SheetCell(None, _DATA)
    if kind is TidyKind.FLAG:
        return SheetCell(text == "true", _DATA)
    if kind is TidyKind.NUMBER:
        shape = plain_shape(text)
        if shape is not None:
            return SheetCell(Decimal(text), _DATA._replace(shape=shape))
    if name == "rag":
        return SheetCell(text, Look(rag=Rag(text)))
    return SheetCell(text, _DATA)


def _width(name: str, column: TidyColumn) -> float:
    longest = max((len(column.texts[at]) for at in set(column.positions.tolist())), default=0)
    return min(max(longest, len(name)) + 2, _WIDEST)
