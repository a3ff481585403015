"""Workbooks as people make them, with one mistake each, beside the exact messages they get.

A case says how the scorecard declares its source and what is on the sheets: tests/workbook_writing.py writes it.
See test_definition_errors.py for how to renew the messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpi_engine.model.issue import Issue
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.data.comparators import read_comparators
from kpi_engine.read.data.observations import read_observations, read_outturns
from kpi_engine.read.data.printed import read_printed
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.validate.data.observations import validate_observations
from tests.errors.expected import check_expected
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS
from tests.workbook_writing import write_workbook

CASES = Path(__file__).parent / "workbooks"
FILES = sorted(CASES.glob("*.yaml"))
SCORECARD = """\
as_at: 2024-08
areas: [Kent]
definitions: indicators.yaml
"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_messages_of_a_workbook_with_a_mistake(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_expected(file, problems_of(yaml.safe_load(file.read_text(encoding="utf-8")), tmp_path))


def test_no_expected_messages_without_their_case() -> None:
    assert {file.stem for file in CASES.glob("*.expected")} == {file.stem for file in FILES}
    assert len(FILES) >= 40


def problems_of(case: dict[str, Any], folder: Path) -> Sequence[Issue]:
    """What is told of a case: its source is declared in a real scorecard, and read as one."""
    kind, source = case.get("kind", "observations"), {**case.get("source", {})}
    if "text" in case:
        source.setdefault("path", "figures.tsv")
        (folder / source["path"]).write_text(case["text"], encoding="utf-8")
    else:
        source.setdefault("path", "figures.xlsx")
        write_workbook(folder / source["path"], case["sheets"])
    (folder / "indicators.yaml").write_text("indicators: []\n", encoding="utf-8")
    (folder / "observations.csv").write_text("code,area,period,value\n", encoding="utf-8")
    declared = yaml.safe_dump({kind: source}, sort_keys=False, allow_unicode=True)
    (folder / "scorecard.yaml").write_text(SCORECARD + declared, encoding="utf-8")
    scorecard, issues = read_scorecard(folder / "scorecard.yaml")
    if scorecard is None or issues:
        return issues
    if kind == "observations":
        rows, issues = read_observations(scorecard.observations, INDICATORS, AREAS, AS_AT)
        return issues + validate_observations(rows, INDICATORS).issues
    if kind == "outturns":
        return read_outturns(scorecard.outturns, INDICATORS, AREAS, AS_AT)[1]
    if kind == "areas_file":
        assert scorecard.areas is not None
        return read_areas(scorecard.areas)[1]
    if kind == "comparators":
        assert scorecard.comparators is not None
        return read_comparators(scorecard.comparators, INDICATORS, AREAS)[1]
    assert scorecard.published is not None
    return read_printed(scorecard.published, INDICATORS, AREAS, AS_AT)[1]
