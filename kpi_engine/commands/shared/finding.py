"""Which scorecard a command is about."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NoReturn

from kpi_engine.model.issue import InputError, Issue, Location, Severity, errors_in
from kpi_engine.model.wording import listed
from kpi_engine.read.places import display_path
from kpi_engine.read.scorecard.project_file import PROJECT_FILE_NAME, SCORECARD_NAME, read_project_file

_DEPTH = 3
_MOST_LISTED = 6
# The scorecard of a folder, by its usual names.
BOOK_NAME = "scorecard.xlsx"
_NAMES = (SCORECARD_NAME, BOOK_NAME)
_NEVER_SEARCHED = {"out", "build", "dist", "node_modules", "tests"}


def scorecard_path(given: Path | None) -> Path:
    """The scorecard given, else the scorecard of the current folder, else the only scorecard below it.

    The path of a folder means the ``scorecard.yaml`` in it, or the scorecard that its ``kpi.yaml`` names; so
    does the path of a ``kpi.yaml`` itself.

    Raises:
        InputError: when there is no scorecard, or several to choose from, or a ``kpi.yaml`` cannot be read.
    """
    if given is not None:
        if given.name == PROJECT_FILE_NAME:
            return _named_in(given) or _refused(given)
        if len(given.parts) == 1 and not given.suffix and not os.path.lexists(given):
            raise _is_a_word(given)
        return (_scorecard_in(given) or given / SCORECARD_NAME) if given.is_dir() else given
    here = _scorecard_in(Path())
    if here is not None:
        return here
    found = _scorecards_below(Path())
    if len(found) == 1:
        return found[0]
    if not found:
        raise _cannot_choose(
            "no scorecard.yaml was found at or below this folder", "name the scorecard to use"
        )
    raise _cannot_choose(
        f"there are several scorecards here: {listed([path.as_posix() for path in found], _MOST_LISTED)}",
        f"name the one to use, or the usual one in a {PROJECT_FILE_NAME} here",
    )


def stands_for_a_scorecard(path: Path) -> bool:
    """Whether a folder holds or names a scorecard, or a file names the scorecard of its folder.

    The answer is no for a folder that may not be looked into: reading it reports why.
    """
    try:
        if path.is_dir():
            return any((path / name).is_file() for name in (*_NAMES, PROJECT_FILE_NAME))
    except OSError:
        return False
    return path.name == PROJECT_FILE_NAME


def _scorecard_in(folder: Path) -> Path | None:
    """The scorecard in a folder, as YAML or as a workbook, else the scorecard that its project file names."""
    for name in _NAMES:
        if (folder / name).is_file():
            return folder / name
    project_file = folder / PROJECT_FILE_NAME
    return _named_in(project_file) if project_file.is_file() else None


def _named_in(project_file: Path) -> Path | None:
    project, issues = read_project_file(project_file)
    if errors_in(issues):
        raise InputError(issues)
    return project.scorecard


def _refused(project_file: Path) -> NoReturn:
    what = "this file names no scorecard"
    raise InputError([Issue(Severity.ERROR, Location(display_path(project_file)), what, "add `scorecard`")])


def _is_a_word(given: Path) -> InputError:
    """A word instead of a path is most often an area, which has an option of its own."""
    remedy = (
        "name the scorecard's YAML file, workbook or folder as the argument; if this is an area, name it "
        f"with the option --area: --area {shlex.quote(str(given))}"
    )
    place = Location(display_path(given))
    return InputError([Issue(Severity.ERROR, place, "there is no such file or folder", remedy)])


def _scorecards_below(folder: Path) -> list[Path]:
    found = []
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).parts)
        folders[:] = sorted(
            name for name in folders if depth < _DEPTH and name not in _NEVER_SEARCHED and name[0] != "."
        )
        found += [Path(place) / name for name in _NAMES if name in files][:1]
    return found


def _cannot_choose(what: str, remedy: str) -> InputError:
    return InputError([Issue(Severity.ERROR, Location(SCORECARD_NAME), what, remedy)])
