"""Workbooks, and text files that are read as grids → the tables that a scorecard declares to be in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.definitions.table_layout import Layout, TableLayout
from kpi_engine.model.issue import Issue, Location, error, errors_in
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.csv.csv_bytes import LARGEST_FILE
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.csv_words import with_sound_words
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.places import display_path
from kpi_engine.read.sheets.grid import Grid, sheet_grid, text_grid
from kpi_engine.read.sheets.grid_tables import GridTable, too_wide
from kpi_engine.read.sheets.headings import find_headings
from kpi_engine.read.workbook.cell import block_of
from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Visibility, Workbook, WorkbookError


def table_of_text(
    source: FileSource, names: ColumnNames, separator: str
) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    """The table in a text file whose fields are apart by the separator."""
    file = display_path(source.path)
    layout = source.layout or TableLayout()
    if layout.sheets or layout.sheets_are_areas:
        what = f"{file} is text, which has no sheets"
        return None, (error(source.location, what, "remove sheet and sheets_are_areas"),)
    try:
        data = read_file(Path(source.path), LARGEST_FILE, "split it into several files")
    except UnreadableFileError as problem:
        return None, (error(Location(file), problem.what, problem.remedy),)
    grid, issues = text_grid(data, file, separator, block_of(layout.block))
    if grid is None:
        return None, issues
    table, table_issues = _table(grid, source, layout, names)
    return table, (*issues, *table_issues)


def tables_of_workbook(
    source: FileSource, names: ColumnNames
) -> tuple[tuple[CsvTable, ...], tuple[Issue, ...]]:
    """The table on each of the sheets that a source names."""
    workbook, issues = open_workbook(source.path)
    if workbook is None:
        return (), issues
    layout = source.layout or TableLayout()
    sheets, issues = _sheets(workbook, layout, source)
    tables = []
    for sheet in sheets:
        table, table_issues = _of_sheet(workbook, sheet, source, layout, names)
        issues = (*issues, *table_issues)
        if table is not None:
            tables.append(table)
    return tuple(tables), issues


def _sheets(
    workbook: Workbook, layout: TableLayout, source: FileSource
) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """The sheets that a source names, or the only one that is shown."""
    known = {name.casefold(): name for name in workbook.sheet_names}
    if layout.sheets:
        missing = [name for name in layout.sheets if name.casefold() not in known]
        issues = tuple(_no_sheet(workbook, name, source) for name in missing)
        return tuple(known[name.casefold()] for name in layout.sheets if name not in missing), issues
    visible = [name for name in workbook.sheet_names if workbook.visibility(name) is Visibility.VISIBLE]
    if len(visible) == 1:
        return tuple(visible), ()
    named = joined([shown(name) for name in visible])
    what = (
        f"{workbook.file} has several sheets, and none is named"
        if visible
        else f"{workbook.file} has no sheet"
    )
    return (), (error(source.location, what, f"name one with sheet: it has {named}" if visible else ""),)


def _no_sheet(workbook: Workbook, name: str, source: FileSource) -> Issue:
    names = joined([shown(each) for each in workbook.sheet_names])
    remedy = did_you_mean(name, workbook.sheet_names) or f"it has {names}"
    return error(source.location, f"{workbook.file} has no sheet {shown(name)}", remedy)


def _of_sheet(
    workbook: Workbook, name: str, source: FileSource, layout: TableLayout, names: ColumnNames
) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    try:
        sheet = workbook.sheet(name)
    except WorkbookError as problem:
        return None, (error(Location(workbook.file, place=name), problem.what, problem.remedy),)
    grid = sheet_grid(sheet, workbook.file, block_of(layout.block), workbook.is_stale)
    if not layout.block and sheet.right > grid.block.right:
        return None, (too_wide(grid),)
    if not sheet.bottom:
        return None, (error(grid.whole, "the sheet is empty", "name another sheet"),)
    return _table(grid, source, layout, names)


def _table(
    grid: Grid, source: FileSource, layout: TableLayout, names: ColumnNames
) -> tuple[CsvTable | None, tuple[Issue, ...]]:
    headings, problems = find_headings(grid, layout, names, source.location)
    if headings is None or problems:
        return None, tuple(problems)
    reader = GridTable(grid, headings, source, layout, names)
    read: Callable[[], CsvTable] = reader.wide if layout.layout is Layout.WIDE else reader.long
    table, word_issues = with_sound_words(read(), names)
    issues = [*reader.issues, *word_issues]
    if not len(table) and not names.may_be_empty and not errors_in(issues):
        where = grid.place(headings.row, grid.block.left)
        issues.append(error(where, "there are headings, but no figures below them", "add the figures"))
    return table, tuple(issues)
