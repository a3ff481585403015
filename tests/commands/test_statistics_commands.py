"""kpi what-if, kpi spc suggest and kpi explain --profiles on the sample of 36 months."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from kpi_engine.cli.main import app
from kpi_engine.model.issue import InputError
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.validate.definitions import validate_definitions

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "audit_quality_36_months"
CONTRACTS = ROOT / "sample_data" / "early_help_contracts_2018"
MILLMEAD = "Millmead Childrens Centre (Millmead Children's Centre Partnership Limited)"


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments), prog_name="kpi")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def proposals(folder: Path, text: str) -> str:
    file = folder / "proposals.yaml"
    file.write_text(f"schema_version: 1\nproposals:\n{text}", encoding="utf-8")
    return str(file)


VISITS = """\
  - code: VISIT
    thresholds:
      - {from: 2023-24, target: 92, floor_standard: 88, area: Millshire}
"""


def test_history_is_rated_again(tmp_path: Path) -> None:
    code, told, _ = run("what-if", proposals(tmp_path, VISITS), "-s", str(SAMPLE))
    assert code == 0
    assert told.startswith(
        "VISIT, county: of 36 figures 3 would have been RED instead of 0, 4 would have been AMBER instead of "
        "1, 29 would have been GREEN instead of 35\n  longest RED on end: 0, would have been 3\n"
    )
    assert "VISIT, district: of 72 figures none would have been rated otherwise" in told
    assert (
        "2024-08 Millshire 82.7%: AMBER (target 85.0%, floor standard 75.0%), would have been RED "
        "(target 92.0%, floor standard 88.0%)" in told
    )


def test_the_replay_as_json_and_as_a_workbook(tmp_path: Path) -> None:
    workbook = tmp_path / "out.xlsx"
    file = proposals(tmp_path, VISITS)
    _, told, _ = run("what-if", file, "-s", str(SAMPLE), "--json", "--xlsx", str(workbook))
    county = json.loads(told)["replays"][0]
    assert (county["before"]["red"], county["after"]["red"], county["after"]["longest_red"]) == (0, 3, 3)
    sheet = openpyxl.load_workbook(BytesIO(workbook.read_bytes())).active
    assert sheet is not None
    assert sheet.max_row == len(county["changed"]) + 1
    assert sheet["A1"].value == "Code"


def test_a_proposal_replaces_its_own_areas_and_periods_only(tmp_path: Path) -> None:
    """Nothing outside changes: the same standard proposed gives the same ratings."""
    same = """\
  - code: VISIT
    thresholds:
      - {from: 2022-23, until: 2022-23, target: 85, floor_standard: 75, level: district}
