"""The percent of its target that each row is rated by, for whatever shows or writes many rows.

Rule: docs/rating-rules.md, "Percent of target". One row by itself: ``Figure.percent_of_target``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from kpi_engine.model.arrays.exact import Quotients, rounded
from kpi_engine.model.arrays.observation import ExactColumn, IntArray, Rows
from kpi_engine.model.arrays.rounding import before_rounding
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.words.rule_wording import percent_text

if TYPE_CHECKING:
    from kpi_engine.model.figures.figure import Figure


def percent_before_rounding(figure: Figure) -> Fraction | None:
    """The percent that the raw value is of its target; None where that, or a percent, does not rate it."""
    if not figure.is_rated_on_raw or figure.percent_of_target is None or figure.raw is None:
        return None
    target = None if figure.threshold is None else figure.threshold.rule.target
    return 100 * figure.raw / Fraction(target) if target else None


def rated_percent_text(figure: Figure) -> str:
    """``35.3% of target``, rated before rounding ``35.3255…% of target``; empty for other methods."""
    percent, exact = figure.percent_of_target, percent_before_rounding(figure)
    if percent is None:
        return ""
    if exact is None or exact == percent:
        return percent_text(percent)
    return f"{before_rounding(exact, decimals_of(percent))}% of target"


def has_percents_of_target(indicators: Sequence[Indicator]) -> bool:
    """Whether any of the indicators is ever rated by percent of target."""
    return any(threshold.rule.is_of_target for indicator in indicators for threshold in indicator.thresholds)


def percents_of_target(ratings: Ratings, rows: Rows = slice(None)) -> ExactColumn:
    """100 × value / target of some rows, half up to the decimals of the bands; absent where they are none."""
    codes = ratings.observations.code[rows]
    size = len(codes)
    if not has_percents_of_target(ratings.indicators):
        return ExactColumn(
            np.broadcast_to(np.int64(0), size),
            np.broadcast_to(np.int8(0), size),
            np.broadcast_to(np.False_, size),
        )
    digits, target_decimals, decimals, start = _tables(ratings.indicators)
    place, displayed = start[codes] + ratings.threshold[rows], ratings.displayed.take(rows)
    rated = np.flatnonzero((digits[place] != 0) & displayed.present)
    place, value = place[rated], displayed.take(rated)
    # 100 is in the exponent.
    exponent = 2 + decimals[place] + target_decimals[place] - value.decimals
    percent, fits = rounded(Quotients(value.mantissa, np.ones(len(rated), np.int64), exponent, digits[place]))
    told = ExactColumn(np.zeros(size, np.int64), np.zeros(size, np.int8), np.zeros(size, np.bool_))
    told.mantissa[rated], told.decimals[rated], told.present[rated] = percent, decimals[place], fits
    return told


def _tables(indicators: Sequence[Indicator]) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """The tables that percents of target are made by.

    The place before the first threshold of an indicator means that no threshold is in force.

    Returns:
        Digits and decimals of each target and decimals of its percent, 0 for other methods; where codes
            begin.
    """
    entries: list[tuple[int, int, int]] = []
    start = []
    for indicator in indicators:
        start.append(len(entries) + 1)
        entries.append((0, 0, 0))
        for threshold in indicator.thresholds:
            rule = threshold.rule
            if rule.is_of_target and rule.target is not None:
                places = decimals_of(rule.target)
                entries.append((int(rule.target.scaleb(places)), places, rule.percent_decimals))
            else:
                entries.append((0, 0, 0))
    digits, target_decimals, decimals = np.array(entries, np.int64).reshape(-1, 3).T
    return digits, target_decimals, decimals, np.array(start, np.int64)
