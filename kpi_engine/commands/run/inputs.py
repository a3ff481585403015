"""What goes into an edition: the files with their hashes, the programs with their versions."""

from __future__ import annotations

import platform
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kpi_engine.commands.shared.distribution import DISTRIBUTION
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Location, error
from kpi_engine.publish.editions.manifest import FileHash
from kpi_engine.read.input_files import CHANGED_WHILE_READ, FilesRead


@frozen
class Inputs:
    """The files of an edition: the files that define its indicators, and all others."""

    inputs: tuple[FileHash, ...]
    definitions: tuple[FileHash, ...]


# What else can change a byte of what is published.
_LIBRARIES = (
    "numpy",
    "PyYAML",
    "markdown-it-py",
    "nh3",
    "XlsxWriter",
    "typst",
    "pikepdf",
    "python-docx",
    "xlrd",
    "pyarrow",
    "SQLAlchemy",
)


def versions() -> dict[str, str]:
    """The versions of the programs that make an edition."""
    return {
        "kpi_engine": _version(DISTRIBUTION),
        "python": platform.python_version(),
        **{library: _version(library) for library in _LIBRARIES},
    }


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


# The path of a query with this ending means the rows that the query gave.
ROWS_SUFFIX = "#rows"


def inputs_of(read: FilesRead, scorecard: Scorecard) -> Inputs:
    """The files that were read for a scorecard, by the bytes that were read; paths in the project.

    Raises:
        InputError: naming each file that is no longer what was read: others may have been read after it
            that belong to its new content.
    """
    changed = [
        error(Location(portable_path(str(path), scorecard.root)), *CHANGED_WHILE_READ)
        for path in read.changed()
    ]
    if changed:
        raise InputError(changed)
    defining = [Path(path).resolve() for path in scorecard.definitions]
    inputs: list[FileHash] = []
    definitions: list[FileHash] = []
    for file in read.files():
        is_definition = file.path in defining or file.path.parent in defining
        found = FileHash(portable_path(str(file.path), scorecard.root), file.sha256, file.size)
        (definitions if is_definition else inputs).append(found)
    for result in read.results():
        path = portable_path(str(result.path), scorecard.root) + ROWS_SUFFIX
        inputs.append(FileHash(path, result.sha256, result.size))
    return Inputs(tuple(inputs), tuple(definitions))


def portable(issue: Issue, root: str) -> Issue:
    """The issue with its file named from the project, so that it reads the same wherever kpi was started."""
    return replace(issue, location=replace(issue.location, file=portable_path(issue.location.file, root)))


def portable_path(path: str, root: str) -> str:
    """A path relative to the project where it lies in it, with ``/``."""
    absolute = Path(path).resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path
