"""Tables as people lay them out become the rows that the readers of columns take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.read.sheets.read_tables import read_tables
from tests.workbook_writing import write_workbook

NAMES = ColumnNames(
    ("code", "area", "period", "value"),
    ("numerator", "denominator", "status"),
    looked_up=("code", "area", "period", "value", "numerator", "denominator", "status"),
)
PERCENT = {"value": 0.853278, "format": "0.0%"}


def declared(folder: Path, **source: Any) -> FileSource:
    """The source as a scorecard declares it."""
    (folder / "definitions.yaml").write_text("indicators: []\n")
    keys = {"as_at": "2024-08", "areas": ["Kent"], "definitions": "definitions.yaml", "observations": source}
    text = yaml.safe_dump(keys, sort_keys=False).replace("'2024-08'", "2024-08", 1)
    (folder / "scorecard.yaml").write_text(text)
    scorecard, issues = read_scorecard(folder / "scorecard.yaml")
    assert issues == ()
    assert scorecard is not None
    return scorecard.observations[0]


def sheet_rows(
    folder: Path, rows: list[list[Any]], *, sheet: dict[str, Any] | None = None, **source: Any
) -> list[str]:
    """The rows of a sheet's table as text, with the place of each."""
    write_workbook(folder / "book.xlsx", {"Figures": {"rows": rows, **(sheet or {})}})
    return read_rows(declared(folder, path="book.xlsx", **source))


def text_rows(folder: Path, name: str, text: str, **source: Any) -> list[str]:
    (folder / name).write_text(text)
    return read_rows(declared(folder, path=name, **source))


def read_rows(source: FileSource) -> list[str]:
    tables, issues = read_tables(source, NAMES)
    assert issues == ()
    return [row for table in tables for row in as_text(table)]


def as_text(table: CsvTable) -> list[str]:
    columns = {name: column.rows() for name, column in table.columns.items()}
    names = [
        name for name in ("code", "name", "area", *NAMES.required[2:], *NAMES.optional) if name in columns
    ]
    rows = zip(*(columns[name] for name in names), strict=True)
    places = [str(table.place(number)).partition(":")[2] for number in table.line.tolist()]
    return [
        " ".join([place, *(text or "-" for text in row)]).rstrip(" -")
        for place, row in zip(places, rows, strict=True)
    ]


def test_a_long_table_below_titles_in_any_order(tmp_path: Path) -> None:
    rows = [
        ["Monthly figures", None],
        [],
        ["Value", "Period", "Code", "Area"],
        [PERCENT, {"date": "2024-08-01", "format": "mmm-yy"}, "SCS40", "Kent"],
        [12, "2024-07", "CASES", "Swale"],
    ]
    assert sheet_rows(tmp_path, rows) == [
        "Figures!A4 SCS40 Kent 2024-08 85.3278",
        "Figures!A5 CASES Swale 2024-07 12",
    ]


def test_decimals_as_displayed_where_they_are_information(tmp_path: Path) -> None:
    rows = [["code", "area", "period", "value"], ["SCS40", "Kent", "2024-08", PERCENT]]
    assert sheet_rows(tmp_path, rows, precision="as_printed") == ["Figures!D2 SCS40 Kent 2024-08 85.3"]


def test_quarters_below_years_that_are_merged(tmp_path: Path) -> None:
    rows = [
        ["Corporate plan"],
        [None, None, "2023/24", None, "2024/25", None, None],
        ["Ref", "Measure", "Q3", "Q4", "Q1", "Q2", "RAG"],
        ["A1", "First", 1, 2, 3, None, "GREEN"],
    ]
    expected = [
        "Figures!C4 A1 2023/24 Q3 1",
        "Figures!D4 A1 2023/24 Q4 2",
        "Figures!E4 A1 2024/25 Q1 3",
    ]
    keys: dict[str, Any] = {"layout": "wide", "columns": {"code": "Ref"}, "area": "Kent"}
    expected = [row.replace(" A1 ", " A1 Kent ") for row in expected]
    assert sheet_rows(tmp_path, rows, sheet={"merged": ["C2:D2", "E2:F2"]}, **keys) == expected
    # Without merging, a year counts to the next one.
    assert sheet_rows(tmp_path, rows, **keys) == expected


