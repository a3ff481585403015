"""Tables of a sheet: where their headings are, which rows are figures, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise

from kpi_engine.model.frozen import frozen
from kpi_engine.read.recognise.column_roles import Heading, Role, of_one_period, role_of
from kpi_engine.read.recognise.figure_cells import figure_in
from kpi_engine.read.recognise.period_headings import (
    FoundPeriod,
    Part,
    YearName,
    period_in,
    period_in_text,
    period_of_text,
    with_dates_read,
    year_in_text,
)
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import Sheet

_ROWS_ABOVE = 3  # where the year of a heading Q1 is looked for
_FEWEST_PERIODS_DOWN = 3
_TOTAL = re.compile(
    r"(grand |sub-?)?(total|average|mean|overall|count)s?\b.*|number of measures.*|.*\btotals?", re.I
)
_NOTE = re.compile(
    r"(notes?\b|\*|key\b|source\b|\(\d+\)|\d+\)|figures? (are|is)|n/?a\b|rag\b|please|all figures).*", re.I
)
_CODE = re.compile(r"[A-Za-z]{0,8}[ ._/-]?\d{1,4}(?:[ ._/-]?(?:\d{1,3}|[A-Za-z]{1,3}))*")
_LONGEST_GROUP = 60


class Layout(Enum):
    """Periods across, periods down with a column for each measure, or a row for each figure."""

    ACROSS = "periods across"
    DOWN = "periods down"
    LONG = "a row for each figure"


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
    headers = list(_headers(sheet))
    tables = []
    first_free = 1
    outside: list[Skipped] = []
    for at, (row, layout) in enumerate(headers):
        end = _title_row(sheet, headers[at + 1][0], row + 1) if at + 1 < len(headers) else sheet.bottom + 1
        title = _title(sheet, first_free, row)
        tables.append(_table(sheet, title, row, layout, end=end, elsewhere=elsewhere))
        outside += _outside(sheet, first_free, row)
        first_free = end
    if not headers:
        outside += _outside(sheet, 1, sheet.bottom + 1)
    return tuple(tables), tuple(outside)


def _headers(sheet: Sheet) -> Iterator[tuple[int, Layout]]:
    busy_until = 0
    for row, cells in sheet.rows():
        if row <= busy_until:
            continue
        has_periods = len(_periods_in(cells)) > 1
        layout = None if has_periods else _layout_of_periods_below(sheet, row, cells)
        if layout is None and _is_across(sheet, row, cells):
            yield row, Layout.ACROSS
            busy_until = row + _has_sub_headings(sheet, row + 1)
        elif layout is not None:
            yield row, layout
            busy_until = _end_of_periods(sheet, row, _when_column(sheet, row, cells) or 1)


def _is_across(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> bool:
    periods = _periods_in(cells)
    others = [cell for column, cell in cells.items() if column not in periods]
    if any(cell.kind is not CellKind.TEXT for cell in others):
        return False
    roles = [role_of(cell.text)[0] for cell in others]
    known = sum(role not in (Role.UNKNOWN, Role.SKIPPED) for role in roles)
    below = _periods_in(sheet.row(row + 1))
    if periods and all(period.part is Part.YEAR for period in periods.values()):
        partial = [column for column, period in below.items() if not period.is_whole]
        if partial and not known:
            return False  # the years above the quarters of the next row
    if len(periods) >= 2:
        return bool(others) or bool(
            sheet.shown_cell(row + 1, min(periods) - 1).text if min(periods) > 1 else ""
        )
    names = sum(role in (Role.NAME, Role.REFERENCE) for role in roles)
    if (
        names
        and not periods
        and len(_numbers_below(sheet, row, cells)) > 1
        and period_named(sheet, row) is not None
    ):
        return True  # a column for each area, of the one period that the sheet names
    wanted = (Role.VALUE, Role.TARGET, Role.OUTTURN)
    return names > 0 and known >= 2 and (bool(periods) or any(role in wanted for role in roles))


def _numbers_below(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> list[int]:
    """The columns without a known heading that hold figures, or why there are none, in the next rows."""
    rows = [each for each in range(row + 1, min(row + 6, sheet.bottom + 1)) if len(sheet.row(each)) > 1]
    found = []
    for column, cell in cells.items():
        figures = [figure_in(sheet.cell(each, column)) for each in rows]
        are_figures = any(each.is_figure for each in figures) and not any(each.problem for each in figures)
        if are_figures and role_of(cell.text)[0] is Role.UNKNOWN:
            found.append(column)
    return found


def period_named(sheet: Sheet, row: int) -> FoundPeriod | None:
    """The one period that a sheet's name, or a text above a header, says its figures are of."""
    texts = [cell.text for above in range(1, row) for cell in sheet.row(above).values()]
    years = [year_in_text(text) for text in (sheet.name, *texts)]
    year = next((each for each in years if each is not None), None)
    for text in (sheet.name, *texts):
        found = period_of_text(text) or period_in_text(text)
        if found is not None and (found.is_whole or year is not None):
            return found if found.is_whole or year is None else found.within(year)
    return None if year is None else FoundPeriod(Part.YEAR, 0, year)


