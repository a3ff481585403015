"""Where a scorecard's paths lead, and that they stay inside its project."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.places import display_path
from kpi_engine.read.yaml.lists import Placed


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


def is_file(path: Path) -> bool:
    """Whether a path is a file; a file in a folder that may not be looked into is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


DEFINITIONS_FOLDER = "indicators"


@frozen
class Project:
    """``root``: the folder that nothing may leave. ``folder``: the one that paths are written from."""

    root: Path
    folder: Path
    display: str

    @property
    def usual_definitions(self) -> Path:
        """Where definitions are unless a scorecard says otherwise."""
        return self.root / DEFINITIONS_FOLDER

    def file(self, path: Placed[str], issues: list[Issue], wanted: str = "a CSV file") -> Path | None:
        """The file that a path leads to; ``wanted`` is what should be there."""
        found = self.file_or_folder(path, issues)
        if found is not None and not found.is_file():
            issues.append(error(path.location, f"{shown(path.value)} is not a file", f"name {wanted}"))
            return None
        return found

    def file_or_folder(self, path: Placed[str], issues: list[Issue]) -> Path | None:
        """What a path leads to, which must exist."""
        resolved = self._inside(path, issues)
        if resolved is not None and not resolved.exists():
            what = f"there is no {shown(path.value)} in {project_name(self.folder)}"
            issues.append(error(path.location, what, "check the spelling; paths are from this file's folder"))
            return None
        return resolved

    def folder_to_write(self, path: Placed[str], issues: list[Issue]) -> Path | None:
        """The folder that a path leads to; it need not exist yet."""
        resolved = self._inside(path, issues)
        if resolved is not None and resolved.exists() and not resolved.is_dir():
            issues.append(error(path.location, f"{shown(path.value)} is a file", "name a folder"))
            return None
        return resolved

    def _inside(self, path: Placed[str], issues: list[Issue]) -> Path | None:
        try:
            resolved = (self.folder / path.value).resolve()
            resolved.exists()  # some paths that no system has fail only when it is asked for them
        except (OSError, RuntimeError, ValueError):
            what = f"{shown(path.value)} cannot be followed"
            issues.append(error(path.location, what, "check it for loops of links and for its length"))
            return None
        if resolved.is_relative_to(self.root):
            return resolved
        issues.append(
            error(
                path.location,
                f"{shown(path.value)} leads outside the project, which is {project_name(self.root)}",
                "move it into the project, without a symbolic link",
            )
        )
        return None


def project_of(scorecard: Path) -> Project:
    """The nearest folder at or above a scorecard that holds an ``indicators`` folder, else its own."""
    folder = scorecard.absolute().parent.resolve()
    holders = (place for place in (folder, *folder.parents) if (place / DEFINITIONS_FOLDER).is_dir())
    return Project(next(holders, folder), folder, display_path(scorecard))
