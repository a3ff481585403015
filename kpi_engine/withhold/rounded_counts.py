"""Counts that nothing judges, to the nearest multiple: what is judged is shown and rated as it is.

Source of the rule: docs/small-numbers.md, "Rounded counts".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.small_numbers import SmallNumbers


def rounds(indicator: Indicator) -> bool:
    """Whether an indicator is a count of people that is shown for context in every period."""
    judges = any(each.polarity is not Polarity.NONE for each in indicator.polarities)
    return indicator.is_count_of_people and indicator.overall is None and not judges


def with_rounded_counts(
    observations: Observations, indicators: Sequence[Indicator], rule: SmallNumbers
) -> Observations:
    """The observations with the values of context counts rounded half up; others as they are.

    A figure with a numerator or a denominator is no count, and is left.
    """
    step = rule.rounds_counts_to
    rows = _rounded_rows(observations, indicators) if step else np.zeros(len(observations), np.bool_)
    if not rows.any():
        return observations
    value = observations.value
    nearest = (value.mantissa + step // 2) // step * step
    return replace(observations, value=replace(value, mantissa=np.where(rows, nearest, value.mantissa)))


def _rounded_rows(observations: Observations, indicators: Sequence[Indicator]) -> BoolArray:
    codes = {indicator.code for indicator in indicators if rounds(indicator)}
    of_context = np.array([code in codes for code in observations.codes] or [False], np.bool_)
    value = observations.value
    parts = observations.numerator.present | observations.denominator.present
    whole = value.present & (value.decimals == 0) & (value.mantissa >= 0) & ~parts
    rows: BoolArray = whole & of_context[observations.code] if len(observations) else whole
    return rows
