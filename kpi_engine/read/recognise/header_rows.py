"""Where the headings of a table are: rows of periods, or a row above periods that run down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import pairwise

from kpi_engine.read.recognise.words.column_roles import Role, role_of
from kpi_engine.read.recognise.words.figure_cells import figure_in
from kpi_engine.read.recognise.words.found_period import UNREAD, FoundPeriod, Part
from kpi_engine.read.recognise.words.period_headings import (
    period_in,
    period_in_text,
    period_of_text,
    year_in_text,
)
from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import Sheet

ROWS_ABOVE = 3  # where the year of a heading Q1 is looked for


_FEWEST_PERIODS_DOWN = 3


_COUNTED = re.compile(r"(p|pd|per|period|m|mth|month|wk|week|term)\.? ?\d{1,2}", re.IGNORECASE)


class Layout(Enum):
    """Periods across, periods down with a column for each measure, or a row for each figure."""

    ACROSS = "periods across"
    DOWN = "periods down"
    LONG = "a row for each figure"


def headers_of(sheet: Sheet) -> Iterator[tuple[int, Layout]]:
    """The rows of headings in a sheet, each with the layout of the table below it."""
    busy_until = 0
    for row, cells in sheet.rows():
        if row <= busy_until:
            continue
        has_periods = len(periods_in(cells)) > 1
        layout = None if has_periods else _layout_of_periods_below(sheet, row, cells)
        if layout is None and _is_across(sheet, row, cells):
            yield row, Layout.ACROSS
            busy_until = row + has_sub_headings(sheet, row + 1)
        elif layout is None and _is_of_areas(sheet, row, cells):
            yield row, Layout.DOWN
        elif layout is not None:
            yield row, layout
            busy_until = _end_of_periods(sheet, row, when_column(sheet, row, cells) or 1)


def _is_across(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> bool:
    periods = periods_in(cells)
    others = [cell for column, cell in cells.items() if column not in periods]
    if any(cell.kind is not CellKind.TEXT for cell in others):
        return False
    roles = [role_of(cell.text)[0] for cell in others]
    known = sum(role not in (Role.UNKNOWN, Role.SKIPPED) for role in roles)
    below = periods_in(sheet.row(row + 1))
    if periods and all(period.part is Part.YEAR for period in periods.values()):
        partial = [column for column, period in below.items() if not period.is_whole]
        if partial:
            return False  # the years above the quarters of the next row
    if len(periods) >= 2:
        # An empty column can stand between the names and the figures.
        return bool(others) or any(sheet.shown_cell(row + 1, left).text for left in range(1, min(periods)))
    names = sum(role in (Role.NAME, Role.REFERENCE) for role in roles)
    if (
        names
        and not periods
        and len(numbers_below(sheet, row, cells)) > 1
        and period_named(sheet, row) is not None
    ):
        return True  # a column for each area, of the one period that the sheet names
    wanted = (Role.VALUE, Role.TARGET, Role.OUTTURN)
    return names > 0 and known >= 2 and (bool(periods) or any(role in wanted for role in roles))


def _is_of_areas(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> bool:
    """Whether areas run down below a row of measures, all of the one period that the sheet names."""
    if any(cell.kind is not CellKind.TEXT for cell in cells.values()) or periods_in(cells):
        return False
    roles = [role_of(cell.text)[0] for cell in cells.values()]
    return (
        roles.count(Role.AREA) == 1
        and not {Role.NAME, Role.REFERENCE} & set(roles)
        and len(numbers_below(sheet, row, cells)) > 1
        and period_named(sheet, row) is not None
    )


def headings_above(sheet: Sheet, row: int) -> Mapping[int, Cell]:
    """The headings beside what is above a row of periods, of columns that the row leaves empty.

    An officer who merges each year over its quarters often writes *Ref* and *Measure* beside the years.
    """
    own, above = sheet.row(row), sheet.row(row - 1) if row > 1 else {}
    years, parts = periods_in(above), periods_in(own)
    found = {
        column: cell
        for column, cell in above.items()
        if column not in years and column not in own and cell.kind is CellKind.TEXT
    }
    if not parts or any(period.part is not Part.YEAR for period in years.values()):
        return {}
    if years:
        return {} if any(period.is_whole for period in parts.values()) else found
    # Without years above it is a title, unless it says what a column of names holds.
    roles = {role_of(cell.text)[0] for cell in found.values()}
    return found if len(above) > 1 and roles & {Role.NAME, Role.REFERENCE} else {}


def numbers_below(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> list[int]:
    """The columns without a known heading that hold figures, or why there are none, in the next rows.

    A period that is counted, ``P3``, is no heading of its own: nothing says which months or weeks it is.
    """
    rows = [each for each in range(row + 1, min(row + 6, sheet.bottom + 1)) if len(sheet.row(each)) > 1]
    found = []
    for column, cell in cells.items():
        figures = [figure_in(sheet.cell(each, column)) for each in rows]
        are_figures = any(each.is_figure for each in figures) and not any(each.problem for each in figures)
        is_period = _COUNTED.fullmatch(cell.text.strip()) is not None
        if are_figures and role_of(cell.text)[0] is Role.UNKNOWN and not is_period:
            found.append(column)
    return found


def period_named(sheet: Sheet, row: int) -> FoundPeriod | None:
    """The one period that a sheet's name, or a text above a header, says its figures are of."""
    texts = [cell.text for above in range(1, row) for cell in sheet.row(above).values()]
    years = [year_in_text(text) for text in (sheet.name, *texts)]
    year = next((each for each in years if each is not None), None)
    for text in (sheet.name, *texts):
        found = period_of_text(text)
        if found is None or found.part in UNREAD:
            found = period_in_text(text)
        if found is not None and (found.is_whole or year is not None):
            return found if found.is_whole or year is None else found.within(year)
    return None if year is None else FoundPeriod(Part.YEAR, 0, year)


