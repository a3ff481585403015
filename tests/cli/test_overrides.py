"""Overrides: shown beside the rule's rating everywhere, and never in its place."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import FLOOR_STANDARDS_MISSED, Document
from kpi_engine.pipeline import Rated, document_for, pack_for, rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json import render_json
from kpi_engine.render.data.json_schema import ratings_json_schema
from kpi_engine.render.docx.file import render_docx
from kpi_engine.render.html.page import render_html
from kpi_engine.render.pdf.content import content_of
from kpi_engine.render.terminal.terminal import render_terminal
from kpi_engine.render.xlsx.workbook import render_xlsx
from tests.assemble.making import cell
from tests.cli.project import OUT, SCORECARD, change, copy_sample, run
from tests.running import kpi
from tests.word_files import part, words
from tests.workbooks import cells_of, opened

OVERRIDES = SCORECARD.parent / "overrides.csv"
HEADER = "code,area,period,rag,reason,by,date\n"
ROW = 'SCS40,Swale Central CSWT,2024-08,AMBER,"Two posts filled, to start",J. Smith,2024-09-12\n'
WORDS = "overridden to AMBER: Two posts filled, to start (J. Smith, 2024-09-12)"
NOTE = (
    "1 rating has been overridden, with the reason beside it. "
    "Ratings and their counts are those of the rules."
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(copy_sample(tmp_path))
    change(SCORECARD, "areas: [Kent,", "overrides: overrides.csv\nareas: [Kent,")
    OVERRIDES.write_text(HEADER + ROW, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rated(project: Path) -> Rated:
    return rate_loaded(load_scorecard(SCORECARD))


def page_of(rated: Rated) -> Document:
    return document_for(rated, "Swale Central CSWT")


def test_a_page_shows_both(rated: Rated) -> None:
    page = page_of(rated)
    table = next(table for table in page.sections if any(row.code == "SCS40" for row in table.rows))
    rag = cell(table, "rag", next(row for row in table.rows if row.code == "SCS40"))
    assert (rag.text, rag.rag, rag.note) == ("RED", Rag.RED, WORDS)
    assert rag.words == f"RED: floor standard not achieved; {WORDS}"
    assert NOTE in page.notes
    missed = next(table for table in page.highlights if table.id == FLOOR_STANDARDS_MISSED)
    row = next(row for row in missed.rows if row.code == "SCS40")
    assert cell(missed, "missed_periods", row).note == "overridden to AMBER"


def test_counts_are_those_of_the_rules(rated: Rated, project: Path) -> None:
    counts = [cell.text for cell in page_of(rated).summary.rows[-1].cells]
    OVERRIDES.write_text(HEADER, encoding="utf-8")
    plain = page_of(rate_loaded(load_scorecard(SCORECARD)))
    assert [cell.text for cell in plain.summary.rows[-1].cells] == counts
    assert NOTE not in plain.notes


def test_the_ratings_have_it_in_columns_of_its_own(rated: Rated) -> None:
    rows = list(csv.DictReader(StringIO(render_csv(tidy_for(rated)))))
    told = [row for row in rows if row["override_rag"]]
    assert [(row["code"], row["area"], row["period"], row["rag"], row["override_rag"]) for row in told] == [
        ("SCS40", "Swale Central CSWT", "2024-08", "RED", "AMBER")
    ]
    assert (told[0]["override_reason"], told[0]["override_by"], told[0]["override_date"]) == (
        "Two posts filled, to start",
        "J. Smith",
        "2024-09-12",
    )


def test_the_ratings_follow_the_schema(rated: Rated) -> None:
    beside = comparison_table(pack_for(rated))
    written = json.loads(render_json(rated.loaded.scorecard, tidy_for(rated), beside))
    jsonschema.Draft202012Validator(ratings_json_schema()).validate(written)
    assert {row["override_rag"] for row in written["ratings"]} == {None, "AMBER"}


def test_an_explanation_tells_it(project: Path) -> None:
    told = kpi(["explain", "SCS40", "Swale Central CSWT"], project)
    assert f"Note: {WORDS}, recorded at " in told
    assert "overrides.csv:2; the rating here is the rule's." in told


def test_every_format_shows_it(rated: Rated) -> None:
    page = page_of(rated)
    workbook = opened(render_xlsx(page, tidy_for(rated)))
    console = Console(file=StringIO(), width=200, record=True)
    render_terminal(page, console)
    texts = {
        "html": unescape(re.sub("<[^>]+>", " ", render_html(page))),
        "terminal": console.export_text(),
        "xlsx": " ".join(str(one.value) for sheet in workbook for one in cells_of(sheet)),
        "docx": words(part(render_docx(page))),
        "pdf": str(content_of(page)),
    }
    for name, text in texts.items():
        told = re.sub(r"[\s│]+", "", text)
        assert WORDS.replace(" ", "") in told, name
        assert NOTE.replace(" ", "") in told, name


@pytest.mark.usefixtures("project")
def test_an_edition_keeps_it_and_the_next_tells_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    manifest = json.loads(next(OUT.glob("2024-08-e1/manifest.json")).read_text(encoding="utf-8"))
    assert any(entry["path"].endswith("overrides.csv") for entry in manifest["inputs"])
    OVERRIDES.write_text(HEADER + ROW.replace("AMBER", "GREEN"), encoding="utf-8")
    run()
    capsys.readouterr()
    told = kpi(["diff", "2024-08-e1", "2024-08-e2", "--csv"], Path.cwd())
    (row,) = csv.DictReader(StringIO(told))
    assert (row["code"], row["cause"], row["old_rag"], row["new_rag"]) == (
        "SCS40",
        "override changed",
        "RED",
        "RED",
    )
    assert row["old_override"] == "AMBER: Two posts filled, to start (J. Smith, 2024-09-12)"
    assert row["new_override"].startswith("GREEN: ")
    told = kpi(["history", "SCS40", "Swale Central CSWT", "--csv"], Path.cwd())
    kept = [row["override"][:5] for row in csv.DictReader(StringIO(told)) if row["override"]]
    assert kept == ["AMBER", "GREEN"]


def test_an_override_without_a_figure_is_told(project: Path) -> None:
    OVERRIDES.write_text(HEADER + ROW.replace("2024-08", "2019-08"), encoding="utf-8")
    told = [str(issue) for issue in load_scorecard(SCORECARD).warnings]
    assert any("SCS40 has no figure for Swale Central CSWT in 2019-08, whose rating" in line for line in told)


def test_an_earlier_month_has_no_later_override(project: Path) -> None:
    OVERRIDES.write_text(HEADER + ROW, encoding="utf-8")
    loaded = load_scorecard(SCORECARD, load_scorecard(SCORECARD).scorecard.as_at.__class__(2024, 7))
    assert loaded.overrides == ()
    assert not any("whose rating" in issue.what for issue in loaded.warnings)
