"""Printed targets that are computed, and those to be beaten: what is said of them, and what follows them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from kpi_engine.audit.rules.printed_targets import is_printed_as, other_rounding
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind
from tests.audit.clean_page import DISTRICTS, NOW, Page
from tests.audit.contract_page import BEATEN, REACHED, REGISTERED, SO_FAR, bands, contract_page
from tests.audit.printed import threshold

PLACE = DISTRICTS[0]


@pytest.fixture
def page() -> Page:
    return contract_page(Random(7))  # noqa: S311


def only(page: Page) -> Finding:
    (finding,) = page.audit().findings
    return finding


def computed(target: str, exact: str) -> object:
    rule = FloorAndTarget(Decimal(target), None)
    return replace(threshold(rule, None), origin="65% of another", exact_target=Fraction(exact))


@pytest.mark.parametrize(
    ("printed", "target", "agrees"),
    [
        ("365.4", "365.4", True),
        ("365", "365.4", True),
        ("366", "365.5", True),  # a half goes up
        ("365", "365.5", False),
        ("-366", "-365.5", True),  # and away from zero
        ("365.40", "365.4", True),
        ("365.41", "365.4", False),  # more decimals than there are
    ],
)
def test_fewer_decimals_than_a_computed_target_has(printed: str, target: str, *, agrees: bool) -> None:
    in_force = computed(target, target)
    assert is_printed_as(Decimal(printed), Decimal(target), in_force) is agrees  # type: ignore[arg-type]


def test_a_target_that_is_written_out_is_printed_as_it_is() -> None:
    written = threshold(FloorAndTarget(Decimal("365.4"), None), FloorBasis.STATED)
    assert not is_printed_as(Decimal(365), Decimal("365.4"), written)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("1530", "1,530 is 1530.75 rounded down"),
        ("1531", "1,531 is 1530.75 rounded half up"),
        ("1530.75", "1,530.75 is it before rounding"),
        ("1500", ""),
    ],
)
def test_what_was_done_to_a_computed_target(page: Page, printed: str, said: str) -> None:
    in_force = computed("1531", "1530.75")
    assert other_rounding(Decimal(printed), in_force, page.indicators[REACHED]) == said  # type: ignore[arg-type]


def test_the_finding_says_how_it_was_rounded_and_how_it_should_be(page: Page) -> None:
    thresholds = page.indicators[REACHED].thresholds
    in_force = next(each for each in thresholds if PLACE in each.areas)
    replaced = replace(
        in_force,
        rule=bands(Decimal(1531)),
        origin="65% of B1's target 2,355 (1530.75), rounded half up",
        exact_target=Fraction("1530.75"),
    )
    others = tuple(each for each in thresholds if each is not in_force)
    page.indicators[REACHED] = replace(page.indicators[REACHED], thresholds=(*others, replaced))
    page.print_clean()
    page.row(REACHED, PLACE).target = Decimal(1530)
    finding = only(page)
    assert (
        finding.headline
        == f"The target of {REACHED} is printed as 1,530 for {PLACE}; the definition has 1,531"
    )
    assert finding.explanation == (
        "1,530 is 1530.75 rounded down; "
        "the definition has 65% of B1's target 2,355 (1530.75), rounded half up."
    )


def test_the_target_of_the_whole_year_is_named(page: Page) -> None:
    page.row(SO_FAR, PLACE).target = Decimal(774)
    assert "774 is the target for the whole year." in only(page).explanation


@pytest.mark.parametrize(
    ("sign", "headline", "explanation"),
    [
        ("", "is printed as 133 for", "Read so, 133 itself reaches it; by the definition it does not."),
        ("<", "is printed as < 133 for", "Read so, values on the other side of 133 reach it."),
    ],
)
def test_a_target_to_be_beaten(page: Page, sign: str, headline: str, explanation: str) -> None:
    page.row(BEATEN, PLACE).sign = sign
    finding = only(page)
    assert f"{headline} {PLACE}; the definition has > 133" in finding.headline
    assert explanation in finding.explanation
    assert finding.effect is Effect.NONE


def test_a_target_to_be_beaten_where_the_definition_has_none(page: Page) -> None:
    page.row(REGISTERED, PLACE).sign = ">"
    finding = only(page)
    assert finding.kind is FindingKind.TARGET
    assert "itself does not reach it; by the definition it does." in finding.explanation


def test_a_colour_that_follows_the_sign_as_printed(page: Page) -> None:
    """133 does not beat 133; whoever prints the target without its sign prints GREEN too."""
    place = (BEATEN, PLACE, NOW)
    page.figures[place] = replace(page.figures[place], value=Decimal(133))
    page.print_clean()
    row = page.row(BEATEN, PLACE)
    assert row.rag is Rag.AMBER
    row.sign, row.rag = "", Rag.GREEN
    finding = only(page)
    assert [(cell.field.value, cell.printed, cell.computed) for cell in finding.cells] == [
        ("target", "133", "> 133"),
        ("rag", "GREEN", "AMBER"),
    ]
    assert finding.effect is Effect.CHANGES


def test_contracts_with_targets_of_their_own_are_not_told_to_differ(page: Page) -> None:
    row = page.row(REGISTERED, PLACE)
    assert row.target is not None
    row.target += 1
    finding = only(page)
    assert finding.kind is FindingKind.TARGET
    assert "print it as defined" not in finding.explanation
