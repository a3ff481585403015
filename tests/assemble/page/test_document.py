"""A whole page: its facts, key, abbreviations and reference tables, and what must not change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_engine.assemble.section.selection import Kind, Selection
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataSource
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.outputs.document import Document
from tests.assemble.making import (
    AUGUST,
    cell,
    comparator,
    document,
    figure,
    indicator,
    months,
    scorecard,
    section,
    target_range,
)
from tests.oracle.records import PlainObservation


def key_terms(shown: Document, group: str) -> list[str]:
    return [entry.term for entry in shown.key if entry.group == group]


def test_the_cover_says_what_the_scorecard_knows() -> None:
    layout = scorecard(
        publication_date="2024-09-30", producer="Management Information", contact="mi@example.gov.uk"
    )
    assert document(months("1.0"), layout=layout).facts == (
        ("Area", "Kent (county)"),
        ("As at", "Aug 2024"),
        ("Published", "30 Sep 2024"),
        ("Producer", "Management Information"),
        ("Contact", "mi@example.gov.uk"),
    )
    assert [label for label, _text in document(months("1.0")).facts] == ["Area", "As at"]


def test_the_key_explains_ratings_and_the_arrows_that_the_page_has() -> None:
    shown = document(months("1.0"))
    assert key_terms(shown, "Rating") == ["GREEN", "AMBER", "RED"]
    assert key_terms(shown, "Direction of travel") == ["no arrow"]
    assert key_terms(document(months("1.0", "2.0")), "Direction of travel") == ["↑ improved"]
    assert "not rated" in key_terms(document([figure(None)]), "Rating")


def test_the_key_explains_only_the_letters_and_marks_that_occur() -> None:
    plain = document(months("80.0", "81.0"))
    assert key_terms(plain, "Polarity") == ["H"]
    assert key_terms(plain, "Data period") == ["MS"]
    assert key_terms(plain, "Marks") == []
    near = indicator("SCS41", Polarity.TARGET, thresholds=[target_range()], qpr=True)
    figures = [
        *months("80.0", "81.0"),
        figure("20.0", AUGUST - 1, code="SCS41"),
        figure("20.0", code="SCS41", parts=("1", "5"), carried_forward=True),
    ]
    marked = document(figures, [indicator(), near], scorecard(section("SCS40", "SCS41"), small_cohort=10))
    assert key_terms(marked, "Polarity") == ["H", "T"]
    assert key_terms(marked, "Marks") == ["QPR", "carried forward", "small cohort", "inferred"]


def test_a_mark_before_the_trend_begins_needs_no_explanation() -> None:
    figures = [
        figure("80.0", AUGUST - 4),
        figure("80.0", AUGUST - 3, carried_forward=True),
        *months("81.0", "82.0"),
    ]
    assert key_terms(document(figures), "Marks") == []


def test_abbreviations_are_explained_where_they_occur() -> None:
    terms = (
        ("EHCP", "Plan"),
        ("R12M", "Rolling"),
        ("MS", "Monthly snapshot"),
        ("SEN", "Needs"),
        ("KCC", "Council"),
    )
    named = indicator(name="Number of EHCPs issued in SEND", definition="Not KCCs.")
    shown = document(months("80.0"), [named], scorecard(section("SCS40"), abbreviations=terms))
    assert [(entry.term, entry.meaning) for entry in shown.abbreviations] == [
        ("EHCP", "Plan"),
        ("MS", "Monthly snapshot"),
        ("KCC", "Council"),
    ]


def test_notes_say_first_what_is_not_shown() -> None:
    selection = Selection({Kind.CODE: frozenset({"SCS40"})}, {}, "only SCS40")
    shown = document(months("80.0"), layout=scorecard(notes=("Provisional.",)), selection=selection)
    assert shown.notes == ("This page does not show everything: only SCS40.", "Provisional.")


def test_a_selection_keeps_the_rows_it_names() -> None:
    figures = [*months("60.0"), *months("90.0", code="SCS41")]
    indicators = [indicator(), indicator("SCS41")]
    selection = Selection({Kind.RAG: frozenset({"GREEN"})})
    shown = document(figures, indicators, scorecard(section("SCS40", "SCS41")), selection=selection)
    assert [row.code for table in shown.sections for row in table.rows] == ["SCS41"]
    assert [row.code for row in shown.definitions.rows] == ["SCS41"]


def test_sources_and_definitions_are_those_of_the_indicators_shown() -> None:
    sourced = indicator(source=DataSource("Liberi", "August 2024", "September 2024"))
    figures = [*months("80.0"), *months("1.0", code="SCS41")]
    layout = scorecard(section("SCS40", "SCS41"), section("SCS40", identity="other"))
    shown = document(figures, [indicator("SCS99"), sourced, indicator("SCS41")], layout)
    assert [row.code for row in shown.definitions.rows] == ["SCS40", "SCS41"]
    texts = [[part.text for part in row.cells] for row in shown.sources.rows]
    assert texts == [["SCS40", "Name of SCS40", "Liberi", "August 2024", "September 2024"]]


def test_a_definition_says_how_it_is_judged() -> None:
    raw = indicator(rate_on=RateOn.RAW, unit="rate", per=10000)
    table = document(months("80.0"), [raw]).definitions
    texts = [cell(table, key).text for key in ("definition", "unit", "comparison", "rated_on")]
    assert texts == [
        "What SCS40 counts.",
        "rate per 10,000",
        "the previous month",
        "the value before rounding",
    ]


def test_every_comparison_has_words() -> None:
    expected = {
        (Frequency.MONTHLY, ComparisonKind.PREVIOUS): "the previous month",
        (Frequency.TERMLY, ComparisonKind.SAME_PERIOD_LAST_YEAR): "the same term of the previous year",
        (Frequency.ANNUAL, ComparisonKind.SAME_PERIOD_LAST_YEAR): "the previous year",
        (Frequency.QUARTERLY, ComparisonKind.PERIODS_BACK): "2 quarters back",
        (
            Frequency.MONTHLY,
            ComparisonKind.PREVIOUS_OBSERVATION,
        ): "the previous observation, whenever that was",
    }
    for (frequency, kind), words in expected.items():
        compared = indicator(frequency=frequency, comparison=Comparison(kind, 2))
        layout = scorecard(section("SCS40", frequency=frequency))
        shown = document(
            [figure("1.0", 10 if frequency is not Frequency.MONTHLY else AUGUST)], [compared], layout
        )
        assert cell(shown.definitions, "comparison").text == words


def _figures() -> list[PlainObservation]:
    return [
        part
        for area in ("Kent", "Swale", "Swale EHU")
        for code in ("SCS40", "SCS41")
        for part in months("70.0", None, "80.0", area=area, code=code)
    ]


def _page(figures: list[PlainObservation], area: str) -> Document:
    layout = scorecard(section("SCS40", "SCS41"))
    indicators = [indicator(), indicator("SCS41", Polarity.LOWEST)]
    return document(figures, indicators, layout, area=area, comparators=[comparator("England", "70")])


def test_the_order_of_the_figures_changes_nothing() -> None:
    figures = _figures()
    expected = _page(figures, "Swale")
    for other_order in (figures[::-1], figures[5:] + figures[:5], figures[::2] + figures[1::2]):
        assert _page(other_order, "Swale") == expected


def test_another_area_changes_nothing() -> None:
    figures = _figures()
    more = [*months("1.0", None, "2.0", area="Dover"), *figures]
    assert _page(more, "Swale") == _page(figures, "Swale")
    # The page at the top compares the areas below it; its own figures stay as they are.
    with_dover, without = _page(more, "Kent"), _page(figures, "Kent")
    assert replace(with_dover, highlights=(), heat_maps=()) == replace(without, highlights=(), heat_maps=())


def test_a_document_is_dated_by_its_publication_or_by_the_end_of_its_month() -> None:
    assert document(months("1.0")).dated == date(2024, 8, 31)
    layout = scorecard(publication_date="2024-09-30")
    assert document(months("1.0"), layout=layout).dated == date(2024, 9, 30)


def test_a_page_names_its_period_as_the_body_does() -> None:
    made = document(months("85", "86"), layout=scorecard(section("SCS40"), period="Quarter 2 2024/25"))
    assert made.as_at == "Quarter 2 2024/25"
    assert made.facts[1:3] == (("Period", "Quarter 2 2024/25"), ("As at", "Aug 2024"))


@pytest.mark.parametrize("qpr", [True, False])
def test_a_column_of_ticks_is_there_where_somebody_has_one(qpr: bool) -> None:
    (table,) = document(months("85", "86"), [indicator(qpr=qpr)]).sections
    assert ("qpr" in [column.key for column in table.columns]) is qpr
