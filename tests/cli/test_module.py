"""``python -m kpi_engine`` is the ``kpi`` command, also where the scripts of this Python are on no path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import kpi

ROOT = Path(__file__).parents[2]


def module(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpi_engine", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603


@pytest.mark.parametrize("arguments", ["list sections", "explain SCS40 Kent"])
def test_it_says_what_the_command_says(arguments: str) -> None:
    done = module(*arguments.split())
    assert (done.returncode, done.stdout + done.stderr) == (0, kpi(arguments.split(), ROOT))


def test_it_ends_with_the_codes_of_the_command() -> None:
    done = module("explain", "SCS4O", "Kent")
    assert (done.returncode, done.stdout) == (2, "")
    assert "SCS40" in done.stderr
