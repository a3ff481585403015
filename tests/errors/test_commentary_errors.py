"""Broken commentary beside its exact messages; see test_definition_errors.py for how to renew them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.issue import Location
from kpi_engine.model.definitions.scorecard import CommentarySource
from kpi_engine.read.commentary.commentary import read_commentary
from tests.errors.expected import check_expected
from tests.read.vocabulary import AREAS, INDICATORS

FOLDER = Path(__file__).parent / "commentary"
FILES = sorted(file for file in FOLDER.iterdir() if file.suffix != ".expected")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_messages_of_broken_commentary(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    source = CommentarySource(file.name, (), Location("scorecard.yaml", 9, 13))
    _, issues = read_commentary([source], INDICATORS, AREAS, FOLDER)
    check_expected(file, issues)


def test_no_expected_messages_without_their_file() -> None:
    assert {file.stem for file in FOLDER.glob("*.expected")} == {file.stem for file in FILES}
