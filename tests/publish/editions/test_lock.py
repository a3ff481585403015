"""One run at a time."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from kpi_engine.publish.editions.lock import LockedError, hold_lock
from kpi_engine.publish.failure import PublishError
from kpi_engine.publish.layout import HOLDER as HOLDER_FILE
from tests.publish.examples import HOLDER, names_in


def test_the_lock_is_free_again_after_its_holder(tmp_path: Path) -> None:
    with hold_lock(tmp_path, HOLDER):
        assert HOLDER_FILE in names_in(tmp_path)
    assert names_in(tmp_path) == {".kpi.lock"}
    with hold_lock(tmp_path, HOLDER):
        pass


def test_it_holds_within_one_process_too(tmp_path: Path) -> None:
    with hold_lock(tmp_path, HOLDER):
        with pytest.raises(LockedError), hold_lock(tmp_path, HOLDER):
            raise AssertionError("two holders at once")
        # The refused one has not let go of the lock in the first one's place.
        with pytest.raises(LockedError), hold_lock(tmp_path, HOLDER):
            raise AssertionError("two holders at once")


def test_it_is_free_when_the_holder_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), hold_lock(tmp_path, HOLDER):
        raise KeyError
    with hold_lock(tmp_path, HOLDER):
        pass


def test_two_folders_are_two_locks(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    with hold_lock(tmp_path / "one", HOLDER), hold_lock(tmp_path / "other", HOLDER):
        pass


def test_workers_that_outlive_a_killed_holder_do_not_keep_the_lock(tmp_path: Path) -> None:
    ready, worker = os.pipe(), 0
    child = os.fork()
    if child == 0:
        with hold_lock(tmp_path, HOLDER):
            if (worker := os.fork()) == 0:
                time.sleep(60)
                os._exit(0)
            os.write(ready[1], worker.to_bytes(4))
            time.sleep(60)
        os._exit(0)
    worker = int.from_bytes(os.read(ready[0], 4))
    try:
        with pytest.raises(LockedError), hold_lock(tmp_path, HOLDER):
            raise AssertionError("two holders at once")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with hold_lock(tmp_path, HOLDER):
            os.kill(worker, 0)  # the worker lives on
    finally:
        os.kill(worker, signal.SIGKILL)


@pytest.mark.parametrize(
    "content", [None, "", "{}", "[]", '{"pid": "x", "host": "", "user": "", "since": ""}']
)
def test_a_holder_that_has_not_said_who_it_is_yet_is_told_so(tmp_path: Path, content: str | None) -> None:
    with hold_lock(tmp_path, HOLDER):
        (tmp_path / HOLDER_FILE).unlink()
        if content is not None:
            (tmp_path / HOLDER_FILE).write_text(content)
        with pytest.raises(
            LockedError, match=r"another run is publishing here \(it has only just started\)"
        ) as told:
            hold_lock(tmp_path, HOLDER).__enter__()
        assert told.value.holder is None


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".kpi.lock").mkdir()
    with pytest.raises(PublishError, match="locking the output folder failed"), hold_lock(tmp_path, HOLDER):
        raise AssertionError("held without a lock")