"""
    _, told, _ = run("what-if", proposals(tmp_path, same), "-s", str(SAMPLE), "--json")
    assert [each["changed"] for each in json.loads(told)["replays"]] == [[], []]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  - {code: VISITS, thresholds: [{target: 92}]}\n", 'no sound definition of an indicator "VISITS"'),
        (
            "  - {code: VISIT, thresholds: [{target: 92, bands: x}]}\n",
            "a proposal with bands cannot be replayed",
        ),
        (VISITS + VISITS, "VISIT has a second entry"),
        (
            "  - {code: VISIT, thresholds: [{from: 2023-24, target: 80, floor_standard: 88}]}\n",
            "above the target",
        ),
        ("  - {code: VISIT}\n", "a proposal without thresholds"),
    ],
)
def test_proposals_that_are_refused(tmp_path: Path, text: str, message: str) -> None:
    code, told, errors = run_main("what-if", proposals(tmp_path, text), "-s", str(SAMPLE))
    assert (code, told) == (2, "")
    assert message in errors


def run_main(*arguments: str) -> tuple[int, str, str]:
    """As a process: what ends a command is told by the command line itself."""
    import subprocess
    import sys

    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "kpi_engine", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    return done.returncode, done.stdout, done.stderr


def test_targets_to_think_about() -> None:
    code, told, _ = run("what-if", "--suggest", "VISIT", "Millshire", "-s", str(SAMPLE))
    assert code == 0
    assert "  92.1%  median of the last 12: the last two years RED 0, AMBER 10, GREEN 14\n" in told
    assert "A target above 96.3% cannot be met by trying harder: it needs a different process." in told
    assert "The target now: 85%, GREEN in 11 of the last 12; by its usual range will meet." in told
    _, told, _ = run("what-if", "--suggest", "VISIT", "Millshire", "-s", str(SAMPLE), "--json")
    assert json.loads(told)["suggestions"][0]["target"] == "92.1%"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--suggest", "VISIT"), "name a code and an area"),
        (("one.yaml", "two.yaml"), "name one file of proposals"),
        (("--suggest", "VISIT", "Mars"), 'there is no area "Mars"'),
        (("--suggest", "CONTACT", "Millshire"), "for which higher or lower is better"),
        (("nothing.yaml",), "nothing.yaml"),
    ],
)
def test_what_cannot_be_asked(arguments: tuple[str, ...], message: str) -> None:
    code, _, errors = run_main("what-if", *arguments, "-s", str(SAMPLE))
    assert code == 2
    assert message in errors


def test_a_step_change_is_suggested_with_an_empty_reason(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    definitions = tmp_path / "sample" / "indicators" / "quality.yaml"
    text = definitions.read_text(encoding="utf-8")
    before, _, after = text.partition("    spc:\n")
    _, _, after = after.partition("    thresholds:\n")
    definitions.write_text(f"{before}    thresholds:\n{after}", encoding="utf-8")
    code, told, _ = run("spc", "suggest", str(tmp_path / "sample"))
    assert code == 0
    assert '- {from: "May 2023", areas: ["Northbridge"], reason: ""}' in told
    assert "# AUDIT, Northbridge: 16 months on the good side of the mean since May 2023" in told
    # An empty reason is refused: the judgement is an analyst's.
    pasted = "".join(f"    {line}\n" for line in told.splitlines()[2:])
    definitions.write_text(f"{before}{pasted}    thresholds:\n{after}", encoding="utf-8")
    _, issues = read_definitions([definitions], tmp_path)
    assert any("reason" in issue.what for issue in issues)
    whole = definitions.read_text(encoding="utf-8").replace('reason: ""', "reason: New tool")
    definitions.write_text(whole, encoding="utf-8")
    indicators, issues = read_definitions([definitions], tmp_path)
    assert not issues
    assert not validate_definitions(indicators)


def test_nothing_to_suggest() -> None:
    assert run("spc", "suggest", str(SAMPLE))[1].startswith("# No series has a shift")


def test_profiles_and_the_rule_that_makes_the_difference() -> None:
    code, told, _ = run("explain", "CEH28", MILLMEAD, "-s", str(CONTRACTS), "--profiles")
    assert code == 0
    assert told.splitlines()[:2] == [
        "mdc: usual variation; usual range 83.5 to 90.2%",
        "nhs_r: unusually bad (two_of_three-); usual range 85.2 to 88.5%",
    ]
    assert "The difference: two_of_three- under nhs_r only." in told
    _, told, _ = run("explain", "CEH28", MILLMEAD, "-s", str(CONTRACTS), "--profiles", "--json")
    assert [each["profile"] for each in json.loads(told)["profiles"]] == ["mdc", "nhs_r"]


def test_profiles_of_what_is_not_charted() -> None:
    told = run("explain", "SCS40", "Kent", "-s", str(ROOT / "sample_data" / "kent_2024_08"), "--profiles")[1]
    assert told.startswith("mdc: no chart. ")
    with pytest.raises(InputError, match='there is no area "Mars"'):
        run("explain", "SCS40", "Mars", "-s", str(ROOT / "sample_data" / "kent_2024_08"), "--profiles")
