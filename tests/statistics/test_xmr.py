"""Process limits and their signals beside the vectors of NHSRplotthedots, PowerBI-SPC and abspc."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from kpi_engine.model.statistics.profiles import MDC, NHS_R, Profile
from kpi_engine.model.statistics.signals import (
    OUTSIDE_HIGH,
    OUTSIDE_LOW,
    SHIFT_HIGH,
    SHIFT_LOW,
    TREND_DOWN,
    TREND_UP,
    TWO_HIGH,
    TWO_LOW,
    rule_told,
    signal_names,
)
from kpi_engine.statistics.formulas.xmr import Process, xmr
from tests.statistics.vector_files import rows_of, series_of

# Read off the tools' code; only ``mdc`` and ``nhs_r`` are offered.
POWER_BI = Profile("power_bi", (3000, 1128), True, 7, 5, True, False, 2)
ABSPC = Profile("abspc", (3000, 1128), False, 8, 6, False, True, 15)
PROFILES = {"mdc": MDC, "ptd": NHS_R, "powerbi": POWER_BI, "abspc": ABSPC}


def process_of(values: list[str], profile: Profile) -> Process:
    present = np.array([[text != ""] for text in values])
    value = np.array([[int(Fraction(text or "0") * UNIT)] for text in values], np.int64)
    return xmr(value, present, present, profile)


SERIES = series_of(rows_of("xmr.csv"), "series", "profile")
# The lowest of the two bits of a rule: upwards, then downwards.
BITS = {"outside": 0, "trend": 2, "two_of_three": 4, "shift": 6}
DIRECTIONS = {1 << bit: 1 if bit % 2 == 0 else -1 for bit in range(8)}
UNIT = 10


# Upstream screens the one range that is not 0 away and marks all fourteen 100s as improvement.
WRONG_UPSTREAM = {("constant_then_one_drop", "ptd"), ("constant_then_one_drop", "powerbi")}


def test_screening_never_leaves_ranges_of_nothing() -> None:
    values = [row["value"] for row in SERIES["constant_then_one_drop", "ptd"]]
    screened, unscreened = (process_of(values, profile) for profile in (NHS_R, MDC))
    assert screened.limits.of(0, NHS_R) == unscreened.limits.of(0, MDC)
    assert rule_told(int(screened.marks[-1, 0])) == OUTSIDE_LOW


@pytest.mark.parametrize(
    ("name", "profile"), [each for each in SERIES if each not in WRONG_UPSTREAM], ids=str
)
def test_limits_and_rules(name: str, profile: str) -> None:
    rows, rules = SERIES[name, profile], PROFILES[profile]
    process = process_of([row["value"] for row in rows], rules)
    mean, lower, upper = (limit / UNIT for limit in process.limits.of(0, rules))
    for row, mark in zip(rows, process.marks[:, 0].tolist(), strict=True):
        if not row["value"]:
            assert mark == 0
            continue
        told = {rule: (mark >> low & 1) - (mark >> low + 1 & 1) for rule, low in BITS.items()}
        assert told == {rule: int(row[rule]) for rule in BITS}
        shown = rule_told(mark)
        assert DIRECTIONS.get(shown, 0) == int(row["direction_of_number"])
        assert signal_names(shown).rstrip("+-") == row["rule_shown"]
        assert process.limits.points[0] == int(row["n_used"])
        assert process.limits.dropped[0] == int(row["moving_ranges_dropped"])
        assert mean == Fraction(row["mean"])
        assert float(lower) == pytest.approx(float(row["lower"]), rel=1e-8, abs=1e-8)
        assert float(upper) == pytest.approx(float(row["upper"]), rel=1e-8, abs=1e-8)


RUNS_IN_R = rows_of("ptd_run_in_r.csv")
TYPES = {
    "Common Cause": set(),
    "7 Point Trend (Increasing)": {TREND_UP},
    "7 Point Trend (Decreasing)": {TREND_DOWN},
    "7 Points Above CL": {SHIFT_HIGH},
    "7 Points Below CL": {SHIFT_LOW},
    "2 in 3 Above CL": {TWO_HIGH},
    "2 in 3 Below CL": {TWO_LOW},
    "Above UCL": {OUTSIDE_HIGH},
    "Below LCL": {OUTSIDE_LOW},
}


@pytest.mark.parametrize("row", RUNS_IN_R, ids=lambda row: f"{row['series']} {row['screen_outliers']}")
def test_nhsrplotthedots_run_in_r(row: dict[str, str]) -> None:
    profile = replace(NHS_R, screened=row["screen_outliers"] == "TRUE")
    process = process_of(row["values"].split(), profile)
    mean, lower, upper = (float(limit / UNIT) for limit in process.limits.of(0, profile))
    assert mean == pytest.approx(float(row["mean"]), rel=1e-12, abs=1e-12)
    assert lower == pytest.approx(float(row["lpl"]), rel=1e-12, abs=1e-10)
    assert upper == pytest.approx(float(row["upl"]), rel=1e-12, abs=1e-10)
    told = [rule_told(mark) for mark in process.marks[:, 0].tolist()]
    assert [told_as(type_) for type_ in row["special_cause_types"].split("|")] == told


def told_as(type_: str) -> int:
    return next(iter(TYPES[type_]), 0)


def random_series(seed: int, periods: int = 30, series: int = 40) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    value = random.integers(-50, 50, (periods, series))
    value += (random.random((periods, series)) < 0.1) * random.integers(0, 200, (periods, series))
    return value.cumsum(axis=0) if seed % 2 else value, random.random((periods, series)) < 0.95


def swapped(marks: np.ndarray) -> np.ndarray:
    """Each mark with its upward and downward bits exchanged."""
    return (marks & 0b01010101) << 1 | (marks & 0b10101010) >> 1


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("profile", [MDC, NHS_R], ids=lambda profile: profile.name)
def test_properties(seed: int, profile: Profile) -> None:
    value, present = random_series(seed)
    marks = xmr(value, present, present, profile).marks
    assert (marks != 0).any()
    assert (xmr(-value, present, present, profile).marks == swapped(marks)).all()
    assert (xmr(value + 1000, present, present, profile).marks == marks).all()
    assert (xmr(value * 10, present, present, profile).marks == marks).all()
    assert (xmr(value[:, ::-1], present[:, ::-1], present[:, ::-1], profile).marks[:, ::-1] == marks).all()
    kept = OUTSIDE_HIGH | OUTSIDE_LOW | SHIFT_HIGH | SHIFT_LOW
    backwards = xmr(value[::-1], present[::-1], present[::-1], profile).marks[::-1]
    assert (backwards & kept == marks & kept).all()


@pytest.mark.parametrize("profile", [MDC, NHS_R], ids=lambda profile: profile.name)
def test_numbers_too_large_for_64_bits_are_as_exact(profile: Profile) -> None:
    value, present = random_series(3)
    factor = np.where(np.arange(value.shape[1]) % 3 == 0, 10**14, 1)
    process, plain = xmr(value * factor, present, present, profile), xmr(value, present, present, profile)
    assert (process.marks == plain.marks).all()
    for series in range(value.shape[1]):
        grown = tuple(limit * int(factor[series]) for limit in plain.limits.of(series, profile))
        assert process.limits.of(series, profile) == grown


def test_few_points_have_no_runs() -> None:
    process = process_of(["1", "5"], MDC)
    assert process.marks.tolist() == [[0], [0]]
    assert process_of(["7"], MDC).limits.of(0, MDC) == (70, 70, 70)
