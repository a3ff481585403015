"""The latest figure of a row: annual indicators that are published at different times of the year."""

from __future__ import annotations

from kpi_engine.assemble.section.selection import Kind, Selection
from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.outputs.document import Document, Table
from tests.assemble.making import (
    AUGUST,
    cell,
    comparator,
    document,
    figure,
    highlight,
    indicator,
    keys,
    months,
    scorecard,
    section,
    texts,
    threshold,
)
from tests.oracle.records import PlainObservation

ANNUAL = Frequency.ANNUAL
DUE = threshold(2022, "85", "75", from_label="2022-23")
RAISED = threshold(2024, "90", "75", from_label="2024-25")
EARLY = indicator("EARLY", frequency=ANNUAL, thresholds=[DUE, RAISED])
LATE = indicator("LATE", frequency=ANNUAL, thresholds=[DUE])
VOLUME = indicator("VOLUME", Polarity.NONE, ANNUAL, [], unit="number", per=1, decimals=0)
BOTH = section("EARLY", "LATE", "VOLUME", frequency=ANNUAL)


def years(*values: str | None, last: int, code: str, area: str = "Kent") -> list[PlainObservation]:
    return months(*values, last=last, code=code, area=area)


JUDGED = [
    *years("70.0", "80.0", last=2023, code="EARLY"),
    *years("84.0", "86.0", last=2022, code="LATE"),
]
VOLUMES = years("900", "1000", last=2024, code="VOLUME")


def page(figures: list[PlainObservation], within: Section = BOTH, **changes: object) -> Document:
    layout = scorecard(within, as_at=Month(2025, 1))
    return document(figures, [EARLY, LATE, VOLUME], layout, **changes)  # type: ignore[arg-type]


def judged(figures: list[PlainObservation], within: Section = BOTH) -> Table:
    (table,) = page(figures, within).sections
    return table


def test_a_newer_year_of_what_is_not_judged_moves_no_other_row() -> None:
    shown = page([*JUDGED, *VOLUMES])
    (table,) = shown.sections
    assert texts(table, "code", "latest", "rag") == [
        ["EARLY", "80.0%", "AMBER"],
        ["LATE", "86.0% (2022-23)", "GREEN"],
    ]
    assert [key for key in keys(table) if key.startswith("period:")] == [
        "period:2021-22",
        "period:2022-23",
        "period:2023-24",
    ]
    assert table.period == "2023-24"
    (volumes,) = shown.volumes
    assert texts(volumes, "latest") == [["1,000"]]
    assert volumes.period == "2024-25"
    assert volumes.notes == ()


def test_a_row_of_an_earlier_year_says_so_in_words_too() -> None:
    table = judged(JUDGED)
    late = table.rows[1]
    assert cell(table, "latest", late).words == "86.0% in 2022-23"
    assert cell(table, "period:2023-24", late).text == "no figure supplied"
    assert table.caption.endswith("latest figures up to 2023-24")
    assert table.notes == (
        "Where an earlier year is written beside the latest figure, the rest of the row is of that year too",
    )
    explanation = next(column.explanation for column in table.columns if column.key == "latest")
    assert explanation == "The figure for 2023-24, or for the earlier year beside it"


def test_rows_of_one_year_say_it_in_the_heading_alone() -> None:
    table = judged([*years("80.0", last=2023, code="EARLY"), *years("86.0", last=2023, code="LATE")])
    assert texts(table, "latest") == [["80.0%"], ["86.0%"]]
    assert table.caption.endswith("latest figures 2023-24")
    assert table.notes == ()


def test_arrow_and_comparators_are_of_the_rows_own_year() -> None:
    shown = page(JUDGED, comparators=[comparator("England", "87", "LATE", year="2022-23")])
    (table,) = shown.sections
    assert texts(table, "direction_of_travel")[1] == ["↑ improved"]
    assert cell(table, "direction_of_travel", 1).words == "improved compared with 2021-22 (84.0%)"
    assert texts(table, "comparator:England")[1] == ["87% (2022-23; latest ⊖\u00a0worse)"]


