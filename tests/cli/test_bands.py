"""A scorecard of contracts and risks, rated by bands and strict targets, through every command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kpi_engine.read.definitions.definitions import read_definitions
from tests.cli.calling import Caller
from tests.small_project import write_project

DEFINITIONS = """\
schema_version: 1
service: Early Help
bands:
  - {name: contracts, of: percent_of_target, green: {from: 65}, amber: {from: 50, below: 65}, red: {below: 50}, basis: stated}
  - {name: scores, green: {to: 6}, amber: {from: 8, to: 15}, red: {from: 16}, basis: assumed}
indicators:
  - code: CEH50
    name: Young people registered
    polarity: H
    data_period: YTD
    frequency: monthly
    unit: young people
    decimals: 0
    thresholds:
      - {from: 2016-04, area: Ashford, target: 1874, bands: contracts}
      - {from: 2016-04, area: Swale, target: 200, bands: contracts}
    definition: Young people registered since the contract year began.
  - code: CEH52
    name: Young people reporting a positive outcome
    polarity: H
    data_period: MS
    frequency: monthly
    unit: young people
    decimals: 0
    thresholds:
      - {from: 2017-04, target: 133, strict: true, floor_standard: 100, floor_basis: assumed}
    definition: Young people who report a positive outcome in the month.
  - code: CRR01
    name: Safeguarding of vulnerable children
    polarity: L
    data_period: MS
    frequency: monthly
    unit: score
    decimals: 0
    possible_values: [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25]
    thresholds:
      - {from: 2017-04, bands: scores}
    definition: Likelihood times impact, each from 1 to 5.
"""  # noqa: E501 -- as a definition is written
OBSERVATIONS = """\
code,area,period,value
CEH50,Ashford,2017-12,662
CEH50,Swale,2017-12,110
CEH52,Ashford,2017-12,133
CEH52,Swale,2017-12,134
CRR01,Ashford,2017-12,20
CRR01,Swale,2017-12,10
"""
PUBLISHED = """\
code,area,section,polarity,data_period,period,value,target,rag,dot
CEH50,Ashford,all,H,YTD,2017-12,662,1874,AMBER,
CEH50,Swale,all,H,YTD,2017-12,110,150,GREEN,
CEH52,Ashford,all,H,MS,2017-12,133,>133,GREEN,
CEH52,Swale,all,H,MS,2017-12,134,>133,GREEN,
CRR01,Ashford,all,L,MS,2017-12,20,,AMBER,
CRR01,Swale,all,L,MS,2017-12,10,,AMBER,
"""


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    write_project(
        tmp_path,
        definitions=DEFINITIONS,
        codes=["CEH50", "CEH52", "CRR01"],
        observations=OBSERVATIONS,
        as_at="2017-12",
        districts=["Ashford", "Swale"],
        more_files={"published.csv": PUBLISHED},
    )
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def test_the_definitions_alone_can_be_checked(kpi: Caller) -> None:
    answer = kpi("check", "indicators")
    assert (answer.code, answer.out + answer.err) == (0, "3 indicators read: no problems.\n")


def test_the_ratings_say_which_bands_and_what_percent(kpi: Caller) -> None:
    rows = csv.DictReader(io.StringIO(kpi("rate", "pack").out))
    told = {(row["code"], row["area"]): row for row in rows}
    assert [(row["rag"], row["bands"], row["percent_of_target"], row["strict"]) for row in told.values()] == [
        ("RED", "contracts", "35.3", "false"),
        ("AMBER", "contracts", "55.0", "false"),
        ("AMBER", "", "", "true"),
        ("GREEN", "", "", "true"),
        ("RED", "scores", "", "false"),
        ("AMBER", "scores", "", "false"),
    ]


def test_a_value_that_cannot_be_spoils_its_row_only(kpi: Caller) -> None:
    path = Path("pack/observations.csv")
    path.write_text(OBSERVATIONS.replace("CRR01,Swale,2017-12,10", "CRR01,Swale,2017-12,7"), encoding="utf-8")
    answer = kpi("rate", "pack")
    assert (
        "observations.csv:7: error: CRR01 for Swale in 2017-12 is 7, which is none of its possible"
        in answer.err
    )
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    wrong = [
        (row["area"], row["period"]) for row in rows if row["not_rated"] == "no value: an error in the data"
    ]
    assert wrong == [("Swale", "2017-12")]
    assert len(rows) > 2


def test_the_standards_in_force_are_listed_with_their_bands(kpi: Caller) -> None:
    Path("kpi.yaml").write_text("schema_version: 1\nscorecard: pack\n", encoding="utf-8")
    rows = json.loads(kpi("list", "--json").out)["indicators"]
    assert [(row["for"], row["target"], row["floor_standard"], row["bands"]) for row in rows] == [
        ("Ashford", "1874", "", "contracts"),
        ("Swale", "200", "", "contracts"),
        ("", "> 133", "100", ""),
        ("", "", "", "scores"),
    ]


def test_the_audit_knows_bands_and_strict_targets(kpi: Caller) -> None:
    answer = kpi("audit", "pack", "pack/published.csv", "--json")
    findings = {finding["headline"]: finding for finding in json.loads(answer.out)["findings"]}
    assert list(findings) == [
        "The RAG of CEH50 in Ashford is printed as AMBER; the rules give RED",
        "The target of CEH50 is printed as 150 for Swale; the definition has 200",
        "The RAG of CEH52 in Ashford is printed as GREEN; the rules give AMBER",
        "The RAG of CRR01 in Ashford is printed as AMBER; the rules give RED",
    ]
    by_percent, by_target, by_strict, by_score = findings.values()
    assert by_percent["explanation"].startswith("RED, because 662 is 35.3% of the target of 1,874 (35.3255…%")
    # 110 is 55 percent of 200 and 73.3 of the printed 150: the RAG follows the misprint.
    assert by_target["explanation"].endswith("RAGs beside it go by the target as printed.")
    assert [finding["sureness"] for finding in (by_percent, by_strict, by_score)] == [
        "likely",
        "certain",
        "possible",
    ]


def test_a_target_of_0_is_not_divided_by(kpi: Caller) -> None:
    printed = PUBLISHED.replace("110,150,GREEN", "110,0,GREEN")
    Path("pack/published.csv").write_text(printed, encoding="utf-8")
    answer = kpi("audit", "pack", "pack/published.csv")
    assert "The target of CEH50 is printed as 0 for Swale; the definition has 200" in answer.out


def test_definitions_with_inferred_floors_keep_their_bands(kpi: Caller, tmp_path: Path) -> None:
    kpi("infer", "floors", "pack", "pack/published.csv", "--yaml", "new")
    (before, _), (after, issues) = (
        read_definitions([Path(name)], tmp_path) for name in ("indicators", "new")
    )
    assert not issues
    assert [str(one.thresholds).count("BandsRule(") for one in after] == [2, 0, 1]
    assert after[2].possible_values == before[2].possible_values
    told = kpi("infer", "floors", "pack", "pack/published.csv").out
    assert "AMBER up to     from 20" in told
    assert "defined 15 (assumed) ruled out by the ratings" in told
