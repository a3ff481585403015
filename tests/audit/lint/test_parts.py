"""Numerators that hardly any share has. docs/strict-check.md says what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.definitions.judgement import Polarity
from tests.audit.lint.test_lint import looked_at
from tests.audit.printed import measured
from tests.validate.figures import AUGUST, figure


def told(*parts: str, unit: str = "percent") -> list[str]:
    """What is said of a series of parts, such as 81/100."""
    indicator = replace(measured(Polarity.NONE, code="A"), unit=unit, per=1 if unit != "percent" else 100)
    rows = [
        figure("", *part.split("/"), period=AUGUST - len(parts) + 1 + place)
        for place, part in enumerate(parts)
    ]
    return [line.split(": ", 1)[1] for line in looked_at(*rows, of=indicator)]


WHOLE = "is 100 of 82, more than the whole, and hardly any other figure of A is above 100%"
BELOW = "is -4 of 100, and hardly any other numerator of A is below 0"


def test_parts_that_have_changed_places_are_told() -> None:
    assert f"A for Kent in 2024-08 {WHOLE}" in told("81/100", "83/100", "100/82")
    assert f"A for Kent in 2024-07 {WHOLE}" in told("100/82", "83/100")


@pytest.mark.parametrize("parts", ["103/100 83/100 120/100", "120/100", "81/100 100/100"])
def test_what_is_above_the_whole_often_or_has_no_other_is_not(parts: str) -> None:
    assert not [line for line in told(*parts.split()) if "more than the whole" in line]


def test_a_rate_may_be_above_one() -> None:
    assert not [line for line in told("1/2", "100/82", unit="cases a worker") if "the whole" in line]


def test_a_negative_numerator_among_others_is_told() -> None:
    assert f"A for Kent in 2024-08 {BELOW}" in told("4/100", "5/100", "-4/100")
    assert not [line for line in told("-4/100", "5/100", "-3/100") if "below 0" in line]
