"""Numerators and denominators that their source rounds to 5: what rounding explains is no contradiction."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

# The first two are printed so by a source that rounds to 5; no rounding explains the third.
ROWS = """\
code,area,period,value,numerator,denominator
A,North,2024-07,83,580,705
A,North,2024-08,91,350,380
A,North,2024-06,85,580,705
"""
STANDARDS = "    thresholds:\n      - {from: 2023-24, target: 91, floor_standard: 80, floor_basis: stated}\n"
SOURCE = "observations: {path: observations.csv, precision: as_printed, parts_rounded_to: 5}"
STATISTICS = "statistics: [intervals, process_limits]\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def write(rows: str = ROWS, *, source: str = SOURCE, definition: str = STANDARDS, more: str = "") -> None:
    write_monthly(Path(), {"A": defined("A", definition)}, rows, more=more)
    scorecard = Path("m/scorecard.yaml")
    text = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(text.replace("observations: observations.csv", source), encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "more"),
    [
        (SOURCE, ""),
        ("observations: {path: observations.csv, precision: as_printed}", "    parts_rounded_to: 5\n"),
        (SOURCE.replace("5}", "1000}"), "    parts_rounded_to: 5\n"),
    ],
)
def test_only_what_rounding_does_not_explain_is_told(kpi: Caller, source: str, more: str) -> None:
    write(source=source, definition=STANDARDS + more)
    told = kpi("check")
    assert told.code == exit_codes.DONE
    (problem,) = [line for line in told.out.splitlines() if "warning" in line]
    assert problem == (
        "m/observations.csv:4: warning: A for North in 2024-06 has the value 85, but 580 / 705 is 82.3% "
        "(81.63 to 82.92 as the parts are rounded to 5); it is rated as printed"
    )


def test_the_value_given_is_rated_and_not_what_rounded_parts_make(kpi: Caller) -> None:
    rows = "code,area,period,value,numerator,denominator\nA,North,2024-08,82.9,580,705\n"
    write(rows, source=SOURCE.replace(" precision: as_printed,", ""))
    (row,) = csv.DictReader(io.StringIO(kpi("rate").out))
    assert (row["value"], row["numerator"]) == ("82.9", "580")
    told = " ".join(kpi("explain", "A", "North").out.split())
    assert "Value: 82.9%, as given by the source (m/observations.csv:2). 580 / 705 is 82.3% (81.63 to" in told
    write(rows, source=SOURCE, definition=f"{STANDARDS}    rate_on: raw\n")
    assert "82.9" in kpi("rate").out


def test_parts_alone_make_a_value_with_a_warning(kpi: Caller) -> None:
    write("code,area,period,value,numerator,denominator\nA,North,2024-08,,580,705\n")
    assert "supply the value; until then what the rounded parts make is rated" in kpi("check").out
    assert "100 × 580 ÷ 705 = 82.2695…%" in kpi("explain", "A", "North").out


def test_a_value_beside_none_that_is_rounded_is_shown(kpi: Caller) -> None:
    write("code,area,period,value,numerator,denominator\nA,North,2024-08,50,0,0\n")
    assert "warning" not in kpi("check").out
    assert "50%, RED" in kpi("explain", "A", "North").out


def test_pages_say_that_parts_are_rounded_and_the_key_what_that_means(kpi: Caller) -> None:
    write()
    kpi("report", "--output", "out")
    page = Path("out/north.html").read_text(encoding="utf-8")
    assert page.count("rounded to 5") > 1
    assert "numerator and denominator are rounded by their source" in page


def test_statistics_make_nothing_of_cases_that_are_not_known(kpi: Caller) -> None:
    write(more=STATISTICS, definition=STANDARDS + "    periods_share: nothing\n    spc: {chart: p_prime}\n")
    kpi("report", "--output", "out")
    rows = json.loads(Path("out/ratings.json").read_text(encoding="utf-8"))["ratings"]
    assert {row["no_interval"] for row in rows} == {"parts_rounded"}
    assert {row["spc_status"] for row in rows} == {"parts_rounded"}


def test_sums_of_rounded_parts_may_differ_from_the_total(kpi: Caller) -> None:
    rows = """\
code,area,period,value,numerator,denominator
A,North,2024-08,80.6,,
A,East,2024-08,80,20,25
A,West,2024-08,80,20,25
"""
    write(rows, definition=STANDARDS + "    adds_up_from: district\n    add_up: true\n")
    assert "warning" not in kpi("check").out
    write(rows.replace("80.6", "50"), definition=STANDARDS + "    adds_up_from: district\n    add_up: true\n")
    assert "is supplied as 50%, but computed it is 80.0%" in kpi("check").out


def test_the_audit_allows_for_the_rounding_of_parts(kpi: Caller) -> None:
    write()
    printed = "code,area,section,polarity,data_period,period,value,numerator,denominator,target,rag,dot\n"
    Path("printed.csv").write_text(
        f"{printed}A,North,m,H,MS,2024-08,91,350,380,91,GREEN,improved\n", encoding="utf-8"
    )
    assert "350 / 380" not in kpi("audit", "printed.csv").out
    Path("printed.csv").write_text(
        f"{printed}A,North,m,H,MS,2024-06,85,580,705,91,AMBER,\n", encoding="utf-8"
    )
    assert "580 / 705 is" in kpi("audit", "printed.csv").out
