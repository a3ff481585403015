"""Broken project files beside the exact messages they give; see test_definition_errors.py for how to renew them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.issue import errors_in
from kpi_engine.read.scorecard.project_file import read_project_file
from tests.errors.expected import check_expected

FOLDER = Path(__file__).parent / "projects"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_messages_of_a_broken_project_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    _, issues = read_project_file(Path(file.name))
    assert errors_in(issues)
    check_expected(file, issues)


def test_no_expected_messages_without_their_file() -> None:
    assert {file.stem for file in FOLDER.glob("*.expected")} == {file.stem for file in FILES}
