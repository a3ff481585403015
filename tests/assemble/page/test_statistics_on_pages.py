"""What the pages of the sample of 36 months, and of the contracts, say beyond ratings."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.document import Cell, CellKind, Document, Icon, Table
from kpi_engine.pipeline import document_for, rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json_schema import ratings_json_schema
from kpi_engine.render.html.page import render_html

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "sample_data" / "audit_quality_36_months" / "scorecard.yaml"
CONTRACTS = ROOT / "sample_data" / "early_help_contracts_2018" / "with_statistics.yaml"


@cache
def document(path: Path = SAMPLE) -> Document:
    rated = rate_loaded(load_scorecard(path))
    return document_for(rated, rated.loaded.scorecard.area_names[0])


def cell(table: Table, code: str, area: str, key: str) -> Cell:
    at = [column.key for column in table.columns].index(key)
    return next(row.cells[at] for row in table.rows if (row.code, row.area) == (code, area))


def quality() -> Table:
    return document().sections[0]


def test_the_columns_follow_the_rating() -> None:
    keys = [column.key for column in quality().columns]
    assert keys[keys.index("rag") + 1 :][:4] == ["verdict", "variation", "assurance", "interval"]
    volumes = [column.key for column in document().volumes[0].columns]
    assert "assurance" not in volumes
    assert "variation" in volumes


@pytest.mark.parametrize(
    ("code", "area", "variation", "icon", "note"),
    [
        ("AUDIT", "Millshire", "usual variation", Icon.USUAL, "since Mar 2023: New audit tool and training"),
        ("VISIT", "Millshire", "unusually bad", Icon.BAD_LOW, "usual range 87.9 to 96.3%"),
        ("AUDIT", "Southford", "unusually good", Icon.GOOD_HIGH, "usual range 55.6 to 93.9%"),
    ],
)
def test_variation(code: str, area: str, variation: str, icon: Icon, note: str) -> None:
    told = cell(quality(), code, area, "variation")
    assert (told.text, told.icon) == (variation, icon)
    assert note in told.note
    assert told.note in told.words


def test_assurance_and_intervals() -> None:
    told = cell(quality(), "AUDIT", "Millshire", "assurance")
    assert (told.text, told.note, told.icon) == (
        "hit or miss",
        "since Apr 2024; against the former 75.0%: hit or miss; GREEN in 10 of the last 12",
        Icon.HIT_OR_MISS,
    )
    changing = cell(quality(), "VISIT", "Millshire", "assurance")
    assert (changing.text, changing.note) == ("not told", "not predictable while it is changing")
    interval = cell(quality(), "AUDIT", "Millshire", "interval")
    assert (interval.text, interval.note) == ("71.2 to 87.6%", "one case fewer: AMBER")
    assert interval.number is None


def test_the_same_line_stands_in_pages_and_in_data() -> None:
    table = tidy_for(rate_loaded(load_scorecard(SAMPLE)))
    rows = list(
        csv.DictReader(
            io.StringIO(
                render_csv(table).decode() if isinstance(render_csv(table), bytes) else render_csv(table)
            )
        )
    )
    latest = {(row["code"], row["area"]): row for row in rows if row["period"] == "2024-08"}
    for row in quality().rows:
        assert (
            latest[row.code, row.area]["verdict_text"] == cell(quality(), row.code, row.area, "verdict").text
        )
    visit = latest["VISIT", "Millshire"]
    assert visit["variation"] == "unusually bad"
    assert visit["no_assurance"] == "changing"
    assert visit["spc_rules"].startswith("outside-")
    earlier = next(row for row in rows if row["period"] == "2023-01" and row["code"] == "VISIT")
    assert earlier["verdict_text"] == ""
    assert earlier["spc_mean"] != ""


def test_a_chart_has_all_points_with_limits_and_marks_in_words() -> None:
    trend = cell(quality(), "AUDIT", "Millshire", "trend")
    assert (len(trend.trend), len(trend.history)) == (13, 36)
    limits = [point.limits for point in trend.history]
    assert all(each is not None for each in limits)
    assert limits[17] != limits[18]
    visits = cell(quality(), "VISIT", "Millshire", "trend")
    marked = [point for point in visits.history if point.mark is not None]
    assert marked[-1].mark_text == "unusually bad: below the usual range"
    assert "Aug 2024 82.7% (unusually bad: below the usual range)" in visits.words


def test_the_page_draws_what_it_says() -> None:
    page = render_html(document())
    assert 'class="icon bad"' in page
    assert 'class="mark bad-mark"' in page
    assert '<path class="limit" stroke-dasharray="12 4"' in page
    assert (
        "Usual range: 68.9 to 95.2%, mean 82.0% (new limits from Mar 2023: New audit tool and training)"
        in page
    )
    assert page.count("--plain:") == 3


def test_a_page_without_statistics_has_nothing_of_them() -> None:
    page = render_html(document(ROOT / "sample_data" / "risk_register_2018" / "scorecard.yaml"))
    assert "--plain" not in page
    assert "icon" not in page.replace('rel="icon"', "")


def test_notes_and_key() -> None:
    notes = document().notes
    assert notes[0] == "Not what they seem: 3 GREEN but hit or miss."
    assert "Process charts are read by the rules of mdc." in notes
    assert any(entry.group == "Statistics" and entry.term == "Hit or miss" for entry in document().key)


def test_contracts_of_13_months_are_charted() -> None:
    centres = next(table for table in document(CONTRACTS).sections if table.section == "childrens_centres")
    charted = [row for row in centres.rows if any(len(each.history) == 13 for each in row.cells)]
    assert charted
    support = next(table for table in document(CONTRACTS).sections if table.section == "family_support")
    asked = cell(support, "CEH03", "Family Support Service (Project Salus)", "run_rate")
    assert asked.text.startswith("Needs 59 a month for 9 months (the best of the last 12 was 78).")
    variation = cell(support, "CEH03", "Family Support Service (Project Salus)", "variation")
    assert (variation.text, variation.note) == (
        "no chart",
        "year to date grows and restarts: chart the monthly figures (CEH01)",
    )


def test_json_keeps_to_its_schema(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from kpi_engine.cli.main import app

    done = CliRunner().invoke(app, ["report", str(SAMPLE), "--output", str(tmp_path)], prog_name="kpi")
    assert done.exit_code == 0
    ratings = json.loads((tmp_path / "ratings.json").read_text(encoding="utf-8"))
    jsonschema.validate(ratings, ratings_json_schema())
    assert ratings["ratings"][-1]["verdict"]


def test_sentences_are_texts_in_every_row() -> None:
    for table in (*document().sections, *document().volumes):
        for column in table.columns:
            assert not column.sentence or column.kind is CellKind.TEXT
