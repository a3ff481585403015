"""The roundest number between two ends: docs/infer-floors.md, "The roundest number"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.audit.infer.fit import roundest

NUMBERS = st.builds(
    lambda mantissa, places: Decimal(mantissa).scaleb(-places),
    st.integers(-10_000, 10_000),
    st.integers(0, 4),
)
FINE = st.builds(lambda mantissa: Decimal(mantissa).scaleb(-18), st.integers(-(10**18), 10**18))


@pytest.mark.parametrize(
    ("low", "low_included", "high", "high_included", "number"),
    [
        ("72.1", False, "76.2", True, "75"),
        ("54.0", False, "57.7", True, "55"),
        ("16.3", True, "17.7", False, "17"),
        ("17.3", True, "17.7", False, "17.5"),
        ("29.7", True, "30.1", False, "30"),
        ("70", True, "80", True, "70"),
        ("70", False, "80", False, "75"),
        ("-0.82", False, "-0.60", True, "-0.7"),
        ("-5", True, "3", True, "0"),
        ("2.5", True, "2.5", True, "2.5"),
        ("2.5", True, "2.5", False, None),
        ("3", True, "2", True, None),
        ("0", True, "0", True, "0"),
        ("900", False, "1100", True, "1000"),
    ],
)
def test_examples(low: str, low_included: bool, high: str, high_included: bool, number: str | None) -> None:
    found = roundest(Decimal(low), low_included, Decimal(high), high_included)
    assert (None if found is None else str(found)) == number


@given(st.one_of(NUMBERS, FINE), st.booleans(), st.one_of(NUMBERS, FINE), st.booleans())
def test_it_lies_inside_and_no_larger_step_has_a_multiple_there(
    low: Decimal, low_included: bool, high: Decimal, high_included: bool
) -> None:
    found = roundest(low, low_included, high, high_included)
    if found is None:
        assert low > high or (low == high and not (low_included and high_included))
        return
    assert low <= found <= high
    assert low_included or low < found
    assert high_included or found < high
    if low == high or not found:
        return
    exact = Fraction(found)
    larger = next(step for step in _steps() if (exact / step).denominator == 1)
    for step in _steps():
        if step == larger:
            break
        first = -(-Fraction(low) // step)
        multiples = [first * step, (first + 1) * step]
        assert not any(
            low < multiple < high
            or (multiple == low and low_included)
            or (multiple == high and high_included)
            for multiple in multiples
        )


def _steps() -> list[Fraction]:
    """From the largest down to what 18 decimals and the middle between two of them need."""
    return [Fraction(leading) * Fraction(10) ** power for power in range(7, -21, -1) for leading in (5, 1)]
