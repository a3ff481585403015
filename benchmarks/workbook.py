"""Reads a workbook of a million cells as a source of observations: python -m benchmarks.workbook.

Each reader runs in a process of its own. The others read the same cells without what kpi needs beside them:
openpyxl gives number formats, but not what is hidden or merged as it streams; calamine gives values alone.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROWS, MONTHS = 20_000, 50


def write_workbook(path: Path) -> None:
    """A wide table: a row for each indicator and area, a column for each month, as percentages."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Figures")
    percent, month = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "mmm-yy"})
    sheet.write_row(0, 0, ["Ref", "Area"])
    for column in range(MONTHS):
        sheet.write_number(0, 2 + column, 43922 + 30.4375 * column, month)
    for row in range(1, ROWS + 1):
        sheet.write_string(row, 0, f"K{row % 200:03d}")
        sheet.write_string(row, 1, f"Area {row // 200}")
        for column in range(MONTHS):
            sheet.write_number(row, 2 + column, (row * 7919 + column * 104729) % 10_000 / 10_000, percent)
    book.close()


def with_kpi(path: Path) -> int:
    """The rows of the source's table, as the reader of observations takes them."""
    from kpi_engine.model.definitions.scorecard import FileSource, Precision
    from kpi_engine.model.definitions.table_layout import Layout, TableLayout
    from kpi_engine.model.issue import Location
    from kpi_engine.read.csv.csv_header import ColumnNames
    from kpi_engine.read.sheets.read_tables import read_tables

    layout = TableLayout(layout=Layout.WIDE, columns=(("code", "Ref"), ("area", "Area")))
    source = FileSource(str(path), Precision.AS_DEFINED, "", False, Location(""), layout)
    names = ColumnNames(("code", "area", "period", "value"), ("numerator", "denominator", "status"))
    tables, issues = read_tables(source, names)
    assert not issues
    return len(tables[0])


def with_openpyxl(path: Path) -> int:
    """Every cell's value and format, streaming."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(bool(cell.number_format) for row in book["Figures"].iter_rows() for cell in row)


def with_calamine(path: Path) -> int:
    """Every cell's value."""
    from python_calamine import CalamineWorkbook

    return sum(map(len, CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()))


READERS: dict[str, Callable[[Path], int]] = {
    "kpi_engine": with_kpi,
    "openpyxl": with_openpyxl,
    "calamine": with_calamine,
}


def main() -> None:
    """Print a line for each reader; with arguments, be one of them."""
    if len(sys.argv) > 1:
        begun = perf_counter()
        READERS[sys.argv[1]](Path(sys.argv[2]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{perf_counter() - begun:.1f} s | {process_time():.1f} s | {peak:,.0f} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.xlsx"
        write_workbook(path)
        print(f"{ROWS * (MONTHS + 2):,} cells, {path.stat().st_size / 1e6:.0f} MB")
        for reader in READERS:
            command = [sys.executable, "-m", "benchmarks.workbook", reader, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            print(f"| {reader} | {done.stdout.strip() or done.stderr.splitlines()[-1]} |")


if __name__ == "__main__":
    main()
