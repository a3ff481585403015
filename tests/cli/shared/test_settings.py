"""Options from the environment and from kpi.yaml: which is stronger, and what a wrong setting gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_engine.cli.shared.settings import Setting, settings_of, variable_of
from kpi_engine.model.issue import InputError, Location
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, copy_sample

OPTIONS = ("log", "area", "fail-on", "scorecard")
COMMANDS = ("run", "commentary new")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("command", "option", "variable"),
    [
        ("run", "log", "KPI_RUN_LOG"),
        ("run", "fail-on", "KPI_RUN_FAIL_ON"),
        ("commentary new", "area", "KPI_COMMENTARY_NEW_AREA"),
        ("what-if", "json", "KPI_WHAT_IF_JSON"),
        ("run", "scorecard", "KPI_SCORECARD"),
    ],
)
def test_a_variable_is_named_after_command_and_option(command: str, option: str, variable: str) -> None:
    assert variable_of(command, option) == variable


def test_the_environment_is_stronger_than_the_project_file() -> None:
    Path("kpi.yaml").write_text("defaults:\n  run: {log: json, area: [Kent, Swale]}\n")
    found = settings_of("run", OPTIONS, COMMANDS, {"KPI_RUN_LOG": "text", "HOME": "/", "KPI_RUN_AREA": ""})
    assert found == [
        Setting("log", ("text",), Location("KPI_RUN_LOG")),
        Setting("area", ("Kent", "Swale"), Location("kpi.yaml", 2, 20)),
    ]


def test_several_values_have_a_semicolon_between_them() -> None:
    found = settings_of("run", OPTIONS, COMMANDS, {"KPI_RUN_AREA": "Kent; Sevenoaks, North"})
    assert found == [Setting("area", ("Kent", "Sevenoaks, North"), Location("KPI_RUN_AREA"))]


@pytest.mark.parametrize(
    ("text", "variables", "message"),
    [
        (
            "defaults: {run: {logg: json}}",
            {},
            'kpi.yaml:1:18: error: kpi run has no option --logg; did you mean "log"?',
        ),
        (
            "defaults: {runn: {log: json}}",
            {},
            'kpi.yaml:1:19: error: there is no command kpi runn; did you mean "run"?',
        ),
        (
            "defaults: [run]",
            {},
            "kpi.yaml:1:11: error: defaults is a list; write commands with options, such as run: {log: json}",
        ),
        (
            "defaults: {run: json}",
            {},
            "kpi.yaml:1:17: error: defaults: run is a text; write options with values",
        ),
        (
            "defaults: {run: {log: {a: b}}}",
            {},
            "kpi.yaml:1:23: error: defaults: run: log is a record of fields; "
            "write what would be typed after the option",
        ),
        (
            "",
            {"KPI_RUN_LGO": "json"},
            'KPI_RUN_LGO: error: kpi run knows no variable of this name; did you mean "KPI_RUN_LOG"?',
        ),
    ],
)
def test_a_setting_that_is_none_is_refused(text: str, variables: dict[str, str], message: str) -> None:
    if text:
        Path("kpi.yaml").write_text(text)
    with pytest.raises(InputError) as refused:
        settings_of("run", OPTIONS, COMMANDS, variables)
    assert [str(issue) for issue in refused.value.issues] == [message]


@pytest.fixture
def kpi(
    project: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def test_the_command_line_is_stronger_than_both(kpi: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("kpi.yaml").write_text(
        f"scorecard: {SCORECARD}\ndefaults:\n  report: {{area: Swale, brief: true}}\n"
    )
    assert "scorecard: Swale" in kpi("report").out
    monkeypatch.setenv("KPI_REPORT_AREA", "dover")
    assert "scorecard: Dover" in kpi("report").out
    assert "scorecard: Kent" in kpi("report", "--area", "Kent").out
    assert len(kpi("report", "--area", "Kent").out.splitlines()) < 100


def test_a_value_that_the_option_does_not_take_is_told_with_its_place(kpi: Caller) -> None:
    Path("kpi.yaml").write_text(f"scorecard: {SCORECARD}\ndefaults:\n  run: {{log: xml, jobs: [1, 2]}}\n")
    answer = kpi("run")
    assert answer.code == 2
    assert answer.err.splitlines() == [
        "kpi.yaml:3:9: error: --log: 'xml' is not one of 'text', 'json'.",
        "kpi.yaml:3:19: error: --jobs: only one value can be given",
        "2 errors and 0 warnings; nothing was written.",
    ]
    assert kpi("run", "--help").code == 0


def test_a_project_file_may_have_settings_only(kpi: Caller) -> None:
    Path("kpi.yaml").write_text("defaults:\n  run: {json: true, area: Kent, format: csv}\n")
    result = json.loads(kpi("run", "-s", str(SCORECARD)).out)
    assert (result["outcome"], result["restated"]) == ("published", 0)
    assert [area["area"] for area in result["manifest"]["areas"]] == ["Kent"]
    assert json.loads(kpi("run", str(SCORECARD), "--dry-run").out)["outcome"] == "dry run"
    named = kpi("check", "kpi.yaml")
    assert named.code == 2
    assert "kpi.yaml: error: this file names no scorecard; add `scorecard`" in named.out
