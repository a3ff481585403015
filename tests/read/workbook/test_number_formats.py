"""What Excel shows of a number by its format, and the figure that is read from it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.read.workbook.cell import Cell, CellKind
from kpi_engine.read.workbook.sheet import CellMaker, Stored, Style


def cell(stored: str, code: str, from_1904: bool = False) -> Cell:
    return CellMaker([Style(code)], from_1904)(Stored(CellKind.NUMBER, stored))


@pytest.mark.parametrize(
    ("stored", "code", "text", "figure"),
    [
        ("0.453", "0.0%", "45.3%", "45.3"),
        ("0.45300000000000001", "0.0%", "45.3%", "45.3"),  # as Excel writes the binary number
        ("0.7565", "0.0%", "75.7%", "75.7"),  # half up, in decimal: a binary 75.65 is shown as 75.6
        ("-0.4535", "0.0%", "-45.4%", "-45.4"),
        ("0.05", "0%", "5%", "5"),
        ("0.1", "0.0%;(0.0%)", "10.0%", "10.0"),
        ("-0.1", "0.0%;(0.0%)", "(10.0%)", "-10.0"),
        ("1188", "£#,##0", "£1,188", "1188"),
        ("-1188.5", "£#,##0;[Red]-£#,##0", "-£1,189", "-1189"),
        ("1234567.891", "[$£-809]#,##0.00", "£1,234,567.89", "1234567.89"),
        ("1234567", "#,##0,", "1,235", "1235"),
        ("1.5e80", "0.0", f"15{'0' * 79}.0", f"15{'0' * 79}.0"),
        ("9.9e307", "0.0%%", f"99{'0' * 310}.0%%", f"99{'0' * 310}.0"),
        ("1234567", '£0.0,,"m"', "£1.2m", "1.2"),
        ("1.25", '£0.0"m";[Red](£0.0"m")', "£1.3m", "1.3"),
        ("-1.2", '£0.0"m";[Red](£0.0"m")', "(£1.2m)", "-1.2"),
        ("17.9", '"1:"0.0', "1:17.9", "17.9"),
        ("4.2", '0.0" per 1,000"', "4.2 per 1,000", "4.2"),
        ("0", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-", "0"),
        ("1.5", "0.##", "1.5", "1.5"),
        ("7", "000", "007", "7"),
        ("123456", "00-00-00", "12-34-56", "123456"),
        ("1500", '[>=1000]#,##0.0,"k";0', "1.5k", "1.5"),
        ("12", '[>=1000]#,##0.0,"k";0', "12", "12"),
        ("0", '0.0;-0.0;"nil"', "nil", "0"),
        ("-0.04", "0.0", "0.0", "0.0"),
        ("2.5", "# ?/?", "2 1/2", "2.5"),
        ("123456", "0.00E+00", "1.23E+05", "123456"),
        ("0", "0.00E+00", "0.00E+00", "0"),
        ("9.999", "0.00E+00", "1.00E+01", "9.999"),
        ("0.30000000000000004", "General", "0.3", "0.3"),
        ("0.33333333333333331", "General", "0.333333333", "0.333333333"),
        ("123456789012", "General", "1.23457E+11", "123456789012"),
        ("0.0000001", "General", "0.0000001", "0.0000001"),
        ("5", '"Q"General', "Q5", "5"),
        ("5", "@", "5", "5"),
        ("5", ";;;", "", "5"),
        ("5", '"closed"', "closed", "5"),
    ],
)
def test_numbers(stored: str, code: str, text: str, figure: str) -> None:
    made = cell(stored, code)
    assert (made.text, made.figure) == (text, figure)


def test_the_exact_number_is_at_the_scale_that_is_shown() -> None:
    made = cell("0.453278", "0.0%")
    assert (made.exact, made.figure, made.number) == ("45.3278", "45.3", Decimal("45.3278"))
    assert made.is_percent
    assert not cell("0.453", "0.0").is_percent


@pytest.mark.parametrize(
    ("stored", "code", "text", "date_text"),
    [
        ("45383", "mmm-yy", "Apr-24", "2024-04"),
        ("45383", "mmmm yyyy", "April 2024", "2024-04"),
        ("45383", "dd/mm/yyyy", "01/04/2024", "2024-04-01"),
        ("45383", "ddd d mmmm", "Mon 1 April", "2024-04-01"),
        ("45383", "yyyy", "2024", "2024"),
        ("45383.5", "dd/mm/yyyy hh:mm", "01/04/2024 12:00", "2024-04-01"),
        ("45383.75", "d.m.yy h:mm AM/PM", "1.4.24 6:00 PM", "2024-04-01"),
        ("61", "dd/mm/yyyy", "01/03/1900", "1900-03-01"),
        ("59", "dd/mm/yyyy", "28/02/1900", "1900-02-28"),
    ],
)
def test_dates(stored: str, code: str, text: str, date_text: str) -> None:
    made = cell(stored, code)
    assert (made.text, made.date_text, made.number) == (text, date_text, None)


@pytest.mark.parametrize("stored", ["nan", "inf", "1e999"])
def test_what_is_no_finite_number(stored: str) -> None:
    assert (cell(stored, "0.0").kind, cell(stored, "0.0").text) == (CellKind.ERROR, "#NUM!")


def test_dates_of_old_macintoshes() -> None:
    assert cell("43921", "dd/mm/yyyy", from_1904=True).text == "01/04/2024"


@pytest.mark.parametrize("stored", ["-1", "2958466"])
def test_a_day_that_no_calendar_has(stored: str) -> None:
    made = cell(stored, "dd/mm/yyyy")
    assert (made.kind, made.text) == (CellKind.ERROR, "########")


@pytest.mark.parametrize(
    ("stored", "code", "text", "seconds"),
    [
        ("0.00255787037037037", "mm:ss", "03:41", "221"),
        ("0.00255787037037037", "[mm]:ss", "03:41", "221"),
        ("1.25", "[h]:mm", "30:00", "108000"),
        ("0.052083333333333336", "mm:ss", "15:00", "4500"),  # the hour is not shown
        ("0.00001157407407", "mm:ss.0", "00:01.0", "1"),
        ("0.5", "h:mm AM/PM", "12:00 PM", "43200"),
        ("-0.5", "[h]:mm:ss", "-12:00:00", "-43200"),
    ],
)
def test_lengths_of_time(stored: str, code: str, text: str, seconds: str) -> None:
    made = cell(stored, code)
    assert made.seconds is not None
    assert (made.text, format(made.seconds, "f"), made.moment) == (text, seconds, None)
