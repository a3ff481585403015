"""The names of things in the folder that holds what was published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_engine.model.outputs.edition import EditionName

MANIFEST = "manifest.json"
LATEST = "latest.json"
LAST_RUN = "last-run.json"
LEDGER = "ledger.sqlite"
LOCK = ".kpi.lock"
HOLDER = ".kpi.lock-holder.json"
OWN_FILES = frozenset((LATEST, LAST_RUN, LEDGER, LOCK, HOLDER))
# Everything that starts so is ours, unfinished, and may be swept by the process that holds the lock.
STRAY = ".work-"


def edition_folders(folder: Path) -> tuple[EditionName, ...]:
    """The editions that have a folder, in order of their names."""
    # Imported where it is used: most that is written is no edition.
    from kpi_engine.model.outputs.edition import parse_edition_name

    names = (parse_edition_name(entry.name) for entry in folder.iterdir() if entry.is_dir())
    return tuple(sorted(name for name in names if name is not None))


def strays(folder: Path) -> tuple[Path, ...]:
    """Unfinished work of runs that have ended or were killed, by name."""
    return tuple(sorted(entry for entry in folder.iterdir() if entry.name.startswith(STRAY)))
