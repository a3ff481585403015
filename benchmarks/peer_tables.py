"""The definitions as small tables that the peers join: made once, outside the time that is taken.

Thresholds are spelled out for every indicator, level and period, in integer units of the last decimal, with
far ends for open sides, so that the peers use the kernel's own formula: ``min(value − low, high − value)``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.workload import FIRST_PERIOD, Job
from kpi_engine.model.indicator import FloorAndTarget, Indicator, TargetRange, Threshold
from kpi_engine.model.judgement import Polarity
from kpi_engine.model.period import Frequency, period_label

FAR = 1 << 40


def period_table(job: Job) -> pd.DataFrame:
    """label, ordinal, and the label of the period before."""
    last = max(job.observations["period"].astype(str))
    rows = []
    ordinal = FIRST_PERIOD
    while not rows or rows[-1][0] != last:
        rows.append(
            (period_label(Frequency.MONTHLY, ordinal), ordinal, period_label(Frequency.MONTHLY, ordinal - 1))
        )
        ordinal += 1
    return pd.DataFrame(rows, columns=["period", "ordinal", "previous_period"])


def area_table(job: Job) -> pd.DataFrame:
    """area, level."""
    return pd.DataFrame([(area.name, area.level) for area in job.areas], columns=["area", "level"])


def threshold_table(job: Job) -> pd.DataFrame:
    """One row an indicator, level and period."""
    ordinals = period_table(job)["ordinal"].tolist()
    levels = list(dict.fromkeys(area.level for area in job.areas))
    rows = [
        {"code": indicator.code, "level": level, "ordinal": ordinal, **_in_force(indicator, level, ordinal)}
        for indicator in job.indicators
        for level in levels
        for ordinal in ordinals
    ]
    return pd.DataFrame(rows)


def _in_force(indicator: Indicator, level: str, ordinal: int) -> dict[str, object]:
    threshold = indicator.threshold_in(ordinal, "", level)
    assert threshold is not None
    return _row(threshold, indicator.polarities[0].polarity, 10**indicator.decimals)


def _row(threshold: Threshold, polarity: Polarity, scale: int) -> dict[str, object]:
    rule = threshold.rule
    target = float(rule.target) if rule.target is not None else np.nan
    floor = np.nan
    if isinstance(rule, TargetRange):
        green = tuple(int(end * scale) for end in rule.green)
        amber = tuple(int(end * scale) for end in rule.amber or ())
        aim = (int(rule.target * scale),) * 2
    else:
        assert isinstance(rule, FloorAndTarget)
        assert rule.target is not None
        upwards = polarity is not Polarity.LOWEST
        green = _open(int(rule.target * scale), upwards)
        amber = (
            (FAR, -FAR) if rule.floor_standard is None else _open(int(rule.floor_standard * scale), upwards)
        )
        aim = _open(0, upwards)
        floor = np.nan if rule.floor_standard is None else float(rule.floor_standard)
    return {
        "scale": scale,
        "polarity": polarity.value,
        "context": polarity is Polarity.NONE,
        "has_floor": isinstance(rule, TargetRange) or rule.floor_standard is not None,
        "threshold_from": threshold.from_label,
        "target": target,
        "floor_standard": floor,
        "green_low": green[0],
        "green_high": green[1],
        "amber_low": amber[0],
        "amber_high": amber[1],
        "aim_low": aim[0],
        "aim_high": aim[1],
    }


def _open(standard: int, upwards: bool) -> tuple[int, int]:
    return (standard, FAR) if upwards else (-FAR, standard)
