"""Runs killed at any moment, told to stop at any moment, and two runs at once."""

from __future__ import annotations

import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from kpi_engine.publish.editions.edition import Draft
from kpi_engine.publish.editions.lock import LockedError
from kpi_engine.publish.editions.publication import Made, publishing
from kpi_engine.publish.editions.run_record import RunRecord, interrupted, write_run_record
from tests.effort import is_nightly
from tests.publish.children import in_a_child, signal_at_line
from tests.publish.examples import (
    AUGUST,
    HOLDER,
    JULY,
    assert_whole,
    manifest_of,
    names_in,
    publish_once,
    rating,
    version_1,
)
from tests.publish.publish_until_killed import publish_until_killed

KILLS_IN_TIME = 30
# Of the 800 lines and more that one publication runs, every so many is one to stop at; at night many more.
LINES_APART = 8 if is_nightly() else 20


def assert_nothing_lost(folder: Path, at_least: int) -> int:
    """The next run finishes what was recorded and sweeps the rest; how many editions there are, all whole."""
    with publishing(folder, HOLDER) as publication:
        assert publication.warnings == ()
    editions = assert_whole(folder)
    assert len(editions) >= at_least
    assert {name for name in names_in(folder) if name.startswith((".work", "20"))} == {
        str(edition.name) for edition in editions
    }
    return len(editions)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: a kill loses what a process holds, whatever the disk."""
    memory = Path("/dev/shm")  # noqa: S108 — made by mkdtemp in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as made:
        yield Path(made)


def test_a_run_killed_at_any_moment_loses_nothing(folder: Path) -> None:
    """The moment is one of time, also inside what the system or SQLite does for a line."""
    chance = random.Random(20240831)  # noqa: S311 — moments to kill at
    known = 0
    for _ in range(KILLS_IN_TIME):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            publish_until_killed(folder, lambda writing=writing: os.write(writing, b"."))
        os.close(writing)
        assert os.read(reading, 1) == b"."
        time.sleep(chance.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        with os.fdopen(reading, "rb") as told:
            more = len(told.read())
        known = assert_nothing_lost(folder, known + 1 + more)


def published_in_july(folder: Path) -> None:
    """One edition, by the present version."""
    publish_once(folder, [rating()], JULY)


def published_by_version_1(folder: Path) -> None:
    """Three editions in a ledger that the next one upgrades."""
    version_1(folder)


def publish_changed_figures(folder: Path) -> None:
    """A publication that restates a figure and adds one."""
    publish_once(folder, [rating(value="79.0"), rating(area="Swale")], AUGUST)


def stopped_by_sigterm(_signal: int, _frame: FrameType | None) -> None:
    """What the command line does with SIGTERM."""
    raise SystemExit(143)


def killed(folder: Path, line: int) -> Callable[[], None]:
    def work() -> None:
        signal_at_line(line, signal.SIGKILL)
        publish_changed_figures(folder)

    return work


def told_to_stop(folder: Path, line: int) -> Callable[[], None]:
    def work() -> None:
        signal.signal(signal.SIGTERM, stopped_by_sigterm)
        signal_at_line(line, signal.SIGTERM)
        try:
            publish_changed_figures(folder)
        except SystemExit:
            os.kill(os.getpid(), signal.SIGKILL)

    return work


@pytest.mark.parametrize(
    ("published", "known", "stopped"),
    [
        (published_in_july, 1, killed),
        (published_in_july, 1, told_to_stop),
        (published_by_version_1, 3, killed),
    ],
)
def test_a_run_stopped_at_any_line_of_publishing_loses_nothing(
    folder: Path,
    published: Callable[[Path], None],
    known: int,
    stopped: Callable[[Path, int], Callable[[], None]],
) -> None:
    stops = 0
    for line in range(random.randint(1, LINES_APART), 10_000, LINES_APART):  # noqa: S311
        place = folder / str(line)
        published(place)
        ended = in_a_child(stopped(place, line))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        stops += 1
        editions = assert_nothing_lost(place, known)
        publish_changed_figures(place)
        assert len(assert_whole(place)) == known + 1, (
            f"stopped at line {line}, with {editions} editions after it"
        )
    assert stops * LINES_APART > 600


def test_of_two_runs_at_once_the_second_says_who_holds_the_lock(tmp_path: Path) -> None:
    held, finish = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        with publishing(tmp_path, HOLDER):
            os.write(held[1], b"held")
            os.read(finish[0], 1)
        os._exit(0)
    os.read(held[0], 4)
    with pytest.raises(LockedError) as told:
        publish_once(tmp_path, [rating()])
    os.write(finish[1], b".")
    os.waitpid(child, 0)
    assert told.value.holder == HOLDER
    assert str(told.value) == (
        f"{tmp_path}: error: another run is publishing here (process 4711 of scheduler on ledger-01, since "
        "2024-09-02T06:00:00+01:00); wait until it has finished and run again"
    )
    publish_once(tmp_path, [rating()])
    assert len(assert_whole(tmp_path)) == 1


def test_a_run_told_to_stop_says_so_and_publishes_nothing(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)

    def make(draft: Draft) -> Made:
        draft.write("kent.html", [b"half"])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
        raise AssertionError("the signal came to nothing")

    def run() -> None:
        signal.signal(signal.SIGTERM, stopped_by_sigterm)
        with publishing(tmp_path, HOLDER) as publication:
            try:
                publication.publish(AUGUST, "f", make, "2024-09-02T06:01:00+01:00")
            except SystemExit:
                manifest = interrupted(manifest_of(), exit_code=143)
                write_run_record(
                    tmp_path, RunRecord(HOLDER, "2024-09-02T06:01:30+01:00", "interrupted", [], manifest)
                )

    assert in_a_child(run) == 0
    facts = json.loads((tmp_path / "last-run.json").read_bytes())
    assert (facts["outcome"], facts["interrupted"], facts["exit_code"]) == ("interrupted", True, 143)
    assert (facts["manifest"]["interrupted"], facts["manifest"]["edition"]) == (True, "")
    assert assert_nothing_lost(tmp_path, 1) == 1
