"""Tidy rows of some areas, beside those of the table of all."""

from __future__ import annotations

import pytest

from kpi_engine.assemble.tidy import areas as tidy_areas
from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.model.outputs.tidy import TidyTable
from tests.assemble.making import AREAS, figure, indicator, months, rated

PLACES = ("Kent", "Swale", "Swale EHU")
RATINGS = rated(
    [row for number, area in enumerate(PLACES) for row in months(f"8{number}.0", "70.5", "9.0", area=area)],
    [indicator()],
)
OUTTURNS = rated(
    [figure(f"{year}.0", year, area) for year in (2021, 2022) for area in PLACES[:2]],
    [indicator()],
    outturns=True,
)
WHOLE = tidy_table(RATINGS, OUTTURNS, AREAS)


def rows(*tables: TidyTable) -> list[list[str]]:
    return [
        [column.texts[column.positions[row]] for column in table.columns.values()]
        for table in tables
        for row in range(len(table))
    ]


@pytest.fixture
def tidy() -> TidyAreas:
    return TidyAreas(RATINGS, OUTTURNS, AREAS)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(tidy_areas, "ROWS_IN_A_BLOCK", 5)
    return 5


@pytest.mark.parametrize("areas", [{"Kent"}, {"Swale EHU", "Kent"}, set(PLACES), set[str](), {"Nowhere"}])
def test_the_rows_of_some_areas_are_those_of_the_whole_in_their_order(
    tidy: TidyAreas, areas: set[str], small_blocks: int
) -> None:
    expected = rows(WHOLE.of_areas(areas))
    assert rows(tidy.of_areas(areas)) == expected
    blocks = list(tidy.in_blocks(areas))
    assert rows(*blocks) == expected
    assert all(len(block) <= small_blocks for block in blocks)
    assert {tuple(block.columns) for block in blocks} == {tuple(WHOLE.columns)}


@pytest.mark.parametrize("areas", [{"Swale EHU", "Kent"}, set(PLACES)])
def test_long_blocks_have_their_texts_in_common(
    tidy: TidyAreas, areas: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy_areas, "MANY_ROWS", 3)
    monkeypatch.setattr(tidy_areas, "ROWS_IN_A_LONG_BLOCK", 2)
    blocks = list(tidy.in_blocks(areas))
    assert rows(*blocks) == rows(WHOLE.of_areas(areas))
    assert blocks[0].columns["value"].texts is blocks[1].columns["value"].texts


def test_a_table_of_one_area_has_no_texts_of_the_others(tidy: TidyAreas) -> None:
    columns = tidy.of_areas({"Swale"}).columns
    assert columns["area"].texts == ("Swale", "Swale")  # of its ratings, and of its outturns
    assert not {"80.0", "82.0"}.intersection(columns["value"].texts)


def test_areas_are_worked_on_together_up_to_a_block_of_rows(tidy: TidyAreas, small_blocks: int) -> None:
    assert [len(tidy.of_areas({area})) for area in PLACES] == [small_blocks, small_blocks, 3]
    assert list(tidy.area_blocks({*PLACES, "Nowhere"})) == [("Kent",), ("Swale",), ("Swale EHU",)]
    months_only = TidyAreas(RATINGS, rated([], [indicator()], outturns=True), AREAS)
    assert list(months_only.area_blocks(PLACES)) == [("Kent",), ("Swale",), ("Swale EHU",)]
    assert list(TidyAreas(OUTTURNS, RATINGS, AREAS).area_blocks([])) == []


def test_areas_that_fit_are_one_block(tidy: TidyAreas) -> None:
    assert list(tidy.area_blocks(PLACES)) == [PLACES]
