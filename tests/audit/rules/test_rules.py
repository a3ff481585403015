"""What single rules say: the page is the clean one, with one thing changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.model.definitions.indicator import DataPeriod, PolarityInForce
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.definitions.made_from.measure import Difference, Member
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, Sureness
from tests.audit.clean_page import CODES, DISTRICTS, NOW, Page, Row, clean_page
from tests.audit.planting import flipped_polarity

CODE, PLACE = CODES[1], DISTRICTS[0]


@pytest.fixture
def page() -> Page:
    return clean_page(Random(5))  # noqa: S311


def only(page: Page) -> Finding:
    (finding,) = page.audit().findings
    return finding


def texts(finding: Finding) -> list[tuple[str, str, str]]:
    return [(cell.field.value, cell.printed, cell.computed) for cell in finding.cells]


def row_of(page: Page) -> Row:
    return page.row(CODE, PLACE)


def set_figure(page: Page, value: str, before: str, period: int = NOW) -> None:
    """Value and the one before, without numerator and denominator; printed as the rules rate them."""
    now = page.figures[CODE, PLACE, period]
    page.figures[CODE, PLACE, period] = replace(now, value=Decimal(value), numerator=None, denominator=None)
    earlier = page.figures[CODE, PLACE, period - 1]
    page.figures[CODE, PLACE, period - 1] = replace(earlier, value=Decimal(before))
    page.print_clean()


def test_two_digits_that_changed_places(page: Page) -> None:
    set_figure(page, "51.7", "50.2")
    row_of(page).value = Decimal("57.1")
    finding = only(page)
    assert (finding.kind, finding.sureness) == (FindingKind.VALUE, Sureness.LIKELY)
    assert finding.diagnosis is not None
    assert finding.diagnosis.hypothesis == "digits_exchanged"
    assert texts(finding) == [("value", "57.1", "51.7")]


def test_the_figure_of_the_month_before(page: Page) -> None:
    set_figure(page, "51.7", "44.4")
    row_of(page).value = Decimal("44.4")
    finding = only(page)
    assert finding.diagnosis is not None
    assert finding.diagnosis.text == "It is the figure of Jul 2024."


def test_a_rating_that_follows_a_misprint_is_part_of_the_finding(page: Page) -> None:
    set_figure(page, "80.0", "79.0")
    row = row_of(page)
    row.value, row.rag, row.direction = Decimal("20.0"), Rag.GREEN, DirectionOfTravel.IMPROVED
    finding = only(page)
    assert finding.effect is Effect.CHANGES
    assert texts(finding) == [
        ("value", "20.0", "80.0"),
        ("rag", "GREEN", "RED"),
        ("dot", "improved", "worsened"),
    ]


def test_a_value_printed_as_missing_though_it_is_known(page: Page) -> None:
    set_figure(page, "51.7", "44.4")
    row = row_of(page)
    row.value, row.rag, row.direction = None, Rag.NONE, DirectionOfTravel.NONE
    finding = only(page)
    assert (finding.effect, texts(finding)) == (Effect.HIDES, [("value", "N/A", "51.7")])


def test_a_value_that_nobody_has_observed(page: Page) -> None:
    set_figure(page, "51.7", "44.4")
    del page.figures[CODE, PLACE, NOW]
    finding = only(page)
    assert texts(finding) == [("value", "51.7", "no observation")]
    assert "no such observation" in finding.headline


def test_a_value_where_the_observation_has_none(page: Page) -> None:
    set_figure(page, "51.7", "44.4")
    place = (CODE, PLACE, NOW)
    page.figures[place] = replace(page.figures[place], value=None, missing=Missing.SUPPRESSED)
    assert texts(only(page))[0] == ("value", "51.7", "suppressed")


def test_fewer_decimals_are_no_contradiction(page: Page) -> None:
    set_figure(page, "51.7", "44.4")
    row_of(page).value = Decimal(52)
    assert page.audit().findings == ()


def test_an_outturn_that_is_not_the_one_on_record(page: Page) -> None:
    row = row_of(page)
    assert row.outturn is not None
    row.outturn += 3
    finding = only(page)
    assert (finding.kind, finding.cells[0].field.value) == (FindingKind.VALUE, "outturn")


def test_the_target_of_another_year_is_named(page: Page) -> None:
    thresholds = page.indicators[CODE].thresholds
    row_of(page).target = thresholds[0].rule.target
    finding = only(page)
    assert finding.kind is FindingKind.LEVEL_TARGET
    assert "is the target from 2022-23" in finding.explanation
    assert "7 rows" in finding.explanation or "6 rows" in finding.explanation


def test_rags_that_go_by_the_target_as_printed(page: Page) -> None:
    set_figure(page, "57.0", "44.4")
    row = row_of(page)
    row.target, row.rag = Decimal(58), Rag.GREEN
    finding = only(page)
    assert [field for field, _, _ in texts(finding)] == ["target", "rag"]
    assert "go by the target as printed" in finding.explanation


def test_a_target_where_the_definition_has_none(page: Page) -> None:
    page.indicators[CODE] = replace(page.indicators[CODE], thresholds=())
    finding = next(each for each in page.audit().findings if each.kind is FindingKind.TARGET)
    assert finding.sureness is Sureness.POSSIBLE
    assert {cell.computed for cell in finding.cells} == {"no target"}


def test_a_target_that_is_not_printed(page: Page) -> None:
    row_of(page).target = None
    finding = only(page)
    assert finding.effect is Effect.HIDES
    assert f"is not printed for {PLACE}" in finding.headline


def test_red_and_amber_are_not_told_apart_without_a_floor_standard(page: Page) -> None:
    def without_floor(threshold: Threshold) -> Threshold:
        return replace(threshold, rule=replace(threshold.rule, floor_standard=None), floor_basis=None)

    indicator = page.indicators[CODE]
    page.indicators[CODE] = replace(indicator, thresholds=tuple(map(without_floor, indicator.thresholds)))
    assert page.audit().findings == ()


@pytest.mark.parametrize(
    ("basis", "sureness"),
    [
        (FloorBasis.STATED, Sureness.LIKELY),
        (FloorBasis.INFERRED, Sureness.POSSIBLE),
        (FloorBasis.ASSUMED, Sureness.POSSIBLE),
    ],
)
def test_how_sure_red_for_amber_is_depends_on_the_floor(
    page: Page, basis: FloorBasis, sureness: Sureness
) -> None:
    indicator = page.indicators[CODE]
    thresholds = tuple(replace(each, floor_basis=basis) for each in indicator.thresholds)
    page.indicators[CODE] = replace(indicator, thresholds=thresholds)
    set_figure(page, "60.0", "44.4")
    row = row_of(page)
    assert row.rag is Rag.AMBER
    row.rag = Rag.RED
    assert only(page).sureness is sureness


def test_green_for_amber_can_be_seen_on_the_page(page: Page) -> None:
    set_figure(page, "60.0", "44.4")
    row_of(page).rag = Rag.GREEN
    assert only(page).sureness is Sureness.CERTAIN


def test_a_letter_that_every_rating_follows_puts_the_definition_in_doubt(page: Page) -> None:
    flipped_polarity(page, CODE, Random(5))  # noqa: S311
    for row in page.rows:
        if row.code == CODE:
            row.polarity = Polarity.HIGHEST
    finding = next(each for each in page.audit().findings if each.kind is FindingKind.LETTER)
    assert finding.diagnosis is not None
    assert finding.diagnosis.hypothesis == "definition_out_of_date"


def test_a_letter_that_was_right_once(page: Page) -> None:
    indicator = page.indicators[CODE]
    place = Location("test")
    page.indicators[CODE] = replace(
        indicator,
        polarities=(
            PolarityInForce(NOW - 40, "2021-22", Polarity.HIGHEST, place),
            PolarityInForce(NOW - 20, "2023-24", Polarity.LOWEST, place),
        ),
    )
    row_of(page).polarity = Polarity.HIGHEST
    assert "H was right until 2023-24" in only(page).explanation


def test_a_data_period_printed_wrong(page: Page) -> None:
    row_of(page).data_period = DataPeriod.YTD
    finding = only(page)
    assert texts(finding) == [("data_period", "YTD", "R12M")]


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "hypothesis"),
    [
        ("252", "388", "65.0", "rounded_twice"),
        ("333", "501", "66.4", "cut_not_rounded"),
        ("112", "1671", "67.1", "digit_lost"),
        ("1121", "167", "67.1", "digit_lost"),
        ("700", "1000", "51.3", None),
    ],
)
def test_what_may_have_happened_to_parts_that_do_not_make_the_value(
    page: Page, numerator: str, denominator: str, value: str, hypothesis: str | None
) -> None:
    place = (CODE, PLACE, NOW)
    page.figures[place] = replace(
        page.figures[place],
        value=Decimal(value),
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
    )
    page.print_clean()
    finding = only(page)
    assert finding.kind is FindingKind.PARTS
    assert (finding.diagnosis and finding.diagnosis.hypothesis) == hypothesis


def test_parts_that_are_rounded_themselves_may_make_the_value(page: Page) -> None:
    """15.6 of 23.0 posts is 67.8 %, but 15.64 of 23.0 is 68.0: 67.9 is between."""
    place = (CODE, PLACE, NOW)
    page.figures[place] = replace(
        page.figures[place], value=Decimal("67.9"), numerator=Decimal("15.6"), denominator=Decimal("23.0")
    )
    page.print_clean()
    assert page.audit().findings == ()


def test_whole_parts_that_would_give_another_colour_change_the_conclusion(page: Page) -> None:
    place = (CODE, PLACE, NOW)
    page.figures[place] = replace(
        page.figures[place], value=Decimal("51.3"), numerator=Decimal(900), denominator=Decimal(1000)
    )
    page.print_clean()
    assert only(page).effect is Effect.CHANGES


def notes(page: Page, kind: FindingKind) -> Iterator[Finding]:
    return (note for note in page.audit().notes if note.kind is kind)


def test_an_arrow_that_rounding_decides_is_a_note(page: Page) -> None:
    """500.4 / 1000 and 499.6 / 1000 are both 50.0 %."""
    for period, numerator in ((NOW, "500.4"), (NOW - 1, "499.6")):
        place = (CODE, PLACE, period)
        page.figures[place] = replace(
            page.figures[place],
            value=Decimal("50.0"),
            numerator=Decimal(numerator),
            denominator=Decimal(1000),
        )
    page.print_clean()
    (note,) = notes(page, FindingKind.ROUNDING)
    assert texts(note) == [("dot", "same", "same")]
    assert "it would be worsened" in note.headline
    assert page.audit().findings == ()


def test_a_figure_carried_forward_is_a_note(page: Page) -> None:
    set_figure(page, "51.7", "51.7")
    place = (CODE, PLACE, NOW)
    page.figures[place] = replace(page.figures[place], carried_forward=True)
    page.print_clean()
    (note,) = notes(page, FindingKind.CARRIED_FORWARD)
    assert note.headline == f"{CODE} prints the figure of Jul 2024 again as that of Aug 2024 for {PLACE}"


def test_a_figure_made_from_others_is_not_carried_forward_when_it_comes_out_the_same(page: Page) -> None:
    set_figure(page, "51.7", "51.7")
    place = (CODE, PLACE, NOW)
    page.figures[place] = replace(page.figures[place], carried_forward=True)
    members = (Member(code, Location("test")) for code in CODES if code != CODE)
    page.indicators[CODE] = replace(page.indicators[CODE], made_from=Difference(*members))
    page.print_clean()
    assert not [*notes(page, FindingKind.CARRIED_FORWARD)]


def test_two_colours_that_another_target_would_explain(page: Page) -> None:
    """Lowest is best, the target is 55 (59 the year before): 57 and 61 are printed GREEN, none above them."""
    values = ("50.0", "57.0", "61.0", "63.0", "64.0", "70.0", "80.0", "62.0")
    for area, value in zip((*DISTRICTS, "County"), values, strict=True):
        place = (CODE, area, NOW)
        page.figures[place] = replace(
            page.figures[place], value=Decimal(value), numerator=None, denominator=None
        )
    page.print_clean()
    for district in DISTRICTS[1:3]:
        page.row(CODE, district).rag = Rag.GREEN
    assert only(page).headline == (
        f"The RAGs of {CODE} fit any target from 61.0% to below 62.0% in all 8 areas, not the one in force"
    )
