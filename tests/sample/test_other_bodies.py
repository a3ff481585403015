"""Samples of other bodies, with their own scales and calendars: sound, and nothing in them is Kent's."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import MASKING, Document
from kpi_engine.pipeline import Rated, document_for, rate_loaded
from tests.cli.calling import Caller
from tests.pages import ROOT
from tests.running import kpi
from tests.sample_packs import SAMPLE_DATA

FORMATS = ("html", "xlsx", "ods", "docx", "pdf")
# How many things "kpi check --strict" says of each: nobody meets eight of the trust's standards.
STRICT = {"corporate_plan_2025_26": 0, "health_trust_2024_25": 10, "sdg_uk_2020": 0}


def rated(name: str) -> Rated:
    loaded = load_scorecard(SAMPLE_DATA / name / "scorecard.yaml")
    assert not loaded.warnings
    assert not loaded.spoiled
    return rate_loaded(loaded)


@pytest.fixture(scope="module")
def plan() -> Document:
    return document_for(rated("corporate_plan_2025_26"), "Northshire")


@pytest.fixture(scope="module")
def trust() -> Document:
    return document_for(rated("health_trust_2024_25"), "Northshire Hospitals NHS Trust")


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


@pytest.mark.parametrize(("name", "count"), STRICT.items())
def test_strict_check_says_what_is_true(name: str, count: int, cli: Caller) -> None:
    answer = cli("check", "--strict", str(SAMPLE_DATA / name))
    assert answer.out.count(": warning: ") == count
    assert "error" not in answer.out + answer.err


def test_a_page_shows_where_its_fourth_rating_begins(plan: Document) -> None:
    begins = {
        row.code: cell.text
        for table in plan.sections
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.title == "Exceeding from"
    }
    assert begins["ASC01"] == "86.0%"
    assert begins["HOU04"] == ""


def test_no_page_names_a_rating_that_its_scale_has_not(plan: Document, trust: Document) -> None:
    for document in (plan, trust):
        tables = (*document.highlights, *document.sections, *document.heat_maps, document.summary)
        texts = [text for table in tables for text in (table.title, table.caption, table.empty, *table.notes)]
        texts += [
            text
            for table in tables
            for column in table.columns
            for text in (column.title, column.explanation)
        ]
        texts += [cell.shown for table in tables for row in table.rows for cell in row.cells]
        texts += [text for entry in document.key for text in (entry.term, entry.meaning)]
        wrong = [text for text in texts if any(rag in text for rag in ("RED", "AMBER", "GREEN", "RAG"))]
        assert not wrong


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The text of the corporate plan in each format."""
    folder = tmp_path_factory.mktemp("plan")
    formats = [part for name in FORMATS for part in ("--format", name)]
    plan = SAMPLE_DATA / "corporate_plan_2025_26"
    kpi(["report", str(plan), "--output", str(folder), "--quiet", *formats], ROOT)
    return {name: read(folder / f"northshire.{name}") for name in FORMATS}


def read(file: Path) -> str:
    if file.suffix == ".pdf":
        command = [str(shutil.which("pdftotext")), str(file), "-"]
        told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- ours
        return " ".join(told.stdout.split())
    if file.suffix == ".html":
        return file.read_text(encoding="utf-8")
    with ZipFile(file) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_groups_their_counts_and_the_words(
    written: Mapping[str, str], name: str
) -> None:
    text = written[name]
    for expected in (
        "Place – Clean and green",
        "Total for Place",
        "Exceeding",
        "must be explained to the scrutiny",
    ):
        assert expected in text
    assert "management action" not in text
    assert "loor standard" not in text.replace("floor_standard", "")


def test_what_a_total_hides_is_said_in_words_of_the_scale(trust: Document) -> None:
    (hidden,) = (table for table in trust.highlights if table.id == MASKING)
    assert hidden.title == "Hidden: Not met"
    assert hidden.caption == "Met for Northshire Hospitals NHS Trust, but Not met in some areas below it"


def test_a_survey_of_every_two_years_counts_figures(plan: Document) -> None:
    (survey,) = (row for row in plan.highlights[0].rows if row.code == "CUS20")
    at = [column.key for column in plan.highlights[0].columns].index("missed_periods")
    assert survey.cells[at].text == "at least 2 figures"
