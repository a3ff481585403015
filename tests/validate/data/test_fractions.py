"""Percentages beside targets that are fractions, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.indicator import Indicator, SuppliedAs
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.validate.data.fractions import fractions_and_percentages
from tests.band_rules import bands_rule, contract
from tests.derive.making import member
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import NOWHERE, a_threshold, an_indicator
from tests.validate.figures import JULY, figure

PERCENT = an_indicator(code="A", thresholds=(a_threshold("4.5", None),))
SHARE = an_indicator(code="A", thresholds=(a_threshold("0.8", None),))


def told(
    indicator: Indicator,
    rows: Sequence[PlainObservation],
    outturns: Sequence[PlainObservation] = (),
    comparators: Sequence[Comparator] = (),
) -> list[str]:
    """What and what to do."""
    figures, years = observations_of(rows), observations_of(outturns)
    found = fractions_and_percentages(figures, years, [indicator], comparators)
    return [f"{issue.what}; {issue.remedy}" for issue in found]


def values(*texts: str) -> list[PlainObservation]:
    return [figure(text, period=JULY - at) for at, text in enumerate(texts)]


LOOK_LIKE_FRACTIONS = (
    "no value of A is above 0.067 percent, and its target is 4.5 percent: the values look like fractions, "
    'as a spreadsheet keeps percentages; write "supplied_as: fraction" in the definition where '
    '0.067 means 6.700 %, or "supplied_as: percent" where the values are percentages'
)


def among(others: str, more: str = "", number: str = "0.067") -> str:
    """What is told of a single value among others."""
    return (
        f"A for Kent in 2024-07 is {number} percent{more}, which looks like a fraction: its other figures "
        f"and targets are {others}; multiply it by 100 where {number} means {100 * Decimal(number)} %, "
        'or write "supplied_as: percent" in the definition where it is right'
    )


LOOKS_LIKE_A_FRACTION = (
    "the target of A is 0.8 percent, and no value is below 50.5 percent: the target looks like a fraction; "
    'write "target: 80" where 0.8 means 80.0 %, or "supplied_as: percent" where the target is right'
)


@pytest.mark.parametrize(
    ("indicator", "texts", "expected"),
    [
        (PERCENT, ["0.067"], [LOOK_LIKE_FRACTIONS]),
        (PERCENT, ["0.0441", "0.067"], [LOOK_LIKE_FRACTIONS]),
        (PERCENT, ["0.067", "-0.05", "0"], [LOOK_LIKE_FRACTIONS]),
        (PERCENT, ["0.067", "6.7"], [among("4.5 to 6.7")]),
        (PERCENT, ["0.067", "-6.7"], [among("4.5 to 6.7")]),
        (PERCENT, ["0.067", "6.7", "-0.05", "0"], [among("4.5 to 6.7", ", and 1 further figure likewise")]),
        (replace(PERCENT, supplied_as=SuppliedAs.PERCENT), ["0.067", "6.7"], []),
        # One other figure or target is no range; others that differ widely may have one more that is small.
        (replace(PERCENT, thresholds=()), ["0.067", "6.7"], []),
        (replace(PERCENT, thresholds=()), ["0.067", "6.7", "6.6"], [among("6.6 to 6.7")]),
        (replace(PERCENT, thresholds=()), ["0.5", "6", "24"], []),
        (replace(PERCENT, thresholds=()), ["0.05", "2", "12.6"], [among("2 to 12.6", number="0.05")]),
        (replace(PERCENT, thresholds=()), ["0.05", "2", "12.7"], []),
        (replace(PERCENT, thresholds=()), ["0.051", "1.1", "0.9"], []),
        (replace(PERCENT, unit="days"), ["0.067", "6.7", "6.6"], []),
        (PERCENT, ["6.7"], []),
        (PERCENT, ["1.01"], []),
        (PERCENT, ["0", "0.00"], []),
        (PERCENT, [], []),
        (replace(PERCENT, unit="days"), ["0.067"], []),
        (replace(PERCENT, supplied_as="percent"), ["0.067"], []),
        (replace(PERCENT, thresholds=()), ["0.067"], []),
        (an_indicator(code="A", thresholds=(a_threshold("0", None),)), ["0.067"], []),
        (an_indicator(code="A", thresholds=(a_threshold("1", None),)), ["0.067"], []),
        (
            an_indicator(code="A", thresholds=(a_threshold("0.5", None), a_threshold("4.5", None))),
            ["0.067"],
            [],
        ),
        (SHARE, ["85.3", "50.5"], [LOOKS_LIKE_A_FRACTION]),
        (SHARE, ["85.3", "50.5", "0"], [LOOKS_LIKE_A_FRACTION]),
        (SHARE, ["-85.3", "50.5"], [LOOKS_LIKE_A_FRACTION]),
        (SHARE, ["85.3", "0.7"], []),
        (SHARE, ["85.3", "1"], []),
        (SHARE, ["0.7"], []),
        (an_indicator(code="A", thresholds=(a_threshold("1.5", None),)), ["85"], []),
        (replace(SHARE, thresholds=(a_threshold("0.8", None), a_threshold("80", None))), ["85.3"], []),
    ],
)
def test_which_look_like_fractions(indicator: Indicator, texts: list[str], expected: list[str]) -> None:
    assert told(indicator, values(*texts)) == expected


@pytest.mark.parametrize(
    ("values_given", "of", "is_told"),
    [
        (["0.93", "0.88"], "value", True),
        (["0.93", "1.1"], "value", False),
        (["0.93", "0.5"], "from 1", False),
        (["0.93"], "percent", False),
        (["0.5"], "small", False),
    ],
)
def test_bands_of_values_are_what_values_are_held_against(
    values_given: list[str], of: str, is_told: bool
) -> None:
    bands = {
        "value": bands_rule("95..", "90..<95", "<90"),
        "small": bands_rule("0.8..", None, "<0.8"),
        "from 1": bands_rule("1..", None, "<1"),
        "percent": contract("0.9"),
    }[of]
    banded = replace(PERCENT, thresholds=(replace(a_threshold("1", None), rule=bands),))
    found = told(banded, values(*values_given))
    assert [line.partition(":")[0] for line in found] == [
        "no value of A is above 0.93 percent, and its lowest band begins or ends at 90 percent"
    ] * is_told


def test_1_is_a_fraction_beside_bands_too() -> None:
    banded = replace(
        PERCENT, thresholds=(replace(a_threshold("1", None), rule=bands_rule("95..", "90..<95", "<90")),)
    )
    assert len(told(banded, values("1", "0.9"))) == 1


def test_the_only_figures_beside_comparators() -> None:
    bare = replace(PERCENT, thresholds=())
    others = [
        Comparator("A", name, "", Decimal(size), size, "", NOWHERE)
        for name, size in (("E", "62"), ("S", "55"))
    ]
    (said,) = told(bare, values("0.58"), comparators=others)
    assert said.startswith(
        "no figure of A is above 0.58 percent, and no comparator is below 55 percent: the figures look "
    )
    assert told(bare, values("58"), comparators=others) == []
    assert told(bare, values("0.2"), comparators=others) == []
    (said,) = told(bare, values("0.58", "0.2"), comparators=others)
    assert said.startswith("no figure of A is above 0.58 percent, and no comparator is below 55 percent")
    # The target, the figures of years or the other figures have said so already.
    assert len(told(PERCENT, values("0.58"), comparators=others)) == 1
    assert len(told(bare, values("0.58"), values("57"), comparators=others)) == 1


def test_each_indicator_has_others_of_its_own_and_any_number_of_decimals() -> None:
    rows = [*values("6.7", "6.6", "6.5"), *(replace(one, code="B") for one in values("0.067", "7.7", "7.6"))]
    both = [replace(PERCENT, thresholds=()), replace(PERCENT, code="B", thresholds=())]
    found = list(fractions_and_percentages(observations_of(rows), observations_of([]), both))
    assert [issue.what.split()[0] for issue in found] == ["B"]
    tiny = replace(figure("1"), value=Decimal("0.0670000000000000001"))
    assert len(told(both[0], [tiny, *values("6.7", "6.6")])) == 1


def test_one_is_a_fraction_still() -> None:
    assert len(told(PERCENT, values("1"))) == 1
    assert len(told(replace(SHARE, thresholds=(a_threshold("1", None),)), values("85"))) == 1
    assert len(told(replace(SHARE, thresholds=(a_threshold("-0.8", None),)), values("85"))) == 1


@pytest.mark.parametrize(("number", "looks"), [("1", 1), ("1.00000000000000001", 0)])
def test_what_is_above_one_by_however_little_is_no_fraction(number: str, looks: int) -> None:
    bare = replace(PERCENT, thresholds=())
    assert len(told(bare, values(number, "65", "66"))) == looks
    assert len(told(bare, values(number, "65", "66", "0.9"))) == 1


def test_figures_made_of_parts_are_others_too() -> None:
    made = [figure("", str(numerator), "100", period=JULY - numerator) for numerator in (66, 68)]
    assert told(replace(PERCENT, thresholds=()), [*values("0.67"), *made]) == [
        among("66 to 68", number="0.67")
    ]


def test_final_figures_of_years_count_too() -> None:
    assert told(PERCENT, values("0.067"), values("0.05")) == [LOOK_LIKE_FRACTIONS]
    assert told(PERCENT, [], values("0.067")) == [LOOK_LIKE_FRACTIONS]
    assert LOOK_LIKE_FRACTIONS not in told(PERCENT, values("0.067"), values("5"))


def test_a_target_that_is_another_figure_says_nothing() -> None:
    moving = a_threshold("4.5", None, figure=FigureTarget(member("B"), "", ""))
    assert told(replace(PERCENT, thresholds=(moving,)), values("0.067")) == []


def test_each_indicator_is_looked_at_by_itself() -> None:
    rows = [*values("0.067"), replace(figure("6.7"), code="B")]
    found = fractions_and_percentages(
        observations_of(rows), observations_of([]), [PERCENT, replace(PERCENT, code="B")]
    )
    assert [issue.what.split()[3] for issue in found] == ["A"]


CALLED_FRACTIONS = replace(PERCENT, supplied_as=SuppliedAs.FRACTION)


@pytest.mark.parametrize(
    ("indicator", "texts", "lowest"),
    [
        (CALLED_FRACTIONS, ["670", "450"], "4.5"),
        (replace(CALLED_FRACTIONS, thresholds=()), ["8000", "8200"], "80"),
        (CALLED_FRACTIONS, ["6.7", "450"], ""),
        (replace(CALLED_FRACTIONS, thresholds=(a_threshold("85", None),)), ["105", "120.8"], ""),
        (replace(CALLED_FRACTIONS, thresholds=(a_threshold("800", None),)), ["8100"], ""),
        (CALLED_FRACTIONS, [], ""),
        # Above twice the target of 4.5, and above 100 % or ten times the target.
        (CALLED_FRACTIONS, ["9", "450"], ""),
        (CALLED_FRACTIONS, ["10", "450"], "0.1"),
        (CALLED_FRACTIONS, ["10", "100"], ""),
        (CALLED_FRACTIONS, ["10", "101"], "0.1"),
        (replace(CALLED_FRACTIONS, thresholds=(a_threshold("20", None),)), ["150", "200"], ""),
        (replace(CALLED_FRACTIONS, thresholds=(a_threshold("20", None),)), ["150", "210"], "1.5"),
    ],
)
def test_percentages_that_are_called_fractions_are_told(
    indicator: Indicator, texts: Sequence[str], lowest: str
) -> None:
    """A definition that says fractions over a file of percentages makes 80 % into 8,000 %, which is GREEN."""
    said = told(indicator, values(*texts))
    assert len(said) == bool(lowest)
    for line in said:
        assert line.startswith(f"no value of A is written as less than {lowest}, which as a fraction is ")
        assert f'delete "supplied_as: fraction" from the definition where {lowest} means {lowest} %' in line


def looks_like_a_fraction(name: str, number: str, beside: str, meant: str) -> str:
    exactly, what = meant.partition(" ")[::2]
    return (
        f"the {name} of A is {number} percent, and its {beside} percent: the {name} looks like a "
        f"fraction; write {exactly} where {number} means {what} %, or "
        '"supplied_as: percent" where it is right'
    )


@pytest.mark.parametrize(
    ("target", "floor", "expected"),
    [
        ("80", "0.4", looks_like_a_fraction("floor standard", "0.4", "target is 80", "40 40.0")),
        ("0.8", "40", looks_like_a_fraction("target", "0.8", "floor standard is 40", "80 80.0")),
        ("-80", "-0.7", looks_like_a_fraction("floor standard", "0.7", "target is 80", "70 70.0")),
        ("50", "1", looks_like_a_fraction("floor standard", "1", "target is 50", "100 100")),
        ("80", "0.39", ""),
        ("49", "1", ""),
        ("40", "1", ""),
        ("100", "1.5", ""),
        ("1", "0.01", ""),
        ("80", "70", ""),
        ("80", None, ""),
        ("0", "0.1", ""),
    ],
)
def test_a_floor_standard_beside_its_target(target: str, floor: str | None, expected: str) -> None:
    """Of one of the two, a hundred times as much is from half to twice the other."""
    indicator = an_indicator(code="A", thresholds=(a_threshold("80", None), a_threshold(target, floor)))
    assert told(indicator, []) == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("number", "is_told"),
    [("0.2", True), ("0.19", False), ("1", True), ("-1", True), ("1.01", False), ("0", False)],
)
def test_a_comparator_beside_the_figures(number: str, is_told: bool) -> None:
    england, bare = (
        Comparator(code, "England", "", Decimal(number), number, "", NOWHERE) for code in ("A", "B")
    )
    found = told(replace(PERCENT, thresholds=()), values("40", "80"), comparators=[bare, england])
    assert (
        found
        == [
            f"A of England is {number} percent, and no figure is below 40.0 percent: it looks like a "
            f"fraction; multiply it by 100 where {number} means {100 * Decimal(number)} %, or write "
            '"supplied_as: percent" in the definition where it is right'
        ]
        * is_told
    )


def test_outturns_beside_the_figures() -> None:
    bare = replace(PERCENT, thresholds=())
    what = "no {} of A is above 0.6 percent, and no {} is below 40.0 percent: the {}s look like fractions; "
    remedy = (
        'multiply them by 100 where 0.6 means 60.0 %, or write "supplied_as: percent" in the definition '
        "where they are right"
    )
    high, low = values("40", "80"), values("0.6", "0.15")
    assert told(bare, high, low) == [what.format("outturn", "other figure", "outturn") + remedy]
    assert told(bare, low, high) == [what.format("figure", "outturn", "figure") + remedy]
    assert told(bare, high, values("0.15")) == told(bare, values("0.15"), high) == []
    assert told(bare, high, values("50")) == told(bare, [], low) == []
