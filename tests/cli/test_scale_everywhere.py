"""A scale's names and the body's words, on every page of an edition and in what officers start from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.monthly_project import defined, write_monthly

MORE = """\
statistics: [intervals, process_limits, verdict]
commentary: c.csv
overrides: o.csv
scale:
  - {rating: green, name: Achieved}
  - {rating: amber, name: Nearly}
  - {rating: amber_red, name: Close}
  - {rating: red, name: Missed}
words: {floor_standard: minimum, action: must be explained}
"""
STANDARDS = """\
    periods_share: nothing
    thresholds:
      - {from: 2020-21, target: 73, floor_standard: 65, amber_red: 50, floor_basis: stated}
      - {from: 2024-08, target: 80, floor_standard: 75, amber_red: 60, floor_basis: stated}
"""
MONTHS = [f"{2023 + month // 12}-{month % 12 + 1:02}" for month in range(20)]
# Of 300, by area and month: around what they are of in the first months, so that there are limits.
BASES = {"North": 222, "East": 212, "West": 234}
USUAL = re.compile(r"\b(RED|AMBER|GREEN|AMBER-RED|RAGs?|floor standards?|QPR)\b")


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    rows = "".join(
        f"A,{area},{month},,{base + 7 * at % 17 - 8},300\n"
        for area, base in BASES.items()
        for at, month in enumerate(MONTHS)
    )
    write_monthly(
        tmp_path,
        {"A": defined("A", STANDARDS)},
        f"code,area,period,value,numerator,denominator\n{rows}",
        areas="North, East, West",
        outputs="html, csv",
        more=MORE,
    )
    Path("m/c.csv").write_text("code,area,period,commentary\nA,North,2024-07,Fine.\n", encoding="utf-8")
    override = "A,East,2024-08,Nearly,One team was ill,A. Officer,2024-09-01\n"
    Path("m/o.csv").write_text(f"code,area,period,rag,reason,by,date\n{override}", encoding="utf-8")
    return Caller(monkeypatch, capsys)


def words_of(page: Path) -> str:
    """What a page says, without its style sheet."""
    text = re.sub(r"<style.*?</style>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", text)


def test_no_page_says_the_usual_words(kpi: Caller) -> None:
    scorecard = Path("m/scorecard.yaml")
    text = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(text.replace("overrides: o.csv\n", ""), encoding="utf-8")
    assert kpi("run", "--as-at", "2024-07").code == 0
    scorecard.write_text(text, encoding="utf-8")
    assert kpi("run").code == 0
    folder = Path("m/out/2024-08-e1")
    pages = sorted([*folder.glob("*.html"), *folder.glob("*.txt")])
    said = {page.name: USUAL.findall(words_of(page)) for page in pages}
    assert {name: found for name, found in said.items() if found} == {}
    changed = " ".join(words_of(folder / "east.html").split())
    for wanted in ("minimum changed", "would be Nearly", "Rating before", "overridden to Nearly", "one case"):
        assert wanted in changed, wanted


def test_explanations_have_the_names(kpi: Caller) -> None:
    assert "by them 72.7% would be Nearly." in kpi("explain", "A", "East").out


def test_a_month_is_started_under_the_names_with_every_rating_that_needs_words(kpi: Caller) -> None:
    headings = [line for line in kpi("commentary", "new").out.splitlines() if line.startswith("# ")]
    assert headings == ["# S: Close", "# S: Nearly"]
