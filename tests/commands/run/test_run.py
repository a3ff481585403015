"""``kpi run`` on a copy of the sample."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import pytest
from typer.testing import CliRunner

from kpi_engine.cli.main import app
from kpi_engine.commands.run.inputs import portable_path
from kpi_engine.commands.shared import exit_codes
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.calendars.period import Month
from kpi_engine.publish.editions.lock import Holder, hold_lock
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.ledger import open_ledger
from tests.cli.project import OUT, SCORECARD, change, copy_sample, published, python_environment, run

OBSERVATIONS = SCORECARD.parent / "observations.csv"
AREAS = ["Kent", "Ashford", "Canterbury", "Dartford", "Dover", "Sevenoaks", "Swale"]


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_sample(tmp_path)
    monkeypatch.chdir(tmp_path)


def manifest(edition: str = "2024-08-e1") -> dict[str, object]:
    facts: dict[str, object] = json.loads((OUT / edition / "manifest.json").read_bytes())
    return facts


def last_run() -> dict[str, object]:
    facts: dict[str, object] = json.loads((OUT / "last-run.json").read_bytes())
    return facts


def without_indicators(files: Iterable[str]) -> set[str]:
    """The files of an edition but the pages of indicators, of which there are some."""
    names = set(files)
    of_indicators = {name for name in names if "/indicator-" in name}
    assert of_indicators
    return names - of_indicators


def test_every_area_is_published_with_ratings_actions_and_manifest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run() == exit_codes.DONE
    assert without_indicators(published()) == {
        f"2024-08-e1/{name}"
        for name in (
            "index.html", "summary.html", "summary.txt",
            *(f"{area.lower()}.{kind}" for area in AREAS for kind in ("html", "xlsx")),
            "ratings.csv", "comparisons.csv", "ratings.json", "actions.csv", "actions.json", "manifest.json",
            "datapackage.json", "ratings.csv-metadata.json", "comparisons.csv-metadata.json",
            "actions.csv-metadata.json",
        )
    }  # fmt: skip
    facts = manifest()
    assert [(row["area"], row["status"]) for row in facts["areas"]] == [(area, "published") for area in AREAS]  # type: ignore[attr-defined]
    assert [file["path"] for file in facts["inputs"]] == [  # type: ignore[attr-defined]
        f"sample_data/kent_2024_08/{name}"
        for name in (
            "areas.csv", "commentary/integrated_childrens_services.md", "commentary/send.md",
            "comparators.csv", "observations.csv", "outturns.csv", "scorecard.yaml",
        )
    ]  # fmt: skip
    assert "indicators/education.yaml" in [file["path"] for file in facts["definitions"]]  # type: ignore[attr-defined]
    assert (last_run()["outcome"], last_run()["exit_code"]) == ("published", 0)
    assert (
        "published 2024-08-e1: 86 files in sample_data/kent_2024_08/out/2024-08-e1" in capsys.readouterr().err
    )


def test_the_ledger_holds_exactly_the_ratings_published() -> None:
    run(formats=["csv"])
    with (OUT / "2024-08-e1/ratings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open_ledger(OUT / LEDGER) as ledger:
        recorded = list(ledger.ratings_of(ledger.editions()[0].name))
    columns = ("code", "area", "kind", "period", "value", "rag", "direction_of_travel", "target")
    assert sorted(tuple(row[name] for name in columns) for row in rows) == sorted(
        tuple(getattr(rating, name) for name in columns) for rating in recorded
    )


def test_any_number_of_processes_gives_the_same_bytes_and_running_again_adds_nothing() -> None:
    assert run(jobs=3) == exit_codes.DONE
    before = published()
    ledger = (OUT / LEDGER).read_bytes()
    for jobs in (1, 5):
        assert run(jobs=jobs) == exit_codes.DONE
        assert (last_run()["outcome"], published()) == ("unchanged", before)
        assert (OUT / LEDGER).read_bytes() == ledger


def test_it_makes_no_difference_where_it_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    run(areas=["Swale"])
    before = published()
    monkeypatch.chdir(SCORECARD.parent)
    from kpi_engine.commands.run.run import Request, run_batch

    assert run_batch(Request(scorecard=Path("scorecard.yaml"), areas=["Swale"])) == exit_codes.DONE
    assert published(Path("out")) == before


def test_a_changed_figure_is_a_new_edition_beside_the_old(capsys: pytest.CaptureFixture[str]) -> None:
    run(formats=["html"])
    before = published()
    change(OBSERVATIONS, "SCS40,Kent,2024-08,72.1,455.5,631.6", "SCS40,Kent,2024-08,76.1,480.6,631.6")
    assert run(formats=["html"]) == exit_codes.DONE
    after = published()
    assert {name: after[name] for name in before} == before
    assert "published 2024-08-e2" in capsys.readouterr().err
    assert manifest("2024-08-e2")["previous"] == "2024-08-e1"
    actions = list(csv.DictReader((OUT / "2024-08-e2/actions.csv").read_text().splitlines()))
    recovered = [(row["code"], row["area"]) for row in actions if row["status"] == "recovered"]
    assert recovered == [("SCS40", "Kent")]
    assert {row["status"] for row in actions} == {"continuing", "recovered"}


def test_a_bad_figure_is_told_by_every_page_that_shows_its_area(capsys: pytest.CaptureFixture[str]) -> None:
    change(OBSERVATIONS, "SCS40,Swale Central CSWT,2024-08,59.0,", "SCS40,Swale Central CSWT,2024-08,fifty,")
    assert run(formats=["html"]) == exit_codes.SOME_FAILED
    rows = {row["area"]: row for row in manifest()["areas"]}  # type: ignore[attr-defined]
    assert {row["status"] for row in rows.values()} == {"published"}
    assert [area for area, row in rows.items() if row["reason"]] == ["Kent", "Swale"]
    assert str(rows["Swale"]["reason"]).startswith("sample_data/kent_2024_08/observations.csv:")
    assert manifest()["exit_code"] == exit_codes.SOME_FAILED
    assert b"an error in the data" in published()["2024-08-e1/swale.html"]
    told = capsys.readouterr().err
    assert "sample_data/kent_2024_08/observations.csv:1388: error: the value" in told
    assert "Swale: made without figures of Swale Central CSWT that have errors" in told


def test_when_no_area_can_be_published_nothing_is(capsys: pytest.CaptureFixture[str]) -> None:
    lines = OBSERVATIONS.read_text(encoding="utf-8").splitlines()
    broken = [
        ",".join([*line.split(",")[:3], "fifty", "", "", ""]) if ",Swale" in line else line for line in lines
    ]
    OBSERVATIONS.write_text("\n".join([*broken, ""]), encoding="utf-8")
    assert run(areas=["Swale"]) == exit_codes.WRONG_INPUT
    assert published() == {}
    assert last_run()["outcome"] == "nothing to publish"
    assert "no area could be published" in capsys.readouterr().err


def test_broken_definitions_write_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("indicators/education.yaml").write_text("indicators: [")
    assert run() == exit_codes.WRONG_INPUT
    assert not OUT.exists()
    assert "indicators/education.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["red"], exit_codes.FINDINGS),
        (["amber"], exit_codes.FINDINGS),
        (["worsening"], exit_codes.FINDINGS),
        (["not-rated"], exit_codes.FINDINGS),
        (["stale"], exit_codes.FINDINGS),
        ([], exit_codes.DONE),
    ],
)
def test_a_condition_that_is_met_ends_with_1_and_publishes(asked: list[str], code: int) -> None:
    assert run(areas=["Swale"], fail_on=asked) == code
    assert last_run()["exit_code"] == code
    assert manifest()["exit_code"] == exit_codes.DONE


def test_a_dry_run_makes_everything_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(areas=["Kent"], fail_on=["red"], dry_run=True) == exit_codes.FINDINGS
    assert not OUT.exists()
    assert "dry run: nothing was written" in capsys.readouterr().err


def test_only_what_is_asked_for_is_published() -> None:
    assert run(areas=["Dover, Swale", "Kent"], formats=["csv,html"], as_at="Sep 2024") == exit_codes.DONE
    assert without_indicators(published()) == {
        f"2024-09-e1/{name}"
        for name in (
            "index.html", "summary.html", "summary.txt", "dover.html", "swale.html", "kent.html",
            "ratings.csv", "comparisons.csv", "actions.csv", "actions.json", "manifest.json",
            "datapackage.json", "ratings.csv-metadata.json", "comparisons.csv-metadata.json",
            "actions.csv-metadata.json",
        )
    }  # fmt: skip
    assert manifest("2024-09-e1")["options"] == {
        "areas": "Dover, Swale, Kent",
        "fail_on": "",
        "formats": "csv, html",
    }


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"areas": ["Swle"]}, '--area: error: there is no area "Swle"; did you mean "Swale"?'),
        ({"formats": ["htm"]}, '--format: error: there is no format "htm"; did you mean "html"?'),
        ({"formats": ["word"]}, '--format: error: there is no format "word"; use one of html, '),
        (
            {"as_at": "2024-20"},
            '--as-at: error: "2024-20" names month 20, and a year has the months 1 to 12',
        ),
    ],
)
def test_an_option_that_names_nothing_is_told(
    asked: dict[str, object], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(**asked) == exit_codes.WRONG_INPUT
    assert told in capsys.readouterr().err
    assert not OUT.exists()


def test_the_second_of_two_runs_says_who_holds_the_lock(capsys: pytest.CaptureFixture[str]) -> None:
    OUT.mkdir()
    with hold_lock(OUT, Holder(4711, "ledger-01", "scheduler", "2024-09-02T06:00:00+01:00")):
        assert run(areas=["Swale"]) == exit_codes.LOCKED
    assert "another run is publishing here (process 4711 of scheduler on ledger-01" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_used_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    OUT.write_text("a file")
    assert run(areas=["Swale"]) == exit_codes.WRONG_INPUT
    assert 'scorecard.yaml: error: "out" is a file; name a folder' in capsys.readouterr().err


def test_a_disk_that_fills_up_is_told_and_recorded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(areas=["Dover"], formats=["html"])
    before = published()
    opened = Path.open

    def full(path: Path, mode: str = "r", *how: Any, **named: Any) -> IO[Any]:
        if path.name == "swale.html" and mode == "wb":
            raise OSError(28, "No space left on device", str(path))
        return opened(path, mode, *how, **named)

    monkeypatch.setattr(Path, "open", full)
    assert run(areas=["Dover", "Swale"], formats=["html"]) == exit_codes.WRONG_INPUT
    assert published() == before
    assert "the disk is full or a quota is used up; free some space and run again" in capsys.readouterr().err
    assert last_run()["outcome"] == "failed"
    assert last_run()["manifest"]["areas"][1]["status"] == "not reached"  # type: ignore[index]


def test_a_run_prints_what_the_data_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    run(areas=["Swale"], formats=["csv"])
    warnings = [line for line in capsys.readouterr().err.splitlines() if ": warning: " in line]
    assert len(warnings) == len([one for one in manifest()["findings"] if one["severity"] == "warning"])  # type: ignore[attr-defined]
    assert "observations.csv:808: warning: CYPE1 for Dartford in 2024-08 has the value 10.5" in warnings[1]


def test_a_month_that_has_not_begun_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(as_at="2942-08") == exit_codes.WRONG_INPUT
    assert capsys.readouterr().err == (
        "--as-at: error: the month 2942-08 has not begun; name the month of the newest figures\n"
        "1 error and 0 warnings; nothing was written.\n"
    )
    change(SCORECARD, "as_at: 2024-08", "as_at: 2942-08")
    assert run() == exit_codes.WRONG_INPUT
    assert not OUT.exists()


def test_an_edition_without_any_figure_is_not_published(capsys: pytest.CaptureFixture[str]) -> None:
    lines = OBSERVATIONS.read_text(encoding="utf-8").splitlines()
    blank = [lines[0], *(",".join([*line.split(",")[:3], "N/A", "", "", ""]) for line in lines[1:])]
    OBSERVATIONS.write_text("\n".join([*blank, ""]), encoding="utf-8")
    (OBSERVATIONS.parent / "outturns.csv").write_text(
        "code,area,year,value\nSCS40,Kent,2023-24,N/A\n", encoding="utf-8"
    )
    assert run(formats=["csv"]) == exit_codes.EMPTY_SELECTION
    assert "there is no figure to publish; readers have the edition they had" in capsys.readouterr().err
    assert published() == {}
    assert not (OUT / "latest.json").exists()


def test_figures_that_are_gone_are_counted_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    run(formats=["csv"])
    shown = sum(row["area"] == "Dover" for row in ratings() if row["value"] or row["rag"])
    lines = OBSERVATIONS.read_text(encoding="utf-8").splitlines(keepends=True)
    outturns = OBSERVATIONS.parent / "outturns.csv"
    years = outturns.read_text(encoding="utf-8").splitlines(keepends=True)
    outturns.write_text("".join(line for line in years if ",Dover," not in line), encoding="utf-8")
    kept = [line for line in lines if ",Dover," not in line and not line.startswith("CYPE1,Ashford,")]
    OBSERVATIONS.write_text("".join(kept), encoding="utf-8")
    capsys.readouterr()
    assert run(formats=["csv"]) == exit_codes.DONE
    told = capsys.readouterr().err
    assert (
        f"2024-08-e1: warning: all {shown} figures of Dover that 2024-08-e1 showed are no longer in the "
        "data; supply them again, or say why they are gone\n"
    ) in told
    assert re.search(r"2024-08-e1: warning: \d+ of \d+ figures of Ashford that 2024-08-e1 showed", told)
    assert re.search(r"published 2024-08-e2: .*, 0 figures restated, \d+ figures withdrawn", told)
    assert any("figures of Dover" in line for line in last_run()["told"])  # type: ignore[attr-defined]


def ratings(edition: str = "2024-08-e1") -> list[dict[str, str]]:
    with (OUT / edition / "ratings.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_log_can_be_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    run(areas=["Swale", "Dover"], json_log=True)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    told = [line for line in lines if line["event"] != "warning"]
    assert [line["event"] for line in told] == ["loaded", "area made", "area made", "published"]
    assert told[1] | {"time": ""} == {
        "time": "",
        "event": "area made",
        "text": "Swale: made",
        "area": "Swale",
        "files": ["swale.html", "swale.xlsx"],
    }


# A shell starts what it puts into the background with SIGINT ignored, and children inherit that: a test run
# started so must still see what a user's Ctrl-C does.
_STOPPED = """
import os, sys
from pathlib import Path
from kpi_engine.commands.shared.stopping import stop_in_order
from kpi_engine.commands.run import edition as run_edition
from kpi_engine.commands.run.run import Request, run_batch
stop_in_order()
record = run_edition.Batch._record
def stop_after_two(batch, area, pack):
    record(batch, area, pack)
    if len(batch.outcomes) == 2:
        os.kill(os.getpid(), int(sys.argv[1]))
