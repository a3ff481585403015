from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import Dates, Precision
from kpi_engine.model.issue import Issue, Severity, errors_in
from kpi_engine.read.data.observations import read_observations, read_outturns
from tests.effort import examples
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source

HEADER = "code,area,period,value,numerator,denominator,status\n"


def read(tmp_path: Path, text: str, precision: Precision = Precision.AS_DEFINED) -> Observations:
    observations, issues = read_with_issues(tmp_path, text, precision)
    assert not issues
    return observations


def read_with_issues(
    tmp_path: Path, text: str, precision: Precision = Precision.AS_DEFINED
) -> tuple[Observations, tuple[Issue, ...]]:
    path = tmp_path / "observations.csv"
    path.write_text(text, encoding="utf-8")
    return read_observations([source(path, precision=precision)], INDICATORS, AREAS, AS_AT)


def test_a_row_becomes_exact_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = read(tmp_path, HEADER + "SCS40,Swale,Aug-24,51.60,66,128,\n")
    assert rows.codes == tuple(indicator.code for indicator in INDICATORS)
    assert rows.areas == ("Kent", "Ashford", "Swale", "Swale Central CSWT")
    assert rows.files == ("observations.csv",)
    assert (rows.codes[rows.code[0]], rows.areas[rows.area[0]]) == ("SCS40", "Swale")
    assert rows.period.tolist() == [Month(2024, 8).ordinal]
    assert str(rows.value.at(0)) == "51.60"
    assert rows.numerator.at(0) == Decimal(66)
    assert rows.denominator.at(0) == Decimal(128)
    assert rows.missing.tolist() == [Missing.PRESENT.code]
    assert rows.line.tolist() == [2]
    assert rows.source.tolist() == [0]
    assert rows.as_printed.tolist() == [False]
    assert rows.carried_forward.tolist() == [False]


def test_each_code_reads_periods_by_its_frequency(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "code,area,period,value\n"
        "SCS40,Kent,2011-12,1\nGAP,Kent,2011-12,1\nRATE,Kent,Q2 11-12,1\nEY2,Kent,Spring 11-12,1\n",
    )
    assert rows.period.tolist() == [Month(2011, 12).ordinal, 2011, 4 * 2011 + 1, 3 * 2011 + 1]


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ("51.6,,,", Missing.PRESENT),
        (",,,", Missing.BLANK),
        ("N/A,,,", Missing.NOT_AVAILABLE),
        ("n/a,,,", Missing.NOT_AVAILABLE),
        ("NA,,,", Missing.NOT_AVAILABLE),
        ("..,,,", Missing.NOT_AVAILABLE),
        ("[x],,,", Missing.NOT_AVAILABLE),
        ("[c],,,", Missing.CONFIDENTIAL),
        ("*,,,", Missing.SUPPRESSED),
        ("[z],,,", Missing.NOT_APPLICABLE),
        ("-,,,", Missing.DASH),
        (",,,not available", Missing.NOT_AVAILABLE),
        (",,,Not  Available", Missing.NOT_AVAILABLE),
        (",,,to be supplied", Missing.BLANK),
        (",,,confidential", Missing.CONFIDENTIAL),
        (",,,suppressed", Missing.SUPPRESSED),
        (",,,not applicable", Missing.NOT_APPLICABLE),
        ("-,,,suppressed", Missing.SUPPRESSED),
        ("N/A,,,not applicable", Missing.NOT_APPLICABLE),
        ("*,,,suppressed", Missing.SUPPRESSED),
        (",66,128,", Missing.PRESENT),
        ("N/A,66,128,", Missing.NOT_AVAILABLE),
        (",66,128,suppressed", Missing.SUPPRESSED),
        (",66,,", Missing.BLANK),
        (",N/A,128,", Missing.BLANK),
        (",66,0,", Missing.ZERO_DENOMINATOR),
        (",,0,", Missing.ZERO_DENOMINATOR),
        ("N/A,0,0,", Missing.ZERO_DENOMINATOR),
        ("-,0,0.0,not available", Missing.ZERO_DENOMINATOR),
        ("*,0,0,", Missing.SUPPRESSED),
        ("51.6,66,0,", Missing.PRESENT),
    ],
)
def test_why_a_value_is_missing(tmp_path: Path, cells: str, missing: Missing) -> None:
    rows, issues = read_with_issues(tmp_path, HEADER + f"SCS40,Kent,2024-08,{cells}\n")
    assert not errors_in(issues)
    assert list(Missing)[rows.missing[0]] is missing
    assert rows.value.present[0] == cells.startswith("51.6")


