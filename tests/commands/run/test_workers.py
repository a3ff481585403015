"""Work shared out to processes."""

from __future__ import annotations

import os
import pickle
import signal
import time
import weakref
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.output.packs import file_names
from kpi_engine.commands.run.pack import NoPack, Pack, PackMaker
from kpi_engine.commands.run.workers import WorkerLostError, in_processes
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.outputs.difference import SinceLast
from kpi_engine.pipeline import pack_for, rate_loaded
from tests.cli.project import ROOT, SCORECARD


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3, 20])
@pytest.mark.parametrize("items", [[], [7], list(range(10))])
def test_results_come_in_order_whoever_makes_them(jobs: int, items: list[int]) -> None:
    done = [result for result in in_processes(square, items, jobs) if isinstance(result, tuple)]
    assert [number for number, _ in done] == [item * item for item in items]
    if jobs > 1 and len(items) > 1:
        processes = {process for _, process in done}
        assert os.getpid() not in processes
        assert len(processes) == min(jobs, len(items))


def large(number: int) -> bytes:
    return bytes([number]) * 1_000_000


def test_results_larger_than_a_pipe_come_whole() -> None:
    assert list(in_processes(large, range(6), 2)) == [large(number) for number in range(6)]


def fatal(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_lost_worker_takes_only_the_item_it_was_at_with_it() -> None:
    done = list(in_processes(fatal, range(6), 2))
    assert [result if isinstance(result, int) else type(result) for result in done] == [
        0, 1, WorkerLostError, 3, 4, 5,
    ]  # fmt: skip


def always_fatal(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_when_no_worker_is_left_the_rest_is_lost() -> None:
    assert [type(result) for result in in_processes(always_fatal, range(6), 2)] == [WorkerLostError] * 6


def first_last(number: int) -> tuple[int, int]:
    time.sleep(0 if number else 1)
    return number, os.getpid()


def test_whoever_is_free_takes_the_next_item() -> None:
    done = [result for result in in_processes(first_last, range(6), 2) if isinstance(result, tuple)]
    assert [number for number, _ in done] == list(range(6))
    # The second item of whoever has the slow one was given to it before.
    assert [process for _, process in done].count(done[0][1]) <= 2


def slow(number: int) -> int:
    time.sleep(60 if number else 0)
    return number


def test_whoever_stops_asking_does_not_wait_for_the_rest() -> None:
    begun = time.monotonic()
    results = in_processes(slow, range(4), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 20


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """Each writes its process number; none is left shortly after the parent has been killed."""

    def endless(number: int) -> bytes:
        (tmp_path / str(os.getpid())).touch()
        return large(number % 7)

    parent = os.fork()
    if parent == 0:
        for _ in in_processes(endless, range(100_000), 3):
            time.sleep(0.01)
        os._exit(0)
    until = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) < 3:
        assert time.monotonic() < until, "the workers did not start"
        time.sleep(0.02)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    workers = {int(path.name) for path in tmp_path.iterdir()}
    while workers := {worker for worker in workers if runs(worker)}:
        assert time.monotonic() < until, f"still running: {workers}"
        time.sleep(0.02)


def runs(process: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


class Knot:
    """What only looking for garbage frees: it knows itself."""

    known: ClassVar[weakref.WeakSet[Knot]] = weakref.WeakSet()

    def __init__(self) -> None:
        self.itself = self
        self.known.add(self)


def knotted(_number: int) -> int:
    Knot()
    return len(Knot.known)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_an_item_leaves_behind_is_gone_before_the_next(jobs: int) -> None:
    assert list(in_processes(knotted, range(10), jobs)) == [1] * 10


@pytest.fixture(scope="module")
def maker() -> PackMaker:
    rated = rate_loaded(load_scorecard(ROOT / SCORECARD))
    names = file_names([area.name for area in rated.loaded.areas])
    since = dict.fromkeys(names, SinceLast(""))
    tidy = TidyAreas(rated.ratings, rated.outturns, rated.loaded.areas)
    return PackMaker(rated.loaded, pack_for(rated), tidy, names, (OutputFormat.HTML,), since)


def test_a_pack_is_the_same_where_processes_cannot_be_forked(maker: PackMaker) -> None:
    pack = pickle.loads(pickle.dumps(maker))("Swale")  # noqa: S301 — just made
    assert isinstance(pack, Pack)
    assert pack == maker("Swale")


def test_a_fault_in_one_pack_is_its_reason(maker: PackMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("kpi_engine.commands.run.pack.assemble_document", faulty)
    pack = maker("Swale")
    assert isinstance(pack, NoPack)
    assert pack.reason.startswith("a fault of kpi itself (ZeroDivisionError: by nothing, test_workers.py:")


def test_a_format_that_fails_does_not_take_the_others(
    maker: PackMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> bytes:
        raise ZeroDivisionError("by nothing")

    both = replace(maker, formats=(OutputFormat.HTML, OutputFormat.XLSX))
    monkeypatch.setattr("kpi_engine.render.xlsx.render_xlsx", faulty)
    pack = both("Swale")
    assert isinstance(pack, Pack)
    assert [name for name, _ in pack.files] == ["swale.html"]
    (reason,) = pack.lacking
    assert reason.startswith("the xlsx file: a fault of kpi itself (ZeroDivisionError: by nothing, ")
    monkeypatch.setattr("kpi_engine.render.html.render_html", faulty)
    nothing = both("Swale")
    assert isinstance(nothing, NoPack)
    assert nothing.reason.count("a fault of kpi itself") == 2


def test_names_that_windows_keeps_for_devices_are_numbered() -> None:
    areas = ["Con", "NUL", "com1", "LPT9", "AUX", "Prn", "Con 1", "Cone", "COM\u00b2", "Com 10"]
    assert list(file_names(areas).values()) == [
        "con-1", "nul-1", "com1-1", "lpt9-1", "aux-1", "prn-1", "con-1-2", "cone", "com2-1", "com-10",
    ]  # fmt: skip


def test_areas_that_would_share_a_file_name_are_numbered() -> None:
    assert file_names(["St. Mary's", "St Mary's", "ST-MARY-S", "東京", "Kent", "Ynys Môn"]) == {
        "St. Mary's": "st-mary-s",
        "St Mary's": "st-mary-s-2",
        "ST-MARY-S": "st-mary-s-3",
        "東京": "area",
        "Kent": "kent",
        "Ynys Môn": "ynys-mon",
    }


def test_however_long_a_name_is_disks_take_that_of_its_file() -> None:
    names = file_names(["Long name " * 40, "Long name " * 41])
    assert [len(name) <= 125 and not name.endswith("-") for name in names.values()] == [True, True]
    assert len(set(names.values())) == 2
