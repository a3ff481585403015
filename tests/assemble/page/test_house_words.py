"""A page speaks in the words of its scorecard, and of no other body."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.analyse.explain import explain
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.house_words import HouseWords
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.outputs.document import Document
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.render.html.page import render_html
from tests.assemble.making import document, indicator, months, scorecard, section, threshold
from tests.sample_packs import KENT

WORDS = HouseWords("lowest value", "must be explained", "Board", "also in the report to the board")
SCALE = replace(RED_AMBER_GREEN, words=WORDS)
USUAL = ("floor standard", "management action", "QPR")


def page(scale: Scale = SCALE) -> Document:
    measures = [
        indicator("A", scale=scale, qpr=True),
        indicator("B", scale=scale),
        indicator("C", scale=scale, thresholds=[threshold(floor=None)]),
    ]
    figures = [
        *months("80.0", "70.0", "60.0", code="A"),
        *months("90.0", "80.0", code="B"),
        *months("70.0", "60.0", code="C"),
    ]
    return document(figures, measures, scorecard(section("A", "B", "C"), scale=scale))


def test_no_usual_word_is_left_on_a_page() -> None:
    shown, usual = render_html(page()), render_html(page(RED_AMBER_GREEN))
    for word in USUAL:
        assert word in usual.replace("Floor", "floor")
        assert word not in shown.replace("Floor", "floor")
    assert ">Floor<tspan" in usual
    assert ">Floor" not in shown
    assert ">Lowest value<tspan" in shown


def test_the_words_of_the_scorecard_are_there() -> None:
    shown = page()
    (missed,) = (table for table in shown.highlights if table.id == "floor-standards-missed")
    assert missed.title == "Lowest values missed"
    assert missed.caption == "Lowest values missed (RED), each of which must be explained"
    (key,) = (entry for entry in shown.key if entry.term == "RED")
    assert key.meaning == "lowest value not achieved, which must be explained"
    assert [column.title for column in shown.sections[0].columns if column.key == "qpr"] == ["Board"]
    rag = next(cell for cell in shown.sections[0].rows[2].cells if cell.words.startswith("not rated"))
    assert rag.shown == "not rated: no lowest value"


def test_a_page_without_a_tick_has_no_column_of_ticks() -> None:
    shown = document(months("80.0"))
    assert "qpr" not in [column.key for column in shown.sections[0].columns]


def test_kents_pages_in_other_words() -> None:
    """All that the largest sample shows, with its statistics of bands, ranges, outturns and comments."""
    loaded = load_scorecard(KENT)
    scale = replace(loaded.scorecard.scale, words=WORDS)
    indicators = tuple(replace(each, scale=scale) for each in loaded.indicators)
    loaded = replace(loaded, scorecard=replace(loaded.scorecard, scale=scale), indicators=indicators)
    rated = rate_loaded(loaded)
    shown = document_for(rated, "Kent")
    of_users = [
        cell.text for table in (shown.sources, shown.definitions) for row in table.rows for cell in row.cells
    ]
    of_users += [comment.markdown for group in shown.commentary for comment in group.comments]
    said = "\n".join("\n".join(explain(rated.ratings, row).lines) for row in range(0, len(rated.ratings), 7))
    assert "floor standard" not in said.lower()
    html = render_html(replace(shown, commentary=(), notes=()))
    for text in of_users:
        html = html.replace(text, "")
    assert "floor standard" not in html.replace("Floor", "floor").replace("floor-standard", "")
    assert "management action" not in html
    assert "QPR" not in html