def test_parts_marked_as_missing_are_not_there(tmp_path: Path) -> None:
    rows = read(tmp_path, HEADER + "SCS40,Kent,2024-08,51.6,N/A,[c],\n")
    assert rows.numerator.at(0) is None
    assert rows.denominator.at(0) is None


def test_carried_forward_keeps_its_value(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        HEADER + "SCS40,Kent,2024-08,51.6,,,carried forward\nSCS40,Kent,2024-07,,1,2,Carried forward\n",
    )
    assert rows.carried_forward.tolist() == [True, True]
    assert rows.missing.tolist() == [0, 0]


def test_several_sources_follow_each_other(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("first.csv", "second.csv", "third.csv"))
    first.write_text("code,area,period,value\nSCS40,Kent,2024-07,50\nSCS40,Kent,2024-08,51.6\n")
    second.write_text("code,area,period\n")
    third.write_text('code,area,period,value\nCASES,Swale,2024-08,"1,234"\nSCS19,Swale,2024-08,75.0%\n')
    rows, issues = read_observations(
        [
            source(first),
            source(second),
            source(third, precision=Precision.AS_PRINTED, thousands_separator=",", percent_sign=True),
        ],
        INDICATORS,
        AREAS,
        AS_AT,
    )
    assert [issue.location.file for issue in issues] == [str(second)]
    assert rows.source.tolist() == [0, 0, 1, 1]
    assert rows.line.tolist() == [2, 3, 2, 3]
    assert rows.as_printed.tolist() == [False, False, True, True]
    assert [str(rows.value.at(row)) for row in range(4)] == ["50", "51.6", "1234", "75.0"]


def test_no_sources_give_no_rows() -> None:
    rows, issues = read_outturns([], INDICATORS, AREAS, AS_AT)
    assert len(rows) == 0
    assert not issues
    for field in fields(Observations)[3:]:
        assert len(getattr(rows, field.name)) == 0


