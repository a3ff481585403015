"""The recipes of docs/from-excel.md: each of its examples is what the program reads and says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.pipeline import rate_loaded
from tests.pages import ROOT, blocks, commands, matches
from tests.read.recognise.making import write_workbook
from tests.running import kpi

ONE_MEASURE = """\
indicators:
  - {code: AUDIT, name: Audits, polarity: H, frequency: monthly, target: 85, floor_standard: 75}
"""
PAGE = ROOT / "docs" / "from-excel.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "workbooks", tmp_path / "tests" / "workbooks")
    return tmp_path


def test_the_commands_say_what_is_shown(folder: Path) -> None:
    for block in blocks(PAGE):
        for command in commands(block) if block.language == "console" else ():
            printed = kpi(command.words[1:], folder)
            assert matches(command.shown, printed), printed
    for name in ("plan", "trust"):
        assert kpi(["report", name, "--output", f"{name}_out"], folder).count("Wrote") == 6


def examples() -> list[str]:
    return [block.text for block in blocks(PAGE) if block.language == "yaml"]


def test_a_target_that_is_asked_for_and_answered(folder: Path) -> None:
    asked, _ = examples()
    definitions = folder / "indicators" / "homes.yaml"
    definitions.parent.mkdir()
    answered = asked.replace("spread: ask", "spread: [140, 150, 160, 190]")
    head = "indicators:\n- {code: A, name: Homes, polarity: H, frequency: quarterly, data_period: YTD,\n"
    body = "   decimals: 0, thresholds: [{}]}}\n"
    (folder / "observations.csv").write_text("code,period,value\nA,2025-26 Q1,144\nA,2025-26 Q4,650\n")
    (folder / "scorecard.yaml").write_text("as_at: 2026-03\nareas: Northshire\n")
    rags = []
    for text in (asked, answered):
        threshold = text.partition("- ")[2].strip()
        definitions.write_text(head + body.format(threshold))
        loaded = load_scorecard(folder / "scorecard.yaml")
        rags.append([list(Rag)[code] for code in rate_loaded(loaded).ratings.rag.tolist()])
    assert rags == [[Rag.NONE, Rag.GREEN], [Rag.GREEN, Rag.GREEN]]


def test_the_workbook_that_is_kept_every_month(folder: Path) -> None:
    _, source = examples()
    rows = [
        ["Ref", "Measure", "Jul 2024", "Aug 2024"],
        ["AUDIT", "Audits", 82.8, 84.6],
        ["Total", None, 82.8, 84.6],
    ]
    write_workbook(folder / "performance.xlsx", {"Monthly": rows})
    (folder / "indicators").mkdir()
    (folder / "indicators" / "a.yaml").write_text(ONE_MEASURE)
    (folder / "scorecard.yaml").write_text(f"as_at: 2024-08\nareas: Northshire\n{source}")
    assert load_scorecard(folder / "scorecard.yaml").observations.value.mantissa.tolist() == [828, 846]


def test_a_query_with_a_row_for_each_figure(folder: Path) -> None:
    rows = [["code", "area", "period", "value"], ["AUDIT", "Northshire", "2024-08", 84.6]]
    write_workbook(folder / "query.xlsx", {"Query": rows})
    (folder / "indicators").mkdir()
    (folder / "indicators" / "a.yaml").write_text(ONE_MEASURE)
    source = "observations: {path: query.xlsx, sheet: Query, layout: long}\n"
    (folder / "scorecard.yaml").write_text(f"as_at: 2024-08\nareas: Northshire\n{source}")
    assert load_scorecard(folder / "scorecard.yaml").observations.value.mantissa.tolist() == [846]
