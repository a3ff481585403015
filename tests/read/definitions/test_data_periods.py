"""Words of the definitions for what a figure covers."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from tests.assemble.making import document, indicator, months
from tests.read.definition_texts import HEAD

TEXT = (
    HEAD.replace("indicators:", "data_periods: {R3Y: rolling three years}\nindicators:")
    + """\
  - {code: A1, name: Rolling, polarity: none, data_period: R3Y, frequency: monthly, unit: cases, decimals: 0}
  - {code: A2, name: Usual, polarity: none, data_period: YTD, frequency: monthly, unit: cases, decimals: 0}
"""
)


def test_a_word_of_the_file_has_its_meaning_and_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(TEXT, encoding="utf-8")
    (own, usual), issues = read_definitions([file], tmp_path)
    assert issues == ()
    assert (own.data_period, own.data_period_code, own.data_period_words) == (
        DataPeriod.P,
        "R3Y",
        "rolling three years",
    )
    assert (usual.data_period_code, usual.data_period_words) == ("YTD", "year to date")
    file.write_text(definitions_text([own, usual]), encoding="utf-8")
    assert [each.own_data_period for each in read_definitions([file], tmp_path)[0]] == [
        own.own_data_period,
        None,
    ]


def test_the_page_shows_the_word_and_the_key_its_meaning(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(TEXT, encoding="utf-8")
    own = read_definitions([file], tmp_path)[0][0].own_data_period
    page = document(months("85.0"), [indicator(own_data_period=own)])
    keys = [column.key for column in page.sections[0].columns]
    shown = page.sections[0].rows[0].cells[keys.index("data_period")]
    assert (shown.text, shown.words) == ("R3Y", "rolling three years")
    assert ("R3Y", "rolling three years") in [(entry.term, entry.meaning) for entry in page.key]
