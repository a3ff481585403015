"""The bytes of every input file: read here only, once, within limits, on record by their hash.

What is no ordinary file (a pipe, a device) could be waited for without end, and is refused before it is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from kpi_engine.model.frozen import frozen

_NEVER_WAITS = getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for somebody to write into it
_BINARY = getattr(os, "O_BINARY", 0)
CHANGED_WHILE_READ = (
    "this file was changed while kpi was reading it",
    "wait until it is complete and run again",
)


class UnreadableFileError(Exception):
    """``what`` is wrong with a file and what to do (``remedy``), as an Issue has them."""

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


@frozen
class FileRead:
    """A file that was read: its full path, the SHA-256 in hexadecimal and the size of the bytes read.

    ``state`` is what the system said of the file then: another state means that it was changed since.
    """

    path: Path
    sha256: str
    size: int
    state: tuple[int, ...]


@frozen
class ResultRead:
    """What the query in a file gave: the query, the SHA-256 of its rows in hexadecimal, the bytes hashed."""

    path: Path
    text: str
    sha256: str
    size: int


class FilesRead:
    """The files read since ``recording`` began, in the order of reading."""

    def __init__(self) -> None:
        self._files: dict[Path, FileRead] = {}
        self._results: dict[Path, ResultRead] = {}

    def files(self) -> tuple[FileRead, ...]:
        """Each file once."""
        return tuple(self._files.values())

    def results(self) -> tuple[ResultRead, ...]:
        """What each query gave."""
        return tuple(self._results.values())

    def note_rows(self, read: ResultRead) -> None:
        """Put the result of a query on record.

        Raises:
            UnreadableFileError: the query has given other rows before.
        """
        if self._results.setdefault(read.path, read).sha256 != read.sha256:
            what = "the query gave other rows when it was run again"
            raise UnreadableFileError(what, "wait until the database is loaded and run again")

    def changed(self) -> tuple[Path, ...]:
        """The files that are no longer what was read, or are gone."""
        return tuple(file.path for file in self._files.values() if _state_of(file.path) != file.state)

    def take_over(self, other: FilesRead) -> None:
        """Add what another record holds and this one does not."""
        self._files = other._files | self._files
        self._results = other._results | self._results

    def note(self, path: Path, content: bytes, state: tuple[int, ...]) -> None:
        """Put a file on record.

        Raises:
            UnreadableFileError: the file has been read before, with other content.
        """
        self.note_file(FileRead(path, hashlib.sha256(content).hexdigest(), len(content), state))

    def note_file(self, read: FileRead) -> None:
        """The same, for a file whose hash is known."""
        if self._files.setdefault(read.path, read).sha256 != read.sha256:
            raise UnreadableFileError(*CHANGED_WHILE_READ)


_RECORD: ContextVar[FilesRead | None] = ContextVar("files read", default=None)


@contextmanager
def recording() -> Iterator[FilesRead]:
    """Put every file read inside the ``with`` on record, and on the record of a ``with`` around it."""
    files, around = FilesRead(), _RECORD.get()
    token = _RECORD.set(files)
    try:
        yield files
    finally:
        _RECORD.reset(token)
        if around is not None:
            around.take_over(files)


def read_file(path: Path, largest: int, if_larger: str) -> bytes:
    """The bytes of a file of at most ``largest`` bytes; ``if_larger`` says what to do with a larger file.

    Raises:
        UnreadableFileError: it is not there, not a file, too large or not to be read.
    """
    try:
        content, state = _read(path, largest)
    except FileNotFoundError:
        raise UnreadableFileError("there is no such file", "check the spelling and the folder") from None
    except PermissionError:
        raise UnreadableFileError("this file may not be read", "ask for the right to read it") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnreadableFileError(f"this file cannot be read ({reason})", "check the path") from None
    if len(content) > largest:
        raise UnreadableFileError(f"this file is larger than {largest:,} bytes", if_larger)
    record = _RECORD.get()
    if record is not None:
        record.note(path.absolute().resolve(), content, state)
    return content


def lines_in_pieces(path: Path, largest: int, size: int) -> Iterator[tuple[bytes, bool]]:
    """The bytes of a file in pieces of whole lines, each of ``size`` bytes and the rest of a line.

    With each piece comes whether it is the last. The file is on record once all pieces have been asked for.

    Raises:
        UnreadableFileError: it cannot be read so, which ``read_file`` may explain: it is larger than
            ``largest``, or was changed meanwhile.
        OSError: it cannot be read at all; a path that cannot be one is a ValueError.
    """
    with _opened(path) as (descriptor, found), os.fdopen(descriptor, "rb", closefd=False) as file:
        if found.st_size > largest:
            raise UnreadableFileError(f"this file is larger than {largest:,} bytes")
        digest, left = hashlib.sha256(), found.st_size
        while left > 0 and (piece := file.read(size) + file.readline()):
            digest.update(piece)
            left -= len(piece)
            yield piece, left <= 0
        if left or _state(os.fstat(descriptor)) != _state(found):
            raise UnreadableFileError(*CHANGED_WHILE_READ)
    record = _RECORD.get()
    if record is not None:
        record.note_file(
            FileRead(path.absolute().resolve(), digest.hexdigest(), found.st_size, _state(found))
        )


def note_large_file(path: Path, largest: int) -> bool:
    """Put a file on record that its reader reads piece by piece.

    Returns:
        Whether it is an ordinary file of at most ``largest`` bytes that may be read. If not, nothing is on
        record, and ``read_file`` says what is wrong.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > largest:
            return False
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return False
    record = _RECORD.get()
    if record is not None:
        record.note_file(FileRead(path.absolute().resolve(), digest, found.st_size, _state(found)))
    return True


def note_rows(path: Path, text: str, sha256: str, size: int) -> None:
    """Put what the query in a file gave on record.

    Raises:
        UnreadableFileError: the query has given other rows before.
    """
    record = _RECORD.get()
    if record is not None:
        record.note_rows(ResultRead(path.absolute().resolve(), text, sha256, size))


def _read(path: Path, largest: int) -> tuple[bytes, tuple[int, ...]]:
    """At most one byte more than ``largest``, and the state of the file before it was read."""
    with _opened(path) as (descriptor, found), os.fdopen(descriptor, "rb", closefd=False) as file:
        # To read up to the largest size would ask the system for as much memory, however small the file.
        content = file.read(min(found.st_size, largest) + 1)
        if len(content) > found.st_size:  # it has grown since, or the system does not know its size
            content += file.read(largest + 1 - len(content))
        return content, _state(found)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[int, os.stat_result]]:
    """The descriptor of an ordinary file, which nothing waits for, and what the system says of the file."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _NEVER_WAITS)
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableFileError("this is a folder, not a file", "name a file")
        if not stat.S_ISREG(found.st_mode):
            remedy = "save what comes from it in a file and name that"
            raise UnreadableFileError("this is a pipe or a device, not a file", remedy)
        yield descriptor, found
    finally:
        os.close(descriptor)


def _state_of(path: Path) -> tuple[int, ...]:
    try:
        return _state(path.stat())
    except OSError:
        return ()


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns
