"""Annual figures beside the outturns of their years. Rule: docs/rating-rules.md, "Outturns"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.validate.data.yearly_figures import outturns_beside_annual_figures
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.read.vocabulary import indicator
from tests.validate.figures import figure

ANNUAL = indicator("A", frequency=Frequency.ANNUAL)


def annual(value: str | None, year: int = 2022, area: str = "Kent", marks: int = 0) -> PlainObservation:
    return replace(figure(value, period=year, area=area), marks=marks)


def told(
    figures: Sequence[PlainObservation], outturns: Sequence[PlainObservation], of: Indicator = ANNUAL
) -> list[str]:
    found = outturns_beside_annual_figures(observations_of(figures), observations_of(outturns), [of])
    return [issue.what for issue in found]


@pytest.mark.parametrize(
    ("value", "outturn", "is_told"),
    [
        ("82.1", "82.1", False),
        ("82.14", "82.1", False),
        ("82.1", "82.14", False),
        ("82.15", "82.1", True),
        ("82.1", "83.0", True),
        ("82.1", None, False),
        (None, "82.1", False),
    ],
)
def test_two_numbers_for_one_year_are_told(value: str | None, outturn: str | None, is_told: bool) -> None:
    assert bool(told([annual(value)], [annual(outturn)])) is is_told


def test_the_line_names_both_places_and_no_number() -> None:
    assert told([annual("80.0", 2021), annual("82.1")], [annual("80.0", 2021), annual("83.0")]) == [
        "the outturn of A for 2022-23 of Kent is another number than the figure of that year in test:row 2"
    ]


def test_another_year_area_or_frequency_is_left_alone() -> None:
    assert told([annual("82.1")], [annual("83.0", 2021)]) == []
    assert told([annual("82.1"), annual("70.0", area="Dover")], [annual("70.0", 2021, "Dover")]) == []
    monthly = indicator("A", frequency=Frequency.MONTHLY)
    assert told([annual("82.1")], [annual("83.0")], monthly) == []
    calendar = indicator("A", frequency=Frequency.ANNUAL, year=YearKind.CALENDAR)
    assert "for 2022 of Kent" in told([annual("82.1")], [annual("83.0")], calendar)[0]


@pytest.mark.parametrize("mark", [FigureMark.PROVISIONAL, FigureMark.ESTIMATED, FigureMark.REVISED])
def test_a_number_that_is_said_to_be_provisional_or_revised_is_left_alone(mark: FigureMark) -> None:
    assert told([annual("82.1")], [annual("83.0", marks=mark.bit)]) == []
    assert told([annual("82.1", marks=mark.bit)], [annual("83.0")]) == []


def test_an_outturn_without_a_figure_hides_no_other() -> None:
    assert len(told([annual("82.1")], [annual("50.0", 2020), annual("83.0")])) == 1


def test_one_line_an_indicator_whatever_its_areas() -> None:
    areas = ("Kent", "Ashford", "Dover", "Swale")
    figures = [annual("1", area=area) for area in areas]
    (said,) = told(figures, [annual("2", area=area) for area in areas])
    assert "of Kent, Ashford and 2 more (4 outturns) is another number" in said
    assert said.endswith("in test:row 1")
    (said,) = told(figures, [annual("2", area=area) for area in areas[:3]])
    assert "of Kent, Ashford and Dover is another number" in said
