"""Which wrong numbers change what a reader concludes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.audit import Effect
from tests.audit.clean_page import CODES, DISTRICTS, NOW, Page, clean_page


@pytest.mark.parametrize(
    ("printed", "right", "effect"),
    [
        ("65.0", "64.9", Effect.NONE),  # out by the last digit
        ("26", "26.3", Effect.NONE),  # the same number rounded
        ("27", "26", Effect.CHANGES),  # the last digit is much of the number
        ("0.1", "0.2", Effect.CHANGES),
        ("100", "50", Effect.CHANGES),
        ("1522", "1523", Effect.NONE),
        ("-0.10", "0.10", Effect.CHANGES),
        ("0", "0", Effect.NONE),
    ],
)
def test_by_how_much_the_number_differs(printed: str, right: str, effect: Effect) -> None:
    assert effect_of_numbers([Decimal(printed), Decimal(right)]) is effect


def test_a_number_where_there_is_none() -> None:
    assert effect_of_numbers([Decimal(1), None]) is Effect.CHANGES
    assert effect_of_numbers([None, None]) is Effect.NONE


def test_another_colour_always_changes_the_conclusion() -> None:
    assert effect_of_numbers([Decimal("65.0"), Decimal("64.9")], rated_otherwise=True) is Effect.CHANGES


def unrated_page() -> Page:
    """Without targets."""
    page = clean_page(Random(5))  # noqa: S311
    page.indicators = {code: replace(each, thresholds=()) for code, each in page.indicators.items()}
    page.figures[CODES[0], DISTRICTS[0], NOW] = replace(
        page.figures[CODES[0], DISTRICTS[0], NOW],
        value=Decimal("50.0"),
        numerator=Decimal(3),
        denominator=Decimal(6),
    )
    page.outturns = []
    page.rows = [
        replace(row, target=None, outturn_year=None, outturn=None, outturn_target=None, outturn_rag=Rag.NONE)
        for row in page.rows
    ]
    return page


def test_an_unrated_hundred_percent_that_should_be_fifty() -> None:
    page = unrated_page()
    row = page.row(CODES[0], DISTRICTS[0])
    row.value, row.numerator, row.denominator = Decimal("100.0"), Decimal(3), Decimal(6)
    findings = [finding for finding in page.audit().findings if finding.headline.startswith("The value of")]
    assert [finding.effect for finding in findings] == [Effect.CHANGES]
