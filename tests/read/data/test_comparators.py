from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.issue import Location
from kpi_engine.read.data.comparators import read_comparators
from tests.read.vocabulary import AREAS, INDICATORS, source


def test_comparators_are_read_in_order_with_their_year(tmp_path: Path) -> None:
    path = tmp_path / "comparators.csv"
    path.write_text(
        "code,section,comparator,value,year\n"
        "SCS40,ics,England,81.0,23/24\n"
        "EY2,,South East,64.20,Summer 23-24\n"
        "GAP,,England,N/A,2022-23\n"
        "RATE,,England,-1,\n"
    )
    comparators, issues = read_comparators(source(path), INDICATORS, AREAS)
    assert not issues
    assert comparators == (
        Comparator("SCS40", "England", "ics", Decimal("81.0"), "81.0", "2023-24", Location(str(path), 2)),
        Comparator(
            "EY2", "South East", "", Decimal("64.20"), "64.20", "2023-24 Summer", Location(str(path), 3)
        ),
        Comparator("RATE", "England", "", Decimal("-1"), "-1", "", Location(str(path), 5)),
    )


def test_the_year_can_be_left_out_and_the_style_is_as_declared(tmp_path: Path) -> None:
    path = tmp_path / "comparators.csv"
    path.write_text('code,section,comparator,value\nCASES,,England,"1,234"\nSCS40,,England,81.0%\n')
    declared = source(path, thousands_separator=",", percent_sign=True)
    comparators, issues = read_comparators(declared, INDICATORS, AREAS)
    assert not issues
    assert [comparator.value for comparator in comparators] == [Decimal(1234), Decimal("81.0")]


def test_one_can_be_of_an_area(tmp_path: Path) -> None:
    path = tmp_path / "comparators.csv"
    path.write_text("code,section,comparator,value,area\nSCS40,,England,81.0,Swale\nSCS40,,England,82.0,\n")
    comparators, issues = read_comparators(source(path), INDICATORS, AREAS)
    assert not issues
    assert [each.area for each in comparators] == ["Swale", ""]


def test_without_definitions_or_areas_nothing_is_told_again(tmp_path: Path) -> None:
    path = tmp_path / "comparators.csv"
    path.write_text("code,section,comparator,value\nSCS40,,England,81.0\n")
    assert read_comparators(source(path), (), AREAS) == ((), ())
    assert read_comparators(source(path), INDICATORS, ()) == ((), ())


def test_a_file_that_cannot_be_read_gives_no_comparators(tmp_path: Path) -> None:
    comparators, issues = read_comparators(source(tmp_path / "none.csv"), INDICATORS, AREAS)
    assert not comparators
    assert len(issues) == 1
