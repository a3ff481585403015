"""A scorecard that names a theme, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from kpi_engine.loading import load_scorecard
from tests.cli.calling import Caller
from tests.cli.project import OUT, SCORECARD, change, copy_sample, published, run
from tests.logos import png

HOUSE = SCORECARD.parent / "house.yaml"
LOGO = SCORECARD.parent / "logo.png"
TEXT = """\
schema_version: 1
name: Riverside
logo: {file: logo.png, alternative_text: Riverside Council}
palette:
  light: {accent: "#00703c"}
"""


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_sample(tmp_path)
    monkeypatch.chdir(tmp_path)
    HOUSE.write_text(TEXT, encoding="utf-8")
    LOGO.write_bytes(png())
    change(SCORECARD, "outputs: [html, xlsx, csv, json]", "outputs: [html, xlsx]\ntheme: house.yaml")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def inputs(edition: str) -> dict[str, str]:
    facts = json.loads((OUT / edition / "manifest.json").read_bytes())
    return {file["path"]: file["sha256"] for file in facts["inputs"]}


def test_an_edition_is_of_its_theme_and_logo() -> None:
    assert run(areas=["Dover"]) == exit_codes.DONE
    first = inputs("2024-08-e1")
    names = ("sample_data/kent_2024_08/house.yaml", "sample_data/kent_2024_08/logo.png")
    assert all(first[name] for name in names)
    page = published()["2024-08-e1/dover.html"].decode()
    assert 'alt="Riverside Council"' in page
    assert "--heading: #00703c;" in page

    files = published()
    assert run(areas=["Dover"], jobs=2) == exit_codes.DONE
    assert published() == files

    LOGO.write_bytes(png(50, 10))
    assert run(areas=["Dover"]) == exit_codes.DONE
    second = inputs("2024-08-e2")
    assert first[names[0]] == second[names[0]]
    assert first[names[1]] != second[names[1]]


def test_a_theme_that_cannot_be_read_well_is_refused(call: Caller) -> None:
    change(HOUSE, "#00703c", "#c0d8c0")
    LOGO.write_text("no picture")
    answer = call("run", str(SCORECARD))
    assert answer.code == exit_codes.WRONG_INPUT
    assert not OUT.exists()
    assert f"{LOGO.parent.as_posix()}/house.yaml:3:14: error: the logo" in answer.err
    LOGO.write_bytes(png())
    answer = call("check", str(SCORECARD))
    assert answer.code == exit_codes.WRONG_INPUT
    assert f"{HOUSE.as_posix()}:5:19: error: accent of light, #c0d8c0, is too faint: 1.5" in answer.out


def test_a_logo_that_no_pdf_can_show_is_told_by_check(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_engine.render.pdf.why_no_logo", lambda _logo: "the picture is empty")
    assert call("check", str(SCORECARD)).code == exit_codes.DONE
    change(SCORECARD, "outputs: [html, xlsx]", "outputs: [html, pdf]")
    answer = call("check", str(SCORECARD))
    assert answer.code == exit_codes.FINDINGS
    assert (
        "error: the logo of the theme cannot be shown in a PDF (the picture is empty); "
        "save the logo anew, as PNG, with a program that draws\n"
    ) in answer.out


def test_the_page_of_an_audit_has_the_theme(call: Caller, tmp_path: Path) -> None:
    call("audit", str(SCORECARD), "--html", str(tmp_path / "audit.html"))
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert 'alt="Riverside Council"' in page
    assert "--heading: #00703c;" in page


def test_an_unknown_font_of_a_pdf_is_a_warning_with_its_place() -> None:
    change(SCORECARD, "outputs: [html, xlsx]", "outputs: [html, pdf]")
    HOUSE.write_text(f"{TEXT}fonts: {{body: Calibri}}\n", encoding="utf-8")
    (told,) = (issue for issue in load_scorecard(SCORECARD).warnings if "house.yaml" in issue.location.file)
    assert str(told).startswith(f"{HOUSE.as_posix()}:6:15: warning: a PDF cannot be set in Calibri")


def test_a_built_in_theme_needs_no_file() -> None:
    change(SCORECARD, "theme: house.yaml", "theme: blue for good")
    assert run(areas=["Dover"]) == exit_codes.DONE
    assert "--green: #5694ca;" in published()["2024-08-e1/dover.html"].decode()
    assert not [name for name in inputs("2024-08-e1") if "house" in name]
