"""How files and lines are named in messages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_LINES_LISTED = 3


def display_path(path: str | Path) -> str:
    """The path relative to the current folder when it is below it, else as it is; always with ``/``."""
    absolute = Path(path).absolute()
    current = Path.cwd()
    return (absolute.relative_to(current) if absolute.is_relative_to(current) else Path(path)).as_posix()


def also_on(lines: Sequence[int]) -> str:
    """`` (also on lines 13, 14)`` for a problem that these lines share; the first of them is its location."""
    others = [str(line) for line in lines[1:]]
    if not others:
        return ""
    unlisted = len(others) - _LINES_LISTED
    listed = ", ".join(others[:_LINES_LISTED]) + (f" and {unlisted} more" if unlisted > 0 else "")
    return f" (also on line{'s' if len(others) > 1 else ''} {listed})"
