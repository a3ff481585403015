from __future__ import annotations

import numpy as np
import pytest

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.issue import MOST_TOLD, Location, Severity
from kpi_engine.validate.data.observations import RULES, validate_observations
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.read.vocabulary import indicator
from tests.validate.figures import JULY, PERCENT, RATE, RATIO, columns, figure, problems


def test_sound_figures_have_no_problems() -> None:
    assert not problems(figure("51.6", "66", "128"), figure("50", period=JULY), figure("50", area="Swale"))
    assert not problems(figure(numerator="66", denominator="128"), figure(missing=Missing.BLANK, period=JULY))
    assert not validate_observations(observations_of([]), []).issues


def test_rules_are_applied_in_a_stated_order() -> None:
    assert [rule.__name__ for rule in RULES] == [
        "given_once",
        "denominator_not_negative",
        "no_value_of_nothing",
        "parts_make_the_value",
        "rounded_parts_make_no_value",
        "parts_are_rounded_as_said",
        "carried_forward_is_unchanged",
        "new_has_no_history",
        "low_rounds_to_zero",
        "value_is_possible",
    ]


def test_an_issue_has_its_place_its_area_and_a_remedy() -> None:
    (issue,) = validate_observations(
        columns(figure("1", area="Swale"), figure("2", area="Swale")), [PERCENT]
    ).issues
    assert issue.location == Location("test", 3)
    assert issue.area == "Swale"
    assert issue.remedy == "delete the one that is wrong"


def test_a_source_without_lines_has_its_rows_named() -> None:
    (issue,) = validate_observations(observations_of([figure("1"), figure("2")]), [PERCENT]).issues
    assert str(issue.location) == "test:row 2"
    assert issue.what == "A for Kent in 2024-08 is given twice: 2 here, 1 at test:row 1"


@pytest.mark.parametrize("again", [figure("51.6"), figure("51.60"), figure("51.600", as_printed=True)])
def test_the_same_figure_given_twice(again: PlainObservation) -> None:
    assert problems(figure("51.6"), again) == [
        "3 warning: Kent in 2024-08 is given twice with the same figures, first at test:2"
    ]


@pytest.mark.parametrize(
    ("again", "words"),
    [
        (figure("516"), "516"),
        (figure("51.6", "66"), "51.6 (66 / none)"),
        (figure("51.6", "", "128"), "51.6 (none / 128)"),
        (figure(numerator="66", denominator="128"), "none (66 / 128)"),
        (figure(missing=Missing.SUPPRESSED), "none (suppressed)"),
        (figure("51.6", carried_forward=True), "51.6 (carried forward)"),
    ],
)
def test_another_figure_for_the_same(again: PlainObservation, words: str) -> None:
    assert problems(figure("51.6"), again) == [
        f"3 error: Kent in 2024-08 is given twice: {words} here, 51.6 at test:2"
    ]


def test_missing_figures_are_the_same_only_for_the_same_reason() -> None:
    blank, suppressed = figure(missing=Missing.BLANK), figure(missing=Missing.SUPPRESSED)
    assert problems(blank, blank) == [
        "3 warning: Kent in 2024-08 is given twice with the same figures, first at test:2"
    ]
    assert problems(blank, suppressed) == [
        "3 error: Kent in 2024-08 is given twice: none (suppressed) here, none (to be supplied) at test:2"
    ]


def test_repeats_are_found_wherever_they_stand_and_compared_with_the_first() -> None:
    assert problems(
        figure("3", period=JULY),
        figure("1"),
        figure("2", area="Swale"),
        figure("3.0", period=JULY),
        figure("2"),
        figure("1"),
    ) == [
        "5 warning: Kent in 2024-07 is given twice with the same figures, first at test:2",
        "6 error: Kent in 2024-08 is given twice: 2 here, 1 at test:3",
        "7 warning: Kent in 2024-08 is given twice with the same figures, first at test:3",
    ]


@pytest.mark.parametrize(("printed", "severity"), [(False, "error"), (True, "warning")])
def test_denominators(printed: bool, severity: str) -> None:
    assert problems(figure("51.6", "66", "-128", as_printed=printed)) == [
        f"2 {severity}: Kent in 2024-08 has a negative denominator, -128"
    ]
    assert problems(figure("0.0", "0", "0.0", as_printed=printed)) == [
        f"2 {severity}: Kent in 2024-08 has a value, 0.0, though its denominator is 0"
    ]
    assert not problems(figure(numerator="0", denominator="0", missing=Missing.ZERO_DENOMINATOR))


