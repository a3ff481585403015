"""What a command writes to: redirected, closed, in a locale that has none of its marks."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.cli.project import OUT, SCORECARD, copy_sample, python_environment

ROOT = Path(__file__).parents[2]
KPI = shlex.join([sys.executable, "-c", "from kpi_engine.cli.main import main; main()"])
COMMANDS = ("check", "list", "rate --select SCS40", "explain SCS40 Kent", "report", "audit --select CYPE8")
# Python would make UTF-8 of a C locale by itself; Windows, and a Latin-1 locale, it leaves alone.
ASCII = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a shell runs it, in the sample's project."""
    return subprocess.run(  # noqa: S602
        command, shell=True, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False
    )


@cache
def with_readers(command: str) -> subprocess.CompletedProcess[bytes]:
    """A command whose output is read, in UTF-8."""
    return shell(f"{KPI} {command}", PYTHONUTF8="1")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_redirected_is_utf_8_in_any_locale(command: str) -> None:
    here = with_readers(command)
    there = shell(f"{KPI} {command}", **ASCII)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert there.stdout == here.stdout != b""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_changes_nothing_but_what_is_shown(command: str) -> None:
    shown = with_readers(command)
    closed = shell(f"{KPI} {command} >&-")
    assert (closed.returncode, closed.stderr) == (shown.returncode, shown.stderr)


def test_a_closed_error_stream_does_not_matter() -> None:
    ended = shell(f"{KPI} explain nothing nowhere 2>&-")
    assert (ended.returncode, ended.stdout) == (2, b"")


@pytest.mark.parametrize("command", COMMANDS)
def test_results_that_cannot_be_written_are_told(command: str) -> None:
    full = shell(f"{KPI} {command} > /dev/full")
    assert full.returncode == 2
    assert full.stderr.decode().endswith(
        "standard output: No space left on device; the results are not complete.\n"
    )


@pytest.mark.parametrize("command", ["check", "rate --select SCS40", "report"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_has_gone_changes_nothing(command: str, stream: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    streams: dict[str, int] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: writing}
    alone = subprocess.run(f"{KPI} {command}", shell=True, cwd=ROOT, check=False, **streams)  # type: ignore[call-overload]  # noqa: S602
    os.close(writing)
    assert alone.returncode == with_readers(command).returncode
    other = "stderr" if stream == "stdout" else "stdout"
    assert getattr(alone, other) == getattr(with_readers(command), other)


def test_a_run_whose_log_nobody_reads_publishes(tmp_path: Path) -> None:
    copy_sample(tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    for log in (writing, os.open("/dev/full", os.O_WRONLY)):
        done = subprocess.run(  # noqa: S602
            f"{KPI} run {SCORECARD} --areas Kent --formats csv",
            shell=True, cwd=tmp_path, env=python_environment(), stderr=log, check=False,
        )  # fmt: skip
        assert done.returncode == 0
        os.close(log)
    assert len(list((tmp_path / OUT).glob("2024-08-e*"))) == 1


def test_a_run_whose_results_cannot_be_written_says_what_it_published(tmp_path: Path) -> None:
    copy_sample(tmp_path)
    done = subprocess.run(  # noqa: S602
        f"{KPI} run {SCORECARD} --areas Kent --formats csv --json > /dev/full",
        shell=True, cwd=tmp_path, env=python_environment(), stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr.decode().endswith(
        "standard output: No space left on device; the results are not complete.\n"
    )
    assert len(list((tmp_path / OUT).glob("2024-08-e*"))) == 1


def test_nothing_but_printable_text_leaves() -> None:
    told = shell(f"{KPI} check 'pa\x1b[31mck\u202e\r\x07.yaml'")
    assert told.stdout == (
        b"pa\\u001b[31mck\\u202e\\u000d\\u0007.yaml: error: there is no such file; "
        b"check the spelling and the folder\n1 problem.\n"
    )