QUARTERS: list[list[Any]] = [
    ["Ref", "Measure", "2023/24 outturn", "2024/25", None, "2025/26"],
    [None, None, None, "Q3", "Q4", "Q1"],
    ["A1", "First", 9, 1, 2, 3],
]


@pytest.mark.parametrize("merged", [["A1:A2", "B1:B2", "C1:C2", "D1:E1"], ["D1:E1"], []])
def test_labels_beside_the_years_above_the_quarters(merged: list[str], tmp_path: Path) -> None:
    found = sheet_rows(
        tmp_path,
        QUARTERS,
        sheet={"merged": merged},
        layout="wide",
        columns={"code": "Ref"},
        area="Kent",
        ignore_columns="2023/24 outturn",
    )
    assert found == [
        "Figures!D3 A1 Kent 2024/25 Q3 1",
        "Figures!E3 A1 Kent 2024/25 Q4 2",
        "Figures!F3 A1 Kent 2025/26 Q1 3",
    ]


def test_a_year_merged_down_beside_quarters(tmp_path: Path) -> None:
    rows = [["Ref", "2023/24", "2024/25", None], [None, None, "Q1", "Q2"], ["A1", 9, 1, 2]]
    merged = {"merged": ["A1:A2", "B1:B2", "C1:D1"]}
    found = sheet_rows(tmp_path, rows, sheet=merged, layout="wide", columns={"code": "Ref"}, area="Kent")
    assert [row.split(" Kent ")[1] for row in found] == ["2023/24 9", "2024/25 Q1 1", "2024/25 Q2 2"]


def test_a_year_with_nothing_below_it_beside_quarters(tmp_path: Path) -> None:
    rows = [["Ref", "2023/24", "2024/25", None], [None, None, "Q1", "Q2"], ["A1", 9, 1, 2]]
    found = sheet_rows(tmp_path, rows, layout="wide", columns={"code": "Ref"}, area="Kent")
    assert sorted(row.split(" Kent ")[1] for row in found) == ["2023/24 9", "2024/25 Q1 1", "2024/25 Q2 2"]


def test_years_alone_are_years(tmp_path: Path) -> None:
    rows = [["Ref", "2023/24", "2024/25"], [None, "Children", None], ["A1", 9, 1]]
    keys: dict[str, Any] = {"columns": {"code": "Ref"}, "area": "Kent", "skip_rows": "Children"}
    found = sheet_rows(tmp_path, rows, layout="wide", **keys)
    assert [row.split(" Kent ")[1] for row in found] == ["2023/24 9", "2024/25 1"]


def test_months_below_a_year_of_two_calendar_years(tmp_path: Path) -> None:
    months = ["Apr", "May", "December", "Jan", "Mar"]
    rows = [[None, "2023/24"], ["Ref", *months], ["A1", 1, 2, 3, 4, 5]]
    found = sheet_rows(tmp_path, rows, layout="wide", columns={"code": "Ref"}, area="Kent")
    assert [row.split()[3] for row in found] == ["2023-04", "2023-05", "2023-12", "2024-01", "2024-03"]


def test_value_numerator_and_denominator_below_each_month(tmp_path: Path) -> None:
    rows = [
        [None, "Jul 2024", None, None, "Aug 2024", None, None],
        ["Ref", "%", "Num", "Den", "%", "Num", "Den"],
        ["A1", {"value": 0.5, "format": "0%"}, 2, 4, None, 3, 4],
    ]
    columns = {"code": "Ref", "value": "%", "numerator": "Num", "denominator": "Den"}
    assert sheet_rows(tmp_path, rows, layout="wide", columns=columns, area="Kent") == [
        "Figures!B3 A1 Kent Jul 2024 50 2 4",
        "Figures!F3 A1 Kent Aug 2024 - 3 4",
    ]


