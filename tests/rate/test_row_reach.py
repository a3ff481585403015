"""The reach of each row: the values that are GREEN, and those that are not RED, by the rating's own rule."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.statistics.reach import Reach
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.rate.row_reach import row_reach
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import a_threshold, an_indicator
from tests.rate.strategies import AREAS

A = an_indicator(
    Polarity.HIGHEST,
    code="A",
    thresholds=(
        a_threshold("85.5", "75.25", first=3, last=5),
        a_threshold(rule=FloorAndTarget(Decimal(90), Decimal(80), strict=True), first=6),
    ),
)
B = an_indicator(Polarity.LOWEST, code="B", thresholds=(a_threshold("5", "7.125", first=4),))
C = an_indicator(
    Polarity.TARGET,
    code="C",
    thresholds=(
        a_threshold(rule=TargetRange(Decimal(10), (Decimal("9.5"), Decimal(11)), (Decimal(8), Decimal(13)))),
    ),
)
D = an_indicator(Polarity.NONE, code="D")


def reach(low: str | None, high: str | None, *, is_open: bool = False) -> Reach:
    return Reach(None if low is None else Fraction(low), None if high is None else Fraction(high), is_open)


EXPECTED = {
    ("D", 4): (None, None),
    ("B", 3): (None, None),
    ("A", 7): (reach("90", None, is_open=True), reach("80", None)),
    ("A", 4): (reach("85.5", None), reach("75.25", None)),
    ("C", 4): (reach("9.5", "11"), reach("8", "13")),
    ("B", 4): (reach(None, "5"), reach(None, "7.125")),
    ("A", 2): (None, None),
    ("A", 5): (reach("85.5", None), reach("75.25", None)),
}


def test_each_row_has_the_reach_of_its_own_threshold_and_polarity() -> None:
    rows = [PlainObservation(code, "North", period, Decimal(10)) for code, period in EXPECTED]
    columns = observations_of(rows)
    by_code = {each.code: each for each in (A, B, C, D)}
    ratings = rate_observations(columns, [by_code[code] for code in columns.codes], AREAS)
    found = row_reach(ratings)
    assert [(found.green[place], found.amber[place]) for place in found.place] == list(EXPECTED.values())
    # The reach of two periods of one threshold is there once.
    assert len(found.green) == len(found.amber) == len(EXPECTED) - 1


def test_without_indicators_there_is_no_reach() -> None:
    found = row_reach(rate_observations(observations_of([]), [], AREAS))
    assert (found.place.tolist(), found.green, found.amber) == ([], (), ())
