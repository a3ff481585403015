"""Where an inferred standard can be, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.inference import End, InferredStandard, RatedCell, StandardKind

CELL = RatedCell(
    *("A", "Kent", "county", "Monthly", "Aug 2024", ""),
    is_outturn=False,
    value=Decimal(70),
    target=None,
    printed_polarity=None,
    rag=Rag.RED,
    location=Location("page.csv"),
)


def end(value: str, *, included: bool) -> End:
    return End(Decimal(value), included, (CELL,))


@pytest.mark.parametrize(
    ("low", "high", "contradiction", "words"),
    [
        (end("72.1", included=False), end("76.2", included=True), (), "above 72.1%, up to 76.2%"),
        (end("72.1", included=True), end("76.2", included=False), (), "from 72.1%, below 76.2%"),
        (end("72.1", included=True), None, (), "from 72.1%"),
        (None, end("76.2", included=False), (), "below 76.2%"),
        (None, None, (), ""),
        (end("72.1", included=True), None, (CELL,), ""),
    ],
)
def test_the_place_of_a_standard(
    low: End | None, high: End | None, contradiction: tuple[RatedCell, ...], words: str
) -> None:
    standard = InferredStandard(StandardKind.TARGET, low, high, contradiction, None, None)
    assert standard.place("{}%".format) == words


@pytest.mark.parametrize(
    ("low", "high", "is_pinned"),
    [
        (end("72.1", included=False), end("76.2", included=True), True),
        (end("72.1", included=False), None, False),
        (End(Decimal(72), True, ()), end("76.2", included=True), False),
    ],
)
def test_cells_on_both_sides_pin_a_standard(low: End, high: End | None, is_pinned: bool) -> None:
    assert InferredStandard(StandardKind.TARGET, low, high, (), None, None).has_both_ratings is is_pinned


@pytest.mark.parametrize(
    ("number", "contradiction", "is_allowed"),
    [
        ("72.1", (), False),
        ("72.2", (), True),
        ("76.2", (), True),
        ("76.3", (), False),
        ("74.0", (CELL,), False),
    ],
)
def test_what_a_standard_can_be(number: str, contradiction: tuple[RatedCell, ...], is_allowed: bool) -> None:
    low, high = end("72.1", included=False), end("76.2", included=True)
    standard = InferredStandard(StandardKind.TARGET, low, high, contradiction, None, None)
    assert standard.allows(Decimal(number)) is is_allowed