def test_areas_across(tmp_path: Path) -> None:
    rows = [["Ref", "Kent", "Swale"], ["A1", 1, 2]]
    keys: dict[str, Any] = {
        "layout": "wide",
        "across": "areas",
        "columns": {"code": "Ref"},
        "period": "2024-08",
    }
    assert sheet_rows(tmp_path, rows, **keys) == [
        "Figures!B2 A1 Kent 2024-08 1",
        "Figures!C2 A1 Swale 2024-08 2",
    ]


def test_indicators_across_and_periods_down(tmp_path: Path) -> None:
    rows = [
        ["Repairs, weekly"],
        ["Week commencing", "Jobs raised", "% first-time fix", "Comment"],
        [{"date": "2025-01-06", "format": "dd/mm/yyyy"}, 495, {"value": 0.883, "format": "0.0%"}, None],
        [{"date": "2025-01-13", "format": "ddd d mmm"}, 427, None, None],
        ["Total", 922, None, None],
    ]
    keys: dict[str, Any] = {
        "layout": "wide",
        "across": "indicators",
        "columns": {"period": "Week commencing"},
    }
    assert sheet_rows(tmp_path, rows, area="Kent", skip_rows="Total", **keys) == [
        "Figures!B3 Jobs raised Kent 2025-01-06 495",
        "Figures!C3 % first-time fix Kent 2025-01-06 88.3",
        "Figures!B4 Jobs raised Kent 2025-01-13 427",
    ]


def test_areas_above_periods(tmp_path: Path) -> None:
    rows = [[None, "Kent", None, "Swale"], ["Ref", "Jul-24", "Aug-24", "Jul-24"], ["A1", 1, 2, 3]]
    found = sheet_rows(tmp_path, rows, layout="wide", across="areas_and_periods", columns={"code": "Ref"})
    assert found == [
        "Figures!B3 A1 Kent Jul-24 1",
        "Figures!C3 A1 Kent Aug-24 2",
        "Figures!D3 A1 Swale Jul-24 3",
    ]


def test_sheets_that_are_areas(tmp_path: Path) -> None:
    table = [["Ref", "Aug 2024"], ["A1", 1]]
    write_workbook(tmp_path / "book.xlsx", {"Kent": {"rows": table}, "Swale": {"rows": table}})
    source = declared(
        tmp_path,
        path="book.xlsx",
        sheet=["Kent", "swale"],
        sheets_are_areas=True,
        layout="wide",
        columns={"code": "Ref"},
    )
    assert read_rows(source) == ["Kent!B2 A1 Kent Aug 2024 1", "Swale!B2 A1 Swale Aug 2024 1"]


def test_a_reference_that_is_merged_over_its_areas(tmp_path: Path) -> None:
    rows = [["Ref", "Area", "Aug 2024"], ["A1", "Kent", 1], [None, "Swale", 2]]
    found = sheet_rows(
        tmp_path, rows, sheet={"merged": ["A2:A3"]}, layout="wide", columns={"code": "Ref", "area": "Area"}
    )
    assert found == ["Figures!C2 A1 Kent Aug 2024 1", "Figures!C3 A1 Swale Aug 2024 2"]


def test_one_of_several_tables_by_its_range(tmp_path: Path) -> None:
    rows = [["Ref", "Aug 2024"], ["A1", 1], [], ["Ref", "Aug 2024"], ["A2", 2]]
    found = sheet_rows(tmp_path, rows, layout="wide", columns={"code": "Ref"}, area="Kent", range="A4:B9")
    assert found == ["Figures!B5 A2 Kent Aug 2024 2"]


