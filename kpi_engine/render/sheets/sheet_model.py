"""What a workbook is made of, whatever the format of its file: sheets of typed cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.frozen import frozen


class NumberShape(NamedTuple):
    """How a number reads: with its decimals and thousands separators, between two texts (23.3 and ``%``)."""

    decimals: int
    before: str = ""
    after: str = ""


class Look(NamedTuple):
    """How a cell of a table looks.

    ``shape`` is how its number reads; None for other values. ``quiet``: words in place of something that is
    not there; ``total``: of a row that sums others; ``bold``: of the latest figures; ``data``: among data,
    where lines and wrapping would only be in the way.
    """

    shape: NumberShape | None = None
    rag: Rag = Rag.NONE
    quiet: bool = False
    total: bool = False
    bold: bool = False
    data: bool = False


Value: TypeAlias = str | Decimal | bool | date | None


class SheetCell(NamedTuple):
    """One fact: a text, a number, a day, a flag, or nothing. ``sheet`` is the sheet that it leads to."""

    value: Value
    look: Look = Look()
    sheet: str = ""


@frozen
class Head:
    """A column of a sheet: its heading and its width in characters.

    ``drawn``: its cells are empty, since sparklines are drawn over them.
    """

    title: str
    width: float
    number: bool = False
    drawn: bool = False


@frozen
class Sparks:
    """Sparklines in a column: each draws the figures of its row, from the column ``first`` to ``last``.

    ``rows`` are the positions of the rows that have a sparkline.
    """

    column: int
    first: int
    last: int
    rows: tuple[int, ...]


@frozen
class DataColumn:
    """A column of data: ``cells[positions[row]]``, of which each cell is in some row."""

    cells: Sequence[SheetCell]
    positions: IndexArray


@frozen
class DataRows:
    """Rows of columns (at least 1) whose cells are in many rows: no row is ever made of its own."""

    columns: Sequence[DataColumn]

    def __len__(self) -> int:
        return len(self.columns[0].positions)


@frozen
class SheetTable:
    """The only table of a sheet: its rows (at least 1) are parallel to ``heads``.

    ``lines`` are the lines of text that each row needs; ``names`` is how many columns name a row: they stay
    in view and are printed on every page. ``breaks`` are the columns that begin a page across. A table for
    other programs is not ``printed``: on paper it would fill hundreds of pages.
    """

    identifier: str
    about: str
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[SheetCell]] | DataRows
    lines: Sequence[int]
    filters: bool = True
    names: int = 1
    breaks: tuple[int, ...] = ()
    sparks: tuple[Sparks, ...] = ()
    printed: bool = True


@frozen
class Sheet:
    """A sheet: its title, what is said under it, pairs of labels and texts, and its table.

    ``about`` is what the contents say of it. ``back`` is the sheet that it leads back to.
    """

    name: str
    title: str
    about: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    table: SheetTable | None = None
    back: str = ""


@frozen
class SheetBook:
    """The sheets of a workbook in order, and its properties. ``dated`` is the day that the file gives."""

    title: str
    author: str
    dated: date
    sheets: tuple[Sheet, ...]
