"""What is withheld is withheld with its parts; an error spoils its own row, and all that show it say so."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import THRESHOLDS, defined, write_monthly

OUTPUTS = "html, xlsx, csv, json, docx, pdf"
WITHHELD = """\
code,area,period,value,numerator,denominator,status
A,North,2024-07,60,6,10,
A,North,2024-08,*,1234567,7654321,
A,East,2024-07,[c],1234567,7654321,
A,East,2024-08,,1234567,7654321,suppressed
A,West,2024-07,,1234567,7654321,confidential
A,West,2024-08,,*,7654321,
"""


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def ratings(answer_out: str) -> dict[tuple[str, str, str], dict[str, str]]:
    return {(row["code"], row["area"], row["period"]): row for row in csv.DictReader(io.StringIO(answer_out))}


def test_a_withheld_figure_has_no_part_of_it_anywhere(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A")}, WITHHELD, areas="North, East, West", outputs=OUTPUTS)
    check = kpi("check")
    assert (
        "m/observations.csv:3: warning: a withheld figure ([c], *, confidential or suppressed)" in check.out
    )
    assert "also on lines 4, 5, 6" in check.out
    rows = ratings(kpi("rate").out)
    assert [row["not_rated"] for row in rows.values() if not row["value"]] == [
        *("no value: suppressed", "no value: confidential", "no value: suppressed"),
        *("no value: confidential", "no value: suppressed"),
    ]
    told = [kpi("explain", "A", area).out for area in ("North", "East", "West")]
    told += [kpi("report", "--area", "North", "--area", "East", "--area", "West").out]
    assert kpi("run").code == exit_codes.DONE
    for path in Path("m/out").rglob("*"):
        if path.is_file() and path.suffix not in (".xlsx", ".docx", ".pdf"):
            told.append(path.read_bytes().decode("utf-8", "replace"))
    told.append(kpi("rate", "--json").out)
    for number in ("1234567", "7654321", "1,234,567", "7,654,321"):
        assert not any(number in text for text in told), number


def test_nothing_is_made_of_what_is_withheld(kpi: Caller) -> None:
    up = f"    adds_up_from: district\n    add_up: true\n{THRESHOLDS}"
    write_monthly(
        Path(),
        {"A": defined("A", up), "S": defined("S", f"    sum: [A, A2]\n{THRESHOLDS}"), "A2": defined("A2")},
        "code,area,period,value,numerator,denominator\n"
        "A,East,2024-08,*,2,3\nA,West,2024-08,,8,10\nA2,East,2024-08,,8,10\n",
    )
    rows = ratings(kpi("rate").out)
    assert [rows[code, area, "2024-08"]["numerator"] for code, area in (("A", "North"), ("S", "East"))] == [
        "",
        "",
    ]


def test_a_withheld_part_takes_the_other_with_it_but_not_the_value(kpi: Caller) -> None:
    write_monthly(
        Path(),
        {"A": defined("A")},
        "code,area,period,value,numerator,denominator\nA,North,2024-08,66.7,[c],3\n",
    )
    (row,) = ratings(kpi("rate").out).values()
    assert (row["value"], row["numerator"], row["denominator"], row["cohort"]) == ("66.7", "", "", "")


def test_run_and_report_tell_of_an_error_in_an_area_below(kpi: Caller) -> None:
    write_monthly(
        Path(),
        {"A": defined("A")},
        "code,area,period,value\nA,North,2024-07,79\nA,North,2024-08,82\nA,East,2024-08,78\n"
        "A,West,2024-07,60\nA,West,2024-08,6o\n",
    )
    for command in ("run", "report", "rate"):
        answer = kpi(command)
        assert answer.code == exit_codes.SOME_FAILED, command
        assert 'm/observations.csv:6: error: the value "6o" is not a number' in answer.err, command
    page = Path("m/out/2024-08-e1/north.html").read_text(encoding="utf-8")
    assert "Not counted, since the data has an error: A of West" in page
    # Of East's page nothing is left out.
    assert kpi("report", "--area", "East").code == exit_codes.DONE


def test_an_error_spoils_no_other_period_of_what_is_added_up(kpi: Caller) -> None:
    up = f"    adds_up_from: district\n    add_up: true\n{THRESHOLDS}"
    rows = "".join(
        f"A,{area},2024-0{month},,8,10\n" for area in ("East", "West") for month in (5, 6, 7, 8)
    ).replace("A,West,2024-08,,8,10", "A,West,2024-08,,8,1O")
    write_monthly(Path(), {"A": defined("A", up)}, "code,area,period,value,numerator,denominator\n" + rows)
    answer = kpi("rate")
    found = ratings(answer.out)
    assert [found["A", "North", f"2024-0{month}"]["value"] for month in (5, 6, 7, 8)] == [
        *("80.0", "80.0", "80.0", ""),
    ]
    assert found["A", "West", "2024-08"]["not_rated"] == "no value: an error in the data"
    assert found["A", "West", "2024-07"]["value"] == "80.0"
    assert answer.code == exit_codes.SOME_FAILED


def test_data_whose_rows_all_have_errors_is_not_data_without_rows(kpi: Caller) -> None:
    rows = "code,area,period,value\nA,North,2024-07-01,79\nA,North,2024-08-01,82\n"
    write_monthly(Path(), {"A": defined("A")}, rows)
    for command in ("rate", "report"):
        answer = kpi(command)
        assert (answer.code, answer.out) == (exit_codes.SOME_FAILED, ""), command
        assert "m/observations.csv:3: error: the period" in answer.err, command
        assert "no row" not in answer.err, command
    explained = kpi("explain", "A", "North")
    assert explained.code == exit_codes.FINDINGS
    assert (
        "The data has no row for A in North that can be used: there is nothing to explain." in explained.err
    )
    assert kpi("rate", "--select", "area:East").code == exit_codes.EMPTY_SELECTION