def _periods_in(cells: Mapping[int, Cell]) -> dict[int, FoundPeriod]:
    """The headings of a row that are periods; numbers only where they count years one after the other."""
    found = {column: period for column, cell in cells.items() if (period := period_in(cell)) is not None}
    years = [column for column in found if cells[column].number is not None]
    numbers = [cells[column].number for column in years]
    steps = {after - before for before, after in pairwise(numbers) if after and before}
    if years and not (len(years) > 1 and steps == {1}):
        found = {column: period for column, period in found.items() if column not in years}
    return found


def _when_column(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> int | None:
    """The leftmost column whose next rows are periods, below a heading."""
    for column, cell in cells.items():
        if cell.kind is not CellKind.TEXT or period_in(cell) is not None:
            continue
        below = [sheet.cell(each, column) for each in range(row + 1, row + 1 + _FEWEST_PERIODS_DOWN)]
        found = [period_in(each) for each in below]
        if all(period is not None and period.is_whole for period in found):
            return column
    return None


def _layout_of_periods_below(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> Layout | None:
    if len(cells) < 2 or any(cell.kind is not CellKind.TEXT for cell in cells.values()):
        return None
    if _when_column(sheet, row, cells) is None:
        return None
    roles = [role_of(cell.text)[0] for cell in cells.values()]
    has_names = Role.NAME in roles or Role.REFERENCE in roles
    return Layout.LONG if has_names else Layout.DOWN


def _end_of_periods(sheet: Sheet, row: int, column: int) -> int:
    while row < sheet.bottom and period_in(sheet.cell(row + 1, column)) is not None:
        row += 1
    return row


def _title_row(sheet: Sheet, header: int, lowest: int) -> int:
    """Where what belongs to a header begins: its rows of years, titles and blanks."""
    row = header
    while row > lowest:
        cells = sheet.row(row - 1)
        years = _periods_in(cells)
        is_of_header = not cells or len(cells) == 1 or len(years) == len(cells)
        if not is_of_header:
            break
        row -= 1
    return row


def _title(sheet: Sheet, first: int, header: int) -> str:
    """The first text above a header that is no heading of years."""
    for row in range(first, header):
        cells = sheet.row(row)
        if cells and len(_periods_in(cells)) < len(cells):
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
    headings, year_from = _headings(sheet, row, layout, end, _year_told(title, elsewhere))
    if layout is Layout.ACROSS and _has_sub_headings(sheet, row + 1):
        headings, row = _with_sub_headings(sheet, headings, row), row + 1
    headings = _settled(sheet, headings, row, end)
    body, skipped = _body(sheet, headings, row, end, layout)
    return FoundTable(sheet, title, row, layout, tuple(headings), tuple(body), tuple(skipped), year_from)


def _year_told(title: str, elsewhere: Sequence[str]) -> tuple[str, YearName | None]:
    """The text, of a table's title and those elsewhere, that names the year of headings that name none."""
    for text in (title, *elsewhere):
        year = year_in_text(text)
        if year is not None:
            return text, year
    return "", None


def _headings(
    sheet: Sheet, row: int, layout: Layout, end: int, years_of: tuple[str, YearName | None]
) -> tuple[list[Heading], str]:
    cells = sheet.row(row)
    periods = _periods_in(cells) if layout is Layout.ACROSS else {}
    completed, year_from = _with_years(sheet, row, periods, years_of)
    columns = [column for column, _ in completed]
    dated = dict(zip(columns, with_dates_read([period for _, period in completed]), strict=True))
    headings = []
    for column in sorted({*cells, *_merged_columns(sheet, row)}):
        text = " ".join(sheet.shown_cell(row, column).text.split())
        if column in dated:
            headings.append(Heading(column, text, Role.PERIOD, dated[column]))
        elif column not in periods:
            of_period = of_one_period(text) if layout is Layout.ACROSS else None
            role, year = role_of(text)
            year = year or _year_above(sheet, row, column)
            if of_period is not None:
                role, period = of_period
                period = period if period.is_whole or year is None else period.within(year)
                headings.append(Heading(column, text, role, period if period.is_whole else None, year))
            else:
                headings.append(Heading(column, text, role, year=year))
        else:
            headings.append(Heading(column, text, Role.UNKNOWN))
    if layout is Layout.ACROSS and not dated and not any(each.role is Role.VALUE for each in headings):
        of_areas = _numbers_below(sheet, row, cells)
        headings = [
            replace(each, role=Role.OF_AREA) if each.column in of_areas else each for each in headings
        ]
    if layout is not Layout.ACROSS:
        when = _when_column(sheet, row, cells)
        headings = [replace(each, role=Role.WHEN) if each.column == when else each for each in headings]
    return headings, year_from


_SUB_HEADINGS = (
    Role.VALUE,
    Role.TARGET,
    Role.RAG,
    Role.ARROW,
    Role.NUMERATOR,
    Role.DENOMINATOR,
    Role.TOLERANCE,
)


def _has_sub_headings(sheet: Sheet, row: int) -> bool:
    """Whether a row says under each period which column is the figure, the target and the rating."""
    cells = [cell for cell in sheet.row(row).values() if cell.text.strip()]
    of_periods = [cell for cell in cells if role_of(cell.text)[0] in _SUB_HEADINGS]
    return len(of_periods) > 2 and all(cell.kind is CellKind.TEXT for cell in cells)


def _with_sub_headings(sheet: Sheet, headings: Sequence[Heading], row: int) -> list[Heading]:
    above = {heading.column: heading for heading in headings}
    found = []
    for column in sorted({*above, *sheet.row(row + 1)}):
        over = above.get(sheet.anchor(row, column)[1]) or above.get(
            _nearest(above, column), Heading(column, "", Role.UNKNOWN)
        )
        own = " ".join(sheet.cell(row + 1, column).text.split())
        role, year = role_of(own)
        if over.role is not Role.PERIOD:
            found.append(replace(over, column=column) if not own else Heading(column, own, role, year=year))
        elif role is Role.VALUE or not own:
            found.append(replace(over, column=column))
        else:
            found.append(Heading(column, f"{over.text} {own}", role, over.period))
    return found


def _nearest(above: Mapping[int, Heading], column: int) -> int:
    """The heading at or to the left of a column."""
    return max((place for place in above if place <= column), default=0)


def _merged_columns(sheet: Sheet, row: int) -> set[int]:
    """Columns of a header row whose heading is that of a merged cell."""
    return {
        column
        for block in sheet.merged
        if block.top <= row <= block.bottom and block.bottom > block.top
        for column in range(block.left, block.right + 1)
        if column == block.left
    }


def _with_years(
    sheet: Sheet, row: int, periods: Mapping[int, FoundPeriod], years_of: tuple[str, YearName | None]
) -> tuple[list[tuple[int, FoundPeriod]], str]:
    """The periods with the years that headings above them name, else that of a title; others are dropped."""
    found: list[tuple[int, FoundPeriod]] = []
    year_from = ""
    for column, period in periods.items():
        if period.is_whole:
            found.append((column, period))
            continue
        year = _year_above(sheet, row, column)
        if year is None:
            text, year = years_of
            year_from = text if year is not None else year_from
        if year is not None:
            found.append((column, period.within(year)))
    return found, year_from


def _year_above(sheet: Sheet, row: int, column: int) -> YearName | None:
    """The year in the rows above: over the column, in a merged cell, or the nearest to the left of it."""
    for above in range(row - 1, max(0, row - 1 - _ROWS_ABOVE), -1):
        years = {
            place: period
            for place, period in _periods_in(sheet.row(above)).items()
            if period.part is Part.YEAR and period.year is not None
        }
        if not years:
            continue
        over = period_in(sheet.shown_cell(above, column))
        if over is not None and over.part is Part.YEAR:
            return over.year
        anchored = {place for place in years if _width(sheet, above, place) > 1}
        left = [place for place in years if place <= column and place not in anchored]
        return years[max(left)].year if left else None
    return None


def _width(sheet: Sheet, row: int, column: int) -> int:
    block = next((each for each in sheet.merged if (row, column) in each), None)
    return 1 if block is None else block.right - block.left + 1


def _settled(sheet: Sheet, headings: Sequence[Heading], row: int, end: int) -> list[Heading]:
    """The headings with one column of names, and one of references, by what the columns hold."""
    texts = {
        heading.column: [
            text
            for each in range(row + 1, end)
            if (text := sheet.cell(each, heading.column).text.strip()) and len(sheet.row(each)) > 1
        ]
        for heading in headings
        if heading.role in (Role.NAME, Role.REFERENCE, Role.UNKNOWN)
    }
    coded = [
        column
        for column, found in texts.items()
        if found
        and all(_CODE.fullmatch(text) and not text.isdigit() for text in found)
        and len(set(found)) == len(found)
    ]
    settled = list(headings)
    has_reference = any(heading.role is Role.REFERENCE for heading in headings)
    if coded and not (has_reference and _column_of(headings, Role.REFERENCE) in coded):
        settled = [
            replace(each, role=Role.REFERENCE) if each.column == coded[0] else each for each in settled
        ]
    names = [each for each in settled if each.role is Role.NAME]
    if not names:
        worded = [
            each
            for each in settled
            if each.role is Role.UNKNOWN
            and sum(len(text) > 6 for text in texts[each.column]) > len(texts[each.column]) / 2
        ]
        names = worded[:1]
    if names:
        longest = max(names, key=lambda each: sum(map(len, texts.get(each.column, []))))
        settled = [
            replace(each, role=Role.NAME)
            if each.column == longest.column
            else replace(each, role=Role.UNKNOWN)
            if each.role is Role.NAME
            else each
            for each in settled
        ]
    return _one_reference(settled)


def _one_reference(headings: Sequence[Heading]) -> list[Heading]:
    """Of several columns of references the first is taken."""
    first = _column_of(headings, Role.REFERENCE)
    return [
        replace(each, role=Role.UNKNOWN) if each.role is Role.REFERENCE and each.column != first else each
        for each in headings
    ]


def _column_of(headings: Sequence[Heading], role: Role) -> int | None:
    return next((heading.column for heading in headings if heading.role is role), None)


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
    reference, name = _column_of(headings, Role.REFERENCE), _column_of(headings, Role.NAME)
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
        if row not in data or not cells:
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
    column = _column_of(headings, Role.WHEN)
    return column is not None and period_in(sheet.cell(row, column)) is not None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_GROUP else f"{plain[:_LONGEST_GROUP]}…"
