"""Files that survive a power cut: written aside, flushed to the disk, renamed into place."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kpi_engine.publish.layout import STRAY

_BLOCK = 1 << 20
_BUFFER = 1 << 16
_WAITING = 8
_SYNCS_FOLDERS = os.name == "posix"  # elsewhere a folder cannot be opened, and its entries need no flush


def unused_path(folder: Path, name: str) -> Path:
    """A hidden path in ``folder``, used by nobody and swept by the next run, for making ``name`` aside."""
    return folder / f"{STRAY}{name}-{os.urandom(4).hex()}"


def replace_file(path: Path, content: bytes) -> None:
    """See ``replace_with``."""
    replace_with(path, [content])


def replace_with(path: Path, blocks: Iterable[bytes | memoryview]) -> None:
    """See ``replace_by``. The content comes in ``blocks``, so that memory need not hold all of it."""
    replace_by(path, lambda file: file.writelines(blocks))


def replace_by(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Put a file in place whole, also over another file: a reader sees the old or the new file.

    Raises:
        OSError: the old file is then unchanged; the error names ``path``, not the temporary file.
    """
    aside = unused_path(path.parent, path.name)
    try:
        with aside.open("wb", _BUFFER) as file:
            write(file)
        sync(aside)
        aside.replace(path)
    except BaseException as error:
        with suppress(OSError):  # the folder itself may not be there
            aside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    is_folder = path.is_dir()
    if is_folder and not _SYNCS_FOLDERS:
        return
    descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Wait until a folder and everything below it is on the disk, each folder after what it holds.

    All files are waited for together, since a disk takes many files at once in little more time than a single
    file.
    """
    # Imported where it is used: it takes as long as all else that a single file needs.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_WAITING) as waiting:
        for place, _, files in os.walk(folder, topdown=False):
            for _done in waiting.map(sync, [Path(place, name) for name in files]):
                pass
            sync(Path(place))


def remove(path: Path) -> None:
    """Remove a file, a link (not what it leads to) or a folder with all it holds."""
    if stat.S_ISDIR(path.lstat().st_mode):
        shutil.rmtree(path)
    else:
        path.unlink()


def sha256_of(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file, in hexadecimal, and its size in bytes; a large file is read in blocks."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
