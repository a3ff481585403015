"""What a command does before it begins, and what it leaves undone since it is not needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import typer

from kpi_engine.cli.main import app
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


# What a command has imported when it ends, of the modules that it is asked about.
_IMPORTED = """
import atexit, sys
asked = sys.argv.pop(1).split(",")
atexit.register(lambda: print(*sorted(set(asked) & set(sys.modules)), file=sys.stderr))
from kpi_engine.__main__ import main
main()
"""
# Each takes a command more time than all that it needs of it: what it is imported for, or what imports it.
_NEEDLESS = {
    "numpy.ma": "np.unique without more, see distinct_places",
    "numpy.random": "np.random",
    "concurrent.futures": "many files that are waited for together",
    "logging": "concurrent.futures",
    "random": "tempfile and secrets",
    "json": "documents",
    "kpi_engine.model.outputs.edition": "names of editions",
    "kpi_engine.model.figures.commentary": "commentary, and annotations",
    "kpi_engine.model.figures.figure": "pages, and annotations",
}


def imported(modules: Iterable[str], *arguments: str) -> list[str]:
    return python(_IMPORTED, ",".join(modules), *arguments).stderr.split()


def test_the_version_is_told_without_what_commands_need() -> None:
    assert imported(["numpy", "yaml", "kpi_engine.model.definitions.indicator"], "--version") == []


def test_ratings_need_nothing_that_only_others_need(tmp_path: Path) -> None:
    target = tmp_path / "ratings.csv"
    assert imported(_NEEDLESS, "rate", "--quiet", str(SCORECARD), "--output", str(target)) == []


@pytest.mark.parametrize("command", ["check", "report"])
def test_what_writes_no_file_needs_nothing_that_makes_files(command: str) -> None:
    needless = ["numpy.ma", "kpi_engine.commands.output.formats", "kpi_engine.publish.files"]
    assert imported(needless, command, str(SCORECARD), "--quiet") == []


def callbacks(of: typer.Typer) -> Iterator[Callable[..., object]]:
    yield from (info.callback for info in of.registered_commands if info.callback is not None)
    for group in of.registered_groups:
        if group.typer_instance is not None:
            yield from callbacks(group.typer_instance)


def test_typer_need_compile_no_annotation_of_a_command() -> None:
    commands = list(callbacks(app))
    assert len(commands) > 20
    texts = {each.__module__ for each in commands if str in map(type, each.__annotations__.values())}
    assert texts == set()