def periods_in(cells: Mapping[int, Cell]) -> dict[int, FoundPeriod]:
    """The headings of a row that are periods; numbers only where they count years one after the other."""
    found = {column: period for column, cell in cells.items() if (period := period_in(cell)) is not None}
    found |= _numbered_days(cells)
    years = [column for column in found if cells[column].number is not None and found[column].day is None]
    numbers = [cells[column].number for column in years]
    steps = {after - before for before, after in pairwise(numbers) if after and before}
    if years and not (len(years) > 1 and steps == {1}):
        found = {column: period for column, period in found.items() if column not in years}
    return found


# The days that a spreadsheet counts since the end of 1899.
_DAY_0 = date(1899, 12, 30).toordinal()
_DAYS = range(36_526, 73_051)  # of 2000 to 2099


def _numbered_days(cells: Mapping[int, Cell]) -> dict[int, FoundPeriod]:
    """Headings that are dates whose format as dates is lost: numbers that are all the firsts of months."""
    numbers = {column: cell.number for column, cell in cells.items() if cell.number is not None}
    if len(numbers) < _FEWEST_PERIODS_DOWN or any(number not in _DAYS for number in numbers.values()):
        return {}
    days = {column: date.fromordinal(_DAY_0 + int(number)) for column, number in numbers.items()}
    if any(day.day != 1 for day in days.values()) or len(set(days.values())) < len(days):
        return {}
    return {column: FoundPeriod(Part.DATE, day=day) for column, day in days.items()}


def headings_below(sheet: Sheet, row: int) -> Mapping[int, Cell]:
    """The headings in the row below a row of periods that says nothing of the other columns."""
    periods, below = periods_in(sheet.row(row)), sheet.row(row + 1)
    others = [cell for column, cell in sheet.row(row).items() if column not in periods and cell.text.strip()]
    if not periods or others or not below or not periods.keys().isdisjoint(below):
        return {}
    roles = {role_of(cell.text)[0] for cell in below.values()}
    are_texts = all(cell.kind is CellKind.TEXT for cell in below.values())
    return below if are_texts and roles & {Role.NAME, Role.REFERENCE} else {}


def when_column(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> int | None:
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
    if when_column(sheet, row, cells) is None:
        return None
    roles = [role_of(cell.text)[0] for cell in cells.values()]
    has_names = Role.NAME in roles or Role.REFERENCE in roles
    return Layout.LONG if has_names else Layout.DOWN


def _end_of_periods(sheet: Sheet, row: int, column: int) -> int:
    while row < sheet.bottom and period_in(sheet.cell(row + 1, column)) is not None:
        row += 1
    return row


_SUB_HEADINGS = (
    Role.VALUE,
    Role.TARGET,
    Role.RAG,
    Role.ARROW,
    Role.NUMERATOR,
    Role.DENOMINATOR,
    Role.TOLERANCE,
)


def has_sub_headings(sheet: Sheet, row: int) -> bool:
    """Whether a row says under each period which column is the figure, the target and the rating."""
    cells = [cell for cell in sheet.row(row).values() if cell.text.strip()]
    of_periods = [cell for cell in cells if role_of(cell.text)[0] in _SUB_HEADINGS]
    return len(of_periods) > 2 and all(cell.kind is CellKind.TEXT for cell in cells)
