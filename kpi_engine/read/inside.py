"""Whether a path stays inside the project."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.read.places import display_path


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path lies in ``root`` when every symbolic link is followed; a loop of links lies nowhere."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def project_name(root: Path) -> str:
    """The folder of the project as messages name it."""
    shown = display_path(root)
    return "the current folder" if shown == "." else shown


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; one that no system can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
