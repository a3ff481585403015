"""kpi infer floors: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kpi_engine.render.data.inferred_records import CSV_COLUMNS
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

PAGE = SCORECARD.parent / "published.csv"
HEADER = "code,area,section,polarity,data_period,period,value,target,rag,dot\n"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def page(name: str, *rows: str) -> str:
    Path(name).write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return name


def test_a_contradicted_definition_is_a_finding(kpi: Caller) -> None:
    answer = kpi("infer", "floors")
    assert answer.code == 1
    assert "The target 30.0% cannot be: GREEN at 33.3% in Canterbury" in answer.out
    assert "defined 30.0% ruled out by the ratings" in answer.out
    assert answer.err == ""


def test_a_proof_names_both_cells(kpi: Caller) -> None:
    name = page(
        "page.csv",
        "SCS40,Kent,s,H,MS,2024-08,76.0,85.0,AMBER,",
        "SCS40,Ashford CSWT,s,H,MS,2024-08,77.0,85.0,RED,",
        "SCS37,Kent,s,H,R12M,2024-08,80.0,85.0,AMBER,",
        "SCS37,Ashford CSWT,s,H,R12M,2024-08,80.0,85.0,RED,",
        "SCS13,Kent,s,T,R12M,2024-08,20.0,20.0,RED,",
    )
    answer = kpi("infer", "floors", name)
    assert answer.code == 1
    assert (
        "    AMBER at 76.0% in Kent, 2024-08, s (page.csv:2); RED at 77.0% in Ashford CSWT, 2024-08, s "
        "(page.csv:3): highest is best, so the worse value has the better rating\n"
    ) in answer.out
    assert "(page.csv:5): one value cannot have two ratings\n" in answer.out
    assert "    RED at 20.0% in Kent, 2024-08, s (page.csv:6): it meets the target itself\n" in answer.out


def test_ratings_that_fit_are_no_finding_and_more_pages_narrow_the_place_down(kpi: Caller) -> None:
    first = page("first.csv", "SCS40,Kent,s,H,MS,2024-08,72.0,85.0,RED,")
    second = page("second.csv", "SCS40,Kent,s,H,MS,2024-07,75.5,85.0,AMBER,")
    answer = kpi("infer", "floors", str(SCORECARD), first)
    assert answer.code == 0
    assert "  floor standard  above 72.0%, up to 85.0% " in answer.out
    assert "    up to 85.0%: the target\n" in answer.out
    answer = kpi("infer", "floors", first, second, str(SCORECARD))
    assert (
        "  floor standard  above 72.0%, up to 75.5%      roundest 75%       defined 75.0% (stated)\n"
        in answer.out
    )


def test_csv_and_json_hold_every_standard(kpi: Caller) -> None:
    rows = list(csv.DictReader(io.StringIO(kpi("infer", "floors", "--csv").out)))
    assert tuple(rows[0]) == tuple(CSV_COLUMNS)
    assert {(row["blue"], row["amber_green"], row["amber_red"]) for row in rows} == {("0", "0", "0")}
    row = next(
        row
        for row in rows
        if (row["code"], row["since"], row["standard"]) == ("SCS40", "2023-24", "floor standard")
    )
    assert (row["low"], row["low_included"], row["high"], row["high_included"]) == (
        "72.1",
        "false",
        "76.2",
        "true",
    )
    assert (row["roundest"], row["defined"], row["floor_basis"], row["agrees"]) == (
        "75",
        "75.0",
        "stated",
        "true",
    )
    thresholds = json.loads(kpi("infer", "floors", "--json").out)["thresholds"]
    assert sum(len(one["standards"]) for one in thresholds) == len(rows)
    cype8 = next(one for one in thresholds if (one["code"], one["since"]) == ("CYPE8", "2022-23"))
    assert not cype8["fits"]
    assert [cell["value"] for cell in cype8["contradict_target"]] == ["33.3", "34.5"]


def test_definitions_are_written_beside_each_other_and_never_over_others(kpi: Caller) -> None:
    answer = kpi("infer", "floors", "--yaml", "inferred")
    assert answer.code == 1
    assert {file.name for file in Path("inferred").iterdir()} == {
        file.name for file in Path("indicators").glob("*.yaml")
    }
    assert kpi("check", "inferred").code == 0
    before = Path("indicators/send.yaml").read_bytes()
    answer = kpi("infer", "floors", "--yaml", "indicators")
    assert answer.code == 2
    assert "indicators/send.yaml: error: this file is there already; name a new folder" in answer.err
    assert Path("indicators/send.yaml").read_bytes() == before


BANDS = """\
bands:
  - name: workforce
    green: {from: 90}
    amber: {from: 80, below: 90}
    red: {below: 80}
    basis: assumed