def test_a_kind_can_have_as_many_files_as_a_list_has_items(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("code,area,period,value\nSCS40,Kent,2024-08,50\n")
    rows, issues = read_observations([source(path)] * 300, INDICATORS, AREAS, AS_AT)
    assert rows.source.tolist() == list(range(300))
    assert rows.location(299).file == rows.files[299]
    assert not issues


def test_outturns_are_of_years_whatever_the_frequency(tmp_path: Path) -> None:
    path = tmp_path / "outturns.csv"
    path.write_text(
        "code,area,year,value\nSCS40,Kent,2023-24,70.1\nEY2,Kent,2023/24,71\nRATE,Kent,24-25,2.0\n"
    )
    rows, issues = read_outturns([source(path)], INDICATORS, AREAS, AS_AT)
    assert not issues
    assert rows.period.tolist() == [2023, 2023, 2024]
    assert not rows.numerator.present.any()


def test_an_error_of_one_area_names_it(tmp_path: Path) -> None:
    _, issues = read_with_issues(
        tmp_path,
        HEADER
        + "SCS40,Kent,2024-08,x,,,\nSCS40,Swale,2024-08,x,,,\nSCS40,Essex,2024-08,x,,,\n"
        + "OLD,Swale,2024-08,1,,,\nOLDER,Swale,2024-08,1,,,\nOLDER,Kent,2024-08,1,,,\n",
    )
    assert [(issue.location.line, issue.area) for issue in issues] == [
        (2, "Kent"),
        (3, "Swale"),
        (4, ""),
        (4, ""),
        (5, "Swale"),
        (6, ""),
    ]


def test_a_figure_with_an_error_is_unusable_a_line_without_a_place_left_out(tmp_path: Path) -> None:
    rows, issues = read_with_issues(
        tmp_path, HEADER + "SCS40,Kent,2024-08,x,,,\nSCS40,Kent,2024-07,50,,,\nSCS40,Kent,2024-06\n"
    )
    assert rows.line.tolist() == [2, 3]
    assert [list(Missing)[place] for place in rows.missing] == [Missing.UNUSABLE, Missing.PRESENT]
    assert rows.value.present.tolist() == [False, True]
    assert len(issues) == 2


def test_every_problem_of_a_row_is_told(tmp_path: Path) -> None:
    _, issues = read_with_issues(tmp_path, HEADER + "SCS40,Kent,2024-13,x,y,z,lost\n")
    assert [issue.what.split(" ")[1] for issue in issues] == [
        "period",
        "value",
        "numerator",
        "denominator",
        "status",
    ]


def test_problems_stand_in_the_order_of_their_lines(tmp_path: Path) -> None:
    _, issues = read_with_issues(
        tmp_path, HEADER + "SCS40,Kent,2024-08,1,,z,\nSCS40,Kent,2024-07,x,,,\nOLD,Kent,2024-06,1,,,\n"
    )
    assert [issue.location.line for issue in issues] == [2, 3, 4]


def test_without_definitions_or_areas_unknown_labels_are_not_told_again(tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text(HEADER + "SCS40,Kent,2024-08,50,,,\n")
    for indicators, areas in (((), AREAS), (INDICATORS, ()), ((), ())):
        rows, issues = read_observations([source(path)], indicators, areas, AS_AT)
        assert len(rows) == 0
        assert not issues


def test_a_wrong_column_of_thousands_is_told_briefly(tmp_path: Path) -> None:
    lines = "".join(f"X{number:05d},Kent,2024-08,1\n" for number in range(20_000))
    rows, issues = read_with_issues(tmp_path, "code,area,period,value\n" + lines)
    assert len(rows) == 0
    assert len(issues) == 1001
    assert issues[-1].severity is Severity.ERROR


ANY_CELL = st.sampled_from(
    [
        *(
            "SCS40",
            "GAP",
            "RATE",
            "SCS4O",
            "Kent",
            "Swale",
            "Essex",
            "2024-08",
            "2023-24",
            "Q1 24-25",
            "2024",
        ),
        *(
            "51.6",
            "1,234",
            "−5",
            "1e9",
            "5%",
            "N/A",
            "..",
            "*",
            "-",
            "",
            "0",
            "carried forward",
            "suppressed",
        ),
        *("#DIV/0!", "inf", '"', "\n", "é", "99999999999999999999"),
    ]
)


@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(ANY_CELL, min_size=6, max_size=8).map(",".join), max_size=6).map("\n".join),
    st.sampled_from(Precision),
)
def test_no_cells_raise(tmp_path: Path, body: str, precision: Precision) -> None:
    rows, issues = read_with_issues(tmp_path, HEADER + body, precision)
    assert len(rows) or issues
    columns = [getattr(rows, field.name) for field in fields(Observations)[3:]]
    assert {len(column) for column in columns} == {len(rows)}


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    lines = [
        *("SCS40,Kent,2024-08,51.6,66,128,", "SCS40,Kent,2024-07,N/A,,,", "GAP,Swale,2022-23,-0.19,,,"),
        *("RATE,Kent,Q1 24-25,,45,15800,", "CASES,Kent,2024-08,14,,0,", "EY2,Kent,Summer 23-24,*,,,"),
    ]
    shuffled = _rows_of("\n".join([HEADER.strip(), *(lines[position] for position in order)]))
    assert [shuffled[order.index(position)] for position in range(6)] == _rows_of(
        "\n".join([HEADER.strip(), *lines])
    )


def _rows_of(text: str) -> list[tuple[object, ...]]:
    with TemporaryDirectory() as folder:
        rows, issues = read_with_issues(Path(folder), text)
    assert not errors_in(issues)
    columns = (rows.code, rows.area, rows.period, rows.missing, rows.value.mantissa, rows.denominator.present)
    return list(zip(*(np.asarray(column).tolist() for column in columns), strict=True))


@pytest.mark.parametrize(
    ("dates", "day", "wrong"),
    [
        (Dates.FIRST_OF_PERIOD, "2024-08-01", "2024-08-31"),
        (Dates.FIRST_OF_MONTH, "01/08/2024", "02/08/2024"),
        (Dates.LAST_OF_PERIOD, "2024-08-31", "2024-08-01"),
        (Dates.LAST_OF_MONTH, "31 Aug 2024", "30 Aug 2024"),
    ],
)
def test_declared_dates_stand_for_their_months(tmp_path: Path, dates: Dates, day: str, wrong: str) -> None:
    path = tmp_path / "observations.csv"
    declared = replace(source(path), dates=dates)
    path.write_text(f"code,area,period,value\nSCS40,Kent,{day},1\nSCS40,Swale,2024-08,2\n", encoding="utf-8")
    rows, issues = read_observations([declared], INDICATORS, AREAS, AS_AT)
    assert (rows.period.tolist(), issues) == ([Month(2024, 8).ordinal] * 2, ())
    path.write_text(f"code,area,period,value\nSCS40,Kent,{wrong},1\n", encoding="utf-8")
    _, (issue,) = read_observations([declared], INDICATORS, AREAS, AS_AT)
    end = "first" if dates.by_first_day else "last"
    assert issue.what == f'the period "{wrong}" is not the {end} day of a month'
