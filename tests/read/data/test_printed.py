from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.issue import Issue, Location
from kpi_engine.model.outputs.audit import PrintedField
from kpi_engine.model.outputs.printed import NOT_PRINTED, PrintedFigure, PrintedNumber
from kpi_engine.read.data.printed import read_printed
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source

HEADER = (
    "code,area,section,polarity,data_period,period,value,numerator,denominator,target,rag,dot,"
    "outturn_year,outturn,outturn_target,outturn_rag\n"
)


def read(tmp_path: Path, text: str) -> tuple[tuple[PrintedFigure, ...], tuple[Issue, ...]]:
    path = tmp_path / "published.csv"
    path.write_text(text, encoding="utf-8")
    return read_printed(source(path), INDICATORS, AREAS, AS_AT)


def test_every_cell_is_kept_as_printed_and_exactly(tmp_path: Path) -> None:
    figures, issues = read(
        tmp_path,
        HEADER + "SCS40,Kent,ics,H,R12M,2024-08,51.60,66,128,45.0,GREEN,improved,2022-23,40.9,60,RED\n",
    )
    assert not issues
    assert figures == (
        PrintedFigure(
            code="SCS40",
            area="Kent",
            section="ics",
            polarity=Polarity.HIGHEST,
            data_period=DataPeriod.R12M,
            period=Month(2024, 8).ordinal,
            value=PrintedNumber("51.60", Decimal("51.60"), Missing.PRESENT),
            numerator=PrintedNumber("66", Decimal(66), Missing.PRESENT),
            denominator=PrintedNumber("128", Decimal(128), Missing.PRESENT),
            target=PrintedNumber("45.0", Decimal("45.0"), Missing.PRESENT),
            rag=Rag.GREEN,
            direction=DirectionOfTravel.IMPROVED,
            outturn_year=2022,
            outturn=PrintedNumber("40.9", Decimal("40.9"), Missing.PRESENT),
            outturn_target=PrintedNumber("60", Decimal(60), Missing.PRESENT),
            outturn_rag=Rag.RED,
            location=Location(str(tmp_path / "published.csv"), 2),
        ),
    )


def test_what_is_not_printed_has_its_reason(tmp_path: Path) -> None:
    (figure,), issues = read(tmp_path, HEADER + "SCS40,Kent,ics,,,2024-08,N/A,,*,N/A,N/A,-,,,,\n")
    assert not issues
    assert figure.polarity is None
    assert figure.data_period is None
    assert figure.value == PrintedNumber("N/A", None, Missing.NOT_AVAILABLE)
    assert figure.numerator == PrintedNumber("", None, Missing.BLANK)
    assert figure.denominator == PrintedNumber("*", None, Missing.SUPPRESSED)
    assert (figure.rag, figure.outturn_rag) == (Rag.NONE, Rag.NONE)
    assert figure.direction is DirectionOfTravel.NONE
    assert figure.outturn_year is None


def test_words_can_be_in_any_case_and_arrows_are_words(tmp_path: Path) -> None:
    rows = "".join(
        f"SCS40,Kent,ics,{polarity},ms,2024-08,1,,,,{rag},{dot},,,,\n"
        for polarity, rag, dot in (
            ("h", "Green", "↑"),
            ("t", "amber", "↓"),
            ("None", "RED", "↔"),
            ("l", "", "Same"),
        )
    )
    figures, issues = read(tmp_path, HEADER + rows)
    assert not issues
    assert [figure.polarity for figure in figures] == [
        Polarity.HIGHEST,
        Polarity.TARGET,
        Polarity.NONE,
        Polarity.LOWEST,
    ]
    assert [figure.rag for figure in figures] == [Rag.GREEN, Rag.AMBER, Rag.RED, Rag.NONE]
    assert [figure.direction for figure in figures] == [
        DirectionOfTravel.IMPROVED,
        DirectionOfTravel.WORSENED,
        DirectionOfTravel.SAME,
        DirectionOfTravel.SAME,
    ]


def test_a_row_that_cannot_be_read_whole_is_left_out(tmp_path: Path) -> None:
    figures, issues = read(
        tmp_path,
        HEADER
        + "SCS40,Kent,ics,H,MS,2024-08,1,,,,GREEN,same,,,,\n"
        + "SCS40,Swale,ics,H,MS,2024-08,1,,,,BLUE,same,,,,\n"
        + "SCS40,Ashford,ics,H,MS,2024-08,1,,,,GREEN,same,,,,\n",
    )
    assert [figure.location.line for figure in figures] == [2, 4]
    assert [(issue.location.line, issue.area) for issue in issues] == [(3, "Swale")]


def test_parts_and_outturns_are_optional(tmp_path: Path) -> None:
    (figure,), issues = read(
        tmp_path,
        "code,area,section,polarity,data_period,period,value,target,rag,dot\nSCS40,Kent,ics,H,MS,2024-08,1,2,RED,same\n",
    )
    assert not issues
    assert figure.numerator.number is None
    assert figure.outturn_year is None


