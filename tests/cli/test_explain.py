"""``kpi explain`` on the sample: its answer, its JSON, and what it says when there is nothing to answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_engine.commands.explain import run_explain
from kpi_engine.commands.shared.exit_codes import DONE, EMPTY_SELECTION
from kpi_engine.model.issue import InputError

ROOT = Path(__file__).parents[2]
SCORECARD = Path("sample_data/kent_2024_08/scorecard.yaml")
AREA = "Swale Central CSWT"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_answer_names_everything_that_made_the_rating(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_explain("SCS40", AREA, None, SCORECARD, as_json=False) == DONE
    answer = capsys.readouterr().out
    assert answer.startswith("SCS40 · Swale Central CSWT · Aug 2024: 59.0%, RED, improved ↑\n")
    for said in (
        "100 × 10.6 ÷ 18.0 = 58.8888…%",
        "sample_data/kent_2024_08/observations.csv:",
        "target 85.0%, floor standard 75.0% (stated); in force since 2023-24 (Apr 2023)",
        "indicators/integrated_childrens_services.yaml:",
        "RED, because 59.0% is below the floor standard of 75.0%",
        "missed by 16.0 percentage points. At the denominator of 18.0 it takes a numerator of at least 13.5",
        "missed by 26.0 percentage points. At the denominator of 18.0 it takes a numerator of at least 15.3",
        "53.5% in Jul 2024 (the previous month), 59.0% now. A higher value is better",
    ):
        assert said in answer


def test_the_lines_it_names_hold_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    run_explain("SCS40", AREA, None, SCORECARD, as_json=True)
    parts = json.loads(capsys.readouterr().out)["explanation"]
    source, threshold = parts["value"]["source"], parts["threshold"]["location"]
    row = (ROOT / source["file"]).read_text(encoding="utf-8").splitlines()[source["line"] - 1]
    assert row == "SCS40,Swale Central CSWT,2024-08,59.0,10.6,18.0,"
    definition = (ROOT / threshold["file"]).read_text(encoding="utf-8").splitlines()
    assert definition[threshold["line"] - 1].strip() == "- from: 2023-24"


def test_json_gives_the_parts_and_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    run_explain("SCS40", AREA, "Aug-24", SCORECARD, as_json=True)
    document = json.loads(capsys.readouterr().out)
    parts = document["explanation"]
    assert document["schema_version"] == 1
    assert parts["value"]["displayed"] == "59.0"
    assert parts["rating"]["rag"] == "RED"
    assert [(part["name"], part["margin"], part["least_numerator"]) for part in parts["standards"]] == [
        ("floor standard", "-16.0", "13.5"),
        ("target", "-26.0", "15.3"),
    ]
    assert parts["direction"]["previous_period"] == "2024-07"
    run_explain("SCS40", AREA, None, SCORECARD, as_json=False)
    assert parts["lines"] == capsys.readouterr().out.splitlines()


def test_a_row_that_is_not_there_is_an_empty_selection(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_explain("SCS40", "Ashford", None, SCORECARD, as_json=False) == EMPTY_SELECTION
    assert run_explain("SCS40", "Kent", "2020-01", SCORECARD, as_json=False) == EMPTY_SELECTION
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "The data has no row for SCS40 in Ashford: there is nothing to explain.\n"
        "The data has no row for SCS40 in Kent in Jan 2020: there is nothing to explain.\n"
    )


def test_everything_misnamed_is_told_at_once_with_what_it_may_have_meant() -> None:
    with pytest.raises(InputError) as told:
        run_explain("SC40", "Swale central CSW", None, SCORECARD, as_json=False)
    assert [str(issue) for issue in told.value.issues] == [
        'CODE: error: there is no indicator "SC40"; did you mean "SCS40"?',
        'AREA: error: there is no area "Swale central CSW"; did you mean "Swale Central CSWT"?',
    ]
    with pytest.raises(InputError, match='PERIOD: error: "2024-25 Q1" is a quarter, where a month is wanted'):
        run_explain("SCS40", "Kent", "2024-25 Q1", SCORECARD, as_json=False)


def test_the_parts_have_the_members_of_a_figure_made_from_others(capsys: pytest.CaptureFixture[str]) -> None:
    contracts = Path("sample_data/early_help_contracts_2018/scorecard.yaml")
    area = "Ashford Youth Service (Sk8side)"
    run_explain("CEH51P", area, "2018-02", contracts, as_json=True)
    members = json.loads(capsys.readouterr().out)["explanation"]["members"]["members"]
    assert [(one["role"], one["code"], one["period"], one["number"]) for one in members] == [
        ("numerator", "CEH51", "2018-02", "436"),
        ("denominator", "CEH50", "2018-02", "662"),
    ]
    run_explain("YOUTHOVERALL", area, "2018-02", contracts, as_json=True)
    members = json.loads(capsys.readouterr().out)["explanation"]["members"]["members"]
    assert {(one["role"], one["period"]) for one in members} == {("rated", "2018-01")}
    assert [one["code"] for one in members] == ["CEH50", "CEH51", "CEH52"]
    run_explain("CEH50", area, "2018-02", contracts, as_json=True)
    assert json.loads(capsys.readouterr().out)["explanation"]["members"] is None
