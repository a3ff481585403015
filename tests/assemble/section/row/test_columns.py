"""Which columns a section has, by its frequency and by what there is to show."""

from __future__ import annotations

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import TERMS
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import CellKind
from tests.assemble.making import (
    AUGUST,
    cell,
    comparator,
    document,
    figure,
    indicator,
    keys,
    months,
    scorecard,
    section,
    threshold,
)

IDENTITY = ["code", "indicator", "polarity", "data_period"]
LATEST = ["trend", "latest", "numerator", "denominator"]
JUDGEMENT = ["direction_of_travel", "target", "floor_standard", "rag"]
OUTTURN = ["outturn", "outturn_target", "outturn_rag"]


def test_a_monthly_section_has_its_months_last_year_and_comparators() -> None:
    outturns = [figure("81.0", period=2022), figure("70.0", period=2021)]
    table = document(
        [*months("80.0", last=AUGUST - 1), figure("81.0", parts=("81", "100"))],
        outturns=outturns,
        comparators=[comparator("South East", "70"), comparator("England", "72")],
    ).sections[0]
    periods = ["period:2024-06", "period:2024-07", "period:2024-08"]
    comparators = ["comparator:South East", "comparator:England"]
    assert keys(table) == [*IDENTITY, *periods, *LATEST, *JUDGEMENT, *OUTTURN, *comparators]
    assert [column.title for column in table.columns if column.key in OUTTURN] == [
        "2022-23 outturn",
        "2022-23 target",
        "2022-23 RAG",
    ]
    assert [cell(table, key).shown for key in OUTTURN] == ["81.0%", "85.0%", "AMBER"]


def test_parts_and_standards_that_no_line_has_take_no_room() -> None:
    shown = {*keys(document(months("80.0"), [indicator(thresholds=[])]).sections[0])}
    assert not {"numerator", "denominator", "target", "floor_standard"} & shown
    assert {"latest", "direction_of_travel"} <= shown


def test_where_nothing_has_a_target_the_table_says_so_once() -> None:
    shown = document(months("80.0", "81.0"), [indicator(thresholds=[])])
    assert "rag" not in keys(shown.sections[0])
    assert shown.sections[0].notes == ("Nothing in this table is rated: no target is in force for it",)
    assert shown.notes[0].startswith("No target is in force")
    assert shown.highlights == ()
    assert not [entry for entry in shown.key if entry.rag is not Rag.NONE]


def test_one_period_is_no_trend() -> None:
    shown = document(months("80.0"), layout=scorecard(section("SCS40", periods=1)))
    assert not {"trend", "period:2024-08"} & {*keys(shown.sections[0])}
    assert cell(shown.sections[0], "latest").text == "80.0%"


def test_a_floor_standard_alone_rates_nothing_and_has_no_columns_of_targets_and_ratings() -> None:
    known = indicator(thresholds=[threshold(target=None)])
    shown = {*keys(document(months("80.0"), [known]).sections[0])}
    assert shown.isdisjoint({"target", "rag"})
    assert "floor_standard" in shown


def test_the_current_year_has_no_outturn_yet() -> None:
    table = document(months("80.0"), outturns=[figure("81.0", period=2024)]).sections[0]
    assert "outturn" not in keys(table)


def test_an_indicator_without_an_outturn_of_that_year_shows_none() -> None:
    figures = [*months("80.0"), *months("70.0", code="SCS41")]
    outturns = [figure("81.0", period=2022), figure("71.0", period=2021, code="SCS41")]
    layout = scorecard(section("SCS40", "SCS41"))
    table = document(figures, [indicator(), indicator("SCS41")], layout, outturns=outturns).sections[0]
    assert [cell(table, key, 1).shown for key in OUTTURN] == ["", "", ""]


def test_a_quarterly_section_has_its_quarters() -> None:
    quarterly = indicator(frequency=Frequency.QUARTERLY)
    first_quarter = 2024 * 4
    layout = scorecard(section("SCS40", frequency=Frequency.QUARTERLY, periods=4))
    table = document(months("29.8", "30.4", last=first_quarter), [quarterly], layout).sections[0]
    assert [column.title for column in table.columns if column.key.startswith("period:")] == [
        "Q2 2023-24",
        "Q3 2023-24",
        "Q4 2023-24",
        "Q1 2024-25",
    ]
    assert table.period == "Q1 2024-25"


def test_a_termly_section_has_its_terms() -> None:
    termly = indicator(frequency=Frequency.TERMLY)
    layout = scorecard(section("SCS40", frequency=Frequency.TERMLY, periods=4))
    table = document(months("70.0", last=2023 * 3 + TERMS.index("Summer")), [termly], layout).sections[0]
    assert [column.title for column in table.columns if column.key.startswith("period:")] == [
        "Summer 2022-23",
        "Autumn 2023-24",
        "Spring 2023-24",
        "Summer 2023-24",
    ]


def test_an_annual_section_has_next_years_target_and_no_outturn() -> None:
    annual = indicator(
        frequency=Frequency.ANNUAL, thresholds=[threshold(2023), threshold(2024, target="86.5", floor=None)]
    )
    same = indicator("SCS41", frequency=Frequency.ANNUAL, thresholds=[threshold(2023)])
    layout = scorecard(section("SCS40", "SCS41", frequency=Frequency.ANNUAL))
    figures = [figure("80.0", 2023), figure("80.0", 2023, code="SCS41")]
    table = document(figures, [annual, same], layout, outturns=[figure("79.0", 2022)]).sections[0]
    assert not {*OUTTURN} & {*keys(table)}
    title = next(column.title for column in table.columns if column.key == "next_target")
    assert title == "2024-25 target"
    assert cell(table, "next_target").text == "86.5%"
    assert (cell(table, "next_target", 1).text, cell(table, "next_target", 1).words) == ("", "no target set")


def test_without_a_new_target_there_is_no_column_for_it() -> None:
    annual = indicator(frequency=Frequency.ANNUAL)
    layout = scorecard(section("SCS40", frequency=Frequency.ANNUAL))
    assert "next_target" not in keys(document([figure("80.0", 2023)], [annual], layout).sections[0])


def test_comparators_hold_for_their_section_only() -> None:
    comparators = [
        comparator("England", "70", section="other"),
        comparator("South East", "71", section="ics"),
    ]
    table = document(months("80.0"), comparators=comparators).sections[0]
    assert [key for key in keys(table) if key.startswith("comparator:")] == ["comparator:South East"]


def test_values_of_the_trend_stand_under_their_periods() -> None:
    table = document([figure("80.0", AUGUST - 2), figure("82.5")]).sections[0]
    shown = [cell(table, f"period:2024-0{month}").shown for month in (6, 7, 8)]
    assert shown == ["80.0%", "no figure supplied", "82.5%"]


def test_every_cell_is_of_the_kind_of_its_column() -> None:
    table = document(
        [*months("80.0", None), *months("70.0", code="SCS41", last=AUGUST - 1)],
        [indicator(), indicator("SCS41", thresholds=[])],
        scorecard(section("SCS40", "SCS41")),
        outturns=[figure("81.0", period=2022)],
        comparators=[comparator("England", "70")],
    ).sections[0]
    for row in table.rows:
        assert len(row.cells) == len(table.columns)
        for column, shown in zip(table.columns, row.cells, strict=True):
            assert shown.kind is column.kind
    assert {column.kind for column in table.columns} == {*CellKind} - {CellKind.HEAT}