def test_a_file_that_cannot_be_read_gives_no_figures(tmp_path: Path) -> None:
    figures, issues = read(tmp_path, "")
    assert not figures
    assert len(issues) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [("-27", "-27"), ("↓27%", "-27"), ("▼ 27.5 %", "-27.5"), ("↑117%", "117"), ("▲8%", "8"), ("↔", "0")],
)
def test_a_change_in_percent_is_read_as_printed(tmp_path: Path, text: str, number: str) -> None:
    header = HEADER.replace("\n", ",percent_change\n")
    (figure,), issues = read(tmp_path, f"{header}SCS40,Kent,ics,,,2024-08,1,,,,,,,,,,{text}\n")
    assert not issues
    assert figure.percent_change == PrintedNumber(text, Decimal(number), Missing.PRESENT)


def test_a_change_that_is_no_number_is_refused(tmp_path: Path) -> None:
    header = HEADER.replace("\n", ",percent_change\n")
    figures, (issue,) = read(tmp_path, f"{header}SCS40,Kent,ics,,,2024-08,1,,,,,,,,,,down\n")
    assert figures == ()
    assert issue.what == 'the percent_change "down" is not a number'


def test_a_target_can_be_one_to_be_beaten(tmp_path: Path) -> None:
    rows = "".join(
        f"SCS40,Kent,ics,,,2024-08,1,,,{target},,,2022-23,1,<5,\n"
        for target in (">133", "> 133", ">\u00a0133")
    )
    figures, issues = read(tmp_path, HEADER + rows)
    assert not issues
    assert [figure.target.text for figure in figures] == [">133", "> 133", ">\u00a0133"]
    assert {(figure.target.number, figure.target.sign) for figure in figures} == {(Decimal(133), ">")}
    assert {(figure.outturn_target.number, figure.outturn_target.sign) for figure in figures} == {
        (Decimal(5), "<")
    }


def test_what_cannot_be_read_off_is_named_and_holds_nothing(tmp_path: Path) -> None:
    (figure, whole), issues = read(
        tmp_path,
        HEADER
        + "SCS40,Kent,ics,?,?,2024-08,?,?,66,?,?,?,?,?,?,?\n"
        + "SCS40,Kent,ics,H,R12M,2024-08,1,,,,,,,,,\n",
    )
    assert not issues
    assert figure.value == figure.numerator == figure.target == NOT_PRINTED
    assert (figure.rag, figure.direction, figure.polarity) == (Rag.NONE, DirectionOfTravel.NONE, None)
    assert figure.illegible == {
        *(PrintedField.VALUE, PrintedField.NUMERATOR, PrintedField.TARGET, PrintedField.RAG),
        *(PrintedField.DIRECTION, PrintedField.POLARITY, PrintedField.DATA_PERIOD),
        *(PrintedField.OUTTURN_YEAR, PrintedField.OUTTURN, PrintedField.OUTTURN_TARGET),
        PrintedField.OUTTURN_RAG,
    }
    assert whole.illegible == frozenset()


def test_a_percent_of_target_may_have_its_sign(tmp_path: Path) -> None:
    header = "code,area,section,polarity,data_period,period,value,target,rag,dot,percent_of_target\n"
    figures, issues = read(
        tmp_path,
        header + "".join(f"SCS40,Kent,ics,,,2024-08,1,2,,,{text}\n" for text in ("35.3%", "35.3", "?")),
    )
    assert not issues
    assert [figure.percent_of_target.number for figure in figures] == [Decimal("35.3"), Decimal("35.3"), None]
    assert figures[2].illegible == {PrintedField.PERCENT_OF_TARGET}


def test_an_outturn_whose_year_cannot_be_read_off_is_not_looked_at(tmp_path: Path) -> None:
    text = HEADER + "SCS40,Kent,ics,H,R12M,2024-08,51.6,66,128,45,GREEN,improved,?,40.9,60,RED\n"
    (figure,), issues = read(tmp_path, text)
    assert not issues
    assert (figure.outturn, figure.outturn_target, figure.outturn_rag) == (NOT_PRINTED, NOT_PRINTED, Rag.NONE)
    assert PrintedField.OUTTURN_RAG in figure.illegible


def test_columns_named_by_a_period_have_earlier_figures(tmp_path: Path) -> None:
    header = "code,area,section,polarity,data_period,period,value,target,rag,dot,2024-07,Jun-24,2022-23\n"
    figures, issues = read(tmp_path, header + "SCS40,Kent,ics,H,MS,2024-08,51.6,,,,51.2,N/A,\n")
    assert not issues
    (figure,) = figures
    assert [(period, number.number) for period, number in figure.history] == [
        (Month(2024, 7).ordinal, Decimal("51.2")),
        (Month(2024, 6).ordinal, None),
    ]


def test_a_figure_in_a_column_of_a_period_that_its_indicator_does_not_have(tmp_path: Path) -> None:
    header = "code,area,section,polarity,data_period,period,value,target,rag,dot,2022-23\n"
    figures, issues = read(tmp_path, header + "SCS40,Kent,ics,H,MS,2024-08,51.6,,,,50.1\n")
    assert not figures
    assert [issue.what for issue in issues] == [
        'a figure is in the column "2022-23", which is a year, where a month is wanted'
    ]
    assert [issue.remedy for issue in issues] == ["move it to a column of a period of its indicator"]
