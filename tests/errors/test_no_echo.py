"""One mistake is told once, however many other lines depend on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi_engine.model.issue import InputError
from kpi_engine.loading import load_scorecard

ROOT = Path(__file__).parents[2]


def test_what_names_a_broken_definition_is_not_told_to_be_wrong(tmp_path: Path) -> None:
    for folder in ("indicators", "sample_data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("out"))
    definitions = tmp_path / "indicators" / "send.yaml"
    text = definitions.read_text(encoding="utf-8")
    definitions.write_text(text.replace("decimals: 1", "decimals: one", 1), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_scorecard(tmp_path / "sample_data" / "kent_2024_08" / "scorecard.yaml")
    assert [issue.what for issue in raised.value.issues] == ['decimals "one" is not a number']
