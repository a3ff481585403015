"""One run at a time, and the second can say who holds the lock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.publish.failure import PublishError, file_failure
from kpi_engine.publish.files import replace_file
from kpi_engine.publish.layout import HOLDER, LOCK


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: the process, where, who started it, and since when (text)."""

    pid: int
    host: str
    user: str
    since: str


class LockedError(PublishError):
    """Another run is writing here. ``holder`` is None when it has not said who it is yet."""

    def __init__(self, issue: Issue, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(issue)


@contextmanager
def hold_lock(folder: Path, holder: Holder) -> Iterator[None]:
    """Hold the lock of an existing folder; the kernel lets go of it when this process ends, however it ends.

    The lock is not inherited by processes forked while it is held: workers that outlive a killed run do not
    keep the next run out.

    Raises:
        LockedError: another process, or another part of this process, holds the lock.
        PublishError: the folder cannot be written to, or its disk cannot lock files.
    """
    from filelock import FileLock, Timeout  # only a run that publishes needs it

    # A soft lock would stay behind when its holder is killed.
    lock = FileLock(folder / LOCK, timeout=0, fallback_to_soft=False, preserve_lock_file=True)
    try:
        lock.acquire()
    except Timeout:
        raise _locked(folder) from None
    except OSError as error:
        raise file_failure(error, folder / LOCK, "locking the output folder") from error
    try:
        _say_who(folder / HOLDER, holder)
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _say_who(path: Path, holder: Holder) -> None:
    try:
        replace_file(path, json.dumps(asdict(holder)).encode())
    except OSError as error:
        raise file_failure(error, path, "locking the output folder") from error


def _locked(folder: Path) -> LockedError:
    holder = _read_holder(folder / HOLDER)
    who = (
        f"process {holder.pid} of {holder.user} on {holder.host}, since {holder.since}"
        if holder is not None
        else "it has only just started"
    )
    issue = Issue(
        Severity.ERROR,
        Location(str(folder)),
        f"another run is publishing here ({who})",
        "wait until it has finished and run again",
    )
    return LockedError(issue, holder)


def _read_holder(path: Path) -> Holder | None:
    try:
        facts = json.loads(path.read_bytes())
        return Holder(int(facts["pid"]), str(facts["host"]), str(facts["user"]), str(facts["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
