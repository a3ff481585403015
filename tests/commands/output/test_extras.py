"""A format whose extra is not installed: told in words, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.cli.ending import end_with
from kpi_engine.commands.output import extras
from kpi_engine.commands.report import ReportRequest, run_report
from kpi_engine.commands.shared import exit_codes
from tests.cli.project import OUT, SCORECARD, change, copy_sample, run
from tests.running import kpi

PDF = (
    "pdf files need a part of kpi that is not installed; "
    'install it with: pip install "kpi-engine-scorecards[pdf]"'
)
DOCX = PDF.replace("pdf", "docx")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(copy_sample(tmp_path))
    return tmp_path


def without(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    find = extras.find_spec
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name in modules else find(name))


@pytest.mark.parametrize("module", ["typst", "pikepdf"])
def test_a_run_without_the_pdf_extra_says_what_to_install(
    module: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without(monkeypatch, module)
    assert run(formats=("html", "pdf")) == exit_codes.WRONG_INPUT
    assert f"--format: error: {PDF}\n" in capsys.readouterr().err
    assert not OUT.exists()


def test_every_missing_extra_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without(monkeypatch, "typst", "docx")
    change(SCORECARD, "outputs: [html, xlsx, csv, json]", "outputs: [html, pdf, docx]")
    assert run() == exit_codes.WRONG_INPUT
    told = capsys.readouterr().err
    assert f"{SCORECARD}: error: {PDF}\n" in told
    assert f"{SCORECARD}: error: {DOCX}\n" in told
    assert not OUT.exists()


def test_a_report_writes_nothing_without_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without(monkeypatch, "docx")
    change(SCORECARD, "outputs: [html, xlsx, csv, json]", "outputs: [html, docx]")
    folder = tmp_path / "made"
    with pytest.raises(Exception, match="docx files need") as raised:
        run_report(ReportRequest(SCORECARD, output=folder))
    assert end_with(raised.value) == exit_codes.WRONG_INPUT
    assert DOCX in capsys.readouterr().err
    assert not folder.exists()


def test_a_report_on_the_terminal_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "docx")
    change(SCORECARD, "outputs: [html, xlsx, csv, json]", "outputs: [html, docx]")
    assert run_report(ReportRequest(SCORECARD)) == exit_codes.DONE


def test_a_run_makes_the_same_files_in_one_process_as_in_two(tmp_path: Path) -> None:
    # In processes of their own: typst has threads, and a process with threads must not be forked.
    made = []
    for jobs in ("1", "2"):
        formats = ["--formats", "pdf,docx", "--areas", "Ashford,Dover"]
        told = kpi(["run", str(SCORECARD), *formats, "--jobs", jobs], tmp_path)
        assert "published" in told
        edition = next(folder for folder in OUT.iterdir() if folder.is_dir())
        made.append({path.name: path.read_bytes() for path in edition.iterdir() if path.suffix != ".json"})
        OUT.rename(tmp_path / f"out-{jobs}")
    assert {"ashford.pdf", "ashford.docx", "dover.pdf", "dover.docx"} <= set(made[0])
    assert made[0] == made[1]
