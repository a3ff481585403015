"""Why something could not be published, in words that name the path and say what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, Severity

_SHARING_VIOLATIONS = (32, 33)  # Windows: another program has the file, or a part of it, open

_FULL = ("the disk is full or a quota is used up", "free some space and run again")
_READ_ONLY = (
    "it may not be written to",
    "give the account that runs kpi the right to write there, or choose another output folder",
)
_HELD = ("another program holds it open", "close that program and run again")
_NOT_A_FOLDER = (
    "it, or a folder it is in, is a file",
    "move that file away or choose another output folder",
)
_TOO_LONG = ("its name is too long for this disk", "choose an output folder with a shorter path")
_DEVICE = ("the disk reports a fault", "have the disk or the network drive looked at before you run again")

_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EBUSY: _HELD,
    errno.ETXTBSY: _HELD,
    errno.ENOTDIR: _NOT_A_FOLDER,
    errno.EEXIST: _NOT_A_FOLDER,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.EIO: _DEVICE,
}
_BY_SQLITE_NAME = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR_WRITE": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_BUSY": _HELD,
    "SQLITE_LOCKED": _HELD,
}


class PublishError(Exception):
    """Nothing was lost or overwritten, but the work could not be done. Carries one issue."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(str(issue))


class RefusedError(PublishError):
    """What is there is not what was published, or not ours: it is left exactly as it is."""


def refusal(path: Path, what: str, remedy: str) -> RefusedError:
    """A refusal to touch ``path``."""
    return RefusedError(Issue(Severity.ERROR, Location(str(path)), what, remedy))


def file_failure(error: OSError, path: Path, doing: str) -> PublishError:
    """What the operating system refused, while ``doing`` ("writing the edition") to ``path``."""
    reason, remedy = reason_of(error)
    return PublishError(Issue(Severity.ERROR, Location(str(path)), f"{doing} failed: {reason}", remedy))


def ledger_failure(error: sqlite3.Error, path: Path, doing: str) -> PublishError:
    """What SQLite refused to do with the ledger at ``path``, when it is not damage to the ledger."""
    name = getattr(error, "sqlite_errorname", "")
    reason, remedy = _BY_SQLITE_NAME.get(name) or _BY_SQLITE_NAME.get(
        "_".join(name.split("_")[:2]), (str(error), "look at the file and its folder, then run again")
    )
    return PublishError(Issue(Severity.ERROR, Location(str(path)), f"{doing} failed: {reason}", remedy))


def reason_of(error: OSError) -> tuple[str, str]:
    """What the operating system refused, in words that a user knows, and what to do."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return _HELD
    return _BY_ERRNO.get(
        error.errno or 0, (error.strerror or str(error), "look at the file and its folder, then run again")
    )
