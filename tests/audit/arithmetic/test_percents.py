"""Printed percents of target, and percentages of another number than the definition divides by."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Rag
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField, Sureness
from tests.audit.clean_page import DISTRICTS, NOW, Page, Row
from tests.audit.contract_page import (
    OFTEN,
    REACHED,
    REACHED_SHARE,
    REGISTERED,
    SO_FAR,
    WHOLE_YEAR,
    bands,
    contract_page,
    with_rules,
)

PLACE, OTHER = DISTRICTS[:2]


@pytest.fixture
def page() -> Page:
    return contract_page(Random(3))  # noqa: S311


def only(page: Page) -> Finding:
    (finding,) = page.audit().findings
    return finding


def set_value(page: Page, code: str, area: str, value: Decimal) -> Row:
    """Another number, printed as the rules rate it; nothing is made from it."""
    place = (code, area, NOW)
    page.figures[place] = replace(page.figures[place], value=value)
    if code == REGISTERED:
        page.indicators[REACHED_SHARE] = replace(page.indicators[REACHED_SHARE], made_from=None)
    page.print_clean()
    return page.row(code, area)


def percent(value: Decimal | None, of: Decimal | None, how: str = ROUND_HALF_UP) -> Decimal:
    assert value is not None
    assert of is not None
    return (100 * value / of).quantize(Decimal("0.1"), how)


def with_registered_target(page: Page, target: int) -> None:
    """The same target for all areas, printed as the rules rate them."""
    page.indicators[REGISTERED] = with_rules(
        page.indicators[REGISTERED], lambda _rule: bands(Decimal(target))
    )
    page.print_clean()


def test_a_percent_that_is_not_that_of_its_target(page: Page) -> None:
    with_registered_target(page, 1476)
    row = set_value(page, REGISTERED, PLACE, Decimal(715))
    row.percent_of_target = Decimal("48.6")
    finding = only(page)
    assert finding.headline == (
        f"The percent of target of {REGISTERED} in {PLACE} is printed as 48.6%; "
        "715 is 48.4% of the target 1,476"
    )
    # Value and target stand beside it.
    assert (finding.kind, finding.sureness, finding.effect) == (
        FindingKind.PERCENT,
        Sureness.CERTAIN,
        Effect.CHANGES,
    )
    assert finding.diagnosis is None


def test_a_percent_that_whole_numbers_can_make_before_they_were_rounded(page: Page) -> None:
    with_registered_target(page, 1476)
    row = set_value(page, REGISTERED, PLACE, Decimal(715))
    row.percent_of_target = Decimal("48.5")
    finding = only(page)
    # 48.5 is RED as 48.4 is; and 715.4 is 48.5% of 1,475.6.
    assert (finding.sureness, finding.effect) == (Sureness.POSSIBLE, Effect.NONE)
    assert finding.explanation.endswith("If the whole numbers are rounded, the printed percent can be right.")


def test_a_percent_of_a_computed_target_before_its_rounding(page: Page) -> None:
    """What the definition computes as 1530.75 is shown as 1,531; a percent of either is right."""
    (own, *others) = page.indicators[REACHED].thresholds
    exact = Fraction(459) / 2  # 229.5, shown as 230
    own = replace(own, rule=bands(Decimal(230)), exact_target=exact)
    page.indicators[REACHED] = replace(page.indicators[REACHED], thresholds=(own, *others))
    page.indicators[REACHED_SHARE] = replace(page.indicators[REACHED_SHARE], made_from=None)
    row = set_value(page, REACHED, own.areas[0], Decimal(200))
    row.percent_of_target = Decimal("87.1")  # 200 of 229.5; of 230 it is 87.0
    assert page.audit().findings == ()
    row.percent_of_target = Decimal("87.4")
    assert only(page).kind is FindingKind.PERCENT


def test_a_percent_that_was_cut_off(page: Page) -> None:
    with_registered_target(page, 1533)
    row = set_value(page, REGISTERED, PLACE, Decimal(893))
    row.percent_of_target = percent(row.value, row.target, ROUND_DOWN)
    finding = only(page)
    assert finding.diagnosis is not None
    assert finding.diagnosis.text == "58.2517…% was cut off, not rounded."


def test_fewer_decimals_than_the_bands_have(page: Page) -> None:
    row = page.row(REGISTERED, PLACE)
    assert row.percent_of_target is not None
    row.percent_of_target = row.percent_of_target.quantize(Decimal(1), ROUND_HALF_UP)
    value, target = row.value, row.target
    assert value is not None
    assert target is not None
    row.percent_of_target = (100 * value / target).quantize(Decimal(1), ROUND_HALF_UP)
    assert page.audit().findings == ()


def test_a_colour_that_follows_the_percent_as_printed(page: Page) -> None:
    with_registered_target(page, 1000)
    row = set_value(page, REGISTERED, PLACE, Decimal(400))
    row.percent_of_target, row.rag = Decimal("68.4"), Rag.GREEN
    finding = only(page)
    assert [(cell.field, cell.printed, cell.computed) for cell in finding.cells] == [
        (PrintedField.PERCENT_OF_TARGET, "68.4", "40.0"),
        (PrintedField.RAG, "GREEN", "RED"),
    ]
    assert finding.effect is Effect.CHANGES
    assert finding.explanation == "The RAG beside it follows it."


def test_a_percent_of_the_whole_year_s_target(page: Page) -> None:
    rows = [page.row(SO_FAR, area) for area in (PLACE, OTHER)]
    for row in rows:
        row.percent_of_target = percent(row.value, WHOLE_YEAR)
    finding = only(page)
    assert finding.headline == (
        f"The percents of target of {SO_FAR} in {PLACE} and {OTHER} are not those of the targets in force"
    )
    assert finding.diagnosis is not None
    assert finding.diagnosis.text == (
        f"What is printed for {PLACE} and {OTHER} is the percent of the target for the whole year."
    )
    assert finding.diagnosis.sureness is Sureness.LIKELY


def test_a_percent_of_the_part_of_a_target_that_is_for_the_year(page: Page) -> None:
    """The other way round: the definition holds a count of the year to date against the whole."""
    indicator = page.indicators[SO_FAR]
    whole = replace(indicator.thresholds[0], last=None, rule=bands(WHOLE_YEAR), year_rule=None, origin="")
    page.indicators[SO_FAR] = replace(indicator, thresholds=(whole,))
    page.print_clean()
    row = page.row(SO_FAR, PLACE)
    row.percent_of_target = percent(row.value, WHOLE_YEAR * 5 / 12)
    finding = only(page)
    assert finding.diagnosis is not None
    assert (finding.diagnosis.hypothesis, finding.diagnosis.sureness) == (
        "on_part_of_target",
        Sureness.POSSIBLE,
    )


def test_a_percent_of_the_target_as_printed(page: Page) -> None:
    row = page.row(REGISTERED, PLACE)
    assert row.target is not None
    row.target += 300
    row.percent_of_target = percent(row.value, row.target)
    finding = only(page)
    assert finding.kind is FindingKind.TARGET
    assert [cell.field for cell in finding.cells][:2] == [PrintedField.TARGET, PrintedField.PERCENT_OF_TARGET]
    assert "The percent of target beside it is that of the target as printed." in finding.explanation


def test_a_percent_beside_a_misprinted_value_is_left_alone(page: Page) -> None:
    row = page.row(REGISTERED, PLACE)
    assert row.value is not None
    row.value += 100
    assert {finding.kind for finding in page.audit().findings} == {FindingKind.VALUE}


def test_a_percent_without_a_target_says_nothing(page: Page) -> None:
    page.indicators[OFTEN] = replace(page.indicators[OFTEN], thresholds=())
    for area in DISTRICTS:
        row = page.row(OFTEN, area)
        row.percent_of_target, row.target, row.rag = Decimal(99), None, Rag.NONE
    assert page.audit().findings == ()


def test_a_share_of_its_own_target_names_both_numbers(page: Page) -> None:
    row, reached = page.row(REACHED_SHARE, PLACE), page.row(REACHED, PLACE)
    right = row.value
    row.value = percent(reached.value, reached.target)
    finding = only(page)
    assert finding.headline == (
        f"{REACHED_SHARE} of {PLACE} is printed as {REACHED} ÷ the target of {REACHED}, "
        f"not ÷ the number of {REGISTERED}"
    )
    (cell, *_) = finding.cells
    assert (cell.printed, cell.computed) == (str(row.value), str(right))
    assert f"; by the definition it is {right}%" in cell.explanation


def test_a_share_supplied_of_another_number_is_told_where_it_is_computed(page: Page) -> None:
    """The observation has it too, so that it is rated as supplied; what it is made from says otherwise."""
    reached = page.row(REACHED, PLACE)
    share = percent(reached.value, reached.target)
    set_value(page, REACHED_SHARE, PLACE, share)
    finding = only(page)
    assert finding.kind is FindingKind.MADE
    assert f"÷ the target of {REACHED}, not ÷" in finding.headline
    assert [cell.field for cell in finding.cells] == [PrintedField.VALUE]


def test_a_share_of_nothing_on_the_page_is_told_as_a_wrong_value(page: Page) -> None:
    row = page.row(REACHED_SHARE, PLACE)
    assert row.value is not None
    row.value += Decimal("250.3")
    assert only(page).kind is FindingKind.VALUE


def test_where_the_number_divided_is_not_printed_nothing_is_tried(page: Page) -> None:
    reached = page.row(REACHED, PLACE)
    row = page.row(REACHED_SHARE, PLACE)
    row.value = percent(reached.value, reached.target)
    place = (REACHED, PLACE, NOW)
    page.figures[place] = replace(page.figures[place], value=None, missing=Missing.NOT_AVAILABLE)
    reached.value, reached.rag = None, Rag.NONE
    reached.direction, reached.percent_of_target = DirectionOfTravel.NONE, None
    assert FindingKind.VALUE in {finding.kind for finding in page.audit().findings}
