"""The one guard of all outputs: none is written over an input, whatever it is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.read.input_files import FilesRead
from kpi_engine.read.places import display_path


def refuse_inputs(planned: Iterable[Path], read: FilesRead, scorecard: Scorecard) -> None:
    """Stop before anything is written where an output would replace an input.

    Inputs are the files that were ``read``, and the printed page that the scorecard names.

    Raises:
        InputError: naming each such output.
    """
    inputs = {file.path for file in read.files()}
    if scorecard.published is not None:
        inputs.add(Path(scorecard.published.path))
    identities = {_identity(path) for path in inputs} - {None}
    clashes = [path for path in planned if _identity(path) in identities]
    if clashes:
        what = "this file is an input, which the output of that name would replace"
        raise InputError(
            [error(Location(display_path(path)), what, "choose another place for the output")
             for path in clashes]
        )  # fmt: skip


def refuse_inputs_in(folder: Path, names: Collection[str], stray: str, read: FilesRead) -> None:
    """Stop where an input in ``folder`` has one of the ``names`` of our own files, or begins with ``stray``.

    Raises:
        InputError: naming each such input.
    """
    home = folder.resolve()
    clashes = [
        file.path
        for file in read.files()
        if file.path.is_relative_to(home)
        and ((part := file.path.relative_to(home).parts[0]) in names or part.startswith(stray))
    ]
    if clashes:
        what = "this file is an input, and has a name that kpi keeps for its own files in the output folder"
        raise InputError(
            [
                error(Location(display_path(path)), what, "move it out of the output folder")
                for path in clashes
            ]
        )


def _identity(path: Path) -> tuple[int, int] | None:
    """What identifies a file, whatever its names; None where there is no file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
