"""Compares issues with the messages kept beside a broken input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.issue import Issue
from tests.expected_text import check_text


def check_expected(file: Path, issues: Sequence[Issue]) -> None:
    """The issues of a broken file are exactly those in the ``.expected`` file beside it."""
    told = "".join(f"{issue}\n" for issue in issues)
    assert told, f"{file.name} gives no message, so that it shows nothing"
    check_text(file.with_suffix(".expected"), told)
