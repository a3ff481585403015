"""Values that a definition says there cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from kpi_engine.model.arrays.observation import IntArray, Observations, exact_decimal
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.validate.data.observation_rule import Breaches, Checked, figures_text


def value_is_possible(checked: Checked) -> Breaches:
    """Where a definition lists the possible values, no rule says how to rate any other value."""
    rows = _impossible_values(checked.observations, checked.indicators)

    def explain(row: int) -> tuple[str, str]:
        indicator = checked.indicators[checked.observations.code[row]]
        what = f"is {figures_text(checked.observations, row)}, which is none of its possible values"
        return what, f"correct it: they are {', '.join(_possible_texts(indicator))}"

    return Breaches(rows, np.ones(len(rows), np.bool_), explain)


def _possible_texts(indicator: Indicator) -> list[str]:
    """The possible values as a data file has them: words, or numbers, which may have labels."""
    words = {} if indicator.words_are_labels else dict(indicator.words)
    return [words.get(value, f"{value:f}") for value in indicator.possible_values]


def _impossible_values(rows: Observations, indicators: Sequence[Indicator]) -> IntArray:
    """The rows whose displayed value is none of its indicator's possible values, ascending.

    ``indicators`` are parallel to ``rows.codes``. Each distinct figure of an indicator is looked at once.
    """
    limited = np.array([bool(indicator.possible_values) for indicator in indicators], np.bool_)
    if not limited.any():
        return np.zeros(0, np.int64)
    chosen = np.flatnonzero(limited[rows.code])
    columns = (rows.value, rows.numerator, rows.denominator)
    facts = [rows.code[chosen], rows.as_printed[chosen]]
    for column in columns:
        facts += [part[chosen] for part in (column.mantissa, column.decimals, column.present)]
    distinct, place = np.unique(
        np.stack([fact.astype(np.int64) for fact in facts]), axis=1, return_inverse=True
    )
    impossible = [_is_impossible(indicators[figure[0]], figure[1:]) for figure in distinct.T.tolist()]
    wrong: IntArray = chosen[np.array(impossible, np.bool_)[place.reshape(-1)]]
    return wrong


def _is_impossible(indicator: Indicator, facts: Sequence[int]) -> bool:
    """Whether a figure is as printed, then mantissa, decimals and presence of its three numbers."""
    as_printed, *numbers = facts
    value, numerator, denominator = (
        exact_decimal(mantissa, decimals) if present else None
        for mantissa, decimals, present in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    )
    if as_printed and value is not None:
        return value not in indicator.possible_values
    if numerator is not None and denominator:
        made = indicator.per * Fraction(numerator) / Fraction(denominator)
    elif value is not None and denominator != 0:
        made = Fraction(value)
    else:
        return False
    return rounded_half_up(made, indicator.decimals) not in indicator.possible_values
