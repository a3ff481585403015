"""The kernel gives what plain decimal arithmetic gives, for any definition and any figures."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.judgement import NotRated
from kpi_engine.rate.kernel import rate_observations
from tests.oracle.columns import plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.records import PlainObservation, PlainRating
from tests.rate.columns import observations_of
from tests.rate.strategies import AREAS, DECIMALS, indicators, observations


@st.composite
def packs(draw: st.DrawFn) -> tuple[list[PlainObservation], list[Indicator]]:
    codes = ["A1", "B2", "C3"][: draw(st.integers(1, 3))]
    numbers = draw(st.sampled_from([{}, {"numbers": DECIMALS}]))
    rows = [row for code in codes for row in draw(observations(code, **numbers))]
    return draw(st.permutations(rows)), [draw(indicators(code, **numbers)) for code in codes]


@settings(max_examples=1000, deadline=None)
@given(packs(), st.booleans())
def test_the_kernel_gives_what_plain_decimal_arithmetic_gives(
    pack: tuple[list[PlainObservation], list[Indicator]], outturns: bool
) -> None:
    rows, definitions = pack
    expected = rate_plainly(rows, definitions, AREAS, outturns)
    rated = plain_ratings(rate_observations(observations_of(rows), definitions, AREAS, outturns))
    assert rated == expected
