"""Which scorecard a command takes: the one told, the one here, the one named here, the only one below."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.model.issue import InputError
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, copy_sample

KPI_YAML = "schema_version: 1\nscorecard: packs/first/scorecard.yaml\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with two scorecards below it: which of them is sound does not matter."""
    for name in ("first", "second"):
        (tmp_path / "packs" / name).mkdir(parents=True)
        (tmp_path / "packs" / name / "scorecard.yaml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_of_two_scorecards_none_is_chosen(here: Path) -> None:
    with pytest.raises(InputError) as raised:
        scorecard_path(None)
    assert [str(issue) for issue in raised.value.issues] == [
        "scorecard.yaml: error: there are several scorecards here: packs/first/scorecard.yaml "
        "and packs/second/scorecard.yaml; name the one to use, or the usual one in a kpi.yaml here"
    ]


@pytest.mark.parametrize(
    ("word", "option"), [("Kent", "--area Kent"), ("Tunbridge Wells", "--area 'Tunbridge Wells'")]
)
def test_a_word_that_is_no_path_may_be_an_area(here: Path, word: str, option: str) -> None:
    with pytest.raises(InputError) as raised:
        scorecard_path(Path(word))
    assert [str(issue) for issue in raised.value.issues] == [
        f"{word}: error: there is no such file or folder; name the scorecard's YAML file, workbook or folder "
        f"as the argument; if this is an area, name it with the option --area: {option}"
    ]


def test_of_many_scorecards_the_first_are_named(here: Path) -> None:
    for number in range(20):
        (here / "more" / str(number)).mkdir(parents=True)
        (here / "more" / str(number) / "scorecard.yaml").write_text("")
    with pytest.raises(InputError) as raised:
        scorecard_path(None)
    (issue,) = raised.value.issues
    assert issue.what.endswith("more/12/scorecard.yaml and 17 more")


def test_the_project_file_chooses(here: Path) -> None:
    (here / "kpi.yaml").write_text(KPI_YAML)
    first = Path("packs/first/scorecard.yaml")
    assert scorecard_path(None) == scorecard_path(Path()) == scorecard_path(Path("kpi.yaml")) == first
    assert scorecard_path(Path("packs/second")) == Path("packs/second/scorecard.yaml")
    assert scorecard_path(Path("any.yaml")) == Path("any.yaml")


def test_a_project_file_may_name_the_folder(here: Path) -> None:
    (here / "kpi.yaml").write_text("schema_version: 1\nscorecard: packs/second\n")
    assert scorecard_path(None) == Path("packs/second/scorecard.yaml")


def test_the_scorecard_of_this_folder_goes_before_the_project_file(here: Path) -> None:
    (here / "kpi.yaml").write_text(KPI_YAML)
    (here / "scorecard.yaml").write_text("")
    assert scorecard_path(None) == scorecard_path(Path()) == Path("scorecard.yaml")


def test_the_only_one_below_needs_no_project_file(here: Path) -> None:
    (here / "packs" / "first" / "scorecard.yaml").unlink()
    assert scorecard_path(None) == Path("packs/second/scorecard.yaml")


def test_no_scorecard_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"no scorecard\.yaml was found"):
        scorecard_path(None)


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample, beside which a second scorecard stands."""
    monkeypatch.chdir(copy_sample(tmp_path))
    Path("other").mkdir()
    Path("other/scorecard.yaml").write_text(SCORECARD.read_text(encoding="utf-8"), encoding="utf-8")
    return Caller(monkeypatch, capsys)


def test_every_command_says_that_it_cannot_choose(kpi: Caller) -> None:
    answer = kpi("report")
    assert (answer.code, answer.out) == (2, "")
    assert "there are several scorecards here" in answer.err


def test_check_follows_the_project_file_and_still_checks_definitions_alone(kpi: Caller) -> None:
    Path("kpi.yaml").write_text(f"schema_version: 1\nscorecard: {SCORECARD.as_posix()}\n")
    for arguments in (["check"], ["check", "."], ["check", "kpi.yaml"]):
        assert "observations" in kpi(*arguments).out
    assert kpi("check", "indicators").out == "59 indicators read: no problems.\n"


def test_a_wrong_project_file_is_told_with_its_place(kpi: Caller) -> None:
    Path("kpi.yaml").write_text("schema_version: 1\nscorecard: nowhere\n")
    answer = kpi("report")
    assert answer.code == 2
    assert "kpi.yaml:2:12: error: there is no" in answer.err
