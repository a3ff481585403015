"""Broken definitions beside the exact messages they give, ``NAME.yaml`` and ``NAME.expected``.

After a deliberate change of wording, write the messages anew with

    KPI_WRITE_EXPECTED=1 pytest tests/errors

and read the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.validate.definitions import validate_definitions
from tests.errors.expected import check_expected

FOLDER = Path(__file__).parent / "definitions"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_messages_of_broken_definitions(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    indicators, issues = read_definitions([Path(file.name)], FOLDER)
    check_expected(file, [*issues, *validate_definitions(indicators, complete=not issues)])


def test_no_expected_messages_without_their_file() -> None:
    assert {file.stem for file in FOLDER.glob("*.expected")} == {file.stem for file in FILES}
