"""How files are named in messages, and what their names say."""

from __future__ import annotations

from pathlib import Path

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def is_workbook_name(path: str | Path) -> bool:
    """Whether a file is a workbook by its name."""
    return Path(path).suffix.lower() in WORKBOOK_SUFFIXES


def display_path(path: str | Path) -> str:
    """The path relative to the current folder when it is below it, else as it is; always with ``/``."""
    absolute = Path(path).absolute()
    current = Path.cwd()
    return (absolute.relative_to(current) if absolute.is_relative_to(current) else Path(path)).as_posix()
