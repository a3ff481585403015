"""What goes into an edition: the files with their hashes, the programs with their versions."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.publish.editions.manifest import FileHash
from kpi_engine.publish.files import sha256_of
from kpi_engine.read.commentary.commentary import commentary_files
from kpi_engine.read.theme.theme import theme_files

_DISTRIBUTION = "kpi-engine-scorecards"
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
)


def versions() -> dict[str, str]:
    """The versions of the programs that make an edition."""
    return {
        "kpi_engine": _version(_DISTRIBUTION),
        "python": platform.python_version(),
        **{library: _version(library) for library in _LIBRARIES},
    }


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def input_files(scorecard: Scorecard) -> tuple[FileHash, ...]:
    """The scorecard and the files it names: data, overrides, commentary, theme, logo; paths in the project.

    Raises:
        OSError: one of them is there and cannot be read.
    """
    sources = [*scorecard.observations, *scorecard.outturns]
    if scorecard.areas is not None:
        sources.insert(0, scorecard.areas)
    if scorecard.comparators is not None:
        sources.append(scorecard.comparators)
    if scorecard.overrides is not None:
        sources.append(scorecard.overrides)
    commentary = map(str, commentary_files(scorecard.commentary, Path(scorecard.root)))
    theme = map(str, theme_files(scorecard.theme, Path(scorecard.root)))
    data = (source.path for source in sources)
    return _hashes([scorecard.file, *data, *commentary, *theme], scorecard.root)


def definition_files(scorecard: Scorecard, indicators: Iterable[Indicator]) -> tuple[FileHash, ...]:
    """The files that define the indicators; paths relative to the project."""
    return _hashes((indicator.location.file for indicator in indicators), scorecard.root)


def _hashes(paths: Iterable[str], root: str) -> tuple[FileHash, ...]:
    files = []
    for path in dict.fromkeys(paths):
        # What is not there is told by whoever reads it.
        digest, size = sha256_of(Path(path)) if Path(path).is_file() else ("", 0)
        files.append(FileHash(portable_path(path, root), digest, size))
    return tuple(files)


def refuse_changed(before: tuple[FileHash, ...], after: tuple[FileHash, ...]) -> None:
    """Stop when a file was changed while it was read: the manifest would name a file that was not used.

    Raises:
        InputError: naming each such file.
    """
    changed = [
        Issue(
            Severity.ERROR,
            Location(new.path),
            "this file was changed while kpi was reading it",
            "wait until it is complete and run again",
        )
        for old, new in zip(before, after, strict=True)
        if old != new
    ]
    if changed:
        raise InputError(changed)


def portable(issue: Issue, root: str) -> Issue:
    """The issue with its file named from the project, so that it reads the same wherever kpi was started."""
    return replace(issue, location=replace(issue.location, file=portable_path(issue.location.file, root)))


def portable_path(path: str, root: str) -> str:
    """A path relative to the project where it lies in it, with ``/``."""
    absolute = Path(path).resolve()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path
