"""The headings of a table: what each column holds, of which period or year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi_engine.read.definitions.schema.polarity_words import polarity_in
from kpi_engine.read.recognise.header_rows import (
    ROWS_ABOVE,
    Layout,
    headings_above,
    headings_below,
    numbers_below,
    periods_in,
    when_column,
)
from kpi_engine.read.recognise.words.better_words import polarity_of
from kpi_engine.read.recognise.words.column_roles import Heading, Role, of_one_period, role_of
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.period_headings import period_in, year_in_text
from kpi_engine.read.recognise.words.span_runs import main_kind, why_left_out, with_runs_read
from kpi_engine.read.workbook.sheet import Sheet

_BODIES = re.compile(r"directorate|department|service|team", re.I)
# Each sign of a code can be matched in a single way: the time must not double with every digit.
_CODE = re.compile(r"[A-Za-z]{0,8}[ ._/-]?\d(?:[ ._/-]?[A-Za-z\d])*")


def year_told(title: str, elsewhere: Sequence[str]) -> tuple[str, YearName | None]:
    """The text, of a table's title and texts elsewhere, that names the year of headings without a year."""
    for text in (title, *elsewhere):
        year = year_in_text(text)
        if year is not None:
            return text, year
    return "", None


def headings_of(
    sheet: Sheet, row: int, layout: Layout, end: int, years_of: tuple[str, YearName | None]
) -> tuple[list[Heading], str]:
    """The columns of a table, and the text that named a year which its headings do not name."""
    above = headings_above(sheet, row) if layout is Layout.ACROSS else {}
    cells = {**sheet.row(row), **above}
    periods = periods_in(sheet.row(row)) if layout is Layout.ACROSS else {}
    completed, year_from = _with_years(sheet, row, periods, years_of)
    columns = [column for column, _ in completed]
    dated = dict(zip(columns, with_runs_read([period for _, period in completed]), strict=True))
    main = main_kind(dated.values())
    headings = []
    for column in sorted({*cells, *_merged_columns(sheet, row)}):
        text = " ".join((above.get(column) or sheet.shown_cell(row, column)).text.split())
        if column in dated:
            why = why_left_out(dated[column], main)
            role = Role.UNKNOWN if why else Role.PERIOD
            headings.append(Heading(column, text, role, dated[column], why=why))
        elif column not in periods:
            of_period = of_one_period(text) if layout is Layout.ACROSS else None
            role, year = role_of(text)
            year = year or _year_above(sheet, row, column)
            if of_period is not None:
                role, period = of_period
                year = year or years_of[1]
                period = period if period.is_whole or year is None else period.within(year)
                headings.append(Heading(column, text, role, period if period.is_whole else None, year))
            else:
                # Above names, *Month* or *Week commencing* is about the headings beside it.
                is_beside = layout is Layout.ACROSS and role is Role.WHEN
                headings.append(Heading(column, text, Role.UNKNOWN if is_beside else role, year=year))
        else:
            headings.append(Heading(column, text, Role.UNKNOWN))
    if layout is Layout.ACROSS and not dated and not any(each.role is Role.VALUE for each in headings):
        # A quarter whose year nothing names is no area.
        of_areas = set(numbers_below(sheet, row, cells)) - set(periods)
        headings = [
            replace(each, role=Role.OF_AREA) if each.column in of_areas else each for each in headings
        ]
    if layout is not Layout.ACROSS:
        when = when_column(sheet, row, cells)
        headings = [replace(each, role=Role.WHEN) if each.column == when else each for each in headings]
    return headings, year_from


def with_sub_headings(sheet: Sheet, headings: Sequence[Heading], row: int) -> list[Heading]:
    """The columns of a table whose next row says which are figures, targets and ratings of a period."""
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


def with_headings_below(sheet: Sheet, headings: Sequence[Heading], row: int) -> list[Heading]:
    """The columns of a table whose periods are in one row and whose other headings are in the next."""
    of_periods = [heading for heading in headings if heading.role is Role.PERIOD]
    others = [
        Heading(column, text, role_of(text)[0], year=role_of(text)[1])
        for column, cell in headings_below(sheet, row).items()
        if (text := " ".join(cell.text.split()))
    ]
    return sorted([*of_periods, *others], key=lambda heading: heading.column)


def _nearest(above: Mapping[int, Heading], column: int) -> int:
    """The heading at or to the left of a column."""
    return max((place for place in above if place <= column), default=0)


def _merged_columns(sheet: Sheet, row: int) -> set[int]:
    """Columns of a header row whose heading is the heading of a merged cell."""
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
    """The periods with the years that headings above them name, else the year of a title.

    Periods without a year are dropped.
    """
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
    for above in range(row - 1, max(0, row - 1 - ROWS_ABOVE), -1):
        years = {
            place: period
            for place, period in periods_in(sheet.row(above)).items()
            if period.kind == (Part.YEAR, "", 1) and period.year is not None
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


def settled_headings(sheet: Sheet, headings: Sequence[Heading], row: int, end: int) -> list[Heading]:
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
    settled = [_with_polarity(sheet, heading, row, end) for heading in headings]
    has_reference = any(heading.role is Role.REFERENCE for heading in headings)
    if coded and not (has_reference and column_of(headings, Role.REFERENCE) in coded):
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
    return _with_names(_one_column_of_areas(_one_reference(settled)))


def _one_column_of_areas(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with one column of areas: their names, where there are codes as well."""
    areas = [each for each in headings if each.role is Role.AREA]
    named = next((each for each in areas if not each.text.casefold().endswith("code")), None)
    return [
        replace(each, role=Role.UNKNOWN) if each.role is Role.AREA and named and each != named else each
        for each in headings
    ]


def _with_polarity(sheet: Sheet, heading: Heading, row: int, end: int) -> Heading:
    """The heading, such as *Aim*, of a column that says which way is better where targets could be.

    So is any other heading that says nothing itself.
    """
    if heading.role not in (Role.TARGET, Role.UNKNOWN):
        return heading
    texts = [text for each in range(row + 1, end) if (text := sheet.cell(each, heading.column).text.strip())]
    # Below a heading that says nothing, arrows can be the direction of travel.
    read = polarity_of if heading.role is Role.TARGET else polarity_in
    says_better = bool(texts) and all(read(text) is not None for text in texts)
    return replace(heading, role=Role.POLARITY) if says_better else heading


def _with_names(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with something that tells rows apart, where no column is of measures, codes or areas.

    Rows of directorates or teams are then areas of the measure that the table is about; any other group of
    measures is taken for the measures.
    """
    roles = {each.role for each in headings}
    if roles & {Role.NAME, Role.REFERENCE, Role.AREA, Role.WHEN}:
        return list(headings)
    first = column_of(headings, Role.SERVICE)
    return [
        replace(each, role=Role.AREA if _BODIES.match(each.text) else Role.NAME)
        if each.column == first
        else each
        for each in headings
    ]


def _one_reference(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with only the first column of references, if there are several."""
    first = column_of(headings, Role.REFERENCE)
    return [
        replace(each, role=Role.UNKNOWN) if each.role is Role.REFERENCE and each.column != first else each
        for each in headings
    ]


def column_of(headings: Sequence[Heading], role: Role) -> int | None:
    """The first column of a role."""
    return next((heading.column for heading in headings if heading.role is role), None)
