"""Activity volumes: context in tables of their own, counted nowhere."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.document import CellKind, Document
from tests.assemble.making import cell, document, figure, indicator, keys, months, scorecard, section


def page(*extra: str) -> Document:
    context = indicator("VOL1", Polarity.NONE, thresholds=[], unit="number", per=1)
    layout = scorecard(section("SCS40", "VOL1"), section("VOL1", *extra, identity="volumes"))
    figures = [*months("80.0", "81.0"), *months("1200", "1300", code="VOL1")]
    return document(figures, [indicator(), context], layout, outturns=[figure("1100", 2022, code="VOL1")])


def test_context_stands_apart_from_what_is_judged() -> None:
    shown = page()
    assert [[row.code for row in table.rows] for table in shown.sections] == [["SCS40"]]
    assert [[row.code for row in table.rows] for table in shown.volumes] == [["VOL1"], ["VOL1"]]
    assert [table.title for table in shown.volumes] == [
        "Activity volumes: Title of ics",
        "Activity volumes: Title of volumes",
    ]


def test_ids_stay_unique_when_a_section_is_parted() -> None:
    shown = page("SCS40")
    identities = [table.id for table in (*shown.sections, *shown.volumes)]
    assert identities == ["ics", "volumes", "ics-2", "volumes-2"]


def test_nothing_judges_a_volume() -> None:
    table = page().volumes[0]
    assert not {"polarity", "direction_of_travel", "target", "floor_standard", "rag", "outturn_rag"} & {
        *keys(table)
    }
    assert CellKind.RAG not in {column.kind for column in table.columns}
    assert cell(table, "latest").text == "1,300"
    assert cell(table, "outturn").text == "1,100"


def test_volumes_are_not_counted_and_not_highlighted() -> None:
    shown = page()
    assert cell(shown.summary, "not_rated", shown.summary.rows[-1]).number == 0
    only_context = document(
        months("1200", code="VOL1"),
        [indicator("VOL1", Polarity.NONE, thresholds=[])],
        scorecard(section("VOL1")),
    )
    assert only_context.highlights == ()
    assert [
        entry.group for entry in only_context.key if entry.group in ("Rating", "Direction of travel")
    ] == []


def test_without_an_outturn_of_its_own_a_table_has_no_column_for_it() -> None:
    context = indicator("VOL1", Polarity.NONE, thresholds=[], unit="number", per=1)
    figures = [*months("80.0", "81.0"), *months("1200", "1300", code="VOL1")]
    layout = scorecard(section("SCS40", "VOL1"))
    shown = document(figures, [indicator(), context], layout, outturns=[figure("81.0", 2022)])
    assert "outturn" in keys(shown.sections[0])
    assert "outturn" not in keys(shown.volumes[0])
