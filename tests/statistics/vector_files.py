"""The vectors as rows of texts; vectors/README.md says where each file is from."""

from __future__ import annotations

import csv
from pathlib import Path

_FOLDER = Path(__file__).parent / "vectors"


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a file of vectors."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def series_of(rows: list[dict[str, str]], *keys: str) -> dict[tuple[str, ...], list[dict[str, str]]]:
    """The rows that share their ``keys``, in the order of the file."""
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(tuple(row[key] for key in keys), []).append(row)
    return found