def test_what_is_printed_is_used_as_it_stands() -> None:
    issues = validate_observations(
        columns(
            figure("51.6", "66", "-128", as_printed=True),
            figure("51.6", "66", "0", area="Swale", as_printed=True),
            figure("51.6", "67", "128", area="Dover", as_printed=True),
        ),
        [PERCENT],
    ).issues
    assert {issue.severity for issue in issues} == {Severity.WARNING}
    assert [issue.remedy for issue in issues] == [
        "it is rated as printed",
        "it is not rated",
        "it is rated as printed",
    ]


@pytest.mark.parametrize(
    ("of", "value", "numerator", "denominator"),
    [
        (PERCENT, "51.6", "66", "128"),
        (PERCENT, "81.3", "26", "32"),  # 81.25 exactly: both neighbours are within half a unit
        (PERCENT, "81.2", "26", "32"),
        (PERCENT, "51.5625", "66", "128"),
        (PERCENT, "120.8", "29", "24"),
        (PERCENT, "-50", "-1", "2"),
        (PERCENT, "0", "0", "7"),
        (RATIO, "15.1", "149", "9.9"),
        (RATE, "28.5", "45", "15800"),
    ],
)
def test_parts_that_make_the_value(of: Indicator, value: str, numerator: str, denominator: str) -> None:
    assert not problems(figure(value, numerator, denominator), of=of)


@pytest.mark.parametrize(
    ("of", "value", "numerator", "denominator", "calculation"),
    [
        (PERCENT, "51.5", "66", "128", "66 / 128 is 51.6%"),
        (PERCENT, "0.5", "66", "128", "66 / 128 is 51.6%"),
        (PERCENT, "51.6198", "66", "128", "66 / 128 is 51.5625%"),
        (PERCENT, "50.0", "-1", "2", "-1 / 2 is -50.0%"),
        (RATIO, "14.9", "149", "9.9", "149 / 9.9 is 15.1"),
        (RATE, "28.4", "45", "15800", "10000 × 45 / 15800 is 28.5"),
    ],
)
def test_parts_that_do_not(
    of: Indicator, value: str, numerator: str, denominator: str, calculation: str
) -> None:
    assert problems(figure(value, numerator, denominator), of=of) == [
        f"2 error: Kent in 2024-08 has the value {value}, but {calculation}"
    ]


def test_parts_rounded_to_five_explain_what_they_can() -> None:
    explained = figure("83", "580", "705", as_printed=True, parts_rounded_to=5)
    assert not problems(
        explained, figure("91", "350", "380", as_printed=True, parts_rounded_to=5, period=JULY)
    )
    assert not problems(figure("82.9", "580", "705", parts_rounded_to=5))
    assert problems(figure("85", "580", "705", as_printed=True, parts_rounded_to=5)) == [
        "2 warning: Kent in 2024-08 has the value 85, but 580 / 705 is 82.3% "
        "(81.63 to 82.92 as the parts are rounded to 5)"
    ]
    assert problems(figure("83", "580", "705", parts_rounded_to=5)) == [
        "2 error: Kent in 2024-08 has the value 83, but 580 / 705 is 82.3% "
        "(81.63 to 82.92 as the parts are rounded to 5)"
    ]


def test_parts_that_are_said_to_be_rounded_and_are_not() -> None:
    assert problems(
        figure("6.1", "43", "700", parts_rounded_to=10),
        figure("82", "580", "705.5", parts_rounded_to=5, period=JULY),
        figure("82", "580", "705", parts_rounded_to=5, area="Swale"),
        figure("82", "577", "704", area="Dover"),
    ) == [
        "2 warning: Kent in 2024-08 has the numerator 43, though its parts are said to be rounded to 10",
        "3 warning: Kent in 2024-07 has the denominator 705.5, though its parts are said to be rounded to 5",
    ]


def test_a_few_cases_are_rounded_down_to_none() -> None:
    assert not problems(figure("50", "0", "0", parts_rounded_to=5))


def test_rounded_parts_alone_make_a_value_that_is_not_sure() -> None:
    assert problems(figure("", "580", "705", parts_rounded_to=5)) == [
        "2 warning: Kent in 2024-08 has no value, and its parts are rounded: 580 / 705 is 82.3% "
        "(81.63 to 82.92 as the parts are rounded to 5)"
    ]


def test_printed_parts_are_rounded_themselves() -> None:
    # Any numerator of 15.55 to 15.65 over any denominator of 22.95 to 23.05: 67.46 to 68.19.
    for allowed in ("67.5", "67.8", "68.2"):
        assert not problems(figure(allowed, "15.6", "23.0", as_printed=True))
    for refused in ("67.4", "68.3"):
        assert problems(figure(refused, "15.6", "23.0", as_printed=True)) == [
            f"2 warning: Kent in 2024-08 has the value {refused}, but 15.6 / 23.0 is 67.8% "
            "(67.46 to 68.19 as the parts are rounded)"
        ]


