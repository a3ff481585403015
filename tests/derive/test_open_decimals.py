"""Decimals that a definition leaves open are those of its figures, or of its standards if more."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.derive.open_decimals import with_open_decimals
from kpi_engine.loading import load_scorecard
from kpi_engine.model.issue import InputError
from tests.derive.making import columns_of, figure
from tests.rate.making import an_indicator
from tests.test_smallest import OBSERVATIONS, smallest


@pytest.mark.parametrize(
    ("figures", "decimals"),
    [
        ("value\nAUDIT,Jul-24,82\nAUDIT,Aug-24,84.25\n", 2),
        ("value\nAUDIT,Jul-24,N/A\nAUDIT,Aug-24,84\n", 0),
        ("value,numerator,denominator\nAUDIT,Aug-24,,84,99\n", 1),
        ("value,numerator,denominator\nAUDIT,Aug-24,84,84,100\n", 0),
    ],
)
def test_as_many_as_the_figures_have(tmp_path: Path, figures: str, decimals: int) -> None:
    scorecard = smallest(tmp_path)
    (tmp_path / "observations.csv").write_text(f"code,period,{figures}")
    assert [each.decimals for each in load_scorecard(scorecard).indicators] == [decimals]


def test_never_fewer_than_the_standards_have(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    definitions = tmp_path / "indicators" / "social_work.yaml"
    definitions.write_text(definitions.read_text().replace("target: 85", "target: 85.25"))
    assert [each.decimals for each in load_scorecard(scorecard).indicators] == [2]


def test_more_than_can_be_displayed_must_be_settled_by_the_definition(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    (tmp_path / "observations.csv").write_text(OBSERVATIONS.replace("84.6", "84.6153846"))
    with pytest.raises(
        InputError, match="written with up to 7 decimals, and nothing says how many to display"
    ):
        load_scorecard(scorecard)
    definitions = tmp_path / "indicators" / "social_work.yaml"
    definitions.write_text(f"{definitions.read_text()}    decimals: 1\n")
    assert [each.decimals for each in load_scorecard(scorecard).indicators] == [1]


@pytest.mark.parametrize(("value", "decimals"), [("84.615384", 6), ("84", 0)])
def test_as_many_as_can_be_displayed_and_none_of_another_indicator(value: str, decimals: int) -> None:
    one, other = (an_indicator(code=code, decimals=0, decimals_are_open=True) for code in ("ONE", "OTHER"))
    rows = [figure(other, "2024-08", "1.25"), figure(one, "2024-08", value), figure(other, "2024-09", "1")]
    found, issues = with_open_decimals((one, other), [columns_of(rows, (one, other))])
    assert [each.decimals for each in found] == [decimals, 2]
    assert issues == ()
