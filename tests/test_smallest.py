"""What the smallest useful scorecard asks for: what is the officer's own to decide, and little else."""

from __future__ import annotations

import csv
from pathlib import Path

from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.pipeline import rate_loaded
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, load_nodes

DEFINITIONS = """\
indicators:
  - code: AUDIT
    name: Percentage of case audits graded good or outstanding
    polarity: bigger is better
    frequency: monthly
    target: 85
    floor_standard: 75
"""
SCORECARD = """\
as_at: 2024-08
areas: Northshire
"""
OBSERVATIONS = """\
code,period,value
AUDIT,Jul-24,82.8
AUDIT,Aug-24,84.6
"""
# Before anything had a default there were 35 of them.
MOST_ASKED_FOR = 12


def smallest(folder: Path) -> Path:
    (folder / "indicators").mkdir()
    (folder / "indicators" / "social_work.yaml").write_text(DEFINITIONS)
    (folder / "observations.csv").write_text(OBSERVATIONS)
    (folder / "scorecard.yaml").write_text(SCORECARD)
    return folder / "scorecard.yaml"


def keys_in(node: Node) -> int:
    if isinstance(node, MappingNode):
        return len(node.entries) + sum(keys_in(value) for _, value in node.entries)
    return sum(map(keys_in, node.items)) if isinstance(node, ListNode) else 0


def test_the_smallest_useful_scorecard_has_few_keys_and_columns(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    nodes = [load_nodes(path, path.name)[0] for path in (scorecard, *(tmp_path / "indicators").iterdir())]
    columns = next(csv.reader(OBSERVATIONS.splitlines()))
    assert sum(keys_in(node) for node in nodes if node is not None) + len(columns) <= MOST_ASKED_FOR


def test_it_is_rated_and_shown(tmp_path: Path) -> None:
    loaded = load_scorecard(smallest(tmp_path))
    assert loaded.warnings == ()
    (indicator,) = loaded.indicators
    assert indicator.decimals == 1  # 84.6 has one, and 85 none
    assert isinstance(indicator.thresholds[0].rule, FloorAndTarget)
    assert [area.level for area in loaded.areas] == ["body"]
    assert [section.title for section in loaded.scorecard.sections] == ["Monthly indicators"]
    assert loaded.scorecard.outputs == (OutputFormat.HTML, OutputFormat.XLSX)
    assert rate_loaded(loaded).ratings.rag.tolist() == [Rag.AMBER.code, Rag.AMBER.code]
