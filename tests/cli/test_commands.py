"""check, rate, report, list and schema: what they say, where they say it, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from kpi_engine.commands.check import run_check
from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.outputs.tidy_columns import DESCRIBING_COLUMNS, TIDY_COLUMNS
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample
from tests.publish.children import as_nobody, in_a_child

OBSERVATIONS = SCORECARD.parent / "observations.csv"
SEND = Path("indicators/send.yaml")


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def test_rate_writes_one_row_a_figure_with_every_column(kpi: Caller) -> None:
    answer = kpi("rate")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert answer.code == 0
    assert tuple(rows[0]) == (*TIDY_COLUMNS, *DESCRIBING_COLUMNS)
    assert all(bool(row["rag"]) != bool(row["not_rated"]) for row in rows)
    assert all(bool(row["direction_of_travel"]) != bool(row["no_direction"]) for row in rows)
    swale = [row for row in rows if (row["code"], row["area"]) == ("SCS40", "Swale Central CSWT")]
    latest = next(row for row in swale if row["period"] == "2024-08")
    assert (latest["value"], latest["rag"], latest["direction_of_travel"]) == ("59.0", "RED", "improved")


def test_rate_as_json_holds_the_same_rows(kpi: Caller) -> None:
    written = json.loads(kpi("rate", "--json").out)["ratings"]
    assert len(written) == len(list(csv.DictReader(io.StringIO(kpi("rate").out))))


def test_a_selection_keeps_what_it_names(kpi: Caller) -> None:
    out = kpi("rate", "--select", "SCS40", "--select", "area:Kent", "--exclude", "rag:GREEN").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {(row["code"], row["area"]) for row in rows} == {("SCS40", "Kent")}
    assert "GREEN" not in {row["rag"] for row in rows}


def test_a_selection_that_leaves_nothing_ends_with_5(kpi: Caller) -> None:
    answer = kpi("report", "--select", "SCS40", "--select", "section:education_annual")
    assert (answer.code, answer.out) == (5, "")
    assert "Nothing is left to show" in answer.err


def test_an_area_without_figures_is_shown_as_missing(
    kpi: Caller,
) -> None:
    lines = OBSERVATIONS.read_text(encoding="utf-8").splitlines(keepends=True)
    OBSERVATIONS.write_text("".join(line for line in lines if ",Kent," not in line), encoding="utf-8")
    answer = kpi("report")
    assert answer.code == 0
    assert "no figure supplied" in answer.out


def test_a_term_that_names_nothing_is_wrong_usage(kpi: Caller) -> None:
    answer = kpi("rate", "--select", "SCS4O")
    assert answer.code == 2
    assert 'did you mean "SCS40"?' in answer.err


def test_report_writes_what_the_scorecard_names(kpi: Caller) -> None:
    answer = kpi("report", "--area", "Kent", "--area", "Swale", "--output", "pages")
    assert answer.code == 0
    assert {"kent.html", "swale.html", "ratings.csv", "comparisons.csv", "ratings.json"} <= {
        path.name for path in Path("pages").iterdir()
    }
    assert "Integrated children's services" in answer.out
    assert "\x1b" not in answer.out, "what is piped has no colour codes"
    assert Path("pages/ratings.csv").read_text() == kpi("rate").out
    assert Path("pages/ratings.json").read_text() == kpi("rate", "--json").out


def test_comparisons_are_the_same_in_csv_and_json(kpi: Caller) -> None:
    assert kpi("report", "--select", "area:Kent", "--output", "pages").code == 0
    with Path("pages/comparisons.csv").open(encoding="utf-8") as file:
        in_csv = [(row["code"], row["comparator"], row["verdict"]) for row in csv.DictReader(file)]
    in_json = json.loads(kpi("rate", "--select", "area:Kent", "--json").out)["comparisons"]
    assert in_csv == [(row["code"], row["comparator"], row["verdict"] or "") for row in in_json]
    assert len(in_csv) == 75


def test_without_comparators_there_is_no_file_of_comparisons(kpi: Caller) -> None:
    change(SCORECARD, "comparators: comparators.csv\n", "")
    assert kpi("report", "--output", "pages").code == 0
    assert Path("pages/ratings.csv").exists()
    assert not Path("pages/comparisons.csv").exists()
    assert json.loads(Path("pages/ratings.json").read_text())["comparisons"] == []


def test_report_again_writes_the_same_bytes(kpi: Caller) -> None:
    kpi("report", "--output", "first")
    kpi("report", "--output", "second")
    for first in Path("first").iterdir():
        assert first.read_bytes() == Path("second", first.name).read_bytes(), first.name


def test_one_bad_figure_spoils_only_itself(kpi: Caller) -> None:
    change(OBSERVATIONS, "SCS40,Dover CSWT,2024-07,", "SCS40,Dover CSWT,2024-07,x")
    assert kpi("report", "--area", "Swale").code == 0
    assert kpi("report", "--area", "Kent").code == 3
    answer = kpi("report", "--area", "Dover", "--area", "Swale", "--output", "pages")
    assert answer.code == 3
    assert "Dover CSWT: 1 error in its figures; those figures are shown as missing." in answer.err
    names = sorted(path.name for path in Path("pages").glob("[!i]*.html"))
    assert names == ["dover.html", "summary.html", "swale.html"]
    assert Path("pages/index.html").exists()
    assert "an error in the data" in Path("pages/dover.html").read_text(encoding="utf-8")
    assert kpi("rate").code == 3
    assert kpi("check").code == 1


def test_wrong_definitions_write_nothing(kpi: Caller) -> None:
    change(SEND, "code: APP17\n", "code: APP17\n    colour: red\n")
    answer = kpi("report", "--output", "pages")
    assert (answer.code, answer.out) == (2, "")
    assert 'indicators/send.yaml:6:5: error: an indicator has no field "colour"' in answer.err
    assert not Path("pages").exists()


def test_check_says_where_and_what(kpi: Caller) -> None:
    change(SEND, "code: APP17\n", "code: APP17\n    colour: red\n")
    answer = kpi("check", "--json")
    assert answer.code == 2
    (issue,) = json.loads(answer.out)["issues"]
    assert (issue["file"], issue["line"], issue["column"]) == ("indicators/send.yaml", 6, 5)
    assert kpi("check", "indicators").code == 2


def test_check_of_sound_definitions(kpi: Caller) -> None:
    answer = kpi("check", "indicators")
    assert (answer.code, answer.out) == (0, "59 indicators read: no problems.\n")


@pytest.mark.parametrize("kind", ["indicators", "areas", "sections"])
def test_list_says_the_same_in_each_form(kpi: Caller, kind: str) -> None:
    rows = json.loads(kpi("list", kind, "--json").out)[kind]
    assert rows == list(csv.DictReader(io.StringIO(kpi("list", kind, "--csv").out)))
    assert rows[0][next(iter(rows[0]))] in kpi("list", kind).out


def test_no_list_runs_as_a_formula(kpi: Caller) -> None:
    change(SCORECARD, "title: SEND – monthly", 'title: "=1+1"')
    rows = csv.DictReader(io.StringIO(kpi("list", "sections", "--csv").out))
    assert next(rows)["title"] == "'=1+1"


def test_list_gives_the_standards_in_force(kpi: Caller) -> None:
    rows = json.loads(kpi("list", "--json").out)["indicators"]
    caseload = next(row for row in rows if row["code"] == "EHCASELOAD")
    assert (caseload["polarity"], caseload["target"], caseload["floor_standard"]) == ("H", "20.0", "12.0")


def test_schemas_are_json(kpi: Caller) -> None:
    for name in ("definitions", "scorecard", "project", "ratings"):
        assert json.loads(kpi("schema", name).out)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    "arguments", [["report", "nowhere"], ["check", "nowhere"], ["list", "-s", "nowhere"]]
)
def test_a_scorecard_that_is_not_there(kpi: Caller, arguments: list[str]) -> None:
    answer = kpi(*arguments)
    assert answer.code == 2
    assert "nowhere" in answer.out + answer.err


def test_a_folder_that_cannot_be_written_is_said(kpi: Caller) -> None:
    Path("pages").write_text("a file in the way")
    answer = kpi("report", "--output", "pages")
    assert answer.code == 2
    assert (
        "pages: error: it, or a folder it is in, is a file; move that file away or choose another output "
        "folder; nothing more was written."
    ) in answer.err


def test_no_traceback_reaches_a_user(kpi: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("deliberate")

    monkeypatch.setattr("kpi_engine.commands.rate.run_rate", fail)
    answer = kpi("rate")
    assert answer.code == 70
    assert "a fault of its own" in answer.err
    assert "Traceback" not in answer.err


def test_an_interrupted_command_says_so(kpi: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kpi_engine.commands.rate.run_rate", interrupt)
    answer = kpi("rate")
    assert answer.code == 130
    assert "Traceback" not in answer.err


def test_check_strict_counts_what_is_sound_and_not_plausible(kpi: Caller) -> None:
    assert kpi("check").code == 0
    answer = kpi("check", "--strict")
    assert answer.code == 1
    assert "no figure of EH44 comes near the target 24" in answer.out
    assert answer.out.endswith(": 8 problems.\n")
    found = json.loads(kpi("check", "--strict", "--json").out)["issues"]
    assert {issue["severity"] for issue in found} == {"warning"}
    assert kpi("check", "indicators", "--strict").code == 0


def test_one_of_a_kind_is_told_as_one(kpi: Caller, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(
        "schema_version: 1\nservice: S\nindicators:\n  - code: A\n    name: B\n    polarity: H\n"
        "    data_period: MS\n    frequency: monthly\n    unit: percent\n    decimals: 1\n    definition: D\n"
    )
    assert kpi("check", "one.yaml").out == "1 indicator read: no problems.\n"
    assert kpi("check", "indicators").out.endswith("indicators read: no problems.\n")


def test_a_check_tells_errors_before_warnings(kpi: Caller) -> None:
    change(OBSERVATIONS, "SCS40,Dover CSWT,2024-07,", "SCS40,Dover CSWT,2024-07,x")
    told = kpi("check").out.splitlines()[:-1]
    assert [line.partition(": ")[2].partition(":")[0] for line in told] == ["error"] + ["warning"] * (
        len(told) - 1
    )
    assert len(told) > 2


def test_a_folder_of_definitions_that_may_not_be_read_is_named(open_to_all: Path) -> None:
    closed = open_to_all / "indicators"
    closed.mkdir()
    (closed / "a.yaml").touch()
    for rights in (0o000, 0o444):
        closed.chmod(rights)

        def check_without_rights() -> None:
            os.chdir(open_to_all)
            as_nobody()
            with redirect_stdout(io.StringIO()) as out:
                assert run_check(Path("indicators"), strict=False, as_json=False) == exit_codes.WRONG_INPUT
            assert (
                out.getvalue()
                == "indicators: error: this folder cannot be read (Permission denied)\n1 problem.\n"
            )

        assert in_a_child(check_without_rights) == 0
    closed.chmod(0o755)
