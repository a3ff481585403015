"""Commentary against the table: what is told of a row's numbers, its colour, and rows without commentary."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.audit.commentary.commentary import audit_commentary
from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Missing, Polarity, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.scorecard import Comparator, LastPeriod, Section, SectionEntry
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.commentary import Commentary, CommentaryFinding, CommentaryFindingKind
from kpi_engine.model.issue import Location
from kpi_engine.rate.kernel import rate_observations
from tests.audit.printed import measured, threshold
from tests.band_rules import bands_rule, contract
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.read.vocabulary import AREAS, HERE
from tests.validate.figures import AUGUST, JULY, figure

ENTRY_PLACE = Location("commentary/ics.md", 9)
KENT = [
    figure("72.4", period=JULY, as_printed=True),
    figure("72.1", "455.5", "631.6", as_printed=True),
]
STANDARD = replace(
    measured(
        Polarity.HIGHEST,
        threshold(FloorAndTarget(Decimal(85), Decimal(75)), FloorBasis.STATED),
        code="A",
    ),
    name="Percentage of posts (16-17 year olds) filled within 6 weeks, 3 mths or 20 working days",
    data_period=DataPeriod.R12M,
)


def section(*entries: SectionEntry, last_period: int | None = None) -> Section:
    listed = entries or (SectionEntry("A", (), HERE),)
    last = None if last_period is None else LastPeriod("", HERE, (("A", last_period),))
    return Section("ics", "Title", Frequency.MONTHLY, listed, 7, last, HERE)


def entry(text: str, area: str = "Kent", code: str = "A") -> Commentary:
    return Commentary(code, area, Month(2024, 8), f"\n{text}", "A. Officer", "2024-09-12", ENTRY_PLACE)


def findings(
    *commentary: Commentary,
    figures: list[PlainObservation] | None = None,
    indicator: Indicator = STANDARD,
    comparators: tuple[Comparator, ...] = (),
    sections: tuple[Section, ...] = (),
    levels: tuple[str, ...] = (),
) -> list[CommentaryFinding]:
    observations = observations_of(KENT if figures is None else figures)
    observations = replace(observations, line=np.arange(2, len(observations) + 2, dtype=np.int32))
    ratings = rate_observations(observations, [indicator], AREAS)
    found = audit_commentary(
        commentary,
        ratings,
        comparators=comparators,
        sections=sections or (section(),),
        areas=AREAS,
        levels=levels,
    )
    return list(found)


def quoted(text: str, kind: CommentaryFindingKind, **given: object) -> list[str]:
    found = findings(entry(text), **given)  # type: ignore[arg-type]
    return [finding.quoted for finding in found if finding.kind is kind]


def numbers(text: str, **given: object) -> list[str]:
    return quoted(text, CommentaryFindingKind.NUMBER, **given)


@pytest.mark.parametrize(
    "text",
    [
        "At 72.1%, after 72.4 % in July; the floor standard is 75.0% and the target 85 per cent.",
        "72%, or 72.12 unrounded, of posts: 455.5 of 631.6, about 456 of 632, near 460 of 630.",
        "It fell by 0.3 points and is 2.9 points short of the floor standard, 12.9% short of the target.",
        "A target of 85.00 stands since 2022-23, 2023/24 and 2024–2025; it was 2023 then.",
        "On 31 August 2024, the 1st of May, August 2024, Aug 31st, 2024, 2024-08-31 and 31/08/2024.",
        "KS4, R12M, SCS40, APP17-N, EH72-F, Q1, 9am, A8 are codes; Key Stage 2, Year 6 and Years 12-13 too.",
        "For 16-17 year olds, those aged 16 and 18 to 24 year olds.",
        "Over 12 months, within 6 weeks, 3 months or 20 working days.",
        "Within 10 days, within the 5 school days, or 20 days.",
        "The age of 18, ages 5 to 16, at age 11.",
        "Spring 24, Summer term 2024, Autumn 23-24, Q1 24-25, Aug 24, in 24/25 and 23-24.",
        "27.9% of posts are not filled, and the floor standard allows 25%; 176.1 are vacant.",
        "503 of 698 or 195 out of the 698 in a check of our own.",
        "1. one thing\n2) another\nand [a link](https://example.gov.uk/12345?page=7) or https://example.gov.uk/99.",
    ],
)
def test_numbers_of_the_row_and_what_is_no_figure(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The target is 80%.", ["80%"]),
        ("72.2% and 73%, not 72.1.", ["72.2%", "73%"]),
        ("-72.1% is a slip, and so is −72.", ["-72.1%", "−72"]),
        ("About 70% of posts.", ["70%"]),
        ("456% is no count: 455.5%.", ["456%", "455.5%"]),
        ("500 of 631.6 posts, 1,234 people.", ["500", "1,234"]),
        ("Twice told: 99 and 99 and 99.0.", ["99", "99.0"]),
        ("Over 4 months, 8 weeks later.", ["4", "8"]),
        ("It is 3 points short of the floor standard.", ["3"]),
        ("Year 6: 7.", ["7"]),
        ("In 2024.5 or 2024% of cases.", ["2024.5", "2024%"]),
    ],
)
def test_numbers_that_are_none_of_the_rows(text: str, told: list[str]) -> None:
    assert numbers(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 24/26 and 24-26.", ["24", "26"]),
        ("503 of 548 in a check of our own.", ["503", "548"]),
        ("In May 12 of 631.6 posts.", ["12"]),
        ("It is 18 today.", ["18"]),
        ("1.2m people, and 1.2 of them.", ["1.2"]),
    ],
)
def test_what_only_looks_like_it(text: str, told: list[str]) -> None:
    assert numbers(text) == told


def test_sums_of_money_are_figures_where_money_is_measured() -> None:
    text = "With £1,200 more, £1.3m, £1.4k and a grant of £2 million."
    assert numbers(text) == []
    assert numbers(text, indicator=replace(STANDARD, unit="£", per=1)) == ["1,200"]
    assert numbers(text, indicator=replace(STANDARD, unit="£m", per=1)) == ["1.3", "2"]


def test_a_limit_is_a_figure_where_days_are_measured() -> None:
    days = replace(STANDARD, name="Days to a decision", unit="days", per=1)
    assert numbers("Within 31 days, and in 72.1 days.", indicator=days) == ["31"]


def test_the_rows_own_outturn_and_the_targets_of_other_years() -> None:
    other = threshold(
        FloorAndTarget(Decimal(80), Decimal(70)),
        FloorBasis.STATED,
        first=Month(2022, 4).ordinal,
        label="2022-23",
    )
    indicator = replace(STANDARD, thresholds=(other, *STANDARD.thresholds))
    finals = rate_observations(
        observations_of([PlainObservation("A", "Kent", 2022, Decimal("68.8"), as_printed=True)]),
        for_outturns([indicator]),
        AREAS,
        outturns=True,
    )
    text = "The outturn was 68.8%, 3.3 points lower; it missed the target of 80% and the floor of 70%."
    observations = observations_of(KENT)
    ratings = rate_observations(observations, [indicator], AREAS)
    given = {"comparators": (), "sections": (section(),), "areas": AREAS}
    assert audit_commentary([entry(text)], ratings, **given, outturns=finals) == ()  # type: ignore[arg-type]
    without = audit_commentary([entry(text)], ratings, **given)  # type: ignore[arg-type]
    assert [finding.quoted for finding in without] == ["68.8%", "3.3", "80%", "70%"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It increased to 72.1%.", ["increased"]),
        ("The rate has risen again.", ["risen"]),
        ("Performance improved.", ["improved"]),
        ("This has further improved, **and** more.", ["improved"]),
        ("It rose from 72.4% in July to 72.1%.", ["rose"]),
        ("There has been a slight improvement this month.", ["improvement"]),
        ("We have seen an increase in performance.", ["increase"]),
        ("This is a rise of 9 points.", ["rise"]),
        ("Performance continues to improve.", ["improve"]),
        ("The rate is rising, **again**.", ["rising"]),
        ("There was a fall this quarter. It is falling, and continues to worsen.", []),
        ("There has been an increase in referrals. We have seen an improvement in recording.", []),
        ("There has been an improvement since last year. It is improving compared with England.", []),
        ("There is a rise of demand. Demand is rising. The number of cases is increasing.", []),
        ("It fell to 72.1%. The rate has worsened.", []),
        ("It fell from 72.4% to 72.1%.", []),
        ("Referrals have increased, and it takes longer.", []),
        ("It has increased since last year.", []),
        ("It should have increased. It has not improved. It will have risen by May.", []),
        ("The number of agency staff increased.", []),
        ("It increased from 80 to 90 in other councils.", []),
    ],
)
def test_movements_that_the_figure_did_not_make(text: str, told: list[str]) -> None:
    assert quoted(text, CommentaryFindingKind.MOVEMENT) == told


def test_a_movement_is_told_with_what_happened() -> None:
    (found,) = [
        each for each in findings(entry("It improved.")) if each.kind is CommentaryFindingKind.MOVEMENT
    ]
    assert found.figures == "the figure fell from 72.4% to 72.1% (worsened)"
    same = [figure("72.1", period=JULY, as_printed=True), figure("72.1", as_printed=True)]
    (found,) = findings(entry("The rate rose."), figures=same)
    assert found.figures == "the figure stayed at 72.1% (same)"


def test_a_figure_without_an_earlier_one_has_no_movement() -> None:
    alone = [figure("72.1", as_printed=True)]
    assert not quoted("It increased and it improved.", CommentaryFindingKind.MOVEMENT, figures=alone)


def test_a_finding_says_where_and_what_the_row_has() -> None:
    (found,) = findings(entry("Fine.\n\nBut 99%."))
    assert found == CommentaryFinding(
        kind=CommentaryFindingKind.NUMBER,
        code="A",
        area="Kent",
        period="2024-08",
        quoted="99%",
        figures="72.1%, previous 72.4%, target 85.0%, floor standard 75.0%, 455.5 of 631.6",
        location=Location("commentary/ics.md", 12),
    )


def test_large_counts_may_be_said_in_round_numbers_of_two_digits_at_least() -> None:
    figures = [figure("23.3", "5584", "23926", as_printed=True)]
    assert numbers("Nearly 24,000, or 23,900, of whom 5,600 came back.", figures=figures) == []
    assert numbers("Some 20,000, of whom 6,000.", figures=figures) == ["20,000", "6,000"]


def test_negative_figures_keep_their_sign() -> None:
    score = replace(
        STANDARD,
        unit="score",
        per=1,
        decimals=2,
        thresholds=(threshold(FloorAndTarget(Decimal(-1), None), None),),
    )
    figures = [figure("-0.19", period=JULY, as_printed=True), figure("-0.12", as_printed=True)]
    assert (
        numbers("From −0.19 to -0.12, up by 0.07; the target is -1.00.", figures=figures, indicator=score)
        == []
    )
    assert numbers("Now 0.12.", figures=figures, indicator=score) == ["0.12"]


def test_edges_of_ranges_and_comparators_are_figures() -> None:
    rule = TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal("12.5"), Decimal("27.5")))
    close = replace(measured(Polarity.TARGET, threshold(rule, FloorBasis.INFERRED), code="A"))
    figures = [figure("24.7", as_printed=True)]
    england = Comparator("A", "England", "", Decimal("28.5"), "28.5", "", HERE)
    text = "24.7%, GREEN up to 22.5%, AMBER up to 27.5%; England 28.5%, 3.8 points more, AMBER."
    assert findings(entry(text), figures=figures, indicator=close, comparators=(england,)) == []
    assert numbers(text, figures=figures, indicator=close) == ["28.5%", "3.8"]
    (found,) = findings(entry("AMBER, 99."), figures=figures, indicator=close, comparators=(england,))
    assert found.figures == (
        "24.7%, target 20.0%, GREEN 17.5% to 22.5%, AMBER 12.5% to 27.5%, comparators 28.5%"
    )


def test_a_comparator_of_another_area_is_no_figure_of_the_row() -> None:
    given = tuple(
        Comparator("A", "District", "", Decimal(value), value, "", HERE, area)
        for value, area in (("28.5", "Kent"), ("31.5", "Swale"))
    )
    assert numbers("District 28.5%, 31.5%.", comparators=given) == ["31.5%"]


def colours(text: str, **given: object) -> list[str]:
    return quoted(text, CommentaryFindingKind.COLOUR, **given)


@pytest.mark.parametrize(
    "text",
    [
        "RED.",
        "The row remains red, and is rated RED again.",
        "It was GREEN in July and AMBER last month.",
        "It moved from AMBER to RED.",
        "No longer GREEN. Not AMBER either.",
        "It would take 75.0% to be AMBER and 85.0% to reach GREEN.",
        "Nothing is said of a rating.",
        "The green paper, Green Lane, the red-tape challenge, Golders Green and an amber light are none.",
        "Previously rated AMBER, it is RED.",
    ],
)
def test_colours_that_are_the_rows_or_of_another_time(text: str) -> None:
    assert colours(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("GREEN at 72.1%.", ["GREEN"]),
        ("The indicator is amber.", ["amber"]),
        ("It remains **AMBER**, though some teams are RED.", ["AMBER"]),
        ("It moved from RED to AMBER.", ["AMBER"]),
        ("It turned green.", ["green"]),
        ("It was AMBER.", ["AMBER"]),
        ("Rated Amber; RED is not far.", ["Amber"]),
        ("AMBER or GREEN, depending on whom you ask.", ["AMBER", "GREEN"]),
    ],
)
def test_colours_that_are_not_the_rows(text: str, told: list[str]) -> None:
    assert colours(text) == told


def test_a_row_without_a_rating_has_no_colour() -> None:
    unrated = replace(STANDARD, thresholds=())
    (found,) = findings(entry("It is RED at 72.1%."), indicator=unrated)
    assert (found.kind, found.figures) == (CommentaryFindingKind.COLOUR, "the row is not rated: no target")


def missing(**given: object) -> list[tuple[str, str, int]]:
    found = findings(**given)  # type: ignore[arg-type]
    assert all(finding.kind is CommentaryFindingKind.MISSING for finding in found)
    return [(finding.area, finding.figures.partition(":")[0], finding.location.line) for finding in found]


RED, AMBER, GREEN = (
    figure("60", area="Kent", as_printed=True),
    figure("80", area="Ashford", as_printed=True),
    figure("90", area="Swale", as_printed=True),
)


def test_red_and_amber_rows_need_a_commentary_reds_first() -> None:
    assert missing(figures=[AMBER, GREEN, RED]) == [("Kent", "RED", 4), ("Ashford", "AMBER", 2)]
    (found,) = findings(entry("RED."), figures=[RED, AMBER])
    assert (found.area, found.period, found.quoted) == ("Ashford", "2024-08", "")


def test_only_rows_of_the_levels_asked_for_need_one() -> None:
    assert missing(figures=[RED, AMBER], levels=("county",)) == [("Kent", "RED", 2)]


def test_a_figure_carried_forward_has_been_commented_on_before() -> None:
    assert missing(figures=[replace(RED, carried_forward=True)]) == []


def test_only_the_latest_figures_that_a_section_shows_need_one() -> None:
    older = figure("60", area="Swale", period=JULY, as_printed=True)
    assert missing(figures=[RED, older]) == [("Kent", "RED", 2)]
    assert missing(figures=[RED, older], sections=(section(last_period=JULY),)) == [("Swale", "RED", 3)]
    not_shown = section(SectionEntry("A", ("district",), HERE), SectionEntry("B", (), HERE))
    assert missing(figures=[RED, AMBER], sections=(not_shown,)) == [("Ashford", "AMBER", 3)]
    assert missing(figures=[], sections=(not_shown,)) == []


def test_of_several_sections_the_newest_figure_counts_and_all_may_be_quoted() -> None:
    figures = [replace(RED, value=Decimal(90)), figure("60", period=AUGUST - 3, as_printed=True)]
    twice = (section(last_period=AUGUST - 3), section())
    assert findings(entry("GREEN at 90%, after 60%."), figures=figures, sections=twice) == []
    assert colours("RED.", figures=figures, sections=twice) == ["RED"]


def test_commentary_on_a_row_that_is_not_shown_is_told() -> None:
    (found,) = findings(
        entry("RED.", area="Swale"), figures=[GREEN], sections=(section(SectionEntry("A", ("team",), HERE)),)
    )
    assert (found.kind, found.location, found.figures) == (
        CommentaryFindingKind.NO_ROW,
        ENTRY_PLACE,
        "the scorecard shows no such row",
    )


def test_a_missing_value_is_a_row_without_figures() -> None:
    figures = [figure(missing=Missing.NOT_AVAILABLE)]
    (found,) = findings(entry("No data came, but 72.1%."), figures=figures)
    assert (found.quoted, found.figures) == ("72.1%", "no value, target 85.0%, floor standard 75.0%")


TENTHS = st.integers(1, 1500).map(lambda tenths: Decimal(tenths).scaleb(-1))


@given(TENTHS, TENTHS, st.integers(100, 99999), st.integers(100, 99999), st.integers(0, 9))
def test_any_of_the_rows_numbers_may_be_quoted_and_a_planted_one_is_told(
    value: Decimal, previous: Decimal, numerator: int, denominator: int, planted: int
) -> None:
    figures = [
        figure(str(previous), period=JULY, as_printed=True),
        figure(str(value), str(numerator), str(denominator), as_printed=True),
    ]
    rounded = value.quantize(Decimal(1), ROUND_HALF_UP)
    sound = (
        f"{value}% ({rounded}%) after {previous}%: {numerator:,} of {denominator}; target 85%, floor 75.0%."
    )
    assert numbers(sound, figures=figures) == []
    # More decimals than any figure of the row has, and not what its parts make.
    wrong = f"{value}000000{planted}1%"
    assert numbers(f"{sound} But {wrong}.", figures=figures) == [wrong]


def test_of_bands_the_percent_of_target_and_the_edges_can_be_quoted() -> None:
    contracts = replace(
        measured(Polarity.HIGHEST, threshold(contract("1874"), FloorBasis.STATED), code="A"),
        unit="people",
        per=1,
        decimals=0,
    )
    figures = [figure("662", as_printed=True)]
    told = "662 are 35.3% of the 1,874 aimed at, below 50% (937), and 65% would be 1,218.1"
    assert numbers(told, figures=figures, indicator=contracts) == []
    (wrong,) = findings(entry("That is 36% of it."), figures=figures, indicator=contracts)
    bands = "GREEN 65% of target or more · AMBER 50% to below 65% · RED below 50%"
    assert wrong.figures == f"662, target 1,874 people, 35.3% of target, {bands}"


def test_a_percent_of_target_can_be_quoted_as_it_was_before_rounding() -> None:
    contracts = replace(
        measured(Polarity.HIGHEST, threshold(contract("1874"), FloorBasis.STATED), code="A"),
        unit="people",
        per=1,
        decimals=0,
        rate_on=RateOn.RAW,
    )
    figures = [figure("662", as_printed=True)]
    assert numbers("662 are 35.3255% of the aim, 35.3% in short", figures=figures, indicator=contracts) == []
    (wrong,) = findings(entry("That is 35.33554% of it."), figures=figures, indicator=contracts)
    assert "35.3255…% of target" in wrong.figures


def test_of_bands_of_the_value_the_edges_can_be_quoted() -> None:
    scores = measured(
        Polarity.LOWEST, threshold(bands_rule("..6", "8..15", "16..", "4"), FloorBasis.STATED), code="A"
    )
    figures = [figure("20", as_printed=True)]
    assert numbers("20 is above 15; 16 is RED already, 4 the target", figures=figures, indicator=scores) == []
