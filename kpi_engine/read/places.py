"""How files are named in messages."""

from __future__ import annotations

from pathlib import Path


def display_path(path: str | Path) -> str:
    """The path relative to the current folder when it is below it, else as it is; always with ``/``."""
    absolute = Path(path).absolute()
    current = Path.cwd()
    return (absolute.relative_to(current) if absolute.is_relative_to(current) else Path(path)).as_posix()
