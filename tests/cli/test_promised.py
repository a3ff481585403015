"""What a scorecard promises and does not get: shown as missing, counted, and told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

INDICATORS = {"A": defined("A"), "B": defined("B")}
ALL = "".join(
    f"{code},{area},2024-0{month},8{month}\n"
    for code in INDICATORS
    for area in ("North", "East", "West")
    for month in (6, 7, 8)
)


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def write(rows: str, areas: str = "North, East, West") -> None:
    write_monthly(Path(), INDICATORS, "code,area,period,value\n" + rows, areas=areas)


def without(*starts: str) -> str:
    return "".join(line for line in ALL.splitlines(keepends=True) if not line.startswith(starts))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            without("B,West,2024-08"),
            "B has no figure of 2024-08 for West, which had figures until then",
        ),
        (without("B,West"), "B has no figure of 2024-08 for West, which never had one"),
        (
            without("B,North,2024-08", "B,East,2024-08", "B,West,2024-08"),
            "B has no figure of 2024-08 for North, East and West, which had figures until then",
        ),
        (without("B"), "section m shows B, and no area has a value of it"),
        (
            without("B,West,2024-08") + "B,West,2024-08,\n",
            "B has no figure of 2024-08 for West, which had figures until then",
        ),
    ],
)
def test_a_figure_that_has_not_come_is_told_by_the_strict_check(kpi: Caller, rows: str, told: str) -> None:
    write(rows)
    answer = kpi("check", "--strict")
    assert answer.code == exit_codes.FINDINGS
    assert told in answer.out


@pytest.mark.parametrize(("missing", "lags"), [("B,West,2024-08", False), ("B,", True)])
def test_a_lag_is_named_where_it_helps(kpi: Caller, missing: str, lags: bool) -> None:
    """Where other areas have the figure, the section shows its period, whatever the lag."""
    write(
        "".join(
            line
            for line in ALL.splitlines(keepends=True)
            if not (line.startswith(missing) and "2024-08" in line)
        )
    )
    told = next(line for line in kpi("check", "--strict").out.splitlines() if "B has no figure of" in line)
    assert ("write lag in the definition" in told) is lags


@pytest.mark.parametrize("rows", [ALL, without("B,West,2024-08") + "B,West,2024-08,N/A\n"])
def test_a_figure_that_has_come_or_says_why_not_is_left_alone(kpi: Caller, rows: str) -> None:
    write(rows)
    assert "has no figure of" not in kpi("check", "--strict").out


def test_an_area_without_a_page_is_awaited_where_a_page_shows_it(kpi: Caller) -> None:
    write(without("B,West,2024-08"), areas="North")
    assert "for West" in kpi("check", "--strict").out
    write(without("B,West,2024-08"), areas="East")
    assert "for West" not in kpi("check", "--strict").out


@pytest.mark.parametrize("rows", [without("B,West"), without("B,West,2024-08"), without("B")])
def test_it_is_shown_counted_and_fails_a_run_that_asks_for_it(kpi: Caller, rows: str) -> None:
    write(rows)
    page = kpi("report", "--area", "West").out
    assert "no figure" in page
    assert kpi("run").code == exit_codes.DONE
    assert kpi("run", "--fail-on", "not-rated").code == exit_codes.FINDINGS
    assert "no figure supplied" in Path("m/out/2024-08-e1/west.html").read_text(encoding="utf-8")


def test_what_was_red_and_has_no_row_awaits_its_figure(kpi: Caller) -> None:
    write(without("B,West,2024-07", "B,West,2024-08") + "B,West,2024-07,60\n")
    kpi("run")
    with Path("m/out/2024-08-e1/actions.csv").open(encoding="utf-8") as file:
        actions = [(row["status"], row["code"], row["area"], row["period"]) for row in csv.DictReader(file)]
    assert actions == [("RED when last rated, no new rating", "B", "West", "2024-08")]


def test_an_area_that_is_promised_nothing_has_no_page_and_is_named(kpi: Caller) -> None:
    write(without("A,East", "B,East"), areas="North")
    layout = Path("m/scorecard.yaml")
    entries = "[{code: A, levels: [council]}, {code: B, levels: [council]}]"
    layout.write_text(layout.read_text(encoding="utf-8").replace("[A, B]", entries), encoding="utf-8")
    answer = kpi("report", "--area", "East")
    assert (answer.code, answer.out) == (exit_codes.EMPTY_SELECTION, "")
    assert "Nothing is left to show: no section has a figure of East." in answer.err
