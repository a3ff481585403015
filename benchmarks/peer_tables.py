"""The definitions as small tables that the peers join: made once, outside the time that is taken.

Thresholds are spelled out for every indicator, level and period, in integer units of the last decimal, with
far ends for open sides, so that the peers use the kernel's own formula: ``min(value − low, high − value)``.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd

from benchmarks.workload import FIRST_PERIOD, Job
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.band import Band, BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange

Interval = tuple[int, int]

FAR = 1 << 40
NOWHERE = (FAR, -FAR)


def period_table(job: Job) -> pd.DataFrame:
    """label, ordinal."""
    last = max(job.observations["period"].astype(str))
    rows = []
    ordinal = FIRST_PERIOD
    while not rows or rows[-1][0] != last:
        rows.append((period_label(Calendar(Frequency.MONTHLY), ordinal), ordinal))
        ordinal += 1
    return pd.DataFrame(rows, columns=["period", "ordinal"])


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
    polarity = indicator.polarity_in(ordinal).polarity
    assert threshold is not None
    rule, scale = threshold.rule, 10**indicator.decimals
    green, amber = _intervals(rule, polarity, scale)
    upwards = polarity is not Polarity.LOWEST
    reached = None if rule.target is None else _open(int(rule.target * scale), upwards)
    target = green if isinstance(rule, TargetRange) else reached
    aim = _open(0, upwards)
    if polarity is Polarity.TARGET and rule.target is not None:
        aim = (int(rule.target * scale),) * 2
    lag = indicator.comparison.lag(indicator.calendar)
    floor = rule.floor_standard if isinstance(rule, FloorAndTarget) else None
    of_percent = isinstance(rule, BandsRule) and rule.of is BandsOf.PERCENT_OF_TARGET
    return {
        "scale": scale,
        "polarity": polarity.value,
        "context": polarity is Polarity.NONE,
        "has_floor": amber is not None,
        "has_target": target is not None,
        "threshold_from": threshold.from_label,
        "target": np.nan if rule.target is None else float(rule.target),
        "floor_standard": np.nan if floor is None else float(floor),
        # 0: the row before that has a value, whenever that was
        "lag": lag or 0,
        "asked_period": period_label(Calendar(Frequency.MONTHLY), ordinal - lag) if lag else "",
        # 0: rated by something else
        "percent_scale": 10**rule.decimals if of_percent and isinstance(rule, BandsRule) else 0,
        "target_ticks": int((rule.target or 0) * scale),
        **_ends("green", green),
        **_ends("amber", amber or NOWHERE),
        **_ends("target", target or NOWHERE),
        **_ends("aim", aim),
    }


def _ends(name: str, interval: Interval) -> dict[str, int]:
    return {f"{name}_low": interval[0], f"{name}_high": interval[1]}


def _intervals(rule: RatingRule, polarity: Polarity, scale: int) -> tuple[Interval, Interval | None]:
    """Where a value is GREEN, and where it is not RED; None: nobody says."""
    upwards = polarity is not Polarity.LOWEST
    if isinstance(rule, TargetRange):
        green, amber = ((int(low * scale), int(high * scale)) for low, high in (rule.green, rule.amber or ()))
        return green, amber
    if isinstance(rule, BandsRule):
        return _of_band(rule, rule.green, scale), _of_band(rule, rule.worst_but_red, scale)
    assert rule.target is not None
    beaten = int(rule.target * scale) + (int(rule.strict) if upwards else -int(rule.strict))
    floor = None if rule.floor_standard is None else _open(int(rule.floor_standard * scale), upwards)
    return _open(beaten, upwards), floor


def _of_band(rule: BandsRule, band: Band, scale: int) -> Interval:
    """The values in a band or a better one; the percent of target is rounded half up before it is rated."""
    edge, upwards = rule.start_of(band), rule.highest_is_green
    assert edge is not None
    assert edge.included
    if rule.of is BandsOf.VALUE:
        return _open(int(edge.number * scale), upwards)
    half_a_unit = Fraction(1, 2 * 10**rule.decimals)
    percent = Fraction(edge.number) + (-half_a_unit if upwards else half_a_unit)
    first_beyond = ceil(percent / 100 * Fraction(rule.target or 0) * scale)
    return _open(first_beyond if upwards else first_beyond - 1, upwards)


def _open(standard: int, upwards: bool) -> Interval:
    return (standard, FAR) if upwards else (-FAR, standard)
