"""Better, similar or worse than a reference value, whatever the numbers; cases: tests/rating_cases."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.verdict import NoVerdict, Verdict, judged_beside, verdict_of
from tests.assemble.making import figure, indicator, rated, threshold
from tests.oracle.decimal_rating import PLACES_FOR_ANY_INPUT
from tests.oracle.verdict import verdict_plainly
from tests.rate.strategies import ORDINARY_OR_HUGE, SMALL

NUMBERS = st.one_of(SMALL, SMALL, ORDINARY_OR_HUGE)
WITHIN = st.sampled_from([Decimal(text) for text in ("0", "0.1", "0.5", "25")])
FLIPPED = {Polarity.HIGHEST: Polarity.LOWEST, Polarity.LOWEST: Polarity.HIGHEST}
OPPOSITE = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}


RANGE = TargetRange(Decimal(20), (Decimal(15), Decimal(25)), None)


@pytest.mark.parametrize(
    ("polarity", "rule", "value", "reference", "told"),
    [
        (Polarity.HIGHEST, None, "80", "70", (Verdict.BETTER, NoVerdict.NONE)),
        (Polarity.TARGET, RANGE, "20", "30", (Verdict.BETTER, NoVerdict.NONE)),
        (Polarity.NONE, None, "80", "70", (Verdict.NONE, NoVerdict.CONTEXT)),
        (Polarity.NONE, None, None, None, (Verdict.NONE, NoVerdict.CONTEXT)),
        (Polarity.HIGHEST, None, None, None, (Verdict.NONE, NoVerdict.NO_VALUE)),
        (Polarity.TARGET, None, "20", None, (Verdict.NONE, NoVerdict.NO_REFERENCE)),
        (Polarity.TARGET, None, "20", "30", (Verdict.NONE, NoVerdict.NO_TARGET)),
    ],
)
def test_without_a_verdict_there_is_a_reason(
    polarity: Polarity,
    rule: TargetRange | None,
    value: str | None,
    reference: str | None,
    told: tuple[Verdict, NoVerdict],
) -> None:
    thresholds = [] if rule is None else [threshold(rule=rule)]
    row = Figure(rated([figure(value)], [indicator(polarity=polarity, thresholds=thresholds)]), 0)
    assert judged_beside(row, polarity, None if reference is None else Decimal(reference)) == told


def test_without_a_figure_there_is_no_value_to_judge() -> None:
    assert judged_beside(None, Polarity.LOWEST, Decimal(1)) == (Verdict.NONE, NoVerdict.NO_VALUE)


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
