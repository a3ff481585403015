"""Better, similar or worse than a reference value, whatever the numbers; cases: tests/rating_cases."""

from __future__ import annotations

from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.judgement import Polarity
from kpi_engine.model.verdict import Verdict, verdict_of
from tests.oracle.decimal_rating import PLACES_FOR_ANY_INPUT
from tests.oracle.verdict import verdict_plainly
from tests.rate.strategies import ORDINARY_OR_HUGE, SMALL

NUMBERS = st.one_of(SMALL, SMALL, ORDINARY_OR_HUGE)
WITHIN = st.sampled_from([Decimal(text) for text in ("0", "0.1", "0.5", "25")])
FLIPPED = {Polarity.HIGHEST: Polarity.LOWEST, Polarity.LOWEST: Polarity.HIGHEST}
OPPOSITE = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}


@given(NUMBERS, NUMBERS, st.sampled_from(Polarity), st.one_of(st.none(), NUMBERS), WITHIN)
def test_it_is_what_plain_arithmetic_says(
    value: Decimal, other: Decimal, polarity: Polarity, target: Decimal | None, within: Decimal
) -> None:
    with localcontext() as context:
        context.prec = PLACES_FOR_ANY_INPUT
        plain = verdict_plainly(value, other, polarity, target, within)
    assert verdict_of(value, other, polarity, target=target, within=within).value == plain


@given(NUMBERS, NUMBERS, st.sampled_from(Polarity), NUMBERS, WITHIN)
def test_negated_numbers_and_a_flipped_polarity_change_nothing(
    value: Decimal, other: Decimal, polarity: Polarity, target: Decimal, within: Decimal
) -> None:
    before = verdict_of(value, other, polarity, target=target, within=within)
    after = verdict_of(
        value.copy_negate(),
        other.copy_negate(),
        FLIPPED.get(polarity, polarity),
        target=target.copy_negate(),
        within=within,
    )
    assert before is after


@given(NUMBERS, NUMBERS, st.sampled_from(Polarity), NUMBERS, WITHIN)
def test_the_other_way_round_it_is_the_opposite(
    value: Decimal, other: Decimal, polarity: Polarity, target: Decimal, within: Decimal
) -> None:
    one = verdict_of(value, other, polarity, target=target, within=within)
    assert verdict_of(other, value, polarity, target=target, within=within) is OPPOSITE.get(one, one)
