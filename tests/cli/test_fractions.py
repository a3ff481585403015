"""Percentages that a spreadsheet keeps as fractions, and targets written as such."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

LOW = "    thresholds:\n      - {from: 2023-24, target: 4.5, floor_standard: 6, floor_basis: stated}\n"
HALF = "    thresholds:\n      - {from: 2023-24, target: 0.8, floor_standard: 0.7, floor_basis: stated}\n"
HEADER = "code,area,period,value\n"
FRACTIONS = f"{HEADER}A,North,2024-07,0.0441\nA,North,2024-08,0.067\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def ratings(kpi: Caller) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(kpi("rate").out))
    return [(row["value"], row["rag"]) for row in rows]


@pytest.mark.parametrize(
    ("polarity", "more", "rows", "told"),
    [
        ("L", LOW, FRACTIONS, "no value of A is above 0.067 percent, and its target is 4.5 percent"),
        ("H", HALF, f"{HEADER}A,North,2024-08,85\n", "target of A is 0.8 percent, and no value is below 85"),
    ],
)
def test_every_command_tells_them_in_one_line_with_what_to_write(
    kpi: Caller, polarity: str, more: str, rows: str, told: str
) -> None:
    write_monthly(Path(), {"A": defined("A", more, polarity=polarity)}, rows)
    for command in ("check", "report", "run", "rate"):
        answer = kpi(command)
        (line,) = [line for line in (answer.out + answer.err).splitlines() if told in line]
        assert "indicators/i.yaml:4:" in line
        assert '"supplied_as: percent"' in line
    assert kpi("check", "--strict").code == exit_codes.FINDINGS


MIXED = "    thresholds:\n      - {from: 2023-24, target: 80, floor_standard: 0.7, floor_basis: stated}\n"
TURNED = "    thresholds:\n      - {from: 2023-24, target: 0.04, floor_standard: 6, floor_basis: stated}\n"
SOUND = f"{HEADER}A,North,2024-07,79\nA,North,2024-08,82.5\n"
IN_YEARS = "code,area,year,value\nA,North,2023-24,"
OF_OTHERS = "code,section,comparator,value\nA,,England,"


OTHERS = {
    "a floor standard": (
        (MIXED, SOUND, "78", "79"),
        "i.yaml:13:9: warning: the floor standard of A is 0.7 percent, and its target is 80 percent: "
        "the floor standard looks like a fraction; write 70 where 0.7 means 70.0 %, or",
    ),
    "a target": (
        (TURNED, f"{HEADER}A,North,2024-08,5.5\nA,North,2024-07,0.9\n", "5", "5"),
        "i.yaml:13:9: warning: the target of A is 0.04 percent, and its floor standard is 6 percent: "
        "the target looks like a fraction; write 4 where 0.04 means 4.00 %, or",
    ),
    "outturns": (
        ("", SOUND, "0.79", "79"),
        "i.yaml:4:11: warning: no outturn of A is above 0.79 percent, and no other figure is below "
        "79.0 percent: the outturns look like fractions; multiply them by 100 where 0.79 means 79.00 %, or",
    ),
    "figures beside outturns": (
        ("", f"{HEADER}A,North,2024-08,0.81\n", "79", ""),
        "i.yaml:4:11: warning: no figure of A is above 0.81 percent, and no outturn is below "
        "79.0 percent: the figures look like fractions; multiply them by 100 where 0.81 means 81.00 %, or",
    ),
    "a comparator": (
        ("", SOUND, "", "0.803"),
        "m/comparators.csv:2: warning: A of England is 0.803 percent, and no figure is below 79.0 percent: "
        "it looks like a fraction; multiply it by 100 where 0.803 means 80.300 %, or",
    ),
}


@pytest.mark.parametrize(("given", "told"), OTHERS.values(), ids=OTHERS.keys())
def test_what_does_not_fit_the_figures_or_the_target_is_told(
    kpi: Caller, given: tuple[str, str, str, str], told: str
) -> None:
    more, rows, years, others = given
    polarity = "L" if more is TURNED else "H"
    files = "outturns: outturns.csv\ncomparators: comparators.csv\n"
    for declared, warned in (("", True), ("    supplied_as: percent\n", False)):
        write_monthly(Path(), {"A": defined("A", more + declared, polarity=polarity)}, rows, more=files)
        Path("m/outturns.csv").write_text(IN_YEARS + years + "\n", encoding="utf-8")
        Path("m/comparators.csv").write_text(OF_OTHERS + (others or "N/A") + "\n", encoding="utf-8")
        for command in ("check", "report"):
            answer = kpi(command)
            assert (told in answer.out + answer.err) is warned


@pytest.mark.parametrize(
    ("more", "rows"),
    [
        (LOW, f"{HEADER}A,North,2024-07,0.5\nA,North,2024-08,1.1\n"),
        (LOW, f"{HEADER}A,North,2024-08,0\n"),
        ("    target: 80\n", f"{HEADER}A,North,2024-08,82\n"),
        (LOW + "    supplied_as: percent\n", FRACTIONS),
        (HALF, f"{HEADER}A,North,2024-07,0.5\nA,North,2024-08,1.1\n"),
        (HALF + "    supplied_as: percent\n", f"{HEADER}A,North,2024-08,85\n"),
        ("", FRACTIONS),
    ],
)
def test_what_is_sound_or_declared_is_left_alone(kpi: Caller, more: str, rows: str) -> None:
    polarity = "H" if "0.8" in more else "L"
    write_monthly(Path(), {"A": defined("A", more, polarity=polarity)}, rows)
    assert "supplied_as" not in kpi("check").out


def test_declared_fractions_are_read_as_percentages(kpi: Caller) -> None:
    declared = defined("A", LOW + "    supplied_as: fraction\n", polarity="L")
    write_monthly(Path(), {"A": declared}, FRACTIONS + "A,North,2024-06,0.5\nA,North,2024-05,-1\n")
    assert ratings(kpi) == [("4.4", "GREEN"), ("6.7", "RED"), ("50.0", "RED"), ("-100.0", "GREEN")]


def test_a_fraction_of_too_many_digits_is_no_value(kpi: Caller) -> None:
    declared = defined("A", LOW + "    supplied_as: fraction\n", polarity="L")
    write_monthly(Path(), {"A": declared}, f"{HEADER}A,North,2024-08,{'9' * 18}\n")
    assert ratings(kpi) == [("", "")]


def test_only_percentages_are_supplied_as_one_or_the_other(kpi: Caller) -> None:
    write_monthly(
        Path(), {"A": defined("A", LOW + "    supplied_as: fraction\n", unit="days", polarity="L")}, FRACTIONS
    )
    answer = kpi("check")
    assert answer.code == exit_codes.WRONG_INPUT
    assert "A says supplied_as, and its unit is not percent" in answer.out


def test_a_rate_is_no_count(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A", LOW + "    count: true\n", polarity="L")}, FRACTIONS)
    assert "A is said to be a count, and it is a percentage" in kpi("check").out


def test_averages_are_not_added_up_as_if_they_were_counts(kpi: Caller) -> None:
    up = f"    adds_up_from: district\n    add_up: true\n{LOW}"
    rows = f"{HEADER}A,East,2024-08,14.0\nA,West,2024-08,15.0\n"
    write_monthly(Path(), {"A": defined("A", up, unit="cases a worker", polarity="L")}, rows)
    assert ratings(kpi) == [("14.0", "RED"), ("15.0", "RED"), ("", "")]
    assert "A is in cases a worker, and nothing says that it is a count" in kpi("check").out
    assert "not added up, since it is no count" in " ".join(kpi("explain", "A", "North").out.split())
    write_monthly(
        Path(), {"A": defined("A", up + "    count: true\n", unit="cases a worker", polarity="L")}, rows
    )
    assert ratings(kpi)[-1] == ("29.0", "RED")
