"""What a command does before it begins, and what it leaves undone since it is not needed."""

from __future__ import annotations

import subprocess
import sys

from tests.cli.project import ROOT, SCORECARD, python_environment

# The command as its script starts it; what it ends with is said on the stream of errors.
_AT_THE_END = """
import atexit, os, sys
from pathlib import Path
tasks = Path("/proc/self/task")
def tell():
    threads = len(os.listdir(tasks)) if tasks.exists() else 1
    print(os.environ["OPENBLAS_NUM_THREADS"], threads, file=sys.stderr)
atexit.register(tell)
from kpi_engine.__main__ import main
main()
"""
_IN_A_PROGRAM = """
import os
before = dict(os.environ)
import kpi_engine.frames, kpi_engine.cli.main, kpi_engine.__main__
print(before == dict(os.environ))
"""


def python(program: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = python_environment()
    environment.pop("OPENBLAS_NUM_THREADS", None)
    return subprocess.run(  # noqa: S603 — this Python
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, env=environment | variables, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip


def test_a_command_starts_no_threads_for_linear_algebra() -> None:
    told = python(_AT_THE_END, "check", str(SCORECARD)).stderr
    assert told.split() == ["1", "1"]


def test_a_user_may_have_threads_all_the_same() -> None:
    told = python(_AT_THE_END, "check", str(SCORECARD), OPENBLAS_NUM_THREADS="2").stderr
    assert told.split()[0] == "2"


def test_a_program_that_imports_the_package_keeps_its_environment() -> None:
    assert python(_IN_A_PROGRAM).stdout == "True\n"
