"""The rule that withholds small numbers, in words."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.small_numbers import Quantity, SmallNumbers, Zeros
from kpi_engine.model.issue import Location


@pytest.mark.parametrize(
    ("zeros", "rounds_to", "words"),
    [
        (Zeros.HIDE, 0, "Numbers of people from 0 to 5 are withheld, with the figures from which they could"),
        (Zeros.SHOW, 0, "Numbers of people from 1 to 5 are withheld, with the figures from which they could"),
        (Zeros.SHOW, 5, "Counts that are not judged are rounded to 5."),
    ],
)
def test_words(zeros: Zeros, rounds_to: int, words: str) -> None:
    rule = SmallNumbers(6, tuple(Quantity), zeros, (), Location("scorecard.yaml"), rounds_counts_to=rounds_to)
    assert words in rule.words
