"""Which scorecard a command is about."""

from __future__ import annotations

import os
from pathlib import Path

from kpi_engine.model.issue import InputError, Issue, Location, Severity

SCORECARD_NAME = "scorecard.yaml"
_DEPTH = 3
_NEVER_SEARCHED = {"out", "build", "dist", "node_modules", "tests"}


def scorecard_path(given: Path | None) -> Path:
    """The scorecard given, or the only ``scorecard.yaml`` at or below the current folder.

    A folder stands for the ``scorecard.yaml`` in it.

    Raises:
        InputError: when there is none, or more than one to choose from.
    """
    if given is not None:
        return given / SCORECARD_NAME if given.is_dir() else given
    found = _scorecards_below(Path())
    if len(found) == 1:
        return found[0]
    if not found:
        raise _cannot_choose(
            "no scorecard.yaml was found at or below this folder", "name the scorecard to use"
        )
    listed = ", ".join(str(path) for path in found)
    raise _cannot_choose(f"there are several scorecards here: {listed}", "name the one to use")


def _scorecards_below(folder: Path) -> list[Path]:
    found = []
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).parts)
        folders[:] = sorted(
            name for name in folders if depth < _DEPTH and name not in _NEVER_SEARCHED and name[0] != "."
        )
        if SCORECARD_NAME in files:
            found.append(Path(place) / SCORECARD_NAME)
    return found


def _cannot_choose(what: str, remedy: str) -> InputError:
    return InputError([Issue(Severity.ERROR, Location(SCORECARD_NAME), what, remedy)])
