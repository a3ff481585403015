"""An arrow's tolerance, a second arrow for the longer term, and ranks within families of areas."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from tests.cli.calling import Caller
from tests.cli.monthly_project import THRESHOLDS, defined, write_monthly

ROWS = """\
code,area,period,value
A,North,2023-08,70.0
A,North,2024-07,81.2
A,North,2024-08,81.5
B,North,2023-08,85.0 [p]
B,North,2024-07,80.0
B,North,2024-08,82.0
"""
TOLERANT = THRESHOLDS + "    same_within: 0.5\n"
LONGER = THRESHOLDS + "    compare_also: same_period_last_year\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def rated(kpi: Caller) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kpi("rate").out)))


def page(kpi: Caller) -> str:
    kpi("report", "--output", "out")
    return Path("out/north.html").read_text(encoding="utf-8")


def test_values_within_the_tolerance_have_a_level_arrow(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A", TOLERANT), "B": defined("B", TOLERANT)}, ROWS)
    directions = {row["code"]: row["direction_of_travel"] for row in rated(kpi) if row["period"] == "2024-08"}
    assert directions == {"A": "same", "B": "improved"}
    told = " ".join(kpi("explain", "A", "North").out.split())
    assert "The definition calls values within 0.5 percentage points the same ↔." in told
    written = page(kpi)
    assert "compared with Jul 2024 (81.2%), within 0.5 percentage points" in written
    assert "or one no further away than its definition calls the same" in written


def test_a_second_arrow_is_in_every_output(kpi: Caller) -> None:
    write_monthly(
        Path(),
        {"A": defined("A", LONGER), "B": defined("B", LONGER), "C": defined("C")},
        ROWS + "C,North,2024-08,1\n",
    )
    rows = {row["code"]: row for row in rated(kpi) if row["period"] == "2024-08"}
    shown = (
        "direction_of_travel",
        "longer_period",
        "longer_value",
        "longer_direction",
        "no_longer_direction",
    )
    assert tuple(rows["A"][name] for name in shown) == ("improved", "2023-08", "70.0", "improved", "")
    assert tuple(rows["B"][name] for name in shown) == ("improved", "2023-08", "85.0", "worsened", "")
    assert tuple(rows["C"][name] for name in shown) == ("", "", "", "", "")
    written = page(kpi)
    assert "Longer term" in written
    assert "compared with Aug 2023 (85.0% [p])" in written
    assert "since Aug 2023" in written
    told = " ".join(kpi("explain", "B", "North").out.split())
    assert (
        "for the longer term, performance has worsened ↓: it was 85.0% [p] in Aug 2023 "
        "(the same month of the previous year)." in told
    )
    told = " ".join(kpi("explain", "A", "North", "2024-07").out.split())
    assert "no arrow for the longer term: no previous value; it would be compared with Jul 2023" in told
    assert "Longer term" in " ".join(kpi("report").out.split())


def test_two_arrows_of_one_comparison_are_an_error(kpi: Caller) -> None:
    more = THRESHOLDS + "    compare_also: {periods_back: 1}\n"
    write_monthly(Path(), {"A": defined("A", more)}, ROWS.split("B,", maxsplit=1)[0])
    told = kpi("check")
    assert told.code == exit_codes.WRONG_INPUT
    assert "both arrows would compare with the previous month; name another comparison, or delete" in told.out


FAMILIES = """\
families:
  - {name: Coastal, areas: [East, West], at_least: 2}
"""
FAMILY_ROWS = """\
code,area,period,value
A,North,2024-08,85
A,East,2024-08,90
A,West,2024-08,70
"""


def test_areas_are_ranked_within_their_family(kpi: Caller) -> None:
    write_monthly(Path(), {"A": defined("A")}, FAMILY_ROWS, areas="East, West, North", more=FAMILIES)
    assert kpi("check").code == exit_codes.DONE
    rows = {row["area"]: row for row in rated(kpi)}
    shown = ("family", "family_rank", "family_areas", "no_family_rank")
    assert tuple(rows["East"][name] for name in shown) == ("Coastal", "1", "2", "")
    assert tuple(rows["West"][name] for name in shown) == ("Coastal", "2", "2", "")
    assert tuple(rows["North"][name] for name in shown) == ("", "", "", "")
    kpi("report", "--output", "out")
    written = Path("out/east.html").read_text(encoding="utf-8")
    assert "Rank in family" in written
    assert "1st of 2" in written
    assert "in the family Coastal: 1st of 2." in " ".join(kpi("explain", "A", "East").out.split())
    rows_of_json = json.loads(Path("out/ratings.json").read_text(encoding="utf-8"))["ratings"]
    assert {row["family_rank"] for row in rows_of_json} == {None, 1, 2}


def test_too_few_of_a_family_are_not_ranked(kpi: Caller) -> None:
    more = FAMILIES.replace("at_least: 2", "at_least: 3")
    write_monthly(Path(), {"A": defined("A")}, FAMILY_ROWS, areas="North, East", more=more)
    assert "nothing will be ranked: at_least is 3, and the family has 2 areas" in kpi("check").out
    assert {row["no_family_rank"] for row in rated(kpi)} == {"", "only 2 of 2 areas can be ranked"}
    assert "in the family Coastal: no rank, only 2 of 2" in " ".join(kpi("explain", "A", "East").out.split())


def test_families_of_unknown_or_shared_areas_are_errors(kpi: Caller) -> None:
    more = """\
families:
  - {name: Coastal, areas: [East, Wset], at_least: 2}
  - {name: Inland, areas: [East], at_least: 2}
  - {name: Inland, areas: [West], at_least: 2}
"""
    write_monthly(Path(), {"A": defined("A")}, FAMILY_ROWS, areas="North, East", more=more)
    told = kpi("check").out
    for part in (
        'the area "Wset" of the family "Coastal" is not in the areas file; did you mean "West"?',
        'the area "East" is also in the family "Coastal"; keep it in one of the two',
        'the family "Inland" is named a second time; give the two names of their own, or make them one',
        "at_least is 2, and the family has 1 area; lower at_least, or name more areas",
    ):
        assert part in told
