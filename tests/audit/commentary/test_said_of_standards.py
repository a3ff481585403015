"""What a commentary says of targets and of other figures: found where plainly false, else left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.commentary import CommentaryFindingKind
from tests.audit.commentary.test_commentary import STANDARD, entry, findings, quoted, section
from tests.audit.printed import measured, threshold
from tests.band_rules import contract
from tests.read.vocabulary import HERE
from tests.validate.figures import AUGUST, JULY, figure

TARGET, OTHER = CommentaryFindingKind.STANDARD, CommentaryFindingKind.COMPARISON
AMBER = [figure("80.0", as_printed=True)]  # target 85, floor standard 75
GREEN = [figure("85.0", as_printed=True)]
RED = [figure("72.1", as_printed=True)]
LOW = measured(
    Polarity.LOWEST, threshold(FloorAndTarget(Decimal(5), Decimal(9)), FloorBasis.STATED), code="A"
)
CLOSE = measured(
    Polarity.TARGET,
    threshold(
        TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal(12), Decimal(28))),
        FloorBasis.STATED,
    ),
    code="A",
)

MET = (
    "We have met the target.",
    "we met our target this month",
    "Performance has exceeded the target of 85%.",
    "The target was met, with fewer staff.",
    "The target has been achieved and work goes on.",
    "At 80.0%, the target of 85.0% was exceeded.",
    "**It has again met its target**",
    "GREEN: the target was met. More referrals came.",
    "However, we have met the target.",
    "Referrals grew, but the target was met.",
)
MISSED = (
    "The target was missed.",
    "We missed the target this month.",
    "The target has not been met.",
    "The target of 85% was not achieved, again.",
    "It failed to meet the target.",
    "Performance did not reach the target.",
    "We have not met the target.",
)


@pytest.mark.parametrize("text", MET)
def test_a_target_that_is_not_met(text: str) -> None:
    assert len(quoted(text, TARGET, figures=AMBER)) == 1
    assert quoted(text, TARGET, figures=GREEN) == []


@pytest.mark.parametrize("text", MISSED)
def test_a_target_that_is_not_missed(text: str) -> None:
    assert len(quoted(text, TARGET, figures=GREEN)) == 1
    assert quoted(text, TARGET, figures=AMBER) == []


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("It is above target.", "84.9", "It is above target"),
        ("It is above target.", "85.0", ""),
        (
            "Performance remains well below the target of 85%.",
            "90.0",
            "Performance remains well below the target of 85%",
        ),
        ("The figure is below target.", "85.0", ""),
        (
            "The figure is still above the floor standard.",
            "74.9",
            "The figure is still above the floor standard",
        ),
        ("The figure is below the floor standard.", "75.1", "The figure is below the floor standard"),
        ("We have met the floor standard, but missed the target.", "74.0", "We have met the floor standard"),
        ("The floor standard was missed.", "75.0", "The floor standard was missed"),
    ],
)
def test_sides_and_floor_standards(text: str, value: str, told: str) -> None:
    found = quoted(text, TARGET, figures=[figure(value, as_printed=True)])
    assert found == [told] * bool(told)


@pytest.mark.parametrize(
    "text",
    [
        "We will meet the target. We hope the target was met. If the target was met, fine.",
        "The target was met in July. In 2023-24 we met the target. Last month the target was met.",
        "Two teams have met the target. All districts: the target was met.",
        "We met the target for boys. We met the target set by the board. We met the national target.",
        "We have nearly met the target. Have we met the target? We have not yet said we met the target.",
        "The target of 60% was met. The target was met by March. It met the target before.",
        "We have met the targets of the plan. The target group was met. It is on target to improve.",
        "The stretch target was met, and another target has been achieved.",
        "It would be wrong to say the target was met. Nobody says it has met the target yet.",
        "We are told we have met the target. It is unlikely that the target was met.",
        "Revised: the target was met.",
        "Data suggest that we met the target. By our own count the target was met.",
        "Figures show we met the target.",
        "The contract says the target was missed below 90%. On a like-for-like basis, the target was missed.",
        "Staff met the target. Those who met the target rose in number. Rarely has it met the target.",
        "We met with the team; the target is 85%. Our target was missed by some schools.",
    ],
)
def test_what_is_not_plainly_about_the_row_now_is_left_alone(text: str) -> None:
    assert quoted(text, TARGET, figures=AMBER) == []
    assert quoted(text, TARGET, figures=GREEN) == []


def test_lowest_is_best_and_close_to_the_target() -> None:
    low, high = [figure("4.0", as_printed=True)], [figure("12.0", as_printed=True)]
    assert len(quoted("We have met the target.", TARGET, figures=high, indicator=LOW)) == 1
    assert len(quoted("The target was missed.", TARGET, figures=low, indicator=LOW)) == 1
    assert len(quoted("The floor standard was missed.", TARGET, figures=low, indicator=LOW)) == 1
    # Above can mean the number or the performance.
    assert quoted("It is above target. It is below target.", TARGET, figures=low, indicator=LOW) == []
    near, far = [figure("18.0", as_printed=True)], [figure("30.0", as_printed=True)]
    assert len(quoted("The target was missed.", TARGET, figures=near, indicator=CLOSE)) == 1
    assert len(quoted("The target was met.", TARGET, figures=far, indicator=CLOSE)) == 1
    assert quoted("The floor standard was missed.", TARGET, figures=near, indicator=CLOSE) == []


def test_what_is_rated_otherwise_than_by_its_target_is_left_alone() -> None:
    """GREEN from 65% of target is not the target met; a raw value can be beside what is shown."""
    banded = measured(Polarity.HIGHEST, threshold(contract("100"), FloorBasis.STATED), code="A")
    of_bands = [figure("70", as_printed=True)]
    assert (
        quoted("The target was met. The target was missed.", TARGET, figures=of_bands, indicator=banded) == []
    )
    raw = replace(STANDARD, rate_on=RateOn.RAW)
    shown_as_target = [figure("", "849.6", "1000")]
    assert quoted("The target was missed.", TARGET, figures=shown_as_target, indicator=raw) == []
    bare = replace(STANDARD, thresholds=())
    assert quoted("The target was met.", TARGET, figures=AMBER, indicator=bare) == []
    assert quoted("The target was met.", TARGET, figures=[figure("", missing=AMBER[0].missing)]) == []


def test_a_finding_says_what_the_row_has() -> None:
    (found,) = [
        each
        for each in findings(entry("Well.\n\nWe have met\nthe target."), figures=AMBER)
        if each.kind is TARGET
    ]
    assert (found.quoted, found.figures, found.location.line) == (
        "We have met the target",
        "the row is AMBER: 80.0%, target 85.0%, floor standard 75.0%",
        12,
    )


ENGLAND = Comparator("A", "England", "", Decimal("80.2"), "80.2", "2022-23", HERE)
SOUTH = Comparator("A", "South East", "", Decimal("70.0"), "70.0", "2022-23", HERE)
OLDER = replace(ENGLAND, value=Decimal("71.0"), year="2021-22")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Performance is better than England.", "Performance is better than England"),
        ("It is still well above the England average (80.2%).", "It is still well above the England average"),
        ("It is worse than the South East.", "It is worse than the South East"),
        (
            "The rate is lower than the south east average, but rising.",
            "The rate is lower than the south east average",
        ),
        ("It is higher than England at 80.2%.", "It is higher than England"),
        ("It is below England and above the South East.", ""),
        ("It is better than England for boys. It was better than England.", ""),
        ("It is better than England was. It is not better than England.", ""),
        ("Most districts say it is better than England. In July it is better than England.", ""),
        ("It is better than London. The staff are better than England.", ""),
    ],
)
def test_beside_a_comparator(text: str, told: str) -> None:
    found = quoted(text, OTHER, figures=RED, comparators=(ENGLAND, SOUTH))
    assert found == [told] * bool(told)


def test_a_comparator_of_several_years_and_one_that_is_equal() -> None:
    assert quoted("It is better than England.", OTHER, figures=RED, comparators=(ENGLAND, OLDER)) == []
    same = replace(ENGLAND, value=Decimal("72.1"))
    for text in ("It is better than England.", "It is below England."):
        assert quoted(text, OTHER, figures=RED, comparators=(same,)) == []
    (found,) = [
        each
        for each in findings(entry("It is above England."), figures=RED, comparators=(ENGLAND, SOUTH))
        if each.kind is OTHER
    ]
    assert found.figures == "the figure is 72.1%, and England 80.2%"


def test_better_is_lower_where_lowest_is_best() -> None:
    context = replace(STANDARD, polarities=CLOSE.polarities)
    for indicator, number in ((STANDARD, 0), (LOW, 1), (context, 0)):
        given = {"figures": [figure("82.0", as_printed=True)], "indicator": indicator}
        assert len(quoted("It is better than England.", OTHER, comparators=(ENGLAND,), **given)) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is better than last year.", True),
        ("Performance is higher than at the same time last year.", True),
        ("It is worse than last year.", False),
        ("It is better than a year ago, in part.", True),
        ("It is better than last month.", False),
        ("It is better than last year's plan.", False),
    ],
)
def test_beside_the_year_before(text: str, told: bool) -> None:
    figures = [figure("74.0", period=AUGUST - 12, as_printed=True), *RED]
    assert bool(quoted(text, OTHER, figures=figures)) is told
    assert quoted(text, OTHER, figures=[figure("74.0", period=JULY, as_printed=True), *RED]) == []


def test_a_row_of_several_sections_may_be_about_either_figure() -> None:
    figures = [figure("86.0", period=JULY, as_printed=True), figure("80.0", as_printed=True)]
    both = (section(), section(last_period=JULY))
    assert len(quoted("The target was met.", TARGET, figures=figures)) == 1
    assert quoted("The target was met.", TARGET, figures=figures, sections=both) == []
    assert (
        len(
            quoted(
                "It is better than England.",
                OTHER,
                figures=figures,
                comparators=(replace(ENGLAND, value=Decimal(83)),),
            )
        )
        == 1
    )
    assert (
        quoted(
            "It is better than England.",
            OTHER,
            figures=figures,
            sections=both,
            comparators=(replace(ENGLAND, value=Decimal(83)),),
        )
        == []
    )
