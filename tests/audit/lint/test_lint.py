"""What kpi check --strict looks for: each rule on figures that break it, and on the nearest that do not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from kpi_engine.audit.lint.lint import lint
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator, SuppliedAs
from kpi_engine.model.definitions.judgement import Missing, Polarity
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.scorecard import Section, SectionEntry
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.rate.kernel import rate_observations
from tests.audit.printed import measured, threshold
from tests.band_rules import contract
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.validate.figures import AUGUST, figure

AREAS = (
    Area("Kent", "county", ()),
    Area("Ashford", "district", ("Kent",)),
    Area("Dover", "district", ("Kent",)),
    Area("Swale", "district", ("Kent",)),
)
FIRST = Month(2020, 4).ordinal
SECTION_LINE = Location("scorecard.yaml", 20)
DEFINED = Location("indicators.yaml", 9)


def standards(target: str, floor: str | None = None, last: int | None = None) -> Threshold:
    rule = FloorAndTarget(Decimal(target), None if floor is None else Decimal(floor))
    return replace(
        threshold(
            rule, None if floor is None else FloorBasis.STATED, first=FIRST, last=last, label="2020-21"
        ),
        location=DEFINED,
    )


def section(*entries: SectionEntry) -> Section:
    return Section("ics", "Title", Frequency.MONTHLY, entries or (entry(),), 7, None, SECTION_LINE)


def entry(code: str = "A", *levels: str) -> SectionEntry:
    return SectionEntry(code, levels, SECTION_LINE)


def columns(*figures: PlainObservation) -> Observations:
    return replace(observations_of(figures), line=np.arange(2, len(figures) + 2, dtype=np.int32))


def computed_columns(*figures: PlainObservation) -> Observations:
    """The same as made from others."""
    rows = columns(*figures)
    return replace(rows, origin=np.full(len(rows), Origin.MADE.code, np.int8))


def looked_at(
    *figures: PlainObservation,
    by: Threshold | None = None,
    of: Indicator | None = None,
    within: Section | None = None,
    computed: bool = False,
) -> list[str]:
    """``2: what``, one an issue, of an indicator A that is a percentage, highest is best."""
    indicator = of or measured(Polarity.HIGHEST, *([] if by is None else [by]), code="A")
    rows = computed_columns(*figures) if computed else columns(*figures)
    issues = lint(rate_observations(rows, [indicator], AREAS), [within or section()], AREAS)
    assert all(issue.severity is Severity.WARNING and issue.remedy for issue in issues)
    return [told(issue) for issue in issues]


def told(issue: Issue) -> str:
    return f"{issue.location.line}: {issue.what}"


def series(*values: str, area: str = "Kent") -> list[PlainObservation]:
    """Values of the months up to August 2024."""
    return [
        figure(value, period=AUGUST - back, area=area)
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
    ]


SOUND = series("80", "81", "79", "82", "80", "83")


def test_sound_figures_are_left_alone() -> None:
    assert looked_at(*SOUND, by=standards("85", "75")) == []


def test_no_figures_at_all_are_told_once_for_each_place_in_a_section() -> None:
    assert looked_at() == ["20: section ics shows A, and no area has a value of it"]


def test_an_indicator_without_a_value_at_the_levels_shown() -> None:
    told_of = looked_at(*SOUND, within=section(entry("A", "county"), entry("A", "district"), entry("B")))
    assert told_of == [
        "20: section ics shows A, and no area of level district has a value of it",
        "20: section ics shows B, and no area has a value of it",
    ]
    missing = figure(area="Ashford", missing=Missing.NOT_AVAILABLE)
    assert looked_at(*SOUND, missing, within=section(entry("A", "district"))) == [
        "20: section ics shows A, and no area of level district has a value of it"
    ]


def test_an_indicator_that_no_section_shows_is_left_alone() -> None:
    bad = [figure("0.85"), figure("85", area="Ashford", period=AUGUST - 1)]
    assert looked_at(*bad, within=section(entry("B"))) == [
        "20: section ics shows B, and no area has a value of it"
    ]


def test_a_new_indicator_has_figures_of_one_period_in_every_area() -> None:
    new = [figure("80"), figure("81", area="Ashford")]
    assert looked_at(*new) == [
        "2: A has figures of 2024-08 only, so that there is no trend and no direction of travel"
    ]
    # A missing value is no history; a value elsewhere is.
    gap = figure(period=AUGUST - 1, missing=Missing.NOT_AVAILABLE)
    assert len(looked_at(*new, gap)) == 1
    assert looked_at(*new, figure("80", area="Dover", period=AUGUST - 1)) == []


def test_a_period_many_years_before_all_others_is_a_mistyped_year() -> None:
    mistyped = figure("80", period=AUGUST - 12 * 100, area="Ashford")
    assert looked_at(*SOUND, mistyped) == [
        "8: A for Ashford is of 1924-08, and the next period that any area has is 2024-03"
    ]
    assert looked_at(*SOUND, figure("80", period=AUGUST - 12 * 9)) == []


def test_a_threshold_that_has_ended_is_missing() -> None:
    ended = standards("85", "75", last=AUGUST - 1)
    assert looked_at(*SOUND, figure("60", area="Ashford"), by=ended) == [
        "9: A has no target in force in 2024-08, so that Kent and Ashford cannot be rated"
    ]
    everywhere = [figure("60", area=area.name) for area in AREAS]
    assert looked_at(*everywhere, *SOUND[:1], by=ended) == [
        "9: A has no target in force in 2024-08, so that Kent, Ashford, Dover and 1 more area cannot be rated"
    ]
    # What is not reported any more is not missed.
    assert looked_at(*SOUND, by=standards("85", "75", last=AUGUST)) == []


def test_a_floor_standard_that_tells_red_from_amber_is_missing() -> None:
    assert looked_at(*SOUND, by=standards("85")) == [
        "9: A has no floor standard in 2024-08, so that Kent cannot be rated"
    ]
    assert looked_at(*SOUND, by=standards("80")) == []


@pytest.mark.parametrize(
    ("target", "out_of_reach"),
    [("111", True), ("110", False), ("85", False)],
    ids=["far", "a quarter", "near"],
)
def test_a_target_that_nothing_comes_near(target: str, out_of_reach: bool) -> None:
    figures = series("80", "81", "79", "82", "80", "82.5")
    expected = [
        f"9: no figure of A comes near the target {target}.0%: the best of 6 is 82.5% (Kent, 2024-08)"
    ]
    assert looked_at(*figures, by=standards(target, "75")) == (expected if out_of_reach else [])


def test_a_target_is_near_where_figures_differ_as_much_as_they_miss_it() -> None:
    assert looked_at(*series("10", "20", "40", "30", "20", "10"), by=standards("70", "5")) == []
    assert len(looked_at(*series("10", "20", "40", "30", "20", "10"), by=standards("71", "5"))) == 1


def test_few_figures_say_nothing_about_a_target() -> None:
    assert looked_at(*series("70", "71", "69", "72", "70"), by=standards("100", "65")) == []


def test_a_target_that_no_percentage_can_be() -> None:
    few = series("80", "81")
    assert looked_at(*few, by=standards("850", "75")) == [
        "9: the target of A is 850.0%, and no figure is above 100%"
    ]
    assert looked_at(*series("80", "101"), by=standards("850", "75")) == []
    assert looked_at(*SOUND, by=standards("-80", "-85")) == [
        "9: the target of A is -80.0%, and no figure is below 0",
        "9: the floor standard of A is -85.0%, and no figure is below 0",
    ]
    lowest = measured(Polarity.LOWEST, standards("450", "600"), code="A")
    assert looked_at(*SOUND, of=lowest) == [
        "9: the target of A is 450.0%, and no figure is above 100%",
        "9: the floor standard of A is 600.0%, and no figure is above 100%",
    ]
    cases = replace(measured(Polarity.HIGHEST, standards("850", "75"), code="A"), unit="cases", per=1)
    assert looked_at(*few, of=cases) == []


def test_a_target_of_zero_can_be_out_of_reach() -> None:
    lowest = measured(Polarity.LOWEST, standards("0", "90"), code="A")
    assert looked_at(*SOUND, of=lowest) == [
        "9: no figure of A comes near the target 0.0%: the best of 6 is 79.0% (Kent, 2024-05)"
    ]


def test_a_floor_standard_that_every_area_misses() -> None:
    everywhere = [one for area in ("Kent", "Ashford", "Dover") for one in series("60", "61", area=area)]
    assert looked_at(*everywhere, by=standards("70", "65")) == [
        "9: every area misses the floor standard 65.0% of A: 6 figures in 3 areas, all RED"
    ]
    assert looked_at(*everywhere, figure("66", area="Swale"), by=standards("70", "65")) == []
    assert looked_at(*everywhere[:4], by=standards("70", "65")) == []


def test_value_and_numerator_of_the_month_before_once_more() -> None:
    again = [
        figure("80.0", "8", "10", period=AUGUST - 1, area="Kent"),
        figure("80", "8", "10", area="Kent"),
        figure("80", "8", period=AUGUST - 1, area="Ashford"),
        figure("80", "8", area="Ashford"),
    ]
    assert looked_at(*again) == [
        "3: A in 2024-08 repeats value and numerator of 2024-07 for Kent and Ashford"
    ]


@pytest.mark.parametrize(
    "now",
    [
        figure("80", "8", "10", carried_forward=True),
        figure("80", "8.01", "10"),
        figure("80", "8", "10.01", as_printed=True),
        figure("80", "8", as_printed=True),
        figure("80"),
    ],
    ids=["said so", "other numerator", "other denominator", "denominator gone", "no numerator"],
)
def test_what_is_no_repetition(now: PlainObservation) -> None:
    before = figure("80", "8", "10", period=AUGUST - 1)
    assert looked_at(replace(before, as_printed=now.as_printed), now) == []


def test_only_the_latest_period_can_be_stale() -> None:
    old = [figure("80", "8", "10", period=AUGUST - back) for back in (3, 2)]
    assert looked_at(*old, figure("70", "7", "10")) == []


@pytest.mark.parametrize(
    ("then", "now", "jumps"),
    [
        ("120", "1200", True),
        ("1,200", "120", True),
        ("120", "1199", False),
        ("9", "99", False),
        ("10", "100", True),
        ("0", "100", False),
    ],
)
def test_a_numerator_that_jumps_by_ten_times(then: str, now: str, jumps: bool) -> None:
    then_plain = then.replace(",", "")
    # There is no figure of July: the last one before is of June.
    told_of = looked_at(
        figure("40", then_plain, period=AUGUST - 2, as_printed=True), figure("41", now, as_printed=True)
    )
    now_shown = f"{int(now):,}"
    expected = f"3: the numerator of A for Kent in 2024-08 is {now_shown}, and {int(then_plain):,} in 2024-06"
    assert told_of == ([expected] if jumps else [])


def test_a_fraction_among_percentages() -> None:
    """Where every check says so there is nothing to add: here the others differ widely, or it is declared."""
    figures = [*series("14", "86", "85"), figure("0.85", area="Ashford")]
    said = (
        "5: A for Ashford in 2024-08 is 0.85 percent, which looks like a fraction: its other figures and "
        "targets are {} to 86"
    )
    assert looked_at(*[replace(one, as_printed=True) for one in figures]) == [said.format(14)]
    figures = [replace(one, as_printed=True) for one in (*series("84", "86", "85"), figures[-1])]
    assert looked_at(*figures) == []
    declared = replace(measured(Polarity.HIGHEST, code="A"), supplied_as=SuppliedAs.PERCENT)
    assert looked_at(*figures, of=declared) == [said.format(84)]


def test_fractions_only_are_seen_beside_their_target() -> None:
    figures = [replace(one, as_printed=True) for one in series("0.80", "0.82")]
    assert [line.split(" is ")[1] for line in looked_at(*figures, by=standards("85", "75"))] == [
        "0.80 percent, which looks like a fraction: its other figures and targets are 85",
        "0.82 percent, which looks like a fraction: its other figures and targets are 85",
    ]
    declared = replace(
        measured(Polarity.HIGHEST, standards("85", "75"), code="A"), supplied_as=SuppliedAs.PERCENT
    )
    assert looked_at(*figures, of=declared) == []


@pytest.mark.parametrize("others", [("2.8", "3.1", "2.6"), ("5", "90", "40"), ("0.7", "0.9", "0.8")])
def test_small_percentages_among_small_ones_are_no_fractions(others: tuple[str, ...]) -> None:
    figures = [*series(*others), figure("0.9", area="Ashford")]
    assert looked_at(*[replace(one, as_printed=True) for one in figures]) == []


def test_what_is_no_percentage_is_no_fraction() -> None:
    rate = replace(measured(Polarity.HIGHEST, code="A"), unit="families", per=1, decimals=2)
    assert looked_at(*series("84", "86"), figure("0.85", area="Ashford"), of=rate) == []


def counter(**fields: object) -> Indicator:
    facts = {
        "data_period": DataPeriod.YTD, "unit": "cases", "per": 1, "decimals": 0,
        "comparison": Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR), **fields,
    }  # fmt: skip
    return replace(measured(Polarity.HIGHEST, code="A"), **facts)


def test_a_count_of_the_year_to_date_that_grows_and_starts_again() -> None:
    figures = series("283", "354", "60", "120", "120", "130")
    assert looked_at(*figures, of=counter(year_to_date_from=CalendarMonth.MAY)) == []


def test_a_count_of_the_year_to_date_that_falls() -> None:
    assert looked_at(*series("1011", "1157", "1110", "1170"), of=counter()) == [
        "4: A for Kent, a count of the year to date, falls inside its year, which begins in Apr: 1,157 in "
        "2024-06, 1,110 in 2024-07"
    ]


def test_a_count_of_the_year_to_date_that_starts_again_late() -> None:
    figures = series("648", "726", "761", "117", "165")
    assert looked_at(*figures, of=counter(year_to_date_from=CalendarMonth.JUNE)) == [
        "5: A for Kent, a count of the year to date, starts again in 2024-07 (761 in 2024-06, 117 in "
        "2024-07), and not in 2024-06, when its year begins"
    ]


def test_a_count_of_the_year_to_date_that_does_not_start_again() -> None:
    figures = series("648", "726", "761", "817")
    assert looked_at(*figures, of=counter(year_to_date_from=CalendarMonth.JULY)) == [
        "4: A for Kent, a count of the year to date, does not start again when its year begins: 726 in "
        "2024-06, 761 in 2024-07"
    ]


def test_a_fall_by_less_than_half_is_no_new_start() -> None:
    figures = series("648", "726", "761", "700")
    told_of = looked_at(*figures, of=counter(year_to_date_from=CalendarMonth.JULY))
    assert [line.split("to date, ")[1].split(":")[0] for line in told_of] == [
        "does not start again when its year begins",
        "falls inside its year, which begins in Jul",
    ]


def test_a_share_of_the_year_to_date_may_fall_but_not_what_it_is_made_of() -> None:
    share = counter(unit="percent", per=100, decimals=1)
    falls = [figure("", "9", "10", period=AUGUST - 1), figure("", "10", "20")]
    assert looked_at(*falls, of=share) == []
    falls[1] = figure("", "8", "20")
    assert looked_at(*falls, of=share) == [
        "3: the numerator of A for Kent, a count of the year to date, falls inside its year, which begins in "
        "Apr: 9 in 2024-07, 8 in 2024-08"
    ]


def of_targets(*targets: int, floor: int | None = None) -> Indicator:
    """An indicator whose threshold, written once, comes to another target in each of the last months."""
    months = range(AUGUST - len(targets) + 1, AUGUST + 1)
    return measured(
        Polarity.HIGHEST,
        *(
            replace(
                standards(str(target), None if floor is None else str(target - floor), last=month),
                first=month,
            )
            for month, target in zip(months, targets, strict=True)
        ),
        code="A",
    )


def test_a_target_spread_over_a_year_is_one_that_is_written_once() -> None:
    """The first month comes to a fifth of its target; no month of the others does."""
    out_of_reach = series("2", "3", "4", "5", "6", "7")
    indicator = of_targets(10, 20, 30, 40, 50, 60, floor=9)
    assert looked_at(*out_of_reach, of=indicator) == [
        "9: no figure of A comes near its target: the nearest of 6 is 2.0% of 10.0% (Kent, 2024-03)"
    ]
    assert looked_at(*series("2", "3", "28", "5", "6", "7"), of=indicator) == []


def test_floor_standards_spread_over_a_year_are_missed_together() -> None:
    indicator = of_targets(60, 70, floor=10)
    figures = [each for area in ("Ashford", "Dover", "Swale") for each in series("49.9", "59.9", area=area)]
    assert looked_at(*figures, of=indicator) == [
        "9: every area misses the floor standards of A: 6 figures in 3 areas, all RED"
    ]
    assert looked_at(*figures, *series("50", "59.9"), of=indicator) == []


@pytest.mark.parametrize(
    ("bands", "standard"),
    [
        (contract("100"), 'the amber band ("contracts")'),
        (contract("100", amber=None, red="<65"), 'the green band ("contracts")'),
    ],
)
def test_a_worst_band_that_every_area_is_in(bands: BandsRule, standard: str) -> None:
    by = replace(threshold(bands, FloorBasis.STATED, first=FIRST, label="2020-21"), location=DEFINED)
    figures = [each for area in ("Ashford", "Dover", "Swale") for each in series("41", "42", area=area)]
    assert f"9: every area misses {standard} of A: 6 figures in 3 areas, all RED" in looked_at(
        *figures, by=by
    )
    assert looked_at(*figures, *series("41", "65"), by=by) == []


def test_a_count_of_the_year_to_date_that_starts_again_does_not_jump() -> None:
    """1,200 in March and 40 in April, when the year begins; 40 and 1,200 within a year do jump."""
    counted = replace(
        measured(Polarity.HIGHEST, code="A"), data_period=DataPeriod.YTD, unit="cases", per=1, decimals=0
    )
    march = Month(2024, 3).ordinal

    def counts(*numerators: str, first: int) -> list[PlainObservation]:
        return [
            figure("1", numerator=numerator, denominator=numerator, period=first + month)
            for month, numerator in enumerate(numerators)
        ]

    assert looked_at(*counts("1200", "40", first=march), of=counted) == []
    (told_once,) = looked_at(*counts("40", "1200", first=march + 1), of=counted)
    assert "the numerator of A for Kent in 2024-05 is 1,200, and 40 in 2024-04" in told_once


def test_what_is_computed_is_not_told_beside_what_it_is_computed_from() -> None:
    """A figure that repeats, jumps or looks like a fraction is told where it was supplied."""
    repeated = [figure("52", "52", "100", period=AUGUST - back) for back in (2, 1, 0)]
    jumped = [figure("52", str(n), "100", period=AUGUST - back) for back, n in ((2, 40), (1, 41), (0, 4000))]
    fraction = series("52", "61", "0.58")
    for figures in (repeated, jumped, fraction):
        assert looked_at(*figures)
        assert looked_at(*figures, computed=True) == []


def test_a_new_indicator_that_is_said_to_be_new() -> None:
    assert looked_at(replace(figure("52"), is_new=True)) == []
    assert looked_at(figure("52"))


def test_a_series_that_is_said_to_be_closed() -> None:
    assert looked_at(figure(None, missing=Missing.CLOSED)) == []
    assert looked_at(figure(None, missing=Missing.NOT_AVAILABLE))


def test_a_computed_indicator_without_history_needs_what_it_is_made_from() -> None:
    rated = rate_observations(computed_columns(figure("52")), [measured(Polarity.HIGHEST, code="A")], AREAS)
    (issue,) = lint(rated, [section()], AREAS)
    assert issue.remedy == (
        "add earlier figures and targets of what it is made from, or tell readers that it is new"
    )


def test_a_sum_that_lacks_a_kind_of_area_for_ever() -> None:
    """Swale has no figure of the indicator in any period, though it is of the level that adds up."""
    adds_up = replace(measured(Polarity.HIGHEST, code="A"), adds_up_from="district")
    figures = [each for area in ("Kent", "Ashford", "Dover") for each in series("1", "2", area=area)]
    assert (
        f"{adds_up.location.line}: A adds up from level district, and Swale has no figure of it in any "
        "period, so that the sum for Kent is never made or checked"
    ) in looked_at(*figures, of=adds_up)
    complete = [*figures, *series("1", "2", area="Swale")]
    assert not any("adds up" in each for each in looked_at(*complete, of=adds_up))
    assert not any("adds up" in each for each in looked_at(*figures))
