"""Tables of a sheet: where their headings are, which rows are figures, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi_engine.model.frozen import frozen
from kpi_engine.read.recognise.header_rows import (
    Layout,
    has_sub_headings,
    headers_of,
    headings_above,
    headings_below,
    periods_in,
)
from kpi_engine.read.recognise.table_headings import (
    column_of,
    headings_of,
    settled_headings,
    with_headings_below,
    with_sub_headings,
    year_told,
)
from kpi_engine.read.recognise.words.column_roles import Heading, Role
from kpi_engine.read.recognise.words.period_headings import period_in
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import Sheet

_TOTAL = re.compile(
    r"(grand |sub-?)?(total|average|mean|overall|count)s?\b.*|number of measures.*|.*\btotals?", re.I
)
_NOTE = re.compile(
    r"(notes?\b|\*|key\b|source\b|\(\d+\)|\d+\)|figures? (are|is)|n/?a\b|rag\b|please|all figures).*", re.I
)
_LONGEST_GROUP = 60


@frozen
class BodyRow:
    """A row of figures: its number, and the heading between the rows above it that it belongs to."""

    number: int
    group: str


@frozen
class Skipped:
    """Rows that hold no figures of a measure, and why."""

    place: str
    why: str


@frozen
class FoundTable:
    """A table of a sheet. ``year_from``: the text that names a year which its headings do not name."""

    sheet: Sheet
    title: str
    header_row: int
    layout: Layout
    headings: tuple[Heading, ...]
    rows: tuple[BodyRow, ...]
    skipped: tuple[Skipped, ...]
    year_from: str = ""

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return next((heading.column for heading in self.headings if heading.role is role), None)

    def of_role(self, role: Role) -> list[Heading]:
        """Every column of a role."""
        return [heading for heading in self.headings if heading.role is role]

    def cell(self, row: int, column: int | None) -> Cell:
        """The cell of a row; an empty one for no column."""
        return self.sheet.shown_cell(row, column) if column is not None else Cell(CellKind.EMPTY)

    def text(self, row: int, role: Role) -> str:
        """What a row has in the first column of a role, on one line."""
        return self.text_at(row, self.column(role))

    def text_at(self, row: int, column: int | None) -> str:
        """What a cell shows, on one line."""
        return " ".join(self.cell(row, column).text.split())


def tables_of(
    sheet: Sheet, elsewhere: Sequence[str] = ()
) -> tuple[tuple[FoundTable, ...], tuple[Skipped, ...]]:
    """The tables of a sheet, and its rows that are in none; ``elsewhere`` is where a year may be named."""
    headers = list(headers_of(sheet))
    tables = []
    first_free = 1
    outside: list[Skipped] = []
    tops = [row - bool(headings_above(sheet, row)) for row, _ in headers]
    for at, (row, layout) in enumerate(headers):
        end = _title_row(sheet, tops[at + 1], row + 1) if at + 1 < len(headers) else sheet.bottom + 1
        title = _title(sheet, first_free, tops[at])
        tables.append(_table(sheet, title, row, layout, end=end, elsewhere=elsewhere))
        outside += _outside(sheet, first_free, tops[at])
        first_free = end
    if not headers:
        outside += _outside(sheet, 1, sheet.bottom + 1)
    return tuple(tables), tuple(outside)


def _title_row(sheet: Sheet, header: int, lowest: int) -> int:
    """Where what belongs to a header begins: its rows of years, titles and blanks."""
    row = header
    while row > lowest:
        cells = sheet.row(row - 1)
        years = periods_in(cells)
        is_of_header = not cells or len(cells) == 1 or len(years) == len(cells)
        if not is_of_header:
            break
        row -= 1
    return row


def _title(sheet: Sheet, first: int, header: int) -> str:
    """The first text above a header that is no heading of years."""
    for row in range(first, header):
        cells = sheet.row(row)
        if cells and len(periods_in(cells)) < len(cells):
            return " ".join(next(iter(cells.values())).text.split())
    return ""


def _outside(sheet: Sheet, first: int, end: int) -> Iterator[Skipped]:
    for row in range(first, end):
        texts = [cell.text for cell in sheet.row(row).values() if period_in(cell) is None]
        if texts:
            yield Skipped(sheet.place(row, min(sheet.row(row))), f'a title or note: "{_short(texts[0])}"')


def _table(
    sheet: Sheet, title: str, row: int, layout: Layout, *, end: int, elsewhere: Sequence[str]
) -> FoundTable:
    headings, year_from = headings_of(sheet, row, layout, end, year_told(title, (sheet.name, *elsewhere)))
    if layout is Layout.ACROSS and has_sub_headings(sheet, row + 1):
        headings, row = with_sub_headings(sheet, headings, row), row + 1
    elif layout is Layout.ACROSS and headings_below(sheet, row):
        headings, row = with_headings_below(sheet, headings, row), row + 1
    headings = settled_headings(sheet, headings, row, end)
    shown = [each for each in headings if not sheet.is_hidden_column(each.column)]
    hidden = [each for each in headings if sheet.is_hidden_column(each.column)]
    body, skipped = _body(sheet, shown, row, end, layout)
    skipped += [Skipped(sheet.place(row, each.column), f'a hidden column: "{each.text}"') for each in hidden]
    return FoundTable(sheet, title, row, layout, tuple(shown), tuple(body), tuple(skipped), year_from)


def _body(
    sheet: Sheet, headings: Sequence[Heading], header: int, end: int, layout: Layout
) -> tuple[list[BodyRow], list[Skipped]]:
    """The rows of figures below a header, each with its group, and the rows that are no figures."""
    columns = {heading.column for heading in headings}
    numbers = {
        each.column
        for each in headings
        if each.role in (Role.PERIOD, Role.VALUE, Role.OF_AREA, Role.TARGET, Role.OUTTURN)
        or (layout is Layout.DOWN and each.role is not Role.WHEN)
    }
    reference, name = column_of(headings, Role.REFERENCE), column_of(headings, Role.NAME)
    rows = [row for row in range(header + 1, end) if sheet.row(row)]
    data = {row for row in rows if numbers & set(sheet.row(row)) and len(sheet.row(row)) > 1}
    body: list[BodyRow] = []
    skipped: list[Skipped] = []
    group = ""
    for row in rows:
        cells = {
            column: cell for column, cell in sheet.row(row).items() if column in columns or row not in data
        }
        first = next(iter(sheet.row(row).values()))
        place = sheet.place(row, min(sheet.row(row)))
        label = " ".join((sheet.cell(row, name).text if name else "").split()) or first.text
        if _is_hidden_by_hand(sheet, row):
            skipped.append(Skipped(place, f'a hidden row: "{_short(label)}"'))
        elif row not in data or not cells:
            if _is_group(row, sheet, data, first.text):
                group = " ".join(first.text.split())
            else:
                skipped.append(Skipped(place, f'a note or heading: "{_short(first.text)}"'))
        elif layout is Layout.ACROSS and _is_total(sheet, row, reference, label):
            skipped.append(Skipped(place, f'a total: "{_short(label)}"'))
        elif layout is not Layout.ACROSS and not _has_period(sheet, headings, row):
            skipped.append(Skipped(place, f'a total or note: "{_short(first.text)}"'))
        elif layout is Layout.ACROSS and not label.strip():
            skipped.append(Skipped(place, "a row of figures without a measure"))
        else:
            body.append(BodyRow(row, group))
    return body, skipped


def _is_hidden_by_hand(sheet: Sheet, row: int) -> bool:
    """Whether a row is hidden, and not only by a filter, which hides rows that count from sight."""
    block = sheet.filtered
    is_filtered = block is not None and block.top < row <= block.bottom
    return row in sheet.hidden_rows and not is_filtered


def _is_group(row: int, sheet: Sheet, data: set[int], text: str) -> bool:
    """A text alone in its row, short and with rows of figures below it before any other."""
    has_rows_below = any(each > row for each in data)
    return (
        len(sheet.row(row)) == 1
        and has_rows_below
        and len(text) <= _LONGEST_GROUP
        and not _NOTE.fullmatch(text)
    )


def _is_total(sheet: Sheet, row: int, reference: int | None, label: str) -> bool:
    is_named = _TOTAL.fullmatch(" ".join(label.split())) is not None
    if reference is None:
        return is_named
    own = " ".join(sheet.cell(row, reference).text.split())
    return is_named and own in ("", label)


def _has_period(sheet: Sheet, headings: Sequence[Heading], row: int) -> bool:
    column = column_of(headings, Role.WHEN)
    if column is None:  # a row for an area, of the one period that the sheet names
        area = column_of(headings, Role.AREA)
        label = sheet.cell(row, area).text if area is not None else ""
        return bool(label.strip()) and not _is_total(sheet, row, None, label)
    return period_in(sheet.cell(row, column)) is not None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_GROUP else f"{plain[:_LONGEST_GROUP]}…"
