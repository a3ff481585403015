"""Nothing to say, parts that are not asked for, blocks, and numbers of any size."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from kpi_engine.assemble.statistics.verdict_line import LONGEST, verdict_line
from kpi_engine.every_statistic import every_statistic
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.scorecard import IntervalsShown, Statistic, StatisticsAsked
from kpi_engine.model.definitions.series.process_chart import PeriodsShare
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.issue import Location
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.statistics.rows import process, series
from tests.derive.making import columns_of
from tests.rate.making import a_threshold
from tests.statistics.making import AREAS, indicator, latest, with_statistics

FLOW = {"periods_share": PeriodsShare.NOTHING}
HERE = Location("test")
MIXED = [
    "90",
    "88",
    "91",
    "89",
    "90",
    "60",
    "91",
    "89",
    "90",
    "88",
    "91",
    "89",
    "92",
    "93",
    "94",
    "95",
    "96",
    "97",
    "70",
]


def test_no_observations_at_all() -> None:
    ratings = with_statistics({}, [indicator(**FLOW)])
    assert len(ratings) == 0
    assert ratings.statistics is not None
    nobody = with_statistics({}, [])
    assert nobody.statistics is not None


def test_nothing_asked_for_changes_nothing() -> None:
    defined = [indicator(**FLOW)]
    ratings = rate_observations(columns_of([], defined, AREAS), defined, AREAS)
    asked = StatisticsAsked(frozenset(), IntervalsShown.ALWAYS, HERE)
    assert every_statistic(ratings, defined, AREAS, asked) is ratings


@pytest.mark.parametrize(
    "kinds",
    [some for size in (1, 2) for some in combinations(Statistic, size)],
    ids=lambda kinds: " and ".join(kind.value for kind in kinds),
)
def test_each_part_is_made_only_where_it_is_asked_for(kinds: tuple[Statistic, ...]) -> None:
    statistics = with_statistics(MIXED, indicator(**FLOW), kinds=frozenset(kinds)).statistics
    assert statistics is not None
    parts = {
        Statistic.INTERVALS: statistics.intervals,
        Statistic.PROCESS_LIMITS: statistics.process,
        Statistic.TREND: statistics.trends,
        Statistic.RUN_RATE: statistics.run_rates,
        Statistic.VERDICT: statistics.verdict,
    }
    assert {kind for kind, part in parts.items() if part is not None} == set(kinds)


def test_verdicts_without_anything_else_are_the_rating() -> None:
    ratings = with_statistics(MIXED, indicator(**FLOW), kinds=frozenset({Statistic.VERDICT}))
    assert verdict_line(latest(ratings)) == "RED, 5 points below the floor."
    unasked = with_statistics(MIXED, indicator(**FLOW), kinds=frozenset({Statistic.TREND}))
    assert verdict_line(latest(unasked)) == ""


def marks_and_limits() -> tuple[Any, Any]:
    places = {("A1", f"District {at}"): [str(int(text) + at % 3) for text in MIXED] for at in range(12)}
    places |= {("B2", f"District {at}"): MIXED for at in range(12)}
    ratings = with_statistics(places, [indicator(**FLOW), indicator(code="B2", **FLOW)])
    chart = ratings.statistics.process  # type: ignore[union-attr]
    assert chart is not None
    return chart.marks.tolist(), [chart.limits(row) for row in range(len(ratings))]


def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = marks_and_limits()
    monkeypatch.setattr(process, "_CELLS", 40)
    assert marks_and_limits() == whole
    monkeypatch.setattr(series, "_CELLS", 40)
    assert marks_and_limits() == whole


def test_decimals_as_printed_are_of_one_unit() -> None:
    printed = [f"{text}.0p" if at % 2 else f"{text}p" for at, text in enumerate(MIXED)]
    plain = latest(with_statistics(MIXED, indicator(**FLOW)))
    mixed = latest(with_statistics(printed, indicator(**FLOW)))
    for figure in (plain, mixed):
        assert figure.ratings.statistics is not None
    limits = [figure.ratings.statistics.process.limits(figure.row) for figure in (plain, mixed)]  # type: ignore[union-attr]
    assert limits[0] == limits[1]


def test_numbers_beyond_64_bits_are_as_exact() -> None:
    texts = ["900000000000000000p", "900000000000000.125p"] * 8
    ratings = with_statistics(texts, indicator(unit="points", per=1, decimals=3, thresholds=(), **FLOW))
    chart = ratings.statistics.process  # type: ignore[union-attr]
    assert chart is not None
    limits = chart.limits(0)
    assert limits is not None
    numbers = [Fraction(text.removesuffix("p")) for text in texts]
    assert limits[0] == sum(numbers) / len(numbers)
    assert limits[2] - limits[0] == Fraction(266, 100) * (numbers[0] - numbers[1])


def test_figures_made_of_ratings_are_neither_charted_nor_tested() -> None:
    overall = Overall(OverallMethod.SHARE_GREEN, (OverallMember("B", Decimal(1), HERE),), 0, None, None, None)
    ratings = with_statistics(MIXED, indicator(overall=overall, **FLOW))
    statistics = ratings.statistics
    assert statistics is not None
    assert statistics.process is not None
    assert statistics.intervals is not None
    assert statistics.trends is not None
    row = latest(ratings).row
    assert statistics.process.status[row] == NoStatistic.NOT_ASKED.code
    assert statistics.intervals.why_none[row] == NoStatistic.NO_SPREAD.code
    assert statistics.trends.why_none[row] == NoStatistic.NO_SPREAD.code


@pytest.mark.parametrize(
    ("thresholds", "moved"),
    [
        ((("80", "70", 0, Month(2024, 3)), ("85", "70", Month(2024, 4), None)), True),
        ((("80", "70", 0, Month(2022, 3)), ("85", "70", Month(2022, 4), None)), False),
        ((("85", "60", 0, Month(2024, 3)), ("85", "70", Month(2024, 4), None)), False),
        ((("84", "60", 0, Month(2024, 3)), ("85", "70", Month(2024, 4), None)), False),
        (((None, "60", 0, Month(2024, 3)), ("85", "70", Month(2024, 4), None)), False),
        ((("85", "70", Month(2024, 4), None), ("80", "70", Month(2026, 4), None)), False),
    ],
    ids=str,
)
def test_which_targets_have_moved(thresholds: Any, moved: bool) -> None:
    made = tuple(
        a_threshold(
            target,
            floor,
            first=getattr(first, "ordinal", first),
            last=None if last is None else last.ordinal,
        )
        for target, floor, first, last in thresholds
    )
    ratings = with_statistics(["82"], indicator(thresholds=made, **FLOW))
    assert bool(ratings.statistics.moved) is moved  # type: ignore[union-attr]


def test_a_target_of_another_polarity_has_not_moved() -> None:
    first, second = Month(2024, 4).ordinal, Month(2024, 3).ordinal
    defined = indicator(
        thresholds=(a_threshold("90", "95", last=second), a_threshold("85", "75", first=first)), **FLOW
    )
    polarity = defined.polarities[0]
    changed = (replace(polarity, polarity=Polarity.LOWEST), replace(polarity, first=first))
    ratings = with_statistics(["82"], replace(defined, polarities=changed))
    assert not ratings.statistics.moved  # type: ignore[union-attr]


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("seed", range(8))
def test_every_line_is_short_and_whole(polarity: Polarity, seed: int) -> None:
    random = np.random.default_rng(seed)
    level = random.integers(20, 90, 4)
    series = {
        ("A1", f"District {at}"): [
            f"{n * 100 // d}%{n}/{d}"
            for n, d in (
                (int(random.binomial(size, min(0.99, (level[at % 4] + step * (at % 3 - 1)) / 100))), size)
                for step, size in enumerate(random.integers(8, 90, 20).tolist())
            )
        ]
        for at in range(12)
    }
    ratings = with_statistics(series, indicator(polarity=polarity, **FLOW))
    for row in range(len(ratings)):
        line = verdict_line(Figure(ratings, row))
        assert 0 < len(line) <= LONGEST
        assert line.endswith(".")
        assert "  " not in line
        assert "None" not in line


def test_blocks_of_codes_without_rows_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [indicator(code=code) for code in ("A1", "A2", "A3")]
    ratings = with_statistics({("A1", "Kent"): ["90", "80"], ("A3", "Kent"): ["70"]}, codes)
    monkeypatch.setattr(series, "_CELLS", 1)
    grids = list(series.series_grids(ratings.observations, [0, 1, 2]))
    assert [len(grid.rows) for grid in grids] == [2, 1]
