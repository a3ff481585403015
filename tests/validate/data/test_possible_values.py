"""Figures that are none of an indicator's possible values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.issue import Severity
from kpi_engine.validate.data.observations import validate_observations
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.validate.figures import JULY, PERCENT, RATIO, figure

SCORE = replace(RATIO, decimals=0, possible_values=tuple(map(Decimal, (1, 2, 4, 6, 9))))


def wrong(*figures: PlainObservation) -> list[str]:
    return [issue.what for issue in validate_observations(observations_of(figures), [SCORE]).issues]


@pytest.mark.parametrize(
    "sound",
    [
        figure("4"),
        figure("4.0"),
        figure("3.6"),  # displayed, and so rated, as 4
        figure("", "12", "2"),
        figure("6.0", "12", "2"),
        figure(missing=Missing.BLANK),
        figure("", "12", ""),
    ],
)
def test_a_possible_value_is_no_problem(sound: PlainObservation) -> None:
    assert wrong(sound) == []


@pytest.mark.parametrize(
    ("impossible", "told"),
    [
        (figure("7"), "7"),
        (figure("3.6", as_printed=True), "3.6"),
        (figure("", "15", "2"), "none (15 / 2)"),
        (figure("-4"), "-4"),
    ],
)
def test_another_value_is_an_error_also_as_printed(impossible: PlainObservation, told: str) -> None:
    (issue,) = validate_observations(observations_of([figure("4", period=JULY), impossible]), [SCORE]).issues
    assert issue.severity is Severity.ERROR
    assert issue.what == f"A for Kent in 2024-08 is {told}, which is none of its possible values"
    assert issue.remedy == "correct it: they are 1, 2, 4, 6, 9"
    assert issue.area == "Kent"


@pytest.mark.parametrize(
    ("are_labels", "remedy"),
    [(False, "correct it: they are good, poor, 4"), (True, "correct it: they are 1, 2, 4")],
)
def test_possible_values_are_listed_as_the_data_has_them(are_labels: bool, remedy: str) -> None:
    words = ((Decimal(1), "good"), (Decimal(2), "poor"))
    grade = replace(
        SCORE, possible_values=tuple(map(Decimal, (1, 2, 4))), words=words, words_are_labels=are_labels
    )
    (issue,) = validate_observations(observations_of([figure("7")]), [grade]).issues
    assert issue.remedy == remedy


def test_what_is_told_of_a_figure_has_its_marks() -> None:
    marked = replace(figure("7"), marks=FigureMark.PROVISIONAL.bit + FigureMark.BREAK.bit)
    words = f"{FigureMark.PROVISIONAL.words}, {FigureMark.BREAK.words}"
    assert wrong(marked) == [f"A for Kent in 2024-08 is 7 ({words}), which is none of its possible values"]


def test_other_indicators_can_have_any_value() -> None:
    assert validate_observations(observations_of([figure("7")]), [PERCENT]).issues == ()


def test_every_impossible_value_is_found_in_the_order_of_the_rows() -> None:
    """Each distinct figure is looked at once, whichever indicator has it."""
    free = replace(SCORE, code="B", possible_values=())
    few = replace(SCORE, code="C", possible_values=(Decimal(7),))
    given = [("C", "4"), ("A", "7"), ("B", "7"), ("A", "4"), ("C", "7"), ("A", "7"), ("A", "8")]
    rows = [replace(figure(value, period=JULY - at), code=code) for at, (code, value) in enumerate(given)]
    found = validate_observations(observations_of(rows), [few, SCORE, free]).issues
    assert sorted(issue.what[: len("A for Kent in 2024-08 is 7")] for issue in found) == [
        "A for Kent in 2024-01 is 8",
        "A for Kent in 2024-02 is 7",
        "A for Kent in 2024-06 is 7",
        "C for Kent in 2024-07 is 4",
    ]


@pytest.mark.parametrize(
    ("given", "is_wrong"),
    [
        (figure("4", "", "0"), False),  # without a case there is no value to look at
        (figure("7", "", "0"), False),
        (figure("7", "", "3"), True),
        (figure("", "8", "2"), False),
        (figure("", "5", "2"), True),  # 2.5, displayed as 3
        (figure("", "0", "2"), True),
    ],
)
def test_parts_and_the_value_that_they_make(given: PlainObservation, is_wrong: bool) -> None:
    found = [what for what in wrong(given) if "possible values" in what]
    assert bool(found) == is_wrong
