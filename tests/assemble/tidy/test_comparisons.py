"""Comparisons as tidy rows: the same facts as on the pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from kpi_engine.assemble.page.document import assemble_document, make_pack
from kpi_engine.assemble.section.sections import Pack
from kpi_engine.assemble.section.selection import Kind, Selection
from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.scorecard import Comparator, Section
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.tidy import TidyTable
from tests.assemble.making import (
    AREAS,
    AUGUST,
    comparator,
    figure,
    indicator,
    months,
    rated,
    scorecard,
    section,
    texts,
)
from tests.oracle.records import PlainObservation

ENGLAND = comparator("England", "78", year="2022-23")
NEAR = Neighbours("Neighbours", ("Devon", "Essex"), (Location("a.yaml", 1), Location("a.yaml", 2)))
VERDICTS = {"⊕\xa0better": "better", "⊖\xa0worse": "worse"}


def pack(
    figures: Sequence[PlainObservation],
    comparators: Sequence[Comparator],
    indicators: Sequence[Indicator] = (indicator(),),
    sections: Sequence[Section] = (),
    **changes: Any,
) -> Pack:
    layout = scorecard(*(sections or (section("SCS40"),)))
    return make_pack(
        layout,
        rated(figures, indicators),
        rated([], indicators, outturns=True),
        indicators=indicators,
        areas=AREAS,
        comparators=comparators,
        **changes,
    )


def rows(table: TidyTable, *names: str) -> list[tuple[str, ...]]:
    columns = [table.columns[name] for name in names]
    return [tuple(column.texts[column.positions[row]] for column in columns) for row in range(len(table))]


SAID = ("code", "area", "period", "value", "comparator", "comparator_value", "verdict", "no_verdict")


def test_the_latest_figure_stands_beside_each_comparator() -> None:
    given = [ENGLAND, comparator("South East", "82.5")]
    table = comparison_table(pack(months("70.0", "80.0"), given))
    assert rows(table, *SAID) == [
        ("SCS40", "Kent", "2024-08", "80.0", "England", "78", "better", ""),
        ("SCS40", "Kent", "2024-08", "80.0", "South East", "82.5", "worse", ""),
    ]
    assert rows(table, "level", "section", "comparator_year") == [
        ("county", "ics", "2022-23"),
        ("county", "ics", ""),
    ]


def test_what_cannot_be_judged_says_why() -> None:
    indicators = [
        indicator("NONE", polarity=Polarity.NONE, thresholds=[]),
        indicator("GONE"),
        indicator("LATE"),
        indicator("MEAN", neighbours=NEAR),
        indicator("NEAR", polarity=Polarity.TARGET, thresholds=[]),
    ]
    codes = [each.code for each in indicators]
    figures = [
        figure("1.0", code="NONE"),
        figure(None, code="GONE"),
        figure("1.0", AUGUST - 1, code="LATE"),
        figure("1.0", code="MEAN"),
        figure("1.0", code="NEAR"),
    ]
    given = [comparator("Devon" if code == "MEAN" else "England", "2", code) for code in codes]
    shown = comparison_table(pack(figures, given, indicators, [section(*codes)]))
    assert rows(shown, "code", "value", "comparator_value", "verdict", "no_verdict") == [
        ("NONE", "1.0", "2", "", "shown for context, not judged"),
        ("GONE", "", "2", "", "no value"),
        ("LATE", "", "2", "", "no value"),
        ("MEAN", "1.0", "", "", "the comparator has no value"),
        ("NEAR", "1.0", "2", "", "no target to measure the distance from"),
    ]


FIGURES = [figure("80.0"), figure("70.0", area="Swale"), figure("60.0", area="Coast EHU")]


def test_they_are_those_of_the_pages() -> None:
    given = [comparator("England", "78"), comparator("England", "50", area="Swale")]
    made = pack(FIGURES, given, sections=[section("SCS40", with_areas_below=True)])
    (table,) = assemble_document(made, "Kent").sections
    on_the_page = texts(table, "area", "latest", "comparator:England")
    in_the_rows = rows(comparison_table(made), "area", "value", "comparator_value", "verdict")
    symbols = {words: symbol for symbol, words in VERDICTS.items()}
    assert on_the_page == [
        [area, f"{value}%", f"{other}% (latest {symbols[verdict]})"]
        for area, value, other, verdict in in_the_rows
    ]
    assert [verdict for *_, verdict in in_the_rows] == ["better", "better", "worse"]


def test_an_indicator_of_two_sections_is_compared_in_both() -> None:
    sections = [section("SCS40"), section("SCS40", identity="summary", last_period=AUGUST - 1)]
    shown = comparison_table(pack(months("70.0", "80.0"), [ENGLAND], sections=sections))
    assert rows(shown, "section", "period", "value", "verdict") == [
        ("ics", "2024-08", "80.0", "better"),
        ("summary", "2024-07", "70.0", "worse"),
    ]


def test_only_what_is_selected() -> None:
    def areas(names: Collection[str] | None = None, **changes: Any) -> list[str]:
        table = comparison_table(pack(FIGURES, [ENGLAND], **changes), names)
        return [area for (area,) in rows(table, "area")]

    assert areas() == ["Kent", "Swale", "Coast EHU"]
    assert areas({"Swale", "Dover"}) == ["Swale"]
    assert areas(selection=Selection({Kind.AREA: frozenset({"Kent"})})) == ["Kent"]


def test_a_section_without_figures_or_comparators_has_none() -> None:
    sections = [section("SCS41", identity="empty"), section("SCS42", identity="alone"), section("SCS40")]
    indicators = [indicator(code) for code in ("SCS40", "SCS41", "SCS42")]
    given = [ENGLAND, comparator("England", "1", "SCS41")]
    shown = comparison_table(
        pack([*months("80.0"), figure("1.0", code="SCS42")], given, indicators, sections)
    )
    assert rows(shown, "section", "no_verdict") == [("empty", "no value"), ("ics", "")]
    assert len(comparison_table(pack(months("80.0"), []))) == 0