"""
RED, AMBER = "POSTS,Kent,s,H,MS,2024-07,70.0,,RED,", "POSTS,Kent,s,H,MS,2024-08,76.0,,AMBER,"
WORKFORCE = Path("indicators/workforce.yaml")
GREEN = "POSTS,Ashford CSWT,s,H,MS,2024-08,88.0,,GREEN,"


@pytest.fixture
def by_bands(kpi: Caller) -> Caller:
    """An indicator rated by bands of the value, beside those of the sample."""
    WORKFORCE.write_text(
        f"schema_version: 1\nservice: Workforce\n{BANDS}"
        "indicators:\n  - code: POSTS\n    name: Posts filled\n    polarity: H\n    data_period: MS\n"
        "    frequency: monthly\n    unit: percent\n    decimals: 1\n"
        "    thresholds: [{from: 2022-23, bands: workforce}]\n    definition: Posts that are filled.\n",
        encoding="utf-8",
    )
    return kpi


def test_edges_of_bands_are_told_in_every_form(by_bands: Caller) -> None:
    name = page("page.csv", RED, AMBER, GREEN)
    answer = by_bands("infer", "floors", name)
    assert answer.code == 1
    assert answer.out == (
        "bands workforce · POSTS · H · 1 RED, 1 AMBER, 1 GREEN\n"
        "  GREEN from      above 76.0%, up to 88.0%      roundest 80%       defined 90% (assumed) "
        "ruled out by the ratings\n"
        "    above 76.0%: AMBER at 76.0% in Kent, POSTS, 2024-08, s (page.csv:3)\n"
        "    up to 88.0%: GREEN at 88.0% in Ashford CSWT, POSTS, 2024-08, s (page.csv:4)\n"
        "  AMBER from      above 70.0%, up to 76.0%      roundest 75%       defined 80% (assumed) "
        "ruled out by the ratings\n"
        "    above 70.0%: RED at 70.0% in Kent, POSTS, 2024-07, s (page.csv:2)\n"
        "    up to 76.0%: AMBER at 76.0% in Kent, POSTS, 2024-08, s (page.csv:3)\n"
    )
    rows = list(csv.DictReader(io.StringIO(by_bands("infer", "floors", name, "--csv").out)))
    assert [
        (row["bands"], row["code"], row["standard"], row["floor_basis"], row["agrees"]) for row in rows
    ] == [
        ("workforce", "POSTS", "GREEN from", "assumed", "false"),
        ("workforce", "POSTS", "AMBER from", "assumed", "false"),
    ]
    document = json.loads(by_bands("infer", "floors", name, "--json").out)
    assert document["thresholds"] == []
    (bands,) = document["bands"]
    assert (bands["name"], bands["of"], bands["codes"], bands["fits"]) == (
        "workforce", "value", ["POSTS"], True,
    )  # fmt: skip
    assert [edge["roundest"] for edge in bands["standards"]] == ["80", "75"]


def test_bands_are_written_with_their_inferred_edges(by_bands: Caller) -> None:
    answer = by_bands("infer", "floors", page("page.csv", RED, AMBER, GREEN), "--yaml", "inferred")
    assert answer.code == 1
    written = Path("inferred/workforce.yaml").read_text(encoding="utf-8")
    assert "    green: {from: 80}\n    amber: {from: 75, below: 80}\n    red: {below: 75}\n" in written
    assert "    basis: inferred\n" in written
    assert by_bands("check", "inferred").code == 0


def test_bands_that_too_few_cells_pin_are_written_as_they_are_and_told(by_bands: Caller) -> None:
    answer = by_bands("infer", "floors", page("page.csv", GREEN), "--yaml", "inferred")
    assert (
        "The bands workforce: written as they are, though the ratings rule them out, since too few cells say "
        "where they begin instead.\n"
    ) in answer.err
    assert "    green: {from: 90}\n" in Path("inferred/workforce.yaml").read_text(encoding="utf-8")


def test_what_bands_cannot_have_given_is_proved(by_bands: Caller) -> None:
    answer = by_bands("infer", "floors", page("page.csv", GREEN, GREEN.replace("GREEN", "RED")))
    assert "one value cannot have two ratings" in answer.out
    change(WORKFORCE, "    amber: {from: 80, below: 90}\n", "")
    change(WORKFORCE, "red: {below: 80}", "red: {below: 90}")
    answer = by_bands("infer", "floors", page("page.csv", AMBER))
    assert answer.code == 1
    assert "  No band is AMBER: AMBER at 76.0% in Kent, POSTS, 2024-08, s (page.csv:2)\n" in answer.out


def test_dated_bands_of_percent_of_target_are_named_so(by_bands: Caller) -> None:
    change(
        Path("indicators/workforce.yaml"),
        "  - name: workforce\n",
        ("  - name: workforce\n    from: 2022-23\n    of: percent_of_target\n"),
    )
    change(WORKFORCE, "bands: workforce}", "target: 80.0, bands: workforce}")
    name = page("page.csv", AMBER, AMBER.replace("AMBER", "GREEN"), GREEN)
    answer = by_bands("infer", "floors", name, "--yaml", "inferred")
    assert (
        "bands workforce · percent of target · POSTS · since 2022-23 · H · 1 AMBER, 2 GREEN\n" in answer.out
    )
    assert (
        "GREEN at 95.0% of target (76.0) in Kent, POSTS, 2024-08, s (page.csv:3); AMBER at 95.0% of target "
        "(76.0) in Kent, POSTS, 2024-08, s (page.csv:2): one percent cannot have two ratings\n"
    ) in answer.out
    answer = by_bands("infer", "floors", page("page.csv", RED.replace("RED", "GREEN")), "--yaml", "more")
    assert "The bands workforce from 2022-23: written as they are" in answer.err


def test_a_printed_target_that_cannot_be_written_is_told(kpi: Caller) -> None:
    name = page(
        "page.csv",
        "SCS40,Kent,s,H,MS,2024-08,76.0,80.0,AMBER,",
        "SCS40,Kent,t,H,MS,2024-08,76.0,81.0,AMBER,",
    )
    answer = kpi("infer", "floors", name, "--yaml", "inferred")
    assert (
        "SCS40 for county in 2024-25 with the target 80.0: not written, since it would contradict another "
        "threshold or its own ratings.\n"
    ) in answer.err


def test_what_cannot_be_used_is_told(kpi: Caller) -> None:
    change(SCORECARD, "published: published.csv\n", "")
    answer = kpi("infer", "floors")
    assert (answer.code, answer.out) == (2, "")
    assert (
        "scorecard.yaml: error: this scorecard names no page of printed figures; name a CSV file"
        in answer.err
    )
    answer = kpi("infer", "floors", "none.csv")
    assert "none.csv: error: there is no such file" in answer.err
    answer = kpi("infer", "floors", "a.yaml", "b.yaml")
    assert answer.code == 2
    assert "2 scorecards are named: a.yaml, b.yaml; name one, and pages that end in .csv" in answer.err
    assert kpi("infer", "floors", "--csv", "--json").code == 2
    empty = page("page.csv", "SCS40,Kent,s,H,MS,2024-08,76.0,85.0,,")
    assert kpi("infer", "floors", empty).code == 5


def test_a_broken_page_is_told_line_by_line(kpi: Caller) -> None:
    change(PAGE, "APP17,Kent", "APP71,Kent")
    answer = kpi("infer", "floors")
    assert answer.code == 2
    assert 'published.csv:2: error: the code "APP71" is not defined; did you mean "APP17"?' in answer.err


def test_files_of_one_name_in_two_folders_stay_two_with_their_services(kpi: Caller, tmp_path: Path) -> None:
    """They were merged into one, and the second lost its service."""
    for folder, file in (("one", "education.yaml"), ("two", "send.yaml")):
        Path("indicators", folder).mkdir()
        Path("indicators", file).rename(Path("indicators", folder, "ours.yaml"))
    with SCORECARD.open("a", encoding="utf-8") as scorecard:
        places = ("", "/one", "/two")
        scorecard.write(f"definitions: [{', '.join(f'../../indicators{place}' for place in places)}]\n")
    answer = kpi("infer", "floors", "--yaml", "inferred")
    assert answer.code == 1
    written = {file.relative_to("inferred").as_posix() for file in Path("inferred").rglob("*.yaml")}
    assert {"one/ours.yaml", "two/ours.yaml", "integrated_childrens_services.yaml"} <= written
    assert 'service: "Education"' in Path("inferred/one/ours.yaml").read_text(encoding="utf-8")
    assert 'service: "SEND"' in Path("inferred/two/ours.yaml").read_text(encoding="utf-8")
    assert kpi("check", "inferred").code == 0


def test_a_single_page_writes_what_it_can_with_its_interval(kpi: Caller) -> None:
    change(
        Path("indicators/integrated_childrens_services.yaml"),
        "        floor_standard: 75.0\n        floor_basis: stated\n    definition: >-\n      Of the posts",
        "    definition: >-\n      Of the posts",
    )
    name = page("page.csv", "SCS40,Kent,s,H,MS,2024-08,72.1,85.0,RED,")
    assert kpi("infer", "floors", name, "--yaml", "inferred").code == 0
    text = Path("inferred/integrated_childrens_services.yaml").read_text(encoding="utf-8")
    lines = (
        "floor_standard: 80",
        "floor_basis: assumed",
        'note: "The printed ratings allow floor standard above 72.1, up to 85.0"',
    )
    assert "".join(f"        {line}\n" for line in lines) in text
