"""Compares issues with the messages kept beside a broken input."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.issue import Issue

WRITE = "KPI_WRITE_EXPECTED"


def check_expected(file: Path, issues: Sequence[Issue]) -> None:
    """The issues of a broken file are exactly those in the ``.expected`` file beside it."""
    expected = file.with_suffix(".expected")
    told = "".join(f"{issue}\n" for issue in issues)
    assert told, f"{file.name} gives no message, so that it shows nothing"
    if os.environ.get(WRITE) and not os.environ.get("CI"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")
