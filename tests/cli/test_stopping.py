"""A command that is told to stop: while it starts, while it works, while a worker is being forked."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.project import OUT, SCORECARD, copy_sample, published, python_environment, run

ENDINGS = [
    (signal.SIGTERM, 143, "Stopped by a termination signal; nothing more was written.\n"),
    (signal.SIGINT, 130, "Stopped by Ctrl-C; nothing more was written.\n"),
]
# The command as its script starts it, with a signal sent as soon as a module is about to be imported.
_AT_AN_IMPORT = """
import os, sys
number, moment = int(sys.argv[1]), sys.argv[2]
class Stopper:
    def find_spec(self, name, path=None, target=None):
        if name == moment:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Stopper())
from kpi_engine.__main__ import main
sys.argv[1:] = sys.argv[3:]
main()
"""
# A fork runs hooks, and an end that comes inside one is lost.
_AT_A_FORK = """
import os, sys
number = int(sys.argv[1])
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), number))
from kpi_engine.__main__ import main
sys.argv[1:] = sys.argv[2:]
main()
"""


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_sample(tmp_path)
    monkeypatch.chdir(tmp_path)


def kpi(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 — this Python
        [sys.executable, "-c", program, *arguments],
        env=python_environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("number", "code", "words"), ENDINGS)
@pytest.mark.parametrize(
    "moment",
    ["kpi_engine.cli.main", "typer", "kpi_engine.commands.rate", "numpy", "kpi_engine.read.yaml.yaml_nodes"],
)
def test_a_command_that_starts(moment: str, number: signal.Signals, code: int, words: str) -> None:
    stopped = kpi(_AT_AN_IMPORT, str(int(number)), moment, "rate", str(SCORECARD))
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (code, "", words)


# The command as its script starts it, with a signal sent by the last thing that Python takes apart.
_AT_THE_END = """
import atexit, os, sys
number = int(sys.argv[1])
atexit.register(os.kill, os.getpid(), number)
class Last:
    def __del__(self, kill=os.kill, me=os.getpid(), number=number):
        kill(me, number)
sys.modules["last"] = Last()
from kpi_engine.__main__ import main
sys.argv[1:] = sys.argv[2:]
main()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["termination", "ctrl-c"])
def test_a_command_that_is_done_keeps_its_exit_code(number: signal.Signals) -> None:
    done = kpi(_AT_THE_END, str(int(number)), "run", str(SCORECARD), "--areas", "Kent", "--formats", "csv")
    assert done.returncode == 0
    assert "Stopped" not in done.stderr
    assert len(list(OUT.glob("2024-08-e*"))) == 1


def test_hardly_anything_is_imported_before_signals_are_answered() -> None:
    program = (
        "import sys; before = set(sys.modules); import kpi_engine; print(len(set(sys.modules) - before))"
    )
    told = subprocess.run(  # noqa: S603 — this Python
        [sys.executable, "-S", "-c", program],
        env=python_environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == "2\n"  # __future__ and kpi_engine


@pytest.mark.parametrize(("number", "code", "words"), ENDINGS)
def test_a_run_that_forks_a_worker(number: signal.Signals, code: int, words: str) -> None:
    run(areas=["Kent"], formats=["csv"])
    before = published()
    stopped = kpi(_AT_A_FORK, str(int(number)), "run", str(SCORECARD), "--jobs", "2", "--formats", "csv")
    assert stopped.returncode == code
    assert stopped.stderr.endswith(words)
    facts = json.loads((OUT / "last-run.json").read_bytes())
    assert (facts["outcome"], facts["exit_code"]) == ("interrupted", code)
    assert published() == before
    assert list(OUT.glob(".work*")) == []


def test_an_end_that_python_loses_is_made_up_for() -> None:
    program = """
import os, signal, sys
from pathlib import Path
from kpi_engine.commands.run import edition
from kpi_engine.commands.run.run import Request, run_batch
from kpi_engine.commands.shared.stopping import stop_in_order
stop_in_order()
class Lost:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):
            pass
record = edition.Batch._record
def lose_an_end(batch, area, pack):
    record(batch, area, pack)
    Lost()
edition.Batch._record = lose_an_end
run_batch(Request(scorecard=Path(sys.argv[1]), formats=["csv"], jobs=1))
"""
    stopped = kpi(program, str(SCORECARD))
    assert stopped.returncode == 143
    assert published() == {}
