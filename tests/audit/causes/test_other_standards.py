"""RAGs that no known threshold gives: which of the two standards is to blame, and where it must lie."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.outputs.audit import Finding
from tests.audit.clean_page import CODES, Page, clean_page


def page_rated_by(code: str, target_shift: Decimal, floor_shift: Decimal, seed: int) -> tuple[Page, Polarity]:
    """A page whose RAGs of one indicator follow standards that are so much easier to meet than its own."""
    page = clean_page(Random(seed))  # noqa: S311
    indicator = page.indicators[code]
    polarity = indicator.polarities[0].polarity
    rule = indicator.thresholds[-1].rule
    assert isinstance(rule, FloorAndTarget)
    assert rule.target is not None
    assert rule.floor_standard is not None
    sign = 1 if polarity is Polarity.HIGHEST else -1
    for row in (row for row in page.rows if row.code == code and row.value is not None):
        assert row.value is not None
        merit = sign * row.value
        if merit >= sign * rule.target - target_shift:
            row.rag = Rag.GREEN
        elif merit >= sign * rule.floor_standard - floor_shift:
            row.rag = Rag.AMBER
        else:
            row.rag = Rag.RED
    return page, polarity


def findings(page: Page) -> list[Finding]:
    return [
        finding
        for finding in page.audit().findings
        if finding.diagnosis is not None and finding.diagnosis.hypothesis == "other_standards"
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("code", CODES)
def test_the_floor_standard_is_to_blame_where_the_target_gives_every_green(code: str, seed: int) -> None:
    """Printed GREEN agrees with the target in every row: nothing is wrong with the target."""
    page, polarity = page_rated_by(code, Decimal(0), Decimal("-9.7"), seed)
    side = "above" if polarity is Polarity.HIGHEST else "below"
    for headline in (finding.headline for finding in findings(page)):
        assert f"The RAGs of {code} fit any floor standard from " in headline
        assert f" to {side} " in headline
        assert " target " not in headline.replace("from the target to", "")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("code", CODES)
def test_the_target_is_to_blame_where_a_green_misses_it(code: str, seed: int) -> None:
    page, _ = page_rated_by(code, Decimal("8.5"), Decimal("8.5"), seed)
    for finding in findings(page):
        blamed = "target" if any(cell.printed == "GREEN" for cell in finding.cells) else "floor standard"
        assert f"The RAGs of {code} fit any {blamed} " in finding.headline


def test_the_pages_above_do_show_such_findings() -> None:
    by_floor = [
        page_rated_by(code, Decimal(0), Decimal("-9.7"), seed)[0] for code in CODES for seed in range(6)
    ]
    by_target = [
        page_rated_by(code, Decimal("8.5"), Decimal("8.5"), seed)[0] for code in CODES for seed in range(6)
    ]
    assert sum(len(findings(page)) for page in by_floor) > 2
    assert sum(len(findings(page)) for page in by_target) > 2