def test_headings_in_the_row_that_is_declared(tmp_path: Path) -> None:
    rows = [["Ref", "Jul 2024"], ["Ref", "Aug 2024"], ["A1", 1]]
    found = sheet_rows(tmp_path, rows, layout="wide", columns={"code": "Ref"}, area="Kent", header_row=2)
    assert found == ["Figures!B3 A1 Kent Aug 2024 1"]


def test_rows_and_words_as_declared(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Jul 2024", "Aug 2024"],
        ["A1", "Due Q3", {"formula": "=1/0", "value": "#DIV/0!"}],
        ["A2", "9 of 11", "1,204 out of 2,000"],
        ["Total", 1, 2],
        ["Notes: provisional", "see annex", None],
    ]
    found = sheet_rows(
        tmp_path,
        rows,
        layout="wide",
        columns={"code": "Ref"},
        area="Kent",
        skip_rows=["total*", "Notes*"],
        missing={"due q3": "to be supplied", "#DIV/0!": "not available"},
    )
    assert found == [
        "Figures!B2 A1 Kent Jul 2024",
        "Figures!C2 A1 Kent Aug 2024 N/A",
        "Figures!B3 A2 Kent Jul 2024 - 9 11",
        "Figures!C3 A2 Kent Aug 2024 - 1204 2000",
    ]


@pytest.mark.parametrize(("hidden", "values"), [("read", ["1", "2", "3", "4"]), ("leave_out", ["1"])])
def test_hidden_figures_as_declared(tmp_path: Path, hidden: str, values: list[str]) -> None:
    rows = [["Ref", "Jul 2024", "Aug 2024"], ["A1", 1, 2], ["A2", 3, 4]]
    found = sheet_rows(
        tmp_path,
        rows,
        sheet={"hidden_rows": [3], "hidden_columns": ["C"]},
        layout="wide",
        columns={"code": "Ref"},
        area="Kent",
        hidden=hidden,
    )
    assert [row.split()[-1] for row in found] == values


@pytest.mark.parametrize(
    ("unit", "value"), [("seconds", "221"), ("minutes", "3.6833333333"), ("hours", "0.0613888889")]
)
def test_lengths_of_time(tmp_path: Path, unit: str, value: str) -> None:
    rows = [
        ["Ref", "Jul 2024", "Aug 2024"],
        ["A1", {"value": 221 / 86400, "format": "mm:ss"}, {"value": "03:41", "format": "mm:ss"}],
        ["A2", {"value": "00:03:41"}, {"value": 221 / 86400, "format": "[h]:mm:ss"}],
    ]
    keys: dict[str, Any] = {"layout": "wide", "columns": {"code": "Ref"}, "area": "Kent", "durations": unit}
    write_workbook(tmp_path / "book.xlsx", {"Figures": {"rows": rows}})
    tables, issues = read_tables(declared(tmp_path, path="book.xlsx", **keys), NAMES)
    assert set(tables[0].column("value").rows()) == {value}
    assert [str(issue.location) for issue in issues] == ["book.xlsx:Figures!C2"] or issues  # typed as text


def test_accounting_formats_show_a_dash_for_nought(tmp_path: Path) -> None:
    accounting = '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'
    rows = [
        ["Ref", "Jul 2024", "Aug 2024"],
        ["A1", {"value": 0, "format": accounting}, {"value": 0, "format": '0;-0;"n/a"'}],
    ]
    found = sheet_rows(tmp_path, rows, layout="wide", columns={"code": "Ref"}, area="Kent")
    assert [row.split()[-1] for row in found] == ["0", "n/a"]


WIDE = "Ref,District,2023/24,,2024/25\n,,Q3,Q4,Q1\nA1,Kent,1.5,,2\n"


def test_a_wide_text_with_commas(tmp_path: Path) -> None:
    text = "Ref,District,Jul 2024,Aug 2024\nA1,Kent,1.5,\nA1,Swale,2,3\n"
    found = text_rows(tmp_path, "wide.csv", text, layout="wide", columns={"code": "Ref", "area": "District"})
    assert found == ["2:3 A1 Kent Jul 2024 1.5", "3:3 A1 Swale Jul 2024 2", "3:4 A1 Swale Aug 2024 3"]


