"""Bands: what is told of each gap and overlap, and of bands that hold every value there can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.issue import Location
from kpi_engine.validate.bands import bands_of_another_polarity, gaps_and_overlaps
from tests.rate.making import a_threshold, an_indicator


def band(text: str, line: int) -> Band:
    """``[1 5]`` holds both ends, ``(1 5)`` neither; ``[1 …`` is open above."""
    low, high = text[1:-1].split()
    below, above = text[0] == "[", text[-1] == "]"
    return Band(
        None if low == "…" else Edge(Decimal(low), below),
        None if high == "…" else Edge(Decimal(high), above),
        Location("test", line),
    )


def with_bands(
    red: str, amber: str | None, green: str, of: BandsOf = BandsOf.VALUE, **fields: object
) -> Indicator:
    own = BandsRule(
        target=Decimal(100) if of is not BandsOf.VALUE else None,
        name="ours",
        of=of,
        decimals=0,
        green=band(green, 3),
        amber=None if amber is None else band(amber, 4),
        red=band(red, 5),
    )
    return an_indicator(**{"decimals": 0, "thresholds": (a_threshold(rule=own),), **fields})


def told(indicator: Indicator) -> list[str]:
    return [f"{issue.location.line}: {issue.what}; {issue.remedy}" for issue in gaps_and_overlaps(indicator)]


LIST = ", or list the possible_values"
APART = f"end one band below the number that the next begins with{LIST}"
TOUCH = "where one band begins with a number, end the other below it"


@pytest.mark.parametrize(
    ("bands", "problems"),
    [
        (("[… 49]", "[50 64]", "[65 …]"), []),
        (("[… 50)", "[50 65)", "[65 …]"), []),
        (("[… 49]", None, "[50 …]"), []),
        (("[65 …]", "[50 64]", "[… 49]"), []),
        (("[… 49]", "[51 64]", "[65 …]"), [f"5: a value of 50 is in no band; {APART}"]),
        (("[… 48]", "[50 64]", "[65 …]"), [f"5: a value of 49 is in no band; {APART}"]),
        (("[… 50)", "(50 64]", "[65 …]"), [f"5: a value of 50 is in no band; {APART}"]),
        (("[… 50]", "[50 64]", "[65 …]"), [f"5: a value of 50 is RED and AMBER at once; {TOUCH}"]),
        (("[… 49]", "[50 65]", "[65 …]"), [f"4: a value of 65 is AMBER and GREEN at once; {TOUCH}"]),
        (("[… 49]", None, "[51 …]"), [f"5: a value of 50 is in no band; {APART}"]),
        (
            ("[1 49]", "[50 64]", "[65 100]"),
            [
                f"5: a value of 0 is in no band; leave the RED band open on that side{LIST}",
                f"3: a value of 101 is in no band; leave the GREEN band open on that side{LIST}",
            ],
        ),
        (
            ("[… 49]", "[65 …]", "[50 64]"),
            ["5: AMBER is not between RED and GREEN; check which band is which"],
        ),
        (
            ("[… 49]", "[60 50]", "[65 …]"),
            ["4: no value is in the AMBER band; swap its ends, or correct one of them"],
        ),
        (
            ("(49 50)", "[50 64]", "[65 …]"),
            ["5: no value is in the RED band; swap its ends, or correct one of them"],
        ),
    ],
)
def test_displayed_values(bands: tuple[str, str | None, str], problems: Sequence[str]) -> None:
    found = told(with_bands(*bands))
    assert sorted(found) == sorted(problems)
    assert told(with_bands(*bands, rate_on=RateOn.DISPLAYED)) == found


@pytest.mark.parametrize(
    ("bands", "problems"),
    [
        (("[… 50)", "[50 65)", "[65 …]"), []),
        (("[… 50]", "(50 65]", "(65 …]"), []),
        (("[… 49]", "[50 65)", "[65 …]"), [f"5: a value of 49.5 is in no band; {APART}"]),
        (("[… 50)", "(50 65)", "[65 …]"), [f"5: a value of 50 is in no band; {APART}"]),
        (("[… 50]", "[50 65)", "[65 …]"), [f"5: a value of 50 is RED and AMBER at once; {TOUCH}"]),
        (("[… 52)", "[50 65)", "[65 …]"), [f"5: a value of 50 is RED and AMBER at once; {TOUCH}"]),
        (
            ("[1 50)", "[50 65)", "[65 100]"),
            [
                f"5: a value of 0 is in no band; leave the RED band open on that side{LIST}",
                f"3: a value of 101 is in no band; leave the GREEN band open on that side{LIST}",
            ],
        ),
        (
            ("(49 50)", "[50 64]", "(64 …]"),
            [f"5: a value of 48 is in no band; leave the RED band open on that side{LIST}"],
        ),
    ],
)
def test_any_number_where_raw_values_are_rated(
    bands: tuple[str, str | None, str], problems: Sequence[str]
) -> None:
    assert sorted(told(with_bands(*bands, rate_on=RateOn.RAW))) == sorted(problems)


def test_values_that_there_cannot_be_need_no_band() -> None:
    bands = ("[… 49]", "[51 64]", "[65 …]")
    assert told(with_bands(*bands, possible_values=tuple(map(Decimal, (0, 49, 51, 100))))) == []
    (what,) = told(with_bands(*bands, possible_values=tuple(map(Decimal, (0, 50, 100)))))
    assert what.endswith("the next begins with, or remove it from possible_values")


def test_percents_of_a_target_have_no_possible_values() -> None:
    possible = {"possible_values": tuple(map(Decimal, (0, 49, 51, 100)))}
    (what,) = told(with_bands("[… 49]", "[51 64]", "[65 …]", BandsOf.PERCENT_OF_TARGET, **possible))
    assert what == "5: 50% of target is in no band; end one band below the number that the next begins with"


def test_the_same_bands_are_judged_once() -> None:
    indicator = with_bands("[… 49]", "[51 64]", "[65 …]")
    (own,) = indicator.thresholds
    assert len(told(replace(indicator, thresholds=(own, replace(own, first=10))))) == 1


@pytest.mark.parametrize(
    ("polarity", "green", "told_of_it"),
    [
        (Polarity.HIGHEST, "[65 …]", ""),
        (Polarity.LOWEST, "[… 64]", ""),
        (Polarity.NONE, "[65 …]", ""),
        (Polarity.NONE, "[… 64]", ""),
        (Polarity.HIGHEST, "[… 64]", "the lowest of the bands"),
        (Polarity.LOWEST, "[65 …]", "the highest of the bands"),
        (Polarity.TARGET, "[65 …]", "this threshold is rated by bands, and the polarity is T"),
    ],
)
def test_the_better_band_is_on_the_better_side(polarity: Polarity, green: str, told_of_it: str) -> None:
    red = "[… 64]" if green.endswith("…]") else "[65 …]"
    (own,) = with_bands(red, None, green).thresholds
    issues = list(bands_of_another_polarity(an_indicator(polarity, thresholds=(own,))))
    assert len(issues) == bool(told_of_it)
    assert all(issue.what.startswith(told_of_it) for issue in issues)