def test_a_note_of_the_figure_stands_after_its_year() -> None:
    figures = [
        *years("80.0", last=2023, code="EARLY"),
        figure("86.0", 2021, code="LATE"),
        figure("86.0", 2022, code="LATE", carried_forward=True),
    ]
    latest = cell(judged(figures), "latest", 1)
    assert latest.shown == "86.0% (2022-23, carried forward)"
    assert latest.words == "86.0% (carried forward) in 2022-23"


def test_an_area_without_the_year_that_others_have_lacks_it() -> None:
    figures = [*JUDGED, *years("88.0", last=2023, code="LATE", area="Swale")]
    assert texts(judged(figures), "latest", "rag")[1] == [
        "no figure supplied",
        "not rated: no figure supplied",
    ]


def test_a_figure_that_is_said_to_be_missing_is_the_latest() -> None:
    figures = [*JUDGED, figure(None, 2023, code="LATE")]
    assert texts(judged(figures), "latest")[1] == ["not available"]


def test_a_section_that_ends_earlier_ends_every_row_there() -> None:
    table = judged(JUDGED, section("EARLY", "LATE", frequency=ANNUAL, last_period=2022))
    assert texts(table, "latest") == [["70.0%"], ["86.0%"]]


def test_an_academic_year_beside_a_financial_one_that_has_begun_already() -> None:
    academic = indicator("LATE", frequency=ANNUAL, year=YearKind.ACADEMIC, thresholds=[DUE])
    figures = [
        *years("80.0", "81.0", last=2024, code="EARLY"),
        *years("85.0", "86.0", last=2023, code="LATE"),
    ]
    (table,) = document(figures, [EARLY, academic, VOLUME], scorecard(BOTH)).sections
    assert texts(table, "latest") == [["81.0%"], ["86.0% (2023-24)"]]


def test_next_years_target_is_of_the_year_after_the_rows_own() -> None:
    raised = indicator(
        "LATE", frequency=ANNUAL, thresholds=[DUE, threshold(2023, "88", from_label="2023-24")]
    )
    layout = scorecard(BOTH, as_at=Month(2025, 1))
    (table,) = document(JUDGED, [EARLY, raised, VOLUME], layout).sections
    title = next(column.title for column in table.columns if column.key == "next_target")
    assert title == "2024-25 target"
    assert texts(table, "next_target") == [["90.0%"], ["88.0% (2023-24)"]]
    assert cell(table, "next_target", 1).words == "88.0% or more is GREEN in 2023-24"
    assert texts(table, "target") == [["85.0%"], ["85.0%"]]


def test_what_misses_its_floor_is_told_with_its_year() -> None:
    figures = [*years("80.0", last=2023, code="EARLY"), *years("80.0", "70.0", last=2022, code="LATE")]
    missed = highlight(page([*figures, *VOLUMES]), "floor-standards-missed")
    assert texts(missed, "code", "period", "value", "missed_since") == [
        ["LATE", "2022-23", "70.0%", "2022-23 or earlier"]
    ]


def test_a_page_of_some_rows_ends_with_their_newest_year() -> None:
    shown = page([*JUDGED, *VOLUMES], selection=Selection({Kind.CODE: frozenset({"LATE"})}))
    assert texts(shown.sections[0], "latest") == [["86.0%"]]
    assert shown.sections[0].period == "2022-23"


def test_a_month_that_has_not_come_is_not_made_up_by_an_older_one() -> None:
    figures = [*months("80.0", last=AUGUST - 1), *months("81.0", code="SCS41")]
    layout = scorecard(section("SCS40", "SCS41"))
    (table,) = document(figures, [indicator(), indicator("SCS41")], layout).sections
    assert texts(table, "latest") == [["no figure supplied"], ["81.0%"]]
    assert table.notes == ()
