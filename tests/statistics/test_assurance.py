"""Assurance and variation beside the vectors."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.statistics.outcomes import Assurance, Variation
from kpi_engine.model.statistics.profiles import MDC
from kpi_engine.model.statistics.reach import Reach
from kpi_engine.model.statistics.signals import OUTSIDE_HIGH, OUTSIDE_LOW, SHIFT_LOW, rule_told, signal_names
from kpi_engine.statistics.formulas.assurance import assurance, variation
from kpi_engine.statistics.formulas.xmr import xmr
from tests.statistics.vector_files import rows_of

WORDS = {
    "pass": {Assurance.WILL_MEET},
    "fail": {Assurance.WILL_MISS},
    "hit_or_miss": {Assurance.HIT_OR_MISS},
    "no_variation": {Assurance.ALWAYS_MEETS, Assurance.ALWAYS_MISSES},
}


def green(target: Fraction, polarity: str) -> Reach:
    return Reach(target, None) if polarity == "H" else Reach(None, target)


@pytest.mark.parametrize("row", rows_of("assurance.csv"), ids=str)
def test_assurance(row: dict[str, str]) -> None:
    lower, upper, target = (Fraction(row[name]) for name in ("lower", "upper", "target"))
    assert assurance(lower, upper, green(target, row["polarity"])) in WORDS[row["proposed"]]


def test_without_variation_the_plain_fact_is_told() -> None:
    always = Fraction(100)
    assert assurance(always, always, Reach(Fraction(95), None)) is Assurance.ALWAYS_MEETS
    assert assurance(always, always, Reach(always, None, open=True)) is Assurance.ALWAYS_MISSES


@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [
        (18, 22, Assurance.WILL_MEET),
        (15, 22, Assurance.HIT_OR_MISS),
        (10, 30, Assurance.HIT_OR_MISS),
        (10, 17, Assurance.WILL_MISS),
        (23, 30, Assurance.WILL_MISS),
    ],
)
def test_a_range_holds_both_limits(lower: int, upper: int, told: Assurance) -> None:
    assert assurance(Fraction(lower), Fraction(upper), Reach(Fraction(18), Fraction(22))) is told


@pytest.mark.parametrize(
    ("reach", "lower", "upper", "told"),
    [
        (Reach(Fraction(4), None, open=True), 1, 4, Assurance.WILL_MISS),
        (Reach(Fraction(4), None, open=True), 4, 7, Assurance.HIT_OR_MISS),
        (Reach(None, Fraction(4), open=True), 4, 7, Assurance.WILL_MISS),
        (Reach(None, Fraction(4), open=True), 1, 4, Assurance.HIT_OR_MISS),
    ],
)
def test_a_strict_target_must_be_beaten(reach: Reach, lower: int, upper: int, told: Assurance) -> None:
    assert assurance(Fraction(lower), Fraction(upper), reach) is told


@pytest.mark.parametrize("row", rows_of("baselines_and_targets.csv"), ids=lambda row: row["case"])
def test_baselines_and_targets(row: dict[str, str]) -> None:
    values = [int(number) for number in row["values"].split()]
    first, last = (int(end) for end in row["points_used"].split("-"))
    value = np.array(values[first - 1 :] if last == len(values) else values, np.int64)[:, None]
    used = np.ones(value.shape, bool)
    used[last - first + 1 :] = False
    process = xmr(value, used, np.ones(value.shape, bool), MDC)
    mean, lower, upper = process.limits.of(0, MDC)
    for told, name in ((mean, "mean"), (lower, "lower"), (upper, "upper")):
        assert float(told) == pytest.approx(float(row[name]), abs=1e-6)
    assert (
        assurance(lower, upper, green(Fraction(row["target"]), row["polarity"]))
        in WORDS[row["assurance_proposed"]]
    )
    names = {"('outside', 1)": OUTSIDE_HIGH, "(None, 0)": 0}
    assert rule_told(int(process.marks[-1, 0])) == names[row["latest_rule"]]


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [
        (Polarity.HIGHEST, Variation.GOOD, Variation.BAD),
        (Polarity.LOWEST, Variation.BAD, Variation.GOOD),
        (Polarity.TARGET, Variation.HIGH, Variation.LOW),
        (Polarity.NONE, Variation.HIGH, Variation.LOW),
    ],
)
def test_variation_by_polarity(polarity: Polarity, high: Variation, low: Variation) -> None:
    marks = np.array([0, OUTSIDE_HIGH, OUTSIDE_LOW, OUTSIDE_HIGH | SHIFT_LOW], np.uint8)
    told = variation(marks, np.full(4, polarity.code, np.int8))
    assert told.tolist() == [Variation.USUAL.code, high.code, low.code, Variation.MIXED.code]


def test_the_names_of_signals() -> None:
    assert signal_names(OUTSIDE_HIGH | SHIFT_LOW) == "outside+;shift-"
    assert signal_names(0) == ""
