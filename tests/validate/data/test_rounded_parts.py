"""Rules for rounded parts and for marks, row by row: none is judged by what another row says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.validate.data.observations import validate_observations
from tests.oracle.records import PlainObservation
from tests.validate.figures import JULY, PERCENT, columns, figure, problems

ANOTHER = figure("50", "5", "10", parts_rounded_to=5, area="Swale")


@pytest.mark.parametrize(
    ("top", "bottom", "step", "is_told"),
    [
        ("15.0", "30.00", 5, False),
        ("12.0", "24.0", 5, True),
        ("15.5", "31", 5, True),
        ("3", "6", 1, False),
        ("3.5", "7", 1, True),
        ("3.5", "7", 0, False),
    ],
)
def test_multiples_of_the_step(top: str, bottom: str, step: int, is_told: bool) -> None:
    found = problems(figure("50", top, bottom, parts_rounded_to=step), ANOTHER)
    assert (
        found
        == [
            f"2 warning: Kent in 2024-08 has the numerator {top}, though its parts are said to be "
            f"rounded to {step}"
        ]
        * is_told
    )


def test_a_part_that_is_not_there_is_no_multiple_of_anything() -> None:
    assert not problems(
        figure("50", "", "10.5"), figure("50", "5", "", parts_rounded_to=5, period=JULY), ANOTHER
    )


def test_parts_without_a_step_are_divided_by_nothing() -> None:
    with np.errstate(all="raise"):
        assert not problems(figure("50", "5", "10"), ANOTHER)


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        (figure("", "5", "10", parts_rounded_to=5), True),
        (figure("", "0", "1", parts_rounded_to=1), True),
        (figure("", "5", "10"), False),
        (figure("", "0", "0", parts_rounded_to=5), False),
        (figure("", "5", "10", parts_rounded_to=5, missing=Missing.SUPPRESSED), False),
    ],
)
def test_rounded_parts_make_no_value(row: PlainObservation, is_told: bool) -> None:
    assert any("its parts are rounded" in what for what in problems(row, ANOTHER)) == is_told


def test_the_smallest_negative_denominator() -> None:
    assert problems(figure("", "0", "-1")) == ["2 error: Kent in 2024-08 has a negative denominator, -1"]


def test_what_is_carried_forward_is_held_against_the_first_row_too() -> None:
    assert problems(figure("51.6", period=JULY), figure("52.0", carried_forward=True)) == [
        "3 warning: Kent in 2024-08 is carried forward as 52.0, but the period before has 51.6 (test:2)"
    ]


@pytest.mark.parametrize(
    ("value", "is_told"), [("0.0", False), ("0.04", False), ("0.1", True), ("-0.1", True)]
)
def test_a_low_figure_is_displayed_as_0(value: str, is_told: bool) -> None:
    rows = columns(figure(value), figure("50", period=JULY))
    marks = np.array([FigureMark.LOW.bit, FigureMark.REVISED.bit], rows.marks.dtype)
    issues = validate_observations(replace(rows, marks=marks), [PERCENT]).issues
    assert [issue.what for issue in issues] == [
        f"A for Kent in 2024-08 is marked [low], which says that it rounds to zero, and is shown as {value}"
    ] * is_told
