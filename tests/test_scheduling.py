"""The examples of docs/scheduling.md: read by the programs they are for, run with a kpi that ends as told."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest
import yaml

from kpi_engine.commands.shared import exit_codes
from tests.pages import ROOT, blocks

PAGE = ROOT / "docs" / "scheduling.md"
EXAMPLES = {block.file: block.text for block in blocks(PAGE) if block.file}
UNITS = ("kpi-run.service", "kpi-run.timer", "kpi-failed.service")
CODES = (0, 1, 2, 3, 4, 5, 70, 143)
KPI = "/srv/kpi/bin/kpi"


@pytest.fixture
def kpi(tmp_path: Path) -> Path:
    """A kpi that notes its arguments and ends with the code that the environment names."""
    program = tmp_path / "kpi"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\necho "a line of the log" >&2\nexit $CODE\n'
    )
    program.chmod(0o755)
    return program


def shell(
    script: str, kpi: Path, code: int, *, interpreter: str = "sh", **environment: str
) -> tuple[int, str]:
    """Run a script in the folder of the stand-in, and return its exit code and what it printed."""
    script = script.replace(KPI, str(kpi)).replace("/srv/scorecards", str(kpi.parent))
    done = subprocess.run(  # noqa: S603 — our own examples
        [interpreter, "-c", script],
        cwd=kpi.parent,
        env={**os.environ, "PATH": f"{kpi.parent}:{os.environ['PATH']}", "CODE": str(code), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def last_month(kpi: Path) -> str:
    """The month that kpi was called with, which must be the only call."""
    (call,) = (kpi.parent / "calls").read_text().splitlines()
    found = re.search(r"^run scorecard\.yaml .*--as-at (\d{4}-\d{2})\b", call)
    assert found, call
    return found[1]


def month_before_now() -> str:
    """As the clock has it, without `date`."""
    return (datetime.now().astimezone().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def test_every_code_has_its_row() -> None:
    rows = re.findall(r"^\| ([\d, ]+)(?:, and any other)? \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {int(code) for row in rows for code in re.findall(r"\d+", row)}
    assert told == {
        exit_codes.DONE, exit_codes.FINDINGS, exit_codes.WRONG_INPUT, exit_codes.SOME_FAILED,
        exit_codes.LOCKED, exit_codes.EMPTY_SELECTION, exit_codes.OUR_BUG,
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_the_script_for_cron_says_what_each_code_means(kpi: Path, code: int) -> None:
    ended, said = shell(EXAMPLES["monthly.sh"], kpi, code)
    assert ended == code
    assert last_month(kpi) == month_before_now()
    words = {0: "", 1: "is published, and", 3: "is published without", 4: "another run"}
    assert words.get(code, f"is not published (exit code {code})") in said
    assert bool(said) == bool(code)
    assert ("a line of the log" in said) == (code not in words)


def test_the_crontab_line_is_one() -> None:
    lines = [
        line for line in EXAMPLES["crontab"].splitlines() if line and not line.startswith(("#", "MAILTO="))
    ]
    limits = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    for line in lines:
        *times, command = line.split(maxsplit=5)
        for time, (lowest, highest) in zip(times, limits, strict=True):
            assert time == "*" or lowest <= int(time) <= highest
        assert command.startswith("/")
        assert "%" not in command
    assert len(lines) == 1


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        unit = configparser.ConfigParser(interpolation=None, strict=True)
        unit.optionxform = str  # type: ignore[assignment]
        unit.read_string(EXAMPLES[name])
        assert "Unit" in unit, name
        # The account and the folder are those of the reader's machine.
        text = EXAMPLES[name].replace("User=kpi", "User=root").replace("/srv/scorecards", "/")
        (tmp_path / name).write_text(text, encoding="utf-8")
    analyze = shutil.which("systemd-analyze")
    if analyze is None and not os.environ.get("CI"):
        return
    assert analyze, "install systemd: this test needs systemd-analyze"
    units = [str(tmp_path / name) for name in UNITS]
    done = subprocess.run(  # noqa: S603 — our own examples
        [analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    times = re.findall(r"^OnCalendar=(.+)$", EXAMPLES["kpi-run.timer"], re.MULTILINE)
    done = subprocess.run(  # noqa: S603 — our own example
        [analyze, "calendar", *times], capture_output=True, text=True, check=False
    )
    assert (len(times), done.returncode) == (1, 0), done.stderr


def test_the_command_of_the_service_names_last_month(kpi: Path) -> None:
    (line,) = re.findall(r"^ExecStart=(.+)$", EXAMPLES["kpi-run.service"], re.MULTILINE)
    ended, _said = shell(line.replace("$$", "$").replace("%%", "%"), kpi, 3)
    assert (ended, last_month(kpi)) == (3, month_before_now())


@dataclass
class Recorder:
    """Stands in for a class of Airflow: what it was made with."""

    made: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, *values: object, **named: object) -> Self:
        self.made.append({**named, "values": values})
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return


@pytest.mark.parametrize("code", CODES)
def test_the_task_of_airflow_ends_as_it_says(monkeypatch: pytest.MonkeyPatch, kpi: Path, code: int) -> None:
    operator = Recorder()
    for module, name, stand_in in (
        ("airflow", "DAG", Recorder()),
        ("airflow.providers.standard.operators.bash", "BashOperator", operator),
        ("airflow.timetables.interval", "CronDataIntervalTimetable", Recorder()),
    ):
        made = ModuleType(module)
        setattr(made, name, stand_in)
        monkeypatch.setitem(sys.modules, module, made)
    exec(compile(EXAMPLES["scorecards.py"], "scorecards.py", "exec"), {})  # noqa: S102 — our own example
    (task,) = operator.made
    command, times = re.subn(
        r"\{\{ data_interval_start\.strftime\('%Y-%m'\) \}\}", "2024-08", task["bash_command"]
    )
    assert times == 1
    ended, _said = shell(command, kpi, code, interpreter="bash")
    assert (ended, last_month(kpi)) == (0 if code == exit_codes.FINDINGS else code, "2024-08")
    assert task["skip_on_exit_code"] == exit_codes.EMPTY_SELECTION
    assert task["retries"] > 0


@pytest.mark.parametrize("code", CODES)
def test_the_workflow_keeps_what_is_published_and_fails_otherwise(kpi: Path, code: int) -> None:
    workflow = yaml.safe_load(EXAMPLES[".github/workflows/scorecards.yml"])
    assert workflow["concurrency"]
    steps = {step["name"]: step for step in workflow["jobs"]["publish"]["steps"] if "name" in step}
    output = kpi.parent / "output"
    # As GitHub runs a step: bash, stopping at the first error.
    ended, _said = shell(
        f"set -eo pipefail\n{steps['Make the edition']['run']}",
        kpi,
        code,
        interpreter="bash",
        GITHUB_OUTPUT=str(output),
    )
    is_published = code in {exit_codes.DONE, exit_codes.FINDINGS, exit_codes.SOME_FAILED}
    assert ended == (0 if is_published else code)
    assert (last_month(kpi), output.read_text()) == (month_before_now(), f"code={code}\n")
    assert (
        steps["Say that areas are missing"]["if"] == f"steps.kpi.outputs.code == '{exit_codes.SOME_FAILED}'"
    )
    assert "git add out" in steps["Keep it"]["run"]


def test_the_script_for_windows_names_codes_that_there_are() -> None:
    text = EXAMPLES["monthly.ps1"]
    named = {int(code) for code in re.findall(r"^    (\d+) \{", text, re.MULTILINE)}
    assert named == {exit_codes.DONE, exit_codes.FINDINGS, exit_codes.SOME_FAILED, exit_codes.LOCKED}
    assert text.count("{") == text.count("}")
