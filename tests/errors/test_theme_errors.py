"""Broken themes beside the exact messages they give; see test_definition_errors.py for how to renew them.

All lie in one project, with the pictures that they name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.issue import Issue, Location, errors_in
from kpi_engine.model.definitions.scorecard import OutputFormat, ThemeSource
from kpi_engine.read.theme.theme import read_theme
from kpi_engine.validate.theme import validate_theme
from tests.errors.expected import check_expected

PROJECT = Path(__file__).parent / "theme"
FILES = sorted(PROJECT.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_messages_of_a_broken_theme(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    check_expected(file, problems_of(file))


def test_no_expected_messages_without_their_file() -> None:
    assert {file.stem for file in PROJECT.glob("*.expected")} == {file.stem for file in FILES}


def problems_of(file: Path) -> list[Issue]:
    given, issues = read_theme(ThemeSource("", str(file), Location("scorecard.yaml")), PROJECT)
    return list(issues) if errors_in(issues) else [*issues, *validate_theme(given, tuple(OutputFormat))]
