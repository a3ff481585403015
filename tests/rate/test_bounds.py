"""Every rating rule as intervals of exact numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import NotRated, Polarity
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.intervals import DOWNWARDS, UPWARDS, Exact, Interval, exact
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.rate.bounds import standards_of, standards_without_rule

H, L, T, NONE = Polarity.HIGHEST, Polarity.LOWEST, Polarity.TARGET, Polarity.NONE
FLOOR_AND_TARGET = FloorAndTarget(Decimal("85.0"), Decimal("74.5"))
RANGE = TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal("12.5"), Decimal("27.5")))


@pytest.mark.parametrize(
    ("text", "digits", "decimals"),
    [
        ("85.0", 85, 0),
        ("74.50", 745, 1),
        ("-0.19", -19, 2),
        ("0.000", 0, 0),
        ("1E+3", 1000, 0),
        ("2.50E+1", 25, 0),
        ("1e-20", 1, 20),
        ("100", 100, 0),
    ],
)
def test_a_number_has_no_more_decimals_than_it_needs(text: str, digits: int, decimals: int) -> None:
    assert exact(Decimal(text)) == Exact(digits, decimals)


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_a_standard_is_a_finite_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        exact(Decimal(text))


def test_highest_is_best_has_no_upper_end() -> None:
    standards = standards_of(FLOOR_AND_TARGET, H)
    assert standards.green == Interval(Exact(85, 0), None)
    assert standards.amber == Interval(Exact(745, 1), None)
    assert standards.aim == UPWARDS
    assert standards.lacking is NotRated.RATED


def test_lowest_is_best_has_no_lower_end() -> None:
    standards = standards_of(FLOOR_AND_TARGET, L)
    assert standards.green == Interval(None, Exact(85, 0))
    assert standards.amber == Interval(None, Exact(745, 1))
    assert standards.aim == DOWNWARDS


def test_a_range_has_both_ends_and_aims_at_its_target() -> None:
    standards = standards_of(RANGE, T)
    assert standards.green == Interval(Exact(175, 1), Exact(225, 1))
    assert standards.amber == Interval(Exact(125, 1), Exact(275, 1))
    assert standards.aim == Exact(20, 0)


@pytest.mark.parametrize(
    ("target", "floor", "lacking"),
    [
        (Decimal(85), None, NotRated.NO_FLOOR_STANDARD),
        (None, Decimal(75), NotRated.NO_TARGET),
        (None, None, NotRated.NO_TARGET),
    ],
)
def test_what_is_lacking(target: Decimal | None, floor: Decimal | None, lacking: NotRated) -> None:
    standards = standards_of(FloorAndTarget(target, floor), H)
    assert standards.lacking is lacking
    assert (standards.green is None, standards.amber is None) == (target is None, floor is None)


def test_a_range_without_amber_lacks_it() -> None:
    standards = standards_of(TargetRange(RANGE.target, RANGE.green, None), T)
    assert standards.amber is None
    assert standards.lacking is NotRated.NO_AMBER_RANGE


def test_context_has_no_standards_whatever_the_rule() -> None:
    assert standards_of(FLOOR_AND_TARGET, NONE) == (None, None, None, None, NotRated.CONTEXT, ())
    assert standards_without_rule(NotRated.NO_TARGET, NONE).lacking is NotRated.CONTEXT


def test_without_a_rule_there_is_still_better_and_worse_save_for_close_to_target() -> None:
    assert standards_without_rule(NotRated.NO_TARGET, L).aim == DOWNWARDS
    assert standards_without_rule(NotRated.NO_TARGET, T).aim is None
    assert standards_of(FloorAndTarget(None, None), T).aim is None
