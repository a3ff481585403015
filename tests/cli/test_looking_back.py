"""``kpi diff`` and ``kpi history`` on editions of a copy of the sample."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kpi_engine.commands.editions.diff import print_differences, run_diff
from kpi_engine.commands.editions.history import run_history
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.published import ledger_of
from kpi_engine.model.issue import InputError
from kpi_engine.publish.compare.differences import find_differences
from kpi_engine.publish.failure import PublishError
from tests.cli.project import OUT, SCORECARD, change, copy_sample, run
from tests.publish.examples import rating, version_1


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A figure restated in the second edition, a target changed in the third; the fourth of Swale alone."""
    folder = copy_sample(tmp_path_factory.mktemp("project"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        observations = SCORECARD.parent / "observations.csv"
        run(areas=["Kent"])
        change(observations, "SCS40,Kent,2024-08,72.1,455.5,631.6", "SCS40,Kent,2024-08,76.1,480.6,631.6")
        run(areas=["Kent"])
        definitions = Path("indicators/integrated_childrens_services.yaml")
        start = definitions.read_text().index("- code: SCS40")
        text = definitions.read_text()
        definitions.write_text(text[:start] + text[start:].replace("target: 85.0", "target: 76.0", 2))
        run(areas=["Kent"])
        run(areas=["Swale"])
    return folder


@pytest.fixture(autouse=True)
def _there(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def test_a_difference_says_what_moved_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_diff("2024-08-e1", "2024-08-e2", SCORECARD, as_json=False, as_csv=False) == exit_codes.DONE
    out = capsys.readouterr().out
    assert out.startswith("2024-08-e1 → 2024-08-e2: 1 change, 1 RAG move\n  1 restated data\n\nRAG moves\n")
    assert "RED 72.1 worsened" in out
    assert "AMBER 76.1 improved" in out


def test_areas_that_only_one_of_the_two_shows_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    run_diff("2024-08-e4", "2024-08-e3", SCORECARD, as_json=False, as_csv=False)
    assert "Only in the newer edition: Ashford, Ashford CSWT, " in capsys.readouterr().out


def test_changed_targets_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    run_diff("2024-08-e2", "2024-08-e3", SCORECARD, as_json=False, as_csv=False)
    out = capsys.readouterr().out
    assert "target changed (85.0 → 76.0)" in " ".join(out.split())
    assert "Other changes to what had been published" in out


def test_the_same_differences_as_rows(capsys: pytest.CaptureFixture[str]) -> None:
    run_diff("2024-08-e2", "2024-08-e3", SCORECARD, as_json=False, as_csv=True)
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    run_diff("2024-08-e2", "2024-08-e3", SCORECARD, as_json=True, as_csv=False)
    data = json.loads(capsys.readouterr().out)
    assert len(rows) == len(data["differences"]) > 1
    first = next(row for row in data["differences"] if row["area"] == "Kent")
    assert (first["code"], first["area"], first["period"], first["rag_moved"]) == (
        "SCS40",
        "Kent",
        "2024-08",
        True,
    )
    assert (first["cause"], first["also"], first["old_target"], first["new_target"]) == (
        "target changed",
        None,
        85.0,
        76.0,
    )
    assert (first["old_rag"], first["new_rag"]) == ("AMBER", "GREEN")
    assert {row["cause"] for row in rows} == {"target changed"}


def test_what_an_edition_shows_no_longer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with ledger_of(SCORECARD) as ledger:
        rows = list(ledger.ratings_of(ledger.editions()[0].name))
    differences = find_differences(rows, rows[1:], version_changed=False)
    print_differences("2024-08-e1", "2024-08-e2", differences)
    assert "not published" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"override": "GREEN: x (y, 2024-09-01)"}, "override recorded"),
        ({"override": "GREEN: x (y, 2024-09-01)"}, {}, "override taken back"),
        (
            {"override": "GREEN: x (y, 2024-09-01)"},
            {"override": "RED: x (y, 2024-09-01)"},
            "override changed",
        ),
        (
            {"rule": "value, green to 6"},
            {"rule": "value, green to 7"},
            "bands changed (value, green to 6 → value, green to 7)",
        ),
        ({}, {"rag": "RED"}, "rule or version changed"),
    ],
)
def test_a_cause_is_told_with_what_is_not_in_the_row_already(
    before: dict[str, str],
    after: dict[str, str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    differences = find_differences([rating(**before)], [rating(**after)], version_changed=True)
    print_differences("2024-08-e1", "2024-08-e2", differences)
    assert capsys.readouterr().out.splitlines()[-1].endswith(told)


def test_an_edition_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match='there is no edition "2024-08-e9"; did you mean "2024-08-e'):
        run_diff("2024-08-e9", "2024-08-e1", SCORECARD, as_json=False, as_csv=False)
    with pytest.raises(InputError, match="there are 2024-08-e1, 2024-08-e2, 2024-08-e3"):
        run_diff("last", "2024-08-e1", SCORECARD, as_json=False, as_csv=False)


def test_the_history_of_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_history("SCS40", "Kent", SCORECARD, as_json=True, as_csv=False) == exit_codes.DONE
    entries = [row for row in json.loads(capsys.readouterr().out)["history"] if row["period"] == "2024-08"]
    assert [
        (row["value"], row["rag"], row["edition"], row["last_edition"], row["restates"], row["cause"])
        for row in entries
    ] == [
        (72.1, "RED", "2024-08-e1", "2024-08-e1", None, None),
        (76.1, "AMBER", "2024-08-e2", "2024-08-e2", "2024-08-e1", "restated data"),
        (76.1, "GREEN", "2024-08-e3", "2024-08-e3", "2024-08-e2", "target changed"),
    ]


def test_a_history_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    run_history("SCS40", "Kent", SCORECARD, as_json=False, as_csv=False)
    out = capsys.readouterr().out
    assert out.splitlines()[0].split() == [
        "period",
        "published",
        "first",
        "in",
        "on",
        "last",
        "in",
        "restates",
    ]
    assert "2022-23 outturn" in out
    run_history("SCS40", "Kent", SCORECARD, as_json=False, as_csv=True)
    assert capsys.readouterr().out.startswith("period,kind,value,")


def test_what_was_never_published_has_no_history(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run_history("SCS40", "Atlantis", SCORECARD, as_json=False, as_csv=False) == exit_codes.EMPTY_SELECTION
    )
    assert capsys.readouterr().err == 'Nothing has been published for "SCS40" in "Atlantis".\n'
    run_history("SCS40", "Kennt", SCORECARD, as_json=False, as_csv=False)
    told = capsys.readouterr().err
    assert told == 'Nothing has been published for "SCS40" in "Kennt"; did you mean "Kent"?\n'
    run_history("SCS41", "Kent", SCORECARD, as_json=False, as_csv=False)
    assert capsys.readouterr().err.startswith(
        'Nothing has been published for "SCS41" in "Kent"; did you mean "SCS4'
    )


def test_before_anything_is_published_there_is_no_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_sample(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PublishError, match=r"out/ledger\.sqlite: error: there is no ledger here"):
        run_history("SCS40", "Kent", SCORECARD, as_json=False, as_csv=False)


def test_a_scorecard_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run_history("SCS40", "Kent", tmp_path / "none.yaml", as_json=False, as_csv=False)


def test_a_ledger_of_version_1_is_looked_back_at_and_published_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy_sample(tmp_path))
    version_1(OUT)
    run_diff("2024-08-e1", "2024-08-e2", SCORECARD, as_json=False, as_csv=False)
    assert capsys.readouterr().out.startswith(
        "2024-08-e1 → 2024-08-e2: 1 change, 0 RAG moves\n  1 restated data\n"
    )
    assert run(areas=["Kent"], formats=["csv"]) == exit_codes.DONE
    run_history("SCS40", "Kent", SCORECARD, as_json=True, as_csv=False)
    entries = [row for row in json.loads(capsys.readouterr().out)["history"] if row["period"] == "2024-08"]
    assert [(row["value"], row["edition"], row["restates"], row["override"]) for row in entries] == [
        (80.0, "2024-08-e1", None, None),
        (72.1, "2024-08-e3", "2024-08-e1", None),
    ]


def test_a_figure_that_only_its_comparison_restates_is_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy_sample(tmp_path))
    run(areas=["Kent"])
    text = Path(SCORECARD.parent / "observations.csv").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("SCS40,Kent,2024-07,")]
    # The month before is restated in its denominator only: its arrow and that of August stay as they were.
    parts = line.split(",")
    parts[3] = "70.0"
    Path(SCORECARD.parent / "observations.csv").write_text(
        text.replace(line, ",".join([*parts[:4], "", "", *parts[6:]])), encoding="utf-8"
    )
    run(areas=["Kent"])
    capsys.readouterr()
    run_history("SCS40", "Kent", SCORECARD, as_json=False, as_csv=True)
    rows = [row for row in csv.DictReader(capsys.readouterr().out.splitlines()) if row["period"] == "2024-08"]
    shown = [tuple(row[name] for name in ("value", "rag", "direction_of_travel")) for row in rows]
    assert len(shown) == len(set(shown))
    assert rows[-1]["last_edition"] == "2024-08-e2"