def test_figures_of_a_text_below_a_heading_that_is_no_period(tmp_path: Path) -> None:
    """As in a workbook they are not read, and that is said; what holds no figures is left alone."""
    (tmp_path / "wide.csv").write_text("Ref,Q1 2024-25,Q5 2024-25,Line 2,\nA1,1.5,1.7,Kent,9\n")
    _, issues = read_tables(
        declared(tmp_path, path="wide.csv", layout="wide", area="Kent", columns={"code": "Ref"}), NAMES
    )
    assert [issue.what for issue in issues] == [
        'the heading "Q5 2024-25" in C1 names no period, so the figures below it are not read',
        "there is no heading in E1, so the figures below are not read",
    ]


def test_a_table_pasted_from_a_spreadsheet(tmp_path: Path) -> None:
    text = "Title\n\n\t2023/24\t\t2024/25\nRef\tQ3\tQ4\tQ1\nA1\t1.5\t\t2\n"
    found = text_rows(tmp_path, "pasted.txt", text, layout="wide", columns={"code": "Ref"}, area="Kent")
    assert found == ["5:2 A1 Kent 2023/24 Q3 1.5", "5:4 A1 Kent 2024/25 Q1 2"]


def test_a_long_text_with_tabs_needs_no_declaration(tmp_path: Path) -> None:
    text = "code\tarea\tperiod\tvalue\nA1\tKent\t2024-08\t1.5\n"
    assert text_rows(tmp_path, "long.tsv", text) == ["2:4 A1 Kent 2024-08 1.5"]


def test_other_headings_of_a_long_text(tmp_path: Path) -> None:
    text = "Ref,Where,Month,Figure,Comment\nA1,Kent,2024-08,1.5,fine\n"
    columns = {"code": "Ref", "area": "Where", "period": "Month", "value": "Figure"}
    assert text_rows(tmp_path, "long.csv", text, columns=columns) == ["2:4 A1 Kent 2024-08 1.5"]


@pytest.mark.parametrize("name", ["corporate_plan.ods", "corporate_plan.xls"])
def test_every_format_of_workbook(tmp_path: Path, name: str) -> None:
    converted = Path(__file__).parents[2] / "workbooks" / "converted" / name
    (tmp_path / name).write_bytes(converted.read_bytes())
    source = declared(
        tmp_path,
        path=name,
        sheet="Adult Social Care",
        layout="wide",
        columns={"code": "Ref"},
        area="Northshire",
        skip_rows="Total*",
        ignore_columns="Target 2025/26",
        precision="as_printed",
    )
    found = read_rows(source)
    assert found[0] == "Adult Social Care!F6 ASC01 Northshire 2024/25 Q1 83.6"
    assert len(found) == 42


def test_csv_files_need_no_reader_of_workbooks(tmp_path: Path) -> None:
    """A scorecard of CSV files starts as fast as before there were other sources."""
    (tmp_path / "plain.csv").write_text("code,area,period,value\nA1,Kent,2024-08,1\n")
    source = f"FileSource({str(tmp_path / 'plain.csv')!r}, Precision.AS_DEFINED, '', False, Location('s'))"
    code = (
        "import sys; import kpi_engine.pipeline\n"
        "from kpi_engine.model.definitions.scorecard import FileSource, Precision\n"
        "from kpi_engine.model.issue import Location\n"
        "from kpi_engine.read.csv.csv_header import ColumnNames\n"
        "from kpi_engine.read.sheets.read_tables import read_tables\n"
        f"read_tables({source}, ColumnNames(('code', 'area', 'period', 'value')))\n"
        "heavy = ('xlrd', 'pyarrow', 'sqlalchemy', 'xml.etree', 'kpi_engine.read.workbook.', "
        "'kpi_engine.read.results.', 'kpi_engine.read.sheets.grid')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(heavy)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == []
