"""Places in inputs, told from the number that a row keeps."""

from __future__ import annotations

import pytest

from kpi_engine.model.input_name import (
    MOST_COLUMNS,
    InputName,
    ResultRows,
    SheetCells,
    TextCells,
    address,
    also_in,
    cell_number,
    cell_of,
    file_of,
    location_in,
    place_words,
)
from kpi_engine.model.issue import Location

F8 = cell_number(8, 6)


@pytest.mark.parametrize(
    ("name", "number", "place", "words"),
    [
        ("a.csv", 12, "a.csv:12", "line 12"),
        (SheetCells("a.xlsx", "Adult Care"), F8, "a.xlsx:Adult Care!F8", "cell F8"),
        (TextCells("a.tsv"), F8, "a.tsv:8:6", "field 8:6"),
        (ResultRows("a.parquet"), 3, "a.parquet:row 3", "row 3"),
    ],
)
def test_places(name: InputName, number: int, place: str, words: str) -> None:
    assert str(location_in(name, number)) == place
    assert place_words(name, number) == words


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("a.csv", "a.csv"),
        (SheetCells("a.xlsx", "Adult Care"), "a.xlsx:Adult Care"),
        (TextCells("a.tsv"), "a.tsv"),
        (ResultRows("a.sql"), "a.sql"),
    ],
)
def test_the_input_itself(name: InputName, place: str) -> None:
    assert str(location_in(name, 0)) == place


def test_where_else() -> None:
    sheet = SheetCells("a.xlsx", "S")
    assert also_in("a.csv", [3, 4]) == " (also on line 4)"
    assert also_in("a.csv", [3, 4, 5, 6, 7, 8]) == " (also on lines 4, 5, 6 and 2 more)"
    assert also_in(sheet, [F8, F8]) == ""
    assert also_in(sheet, [F8, F8 + 1, F8]) == " (also in cell G8)"


@pytest.mark.parametrize(("row", "column"), [(1, 1), (2**20 - 1, MOST_COLUMNS - 1)])
def test_every_cell_has_a_number_of_31_bits(row: int, column: int) -> None:
    assert cell_of(cell_number(row, column)) == (row, column)
    assert cell_number(row, column) < 2**31


@pytest.mark.parametrize(("column", "text"), [(1, "A1"), (26, "Z1"), (27, "AA1"), (703, "AAA1")])
def test_addresses(column: int, text: str) -> None:
    assert address(1, column) == text


def test_an_input_with_its_place() -> None:
    assert Location("a.csv", 3).input == "a.csv"
    assert Location("a.xlsx", place="Sheet!B4").input == "a.xlsx:Sheet!B4"


def test_places_are_in_the_order_of_the_sheet() -> None:
    cells = ["S!B10", "S!AA9", "S!B9", "S!A10", "row 2", "row 10"]
    found = sorted((Location("a", place=cell) for cell in cells), key=lambda place: place.order)
    assert [place.place for place in found] == ["S!B9", "S!AA9", "S!A10", "S!B10", "row 2", "row 10"]


def test_places_within_an_input() -> None:
    assert Location("a.csv", 3).within == "on line 3"
    assert Location("a.xlsx", place="Sheet!B4").within == "in cell B4"
    assert Location("a.sql", place="row 7").within == "in row 7"


@pytest.mark.parametrize("name", ["figures.csv", SheetCells("figures.xlsx", "Data")])
def test_the_file_of_an_input(name: InputName) -> None:
    assert file_of(name) in ("figures.csv", "figures.xlsx")
