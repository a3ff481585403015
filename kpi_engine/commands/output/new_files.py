"""Files that a command makes where there are none yet: all of them, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.publish.files import replace_file
from kpi_engine.read.places import display_path


def as_argument(path: Path) -> str:
    """A path as it is typed after a command, in quotes where a shell would take it apart."""
    text = path.as_posix()
    return text if re.fullmatch(r"[\w./:-]+", text) else f'"{text}"'


def write_new_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, by name.

    Raises:
        InputError: one of them is there already, or the folder is a file; nothing is written then.
        OSError: a file cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError([error(Location(display_path(folder)), "this is a file", "name a folder")])
    found = [folder / name for name in files if (folder / name).exists()]
    if found:
        remedy = "name another folder, or move the file away: no file is overwritten"
        raise InputError(
            [error(Location(display_path(path)), "this file is there already", remedy) for path in found]
        )
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(folder / name, content)
