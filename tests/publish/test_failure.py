"""Full disks, folders that may not be written to, files held open: readers keep the edition they had."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.publish.editions.publication import Outcome, publishing
from kpi_engine.publish.failure import PublishError, file_failure, ledger_failure
from kpi_engine.publish.layout import MANIFEST
from kpi_engine.publish.ledger.ledger import create_ledger, open_ledger
from tests.publish.children import as_nobody, in_a_child
from tests.publish.examples import (
    AUGUST,
    HOLDER,
    JULY,
    assert_whole,
    latest_edition,
    publish,
    publish_once,
    rating,
    summary_of,
)

_FALLIBLE = (
    (Path, "mkdir"),
    (Path, "write_bytes"),
    (Path, "rename"),
    (Path, "replace"),
    (os, "fsync"),
)


class Trouble:
    """Lets the first ``calls`` file operations pass and fails the next one with ``code``."""

    def __init__(self, calls: int, code: int) -> None:
        self.left, self.code, self.met = calls, code, ""

    def around(self, name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
        def fallible(*arguments: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                self.met = f"{name} of {arguments[0]}"
                raise OSError(self.code, os.strerror(self.code), str(arguments[0]))
            return operation(*arguments, **options)

        return fallible


def publish_with_trouble(folder: Path, calls: int, code: int) -> tuple[str, PublishError | None]:
    """Publish August after July while the operation after ``calls`` fails: where it failed, what was told."""
    with pytest.MonkeyPatch.context() as patch:
        trouble = Trouble(calls, code)
        for owner, name in _FALLIBLE:
            patch.setattr(owner, name, trouble.around(name, getattr(owner, name)))
        try:
            publish_once(folder, [rating()], AUGUST)
        except PublishError as error:
            return trouble.met, error
    return trouble.met, None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EBUSY, errno.EIO])
def test_whichever_file_operation_fails_the_old_edition_stays_and_the_next_run_publishes(
    tmp_path: Path, code: int
) -> None:
    told = 0
    for calls in range(1000):
        folder = tmp_path / str(calls)
        publish_once(folder, [rating()], JULY)
        old = {path: path.read_bytes() for path in (folder / "2024-07-e1").rglob("*") if path.is_file()}
        where, error = publish_with_trouble(folder, calls, code)
        if not where:
            break
        assert error is not None, f"nobody was told that {where} failed"
        assert str(folder) in error.issue.location.file
        assert error.issue.remedy
        told += 1
        assert {path: path.read_bytes() for path in old} == old
        assert (folder / latest_edition(folder) / MANIFEST).is_file()
        assert publish_once(folder, [rating()], AUGUST).outcome in (Outcome.PUBLISHED, Outcome.UNCHANGED)
        assert len(assert_whole(folder)) == 2
    assert told > 15


def test_whichever_file_operation_fails_in_a_new_folder_it_is_told_and_the_next_run_publishes(
    tmp_path: Path,
) -> None:
    for calls in range(1000):
        folder = tmp_path / str(calls)
        where, error = publish_with_trouble(folder, calls, errno.ENOSPC)
        if not where:
            break
        assert error is not None, f"nobody was told that {where} failed"
        assert "the disk is full or a quota is used up" in error.issue.what
        publish_once(folder, [rating()], AUGUST)
        assert len(assert_whole(folder)) == 1
    assert calls > 15


@pytest.mark.parametrize("limit", [500, 3000, 20_000, 60_000, 100_000])
def test_a_disk_that_takes_no_more_is_told_and_the_old_edition_stays(tmp_path: Path, limit: int) -> None:
    """The kernel lets no file grow: pages, manifest or ledger fail, as the limit is lower or higher."""
    publish_once(tmp_path, [rating(area=f"Area {number}") for number in range(100)], JULY)
    rows = [rating(area=f"Area {number}", value="1.0") for number in range(150)]

    def publish_on_a_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with pytest.raises(PublishError, match="the disk is full or a quota is used up; free some space"):
            publish_once(tmp_path, rows, AUGUST)

    assert in_a_child(publish_on_a_full_disk) == 0
    assert [str(edition.name) for edition in assert_whole(tmp_path)] == ["2024-07-e1"]
    publish_once(tmp_path, rows, AUGUST)
    assert len(assert_whole(tmp_path)) == 2
    assert not list(tmp_path.glob(".work*"))


def test_a_ledger_that_cannot_grow_records_nothing(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)
    before = (tmp_path / "ledger.sqlite").read_bytes()
    rows = [rating(area=f"Area {number}") for number in range(500)]
    with publishing(tmp_path, HOLDER) as publication:
        pages = publication.ledger.rows("PRAGMA page_count", ())[0][0]
        publication.ledger.rows(f"PRAGMA max_page_count = {pages}", ())
        with pytest.raises(PublishError, match="recording the edition failed: the disk is full"):
            publish(publication, rows, AUGUST)
    assert not list(tmp_path.glob(".work*"))
    assert (tmp_path / "ledger.sqlite").read_bytes() == before


def test_a_folder_that_may_not_be_written_to_is_told(open_to_all: Path) -> None:
    publish_once(open_to_all, [rating()], JULY)
    open_to_all.chmod(0o555)

    def publish_without_rights() -> None:
        as_nobody()
        with pytest.raises(PublishError, match="it may not be written to; give the account that runs kpi"):
            publish_once(open_to_all, [rating()], AUGUST)
        with pytest.raises(PublishError, match="making the output folder failed: it may not be written to"):
            publish_once(open_to_all / "out", [rating()], AUGUST)

    assert in_a_child(publish_without_rights) == 0
    open_to_all.chmod(0o755)
    assert [str(edition.name) for edition in assert_whole(open_to_all)] == ["2024-07-e1"]


def test_whoever_may_only_read_can_read_the_ledger(open_to_all: Path) -> None:
    publish_once(open_to_all, [rating()], JULY)
    open_to_all.chmod(0o555)
    (open_to_all / "ledger.sqlite").chmod(0o444)

    def read_without_rights() -> None:
        as_nobody()
        with open_ledger(open_to_all / "ledger.sqlite") as ledger:
            assert list(ledger.ratings_of(ledger.editions()[0].name)) == [rating()]

    assert in_a_child(read_without_rights) == 0
    open_to_all.chmod(0o755)


@pytest.mark.parametrize("below", ["", "packs/2024"])
def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(PublishError) as told:
        publish_once(tmp_path / "out" / below, [rating()])
    assert str(told.value) == (
        f"{tmp_path / 'out' / below}: error: making the output folder failed: it, or a folder it is in, is a "
        "file; move that file away or choose another output folder"
    )
    assert (tmp_path / "out").read_text() == "a file"


def test_pages_that_readers_hold_open_stay_readable(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)
    with (tmp_path / "2024-07-e1/kent.html").open() as page, (tmp_path / "latest.json").open() as pointer:
        publish_once(tmp_path, [rating()], AUGUST)
        assert "2024-07-e1" in page.read()
        assert "2024-07-e1" in pointer.read()
    assert latest_edition(tmp_path) == "2024-08-e1"


def test_a_ledger_held_by_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_ledger(tmp_path / "ledger.sqlite")
    monkeypatch.setattr("kpi_engine.publish.ledger.ledger._PATIENCE", 0.05)
    other = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        open_ledger(tmp_path / "ledger.sqlite", writable=True) as ledger,
        pytest.raises(
            PublishError,
            match="recording the edition failed: another program holds it open; close that program",
        ),
    ):
        ledger.append(summary_of("2024-08-e1"), [rating()])
    other.execute("ROLLBACK")
    other.close()


def held_open(path: Path) -> None:
    """What Windows does with a file that somebody is looking at."""
    raise OSError(errno.EBUSY, "busy", str(path / "kent.html"))


def test_a_stray_part_that_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_once(tmp_path, [rating()], JULY)
    stray = tmp_path / ".work-2024-08-e1-0badcafe"
    stray.mkdir()
    monkeypatch.setattr("kpi_engine.publish.editions.recovery.remove", held_open)
    with pytest.raises(PublishError) as told:
        publish_once(tmp_path, [rating()], AUGUST)
    assert str(told.value) == (
        f"{stray}/kent.html: error: tidying up after the last run failed: another program holds it open; "
        "close that program and run again"
    )


def test_a_draft_that_cannot_be_removed_is_left_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_once(tmp_path, [rating()])
    with monkeypatch.context() as patch:
        patch.setattr("kpi_engine.publish.editions.edition.remove", held_open)
        assert publish_once(tmp_path, [rating()]).outcome is Outcome.UNCHANGED
    assert len(list(tmp_path.glob(".work*"))) == 1
    publish_once(tmp_path, [rating()])
    assert list(tmp_path.glob(".work*")) == []


def test_a_page_that_cannot_be_read_back_is_a_spoiled_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_once(tmp_path, [rating()])
    with monkeypatch.context() as patch:
        patch.setattr("kpi_engine.publish.editions.edition.sha256_of", held_open)
        (warning,) = publish_once(tmp_path, [rating()]).warnings
    assert warning.what == "reading the edition failed: another program holds it open"


def test_a_file_held_open_on_windows_is_told() -> None:
    error = OSError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined]
    told = file_failure(error, Path("out/latest.json"), "pointing to the latest edition")
    assert str(told) == (
        "out/latest.json: error: pointing to the latest edition failed: another program holds it open; "
        "close that program and run again"
    )


def test_what_nobody_foresaw_is_told_in_the_systems_words() -> None:
    told = file_failure(OSError(errno.ELOOP, "Too many links"), Path("out"), "making the output folder")
    assert told.issue.what == "making the output folder failed: Too many links"
    told = ledger_failure(sqlite3.OperationalError("odd"), Path("ledger.sqlite"), "reading the ledger")
    assert told.issue.what == "reading the ledger failed: odd"
