"""What every command has: -h, -s, -q, -v, names in any capitals, and what it says of writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.cli.main import app
from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

_GROUPS = {group.typer_instance.info.name: group.typer_instance for group in app.registered_groups}
COMMANDS = (
    *((str(command.name),) for command in app.registered_commands),
    *((str(name), str(each.name)) for name, group in _GROUPS.items() for each in group.registered_commands),
)


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_the_shared_options(kpi: Caller, command: tuple[str, ...]) -> None:
    answer = kpi(*command, "-h")
    assert answer.code == 0
    assert answer.out == kpi(*command, "--help").out == kpi("help", *command).out
    assert max(map(len, answer.out.splitlines())) <= 80
    for option in ("-h, --help", "-q, --quiet", "-v, --verbose"):
        assert option in answer.out
    needs_none = ("init", "import", "convert", "schema", "help")
    assert ("-s, --scorecard" in answer.out) is (command[0] not in needs_none)


def test_no_summary_of_a_command_is_cut(kpi: Caller) -> None:
    told = kpi("-h").out
    assert "..." not in told.partition("Commands:")[2]
    assert max(map(len, told.splitlines())) <= 80


def test_help_names_the_command_that_is_near(kpi: Caller) -> None:
    answer = kpi("help", "reprot")
    assert answer.code == 2
    assert 'there is no command reprot; did you mean "report"?' in " ".join(answer.err.split())


@pytest.mark.parametrize("command", ["check", "list", "audit", "commentary check"])
def test_the_scorecard_is_named_by_an_option_everywhere(
    kpi: Caller, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = kpi(*command.split(), "-s", str(SCORECARD))
    monkeypatch.setenv("KPI_SCORECARD", str(SCORECARD))
    assert kpi(*command.split()) == here
    assert here.code in (0, 1)


def test_the_scorecard_is_named_once(kpi: Caller) -> None:
    answer = kpi("report", str(SCORECARD), "-s", str(SCORECARD))
    assert answer.code == 2
    assert "name the scorecard once" in answer.err


def test_quiet_says_errors_only(kpi: Caller) -> None:
    usual, quiet = kpi("report", "-o", "out"), kpi("report", "-o", "out", "-q")
    assert "Wrote out/kent.html" in usual.err
    assert quiet.err == ""
    assert quiet.out == usual.out
    of_a_run = ("run", "--dry-run", "--area", "Swale", "--format", "csv", "--fail-on", "red")
    told = kpi(*of_a_run, "-q").err.splitlines()
    assert told
    assert all(" --fail-on red: " in line for line in told)
    assert len(told) < len(kpi(*of_a_run).err.splitlines())
    change(SCORECARD, "as_at: 2024-08", "as_at: soon")
    assert "soon" in kpi("report", "-q").err


def test_verbose_says_what_was_read_and_set(kpi: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_SCORECARD", str(SCORECARD))
    answer = kpi("list", "areas", "-v")
    assert answer.err.startswith(f"KPI_SCORECARD sets --scorecard: {SCORECARD}\n")
    assert f"Read {SCORECARD.parent}/areas.csv: " in answer.err
    assert "seconds" in answer.err.splitlines()[-1]
    assert kpi("list", "areas").err == ""


def test_only_commands_that_write_say_that_nothing_was_written(kpi: Caller) -> None:
    change(SCORECARD, "as_at: 2024-08", "as_at: soon")
    for reads in (["report"], ["list"], ["explain", "SCS40", "Kent"], ["run", "--dry-run"], ["audit"]):
        answer = kpi(*reads)
        assert answer.code == 2, reads
        assert "1 error and 0 warnings.\n" in answer.err, reads
    for writes in (
        ["report", "-o", "out"],
        ["run"],
        ["audit", "--html", "audit.html"],
        ["commentary", "new"],
    ):
        assert "1 error and 0 warnings; nothing was written.\n" in kpi(*writes).err, writes


def test_codes_and_areas_may_be_typed_in_any_capitals(kpi: Caller) -> None:
    exact = kpi("explain", "SCS40", "Swale Central CSWT")
    assert kpi("explain", "scs40", "swale central CSWT") == exact
    assert exact.code == 0
    by_term = kpi("rate", "--select", "SCS40", "--select", "area:Kent", "--select", "rag:RED")
    assert kpi("rate", "--select", "scs40", "--select", "area:KENT", "--select", "rag:red") == by_term
    assert kpi("report", "--area", "swale", "--brief").out == kpi("report", "--area", "Swale", "--brief").out
    kpi("run", "--area", "kent", "--format", "CSV")
    published = kpi("history", "SCS40", "Kent")
    assert published.code == 0
    assert kpi("history", "scs40", "kent") == published


def test_several_words_that_are_as_near_are_all_suggested(kpi: Caller) -> None:
    answer = kpi("explain", "SCS4", "Kent")
    assert 'did you mean "SCS43", "SCS42" or "SCS40"?' in answer.err
