"""How far figures are moved for the rounding that their source says there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi_engine.derive.doubts.rounded_inputs import ends
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Covers,
    Difference,
    Measure,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from tests.derive.making import a_count, columns_of, figure, member
from tests.oracle.columns import plain_observations
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

A, B = a_count("A", decimals=1), a_count("B", decimals=1)


def moved(
    rows: Sequence[PlainObservation], measure: Measure, *others: Indicator
) -> list[tuple[tuple[str | None, ...], ...]]:
    """Value, numerator and denominator of each row, at the lower and at the higher end."""
    made = a_count("M", made_from=measure)
    indicators = (made, A, B, *others)
    sides = [plain_observations(side) for side in ends(columns_of(rows, indicators), made, indicators)]
    return [tuple(_numbers(row) for row in pair) for pair in zip(*sides, strict=True)]


def _numbers(row: PlainObservation) -> tuple[str | None, ...]:
    given = (row.value, row.numerator, row.denominator)
    return tuple(None if number is None else f"{number:f}" for number in given)


def printed(
    of: Indicator, value: str = "", parts: str = "", step: int = 0, *, is_so: bool = True
) -> PlainObservation:
    return replace(figure(of, "2024-08", value, parts), as_printed=is_so, parts_rounded_to=step)


SUM = Sum((member("A"), member("B")))


@pytest.mark.parametrize(
    ("row", "low", "high"),
    [
        (printed(A, "2.5"), ("2.45", None, None), ("2.55", None, None)),
        (printed(A, "-2.5"), ("-2.55", None, None), ("-2.45", None, None)),
        (printed(A, "2.50"), ("2.495", None, None), ("2.505", None, None)),
        (printed(A, "3"), ("3", None, None), ("3", None, None)),  # a count is exact
        (printed(A, "2.5", is_so=False), ("2.5", None, None), ("2.5", None, None)),
        (printed(A, parts="1.5/2"), (None, "1.45", "2"), (None, "1.55", "2")),
        (printed(A, parts="1/2.5"), (None, "1", "2.55"), (None, "1", "2.45")),
        (printed(A, parts="10/20", step=5), (None, "7.5", "22.5"), (None, "12.5", "17.5")),
        (printed(A, parts="10/20", step=1), (None, "9.5", "20.5"), (None, "10.5", "19.5")),
        (printed(A, parts="10/20", step=5, is_so=False), (None, "7.5", "22.5"), (None, "12.5", "17.5")),
        # Parts with decimals are not rounded to a multiple: their own decimals count.
        (printed(A, parts="10.5/20.0", step=5), (None, "10.45", "20.05"), (None, "10.55", "19.95")),
        (printed(A, parts="10.5/20.0", step=5, is_so=False), (None, "10.5", "20.0"), (None, "10.5", "20.0")),
        (
            printed(A, "9999999999999999.9"),
            ("9999999999999999.85", None, None),
            ("9999999999999999.95", None, None),
        ),
        # With a digit more there would be no room.
        (
            printed(A, "10000000000000000.0"),
            ("10000000000000000.0",) + (None,) * 2,
            ("10000000000000000.0",) + (None,) * 2,
        ),
    ],
)
def test_half_a_unit_of_the_last_digit(
    row: PlainObservation, low: tuple[str | None, ...], high: tuple[str | None, ...]
) -> None:
    assert moved([row], SUM) == [(low, high)]


LOW, HIGH, STAYS = "2.45", "2.55", "2.5"
UP, DOWN, NEITHER = (LOW, HIGH), (HIGH, LOW), (STAYS, STAYS)


@pytest.mark.parametrize(
    ("measure", "of_a", "of_b"),
    [
        (SUM, UP, UP),
        (Product((member("A"), member("B"))), UP, UP),
        (Difference(member("A"), member("B")), UP, DOWN),
        (Ratio(member("A"), member("B")), UP, DOWN),
        (Ratio(member("A"), member("B"), of_target=True), UP, NEITHER),
        (Window(member("A"), Covers.QUARTER), UP, NEITHER),
        (ShareOfArea(member("A"), "county"), NEITHER, NEITHER),
        (Difference(member("A"), member("A")), NEITHER, NEITHER),
    ],
)
def test_which_way_a_figure_moves_what_is_made(
    measure: Measure, of_a: tuple[str, str], of_b: tuple[str, str]
) -> None:
    found = moved([printed(A, STAYS), printed(B, STAYS)], measure)
    assert [(low[0], high[0]) for low, high in found] == [of_a, of_b]


def test_what_is_taken_away_twice_is_added() -> None:
    less = an_indicator(code="L", made_from=Difference(member("A"), member("B")))
    found = moved([printed(A, STAYS), printed(B, STAYS)], Difference(member("A"), member("L")), less)
    # A itself less A without B: A moves it both ways.
    assert [(low[0], high[0]) for low, high in found] == [NEITHER, UP]


def test_an_indicator_that_it_is_not_made_from_stays() -> None:
    other = a_count("C", decimals=1)
    assert moved([printed(other, STAYS)], SUM, other) == [(("2.5", None, None), ("2.5", None, None))]


def test_a_count_of_areas_is_made_of_ratings_and_moves_with_no_figure() -> None:
    rows = [printed(A, "2.5")]
    assert moved(rows, AreasRated(member("A"), (Rag.RED,), "district")) == [
        (("2.5", None, None), ("2.5", None, None))
    ]
