"""What a command writes to: redirected, closed, in a locale that has none of its marks."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_redirected_is_utf_8_in_any_locale(command: str) -> None:
    here = shell(f"{KPI} {command}", PYTHONUTF8="1")
    there = shell(f"{KPI} {command}", **ASCII)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert there.stdout == here.stdout != b""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_changes_nothing_but_what_is_shown(command: str) -> None:
    shown = shell(f"{KPI} {command}")
    closed = shell(f"{KPI} {command} >&-")
    assert (closed.returncode, closed.stderr) == (shown.returncode, shown.stderr)


def test_a_closed_error_stream_does_not_matter() -> None:
    ended = shell(f"{KPI} explain nothing nowhere 2>&-")
    assert (ended.returncode, ended.stdout) == (2, b"")