run_edition.Batch._record = stop_after_two
run_batch(Request(scorecard=Path(sys.argv[2]), jobs=2, formats=["html"]))
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, exit_codes.TERMINATED), (signal.SIGINT, exit_codes.INTERRUPTED)]
)
def test_a_run_told_to_stop_says_how_far_it_got(number: signal.Signals, code: int) -> None:
    run(areas=["Kent"], formats=["html"])
    before = published()
    stopped = subprocess.run(  # noqa: S603 — this Python
        [sys.executable, "-c", _STOPPED, str(int(number)), str(SCORECARD)],
        env=python_environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert stopped.returncode != 0
    facts = last_run()
    assert (facts["outcome"], facts["interrupted"], facts["exit_code"]) == ("interrupted", True, code)
    assert facts["manifest"]["interrupted"] is True  # type: ignore[index]
    statuses = [row["status"] for row in facts["manifest"]["areas"]]  # type: ignore[index]
    assert statuses == ["published"] * 2 + ["not reached"] * 5
    assert published() == before
    assert list(OUT.glob(".work*")) == []


@pytest.mark.parametrize("file", [OBSERVATIONS, Path("indicators/send.yaml"), SCORECARD])
def test_a_file_that_changes_while_it_is_read_stops_the_run(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load_and_change(path: Path, as_at: Month | None) -> Loaded:
        loaded = load_scorecard(path, as_at)
        file.write_bytes(file.read_bytes() + b"\n")
        return loaded

    monkeypatch.setattr("kpi_engine.commands.run.run.load_scorecard", load_and_change)
    assert run(formats=["csv"]) == exit_codes.WRONG_INPUT
    assert capsys.readouterr().err == (
        f"{file}: error: this file was changed while kpi was reading it; "
        "wait until it is complete and run again\n1 error and 0 warnings; nothing was written.\n"
    )
    assert not OUT.exists()


def test_the_manifest_names_every_file_by_the_bytes_that_were_read() -> None:
    assert run(formats=["csv"], areas=["Kent"]) == exit_codes.DONE
    facts: Any = manifest()
    for file in (*facts["inputs"], *facts["definitions"]):
        content = Path(file["path"]).read_bytes()
        assert (file["sha256"], file["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    defining = [file["path"] for file in facts["definitions"]]
    assert defining == sorted(path.as_posix() for path in Path("indicators").glob("*.yaml"))


def test_a_path_outside_the_project_is_named_as_it_is(tmp_path: Path) -> None:
    assert portable_path("/elsewhere/a.csv", str(tmp_path)) == "/elsewhere/a.csv"
    assert portable_path(str(tmp_path / "data/a.csv"), str(tmp_path)) == "data/a.csv"


def test_a_scorecard_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    SCORECARD.unlink()
    assert run() == exit_codes.WRONG_INPUT
    assert "scorecard.yaml" in capsys.readouterr().err


def test_an_edition_that_is_gone_or_changed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    run(areas=["Swale"], formats=["html"])
    (OUT / "2024-08-e1/swale.html").write_text("changed by hand")
    assert run(areas=["Swale"], formats=["html"]) == exit_codes.DONE
    assert (
        "data/kent_2024_08/out/2024-08-e1/swale.html: error: it has been changed since it was published"
        in capsys.readouterr().err
    )
    assert "it has been changed since it was published" in str(last_run()["told"])
    shutil.rmtree(OUT / "2024-08-e1")
    run(areas=["Swale"], formats=["html"])
    assert "2024-08-e1: warning: this edition is in the ledger but its folder is not here" in (
        capsys.readouterr().err
    )


def test_an_account_without_a_name_can_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise OSError("no name for this number")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert run(areas=["Swale"]) == exit_codes.DONE
    assert last_run()["user"] == "a user without a name"


def test_the_commands_take_their_options() -> None:
    command = CliRunner()
    answer = command.invoke(app, ["run", str(SCORECARD), "--areas", "Swale", "--jobs", "1", "--log", "json"])
    assert (answer.exit_code, json.loads(answer.stderr.splitlines()[-1])["edition"]) == (0, "2024-08-e1")
    answer = command.invoke(app, ["run", str(SCORECARD), "--areas", "Swale", "--dry-run", "--fail-on", "red"])
    assert answer.exit_code == exit_codes.FINDINGS
    answer = command.invoke(app, ["diff", "2024-08-e1", "2024-08-e1", "-s", str(SCORECARD)])
    assert (answer.exit_code, answer.stdout) == (0, "2024-08-e1 → 2024-08-e1: 0 changes, 0 RAG moves\n")
    answer = command.invoke(app, ["history", "SCS40", "Swale Central CSWT", "-s", str(SCORECARD), "--csv"])
    assert (answer.exit_code, "2024-08,observation,59.0,10.6,18.0" in answer.stdout) == (0, True)
    for command_line in (["diff", "a", "b"], ["history", "a", "b"]):
        answer = command.invoke(app, [*command_line, "--csv", "--json"])
        assert answer.exit_code == exit_codes.WRONG_INPUT
        assert "choose one of --csv and --json" in answer.stderr
