"""The statistics beside the vectors: vectors/README.md says where each number is from."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from kpi_engine.model.statistics.confidence import C95, C998
from kpi_engine.statistics.formulas.constants import POISSON, SMALLEST_BYAR
from kpi_engine.statistics.formulas.differences import differs_from, has_few_expected, proportions_differ
from kpi_engine.statistics.formulas.funnel import funnel, rates_funnel
from kpi_engine.statistics.formulas.intervals import byar, poisson, wilson
from kpi_engine.statistics.formulas.pace import at_this_rate, needed, pace, run_rate
from kpi_engine.statistics.formulas.prime import PrimeKind, prime_limits
from kpi_engine.statistics.formulas.trend import chi_square, proportions_trend, ranks_trend, weighted_trend
from tests.statistics.vector_files import rows_of, series_of


def ints(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


@pytest.mark.parametrize("row", rows_of("confidence_intervals.csv"), ids=str)
def test_intervals(row: dict[str, str]) -> None:
    confidence = C95 if row["confidence"] == "95%" else C998
    cases, among = np.array([float(row["numerator"])]), np.array([float(row["denominator"] or 1)])
    if row["method"] == "Wilson":
        lower, upper = wilson(cases, among, confidence)
    elif cases[0] < SMALLEST_BYAR and row["method"] == "Byars":
        lower, upper = byar(cases, -confidence.z), byar(cases + 1, confidence.z)
    else:
        lower, upper = (limit / among for limit in poisson(cases.astype(np.int64), confidence))
    if row["lower"]:
        assert lower[0] == pytest.approx(float(row["lower"]), rel=1e-9, abs=1e-12)
    assert upper[0] == pytest.approx(float(row["upper"]), rel=1e-9)


def test_exact_limits() -> None:
    for row in rows_of("poisson_exact_limits.csv"):
        count = int(row["count"])
        assert POISSON[C95.name][count] == (float(row["lower_95"]), float(row["upper_95"]))
        assert POISSON[C998.name][count] == (float(row["lower_99_8"]), float(row["upper_99_8"]))


@pytest.mark.parametrize("row", rows_of("difference_to_target.csv"), ids=str)
def test_difference_to_target(row: dict[str, str]) -> None:
    n, d = ints(int(row["numerator"])), ints(int(row["denominator"]))
    lower, upper = wilson(n, d, C95)
    assert 100 * lower[0] == pytest.approx(float(row["lower_95"]), abs=1e-6)
    assert 100 * upper[0] == pytest.approx(float(row["upper_95"]), abs=1e-6)
    target = Fraction(row["target_percent"]) / 100
    if row["differs_95"] == "no test":
        assert target in (0, 1)
        return
    for confidence, name in ((C95, "differs_95"), (C998, "differs_99_8")):
        told = differs_from(n, d, ints(target.numerator), ints(target.denominator), confidence)
        assert bool(told[0]) is (row[name] == "True")
    # The test and the printed interval never contradict each other.
    assert (row["differs_95"] == "True") is not (lower[0] <= float(target) <= upper[0])


@pytest.mark.parametrize("row", rows_of("difference_between_periods.csv"), ids=str)
def test_difference_between_periods(row: dict[str, str]) -> None:
    first = ints(int(row["n1"])), ints(int(row["d1"]))
    second = ints(int(row["n2"])), ints(int(row["d2"]))
    if row["differs_95"] in ("too_few", ""):
        assert has_few_expected(first, second)[0]
        return
    assert not has_few_expected(first, second)[0]
    for confidence, name in ((C95, "differs_95"), (C998, "differs_99_8")):
        assert bool(proportions_differ(first, second, confidence)[0]) is (row[name] == "True")


def test_funnel_of_proportions() -> None:
    rows = rows_of("funnel_proportions.csv")
    unit = 10**10
    n, d, cases, among = (
        np.array([int(Fraction(row[name]) * unit) for row in rows], object)
        for name in ("numerator", "denominator", "pooled_numerator", "pooled_denominator")
    )
    outside, far = funnel(n, d, (cases, among), unit)
    assert [significance(*each) for each in zip(outside, far, strict=True)] == [
        told(row["expected_significance"]) for row in rows
    ]


def test_funnel_of_ratios() -> None:
    rows = rows_of("funnel_ratios.csv")
    count = np.array([int(row["observed"]) for row in rows])
    outside, far = rates_funnel(count, np.array([float(row["expected"]) for row in rows]))
    assert [significance(*each) for each in zip(outside, far, strict=True)] == [
        told(row["expected_significance"]) for row in rows
    ]


def significance(outside: bool, far: bool) -> str:
    return "0.001" if far else "0.025" if outside else "none"


def told(text: str) -> str:
    return "none" if text == "Not significant" else text.split("(")[1].rstrip(")")


def numbers(text: str) -> list[float]:
    return [float(number) for number in text.split()]


@pytest.mark.parametrize("row", rows_of("recent_trend.csv"), ids=lambda row: row["case"])
def test_recent_trend(row: dict[str, str]) -> None:
    if row["method"] == "proportion":
        cases, among = ([int(n) for n in row[name].split()] for name in ("t1..t5 numerators", "denominators"))
        trend = proportions_trend(cases, among)
        assert float(chi_square(cases, among)) == trend.statistic
    else:
        trend = weighted_trend(numbers(row["values"]), numbers(row["lower"]), numbers(row["upper"]))
    assert trend.statistic == pytest.approx(float(row["chi_square"]), rel=1e-9)
    is_trend = row["slopes_agree"] == "True" and row["significant_99_8"] == "True"
    assert trend.direction == (int(row["direction_of_number"]) if is_trend else 0)


@pytest.mark.parametrize("row", rows_of("mann_kendall.csv"), ids=lambda row: row["values"])
def test_ranks_trend(row: dict[str, str]) -> None:
    trend = ranks_trend([int(number) for number in row["values"].split()])
    assert trend.score == int(row["S"])
    assert trend.probability == Fraction(row["exact_two_sided_p"])
    assert trend.slope == Fraction(row["theil_sen_slope"])


PRIME = series_of(rows_of("charts_powerbi.csv"), "chart")


@pytest.mark.parametrize("chart", ["p'", "u'", "p", "u"])
def test_prime_limits(chart: str) -> None:
    """Plain p and u charts, which are not offered, have the same limits with a σ of z of 1."""
    rows = PRIME[(chart,)]
    scale = 10_000 if chart == "u" else 1
    n, d = (
        np.array([[round(float(row[name]) * scale)] for row in rows]) for name in ("numerator", "denominator")
    )
    kind = PrimeKind.P if chart.startswith("p") else PrimeKind.U
    limits = prime_limits(n, d, np.ones(n.shape, bool), kind)
    for at, row in enumerate(rows):
        lower, upper = limits.lower[at, 0], limits.upper[at, 0]
        if row["sigma_z"]:
            assert limits.sigma_z[0] == pytest.approx(float(row["sigma_z"]), rel=1e-12)
            assert limits.centre[0] == pytest.approx(float(row["centre"]), rel=1e-12)
            assert limits.near_lower[at, 0] == pytest.approx(float(row["lower_2s"]), rel=1e-12)
            assert limits.near_upper[at, 0] == pytest.approx(float(row["upper_2s"]), rel=1e-12)
        else:
            stretch = limits.sigma_z[0] / scale**0.5
            reach = (upper - limits.centre[0]) / stretch
            lower, upper = max(0.0, limits.centre[0] - reach), limits.centre[0] + reach
        assert lower == pytest.approx(float(row["lower_3s"]), rel=1e-9, abs=1e-12)
        assert upper == pytest.approx(float(row["upper_3s"]), rel=1e-9)


@pytest.mark.parametrize("row", rows_of("pace.csv"), ids=str)
def test_pace(row: dict[str, str]) -> None:
    parts = (Fraction(row[name]) for name in ("base", "current", "target"))
    result = pace(*parts, (int(row["elapsed"]), int(row["total"])), highest=row["polarity"] == "H")
    assert result is not None
    assert result.due == Fraction(row["progress_due"])
    assert result.made == (Fraction(row["progress_made"]) if row["progress_made"] else None)
    assert result.ratio == (Fraction(row["ratio"]) if row["ratio"] else None)
    assert result.category.value == row["category"]


@pytest.mark.parametrize("row", rows_of("run_rate.csv"), ids=lambda row: row["case"])
def test_run_rate(row: dict[str, str]) -> None:
    target, so_far, best = (
        Fraction(row[name]) for name in ("year_target", "so_far", "best_or_lowest_period")
    )
    done, periods, highest = int(row["periods_done"]), int(row["periods_in_year"]), row["polarity"] == "H"
    each = needed(target, so_far, periods - done, highest)
    assert each == (int(row["needed_per_period"]) if row["needed_per_period"] else None)
    assert run_rate(target, so_far, periods - done, best, highest).value == row["verdict"]
    assert at_this_rate(so_far, done, periods) == int(row["at_the_rate_so_far"])
