"""What the project file says for all scorecards and definitions of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.house_words import USUAL_WORDS, HouseWords
from kpi_engine.model.issue import InputError
from kpi_engine.rules import load_definitions
from tests.test_smallest import smallest

ROLLING = """\
{declared}indicators:
  - {{code: LE, name: Life expectancy, polarity: H, frequency: monthly, data_period: R3Y}}
"""
PROJECT = "data_periods: {R3Y: rolling three years}\n"


def project(folder: Path, text: str, declared: str = "") -> Path:
    scorecard = smallest(folder)
    (folder / "kpi.yaml").write_text(text)
    (folder / "indicators" / "le.yaml").write_text(ROLLING.format(declared=declared))
    return scorecard


def meaning(scorecard: Path) -> str:
    indicators = load_scorecard(scorecard).indicators
    return next(each.data_period_words for each in indicators if each.code == "LE")


def test_words_of_the_project_hold_for_all_definitions(tmp_path: Path) -> None:
    assert meaning(project(tmp_path, PROJECT)) == "rolling three years"


def test_words_of_a_definitions_file_go_before_them(tmp_path: Path) -> None:
    own = "data_periods: {R3Y: three years together}\n"
    assert meaning(project(tmp_path, PROJECT, own)) == "three years together"


def test_definitions_by_themselves_know_them_too(tmp_path: Path) -> None:
    project(tmp_path, PROJECT)
    for root in (tmp_path, tmp_path / "indicators"):
        assert not load_definitions([tmp_path / "indicators"], root).issues


def test_a_project_file_above_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    scorecard = project(tmp_path / "inside", "schema_version: 1\n")
    (tmp_path / "kpi.yaml").write_text(PROJECT)
    with pytest.raises(InputError, match=r"of the file, or of kpi\.yaml, what it means"):
        load_scorecard(scorecard)


def test_what_is_wrong_in_the_project_file_is_said_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as wrong:
        load_scorecard(project(tmp_path, f"{PROJECT}words: {{floor: minimum}}\n"))
    assert str(wrong.value).count('words has no field "floor"') == 1


@pytest.mark.parametrize(
    ("of_project", "of_scorecard", "expected"),
    [
        ("", "", USUAL_WORDS),
        ("words: {floor_standard: minimum}\n", "", HouseWords("minimum")),
        (
            "words: {floor_standard: minimum, action: must be explained}\n",
            "words: {floor_standard: limit}\n",
            HouseWords("limit", "must be explained"),
        ),
    ],
    ids=["usual", "project", "scorecard"],
)
def test_words_of_a_scorecard_go_before_those_of_its_project(
    tmp_path: Path, of_project: str, of_scorecard: str, expected: HouseWords
) -> None:
    scorecard = project(tmp_path, f"{PROJECT}{of_project}")
    scorecard.write_text(f"{scorecard.read_text()}{of_scorecard}")
    loaded = load_scorecard(scorecard)
    assert loaded.scorecard.scale.words == expected
    assert {each.scale.words for each in loaded.indicators} == {expected}