def test_printed_counts_are_exact() -> None:
    assert problems(figure("65.0", "252", "388", as_printed=True)) == [
        "2 warning: Kent in 2024-08 has the value 65.0, but 252 / 388 is 64.9%"
    ]
    assert not problems(figure("65", "252", "388", as_printed=True))


def test_a_figure_carried_forward_is_the_one_before() -> None:
    before = figure("51.6", period=JULY)
    assert not problems(before, figure("51.60", carried_forward=True))
    assert problems(figure("52.0", carried_forward=True), before) == [
        "2 warning: Kent in 2024-08 is carried forward as 52.0, but the period before has 51.6 (test:3)"
    ]


def test_carried_forward_from_nothing_cannot_be_checked() -> None:
    assert not problems(figure("52.0", carried_forward=True))
    assert not problems(figure("52.0", carried_forward=True), figure("51.6", period=JULY - 1))
    assert not problems(figure("52.0", carried_forward=True), figure("51.6", period=JULY, area="Swale"))
    assert not problems(figure("52.0", carried_forward=True), figure(missing=Missing.SUPPRESSED, period=JULY))
    assert not problems(
        figure(numerator="1", denominator="2", carried_forward=True), figure("51.6", period=JULY)
    )


def test_a_new_figure_is_the_first() -> None:
    assert not problems(figure("52.0", is_new=True), figure("51.6", period=JULY, area="Swale"))
    assert not problems(figure("52.0", is_new=True), figure(missing=Missing.CLOSED, period=JULY))
    assert not problems(figure("52.0", is_new=True, period=JULY), figure("51.6"))
    assert problems(figure("52.0", is_new=True), figure("51.6", period=JULY - 1)) == [
        "2 warning: Kent in 2024-08 is said to be new, "
        "but there is an earlier figure, 51.6 in 2024-06 (test:3)"
    ]


def test_a_new_figure_and_one_that_is_not_are_not_the_same() -> None:
    assert problems(figure("52.0"), figure("52.0", is_new=True)) == [
        "3 error: Kent in 2024-08 is given twice: 52.0 (new) here, 52.0 at test:2"
    ]


def test_periods_are_named_by_frequency_and_outturns_by_year() -> None:
    twice = (figure("1", period=2023), figure("2", period=2023))
    annual = indicator("A", Frequency.ANNUAL)
    named = ["3 error: Kent in 2023-24 is given twice: 2 here, 1 at test:2"]
    assert problems(*twice, of=annual) == named
    assert problems(*twice, of=PERCENT, outturns=True) == named


def test_problems_stand_in_the_order_of_the_rows() -> None:
    told = problems(
        figure("51.6", "67", "128"),
        figure("51.6", "66", "-128", area="Swale"),
        figure("1", area="Dover"),
        figure("2", area="Dover"),
    )
    assert [line.partition(" ")[0] for line in told] == ["2", "3", "5"]


@pytest.mark.parametrize(("printed", "severity"), [(False, Severity.ERROR), (True, Severity.WARNING)])
def test_so_many_problems_are_counted_not_told(printed: bool, severity: Severity) -> None:
    wrong = [
        figure("51.6", "67", "128", period=period, as_printed=printed) for period in range(MOST_TOLD + 5)
    ]
    issues = validate_observations(columns(*wrong), [PERCENT]).issues
    assert len(issues) == MOST_TOLD + 1
    assert str(issues[-1]) == (
        f"test:1002: {severity.value}: there are 5 more problems like these from here on; "
        "fix the other errors first, then check again"
    )
    assert not issues[-1].area


def test_a_million_figures_are_checked_at_once() -> None:
    count = 1_000_000
    rows = columns(figure("51.6", "66", "128"))
    many = rows.take(np.zeros(count, np.int64))
    many.period[:] = np.arange(count)
    many.value.mantissa[count // 2] = 517
    (issue,) = validate_observations(many, [PERCENT]).issues
    assert "has the value 51.7, but 66 / 128 is 51.6%" in issue.what


def test_rows_with_errors_are_the_ones_that_cannot_be_used() -> None:
    rows = columns(
        figure("1", period=JULY), figure("101", "2", "1"), figure("2", "1", "0"), figure("3", period=JULY)
    )
    found = validate_observations(rows, [PERCENT])
    lines = {issue.location.line for issue in found.issues if issue.severity is Severity.ERROR}
    unusable = set(rows.line[found.unusable].tolist())
    assert lines
    assert lines <= unusable
    # Which of two unlike figures is right, nobody can tell.
    assert {2, 5} <= unusable


@pytest.mark.parametrize(("value", "is_told"), [("100", False), ("50", True), ("99.9", True)])
def test_a_single_case_makes_a_value_too(value: str, is_told: bool) -> None:
    assert bool(problems(figure(value, "1", "1"))) == is_told
