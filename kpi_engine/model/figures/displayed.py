"""The value as displayed, as an integer number of its last displayed digit; or why there is none.

Rule: docs/rating-rules.md, "Rounding" and "Numerator and denominator".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.blocks import blocks_of, in_blocks
from kpi_engine.model.arrays.exact import LIMIT, Quotients, rounded
from kpi_engine.model.arrays.lookup import by_row, collapsed, is_any
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations, SmallArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated
from kpi_engine.model.frozen import frozen

RATED = NotRated.RATED.code
BLANK = NotRated.BLANK.code
ZERO_DENOMINATOR = NotRated.ZERO_DENOMINATOR.code
TOO_LARGE = NotRated.TOO_LARGE.code
_REASON_OF_MISSING = np.array([mark.not_rated.code for mark in Missing], np.int8)


@frozen
class DisplayTable:
    """How the values of each code are displayed: tables by code, collapsed."""

    decimals: SmallArray
    per: IntArray


def display_table(indicators: Sequence[Indicator]) -> DisplayTable:
    """Decimals and scale of the indicators, in their order."""
    return DisplayTable(
        collapsed(np.array([indicator.decimals for indicator in indicators], np.int8)),
        collapsed(np.array([indicator.per for indicator in indicators], np.int64)),
    )


def displayed_column(rows: Observations, table: DisplayTable) -> tuple[ExactColumn, SmallArray]:
    """The displayed values of n rows, and NotRated positions: why there is none, else RATED."""
    if _stand_as_given(rows, table):
        reason = _why_no_value(rows, rows.numerator.present)
        present = reason == RATED
        if np.array_equal(present, rows.value.present):
            return ExactColumn(rows.value.mantissa, by_row(table.decimals, rows.code), present), reason
    size = len(rows)
    displayed = ExactColumn(np.empty(size, np.int64), np.empty(size, np.int8), np.empty(size, np.bool_))
    reason = np.empty(size, np.int8)

    def display(block: slice) -> None:
        shown = displayed_values(rows.take(block), table)
        displayed.mantissa[block], displayed.decimals[block] = shown.ticks, shown.decimals
        np.equal(shown.reason, RATED, out=displayed.present[block])
        reason[block] = shown.reason

    in_blocks(display, size)
    return displayed, reason


def _stand_as_given(rows: Observations, table: DisplayTable) -> bool:
    """Whether all values that are present are what is displayed, so that no copy of them is needed."""
    if any(map(is_any, (rows.as_printed, rows.numerator.present, rows.denominator.present))):
        return False
    return all(
        _are_displayed(rows.value.take(block), by_row(table.decimals, rows.code[block]))
        for block in blocks_of(len(rows))
    )


def _are_displayed(value: ExactColumn, decimals: SmallArray) -> bool:
    """Whether numbers have these decimals, and nothing is left of a number that is not there."""
    absent = ~value.present
    return (
        bool(((value.decimals == decimals) | absent).all())
        and not (value.mantissa * absent).any()
        and _none_too_large(value.mantissa)
    )


def _none_too_large(ticks: IntArray) -> bool:
    return not ticks.size or bool(ticks.max() <= LIMIT and ticks.min() >= -LIMIT)


@frozen
class Displayed:
    """``ticks / 10 ** decimals`` where ``reason`` is RATED; else ``reason`` is the NotRated position."""

    ticks: IntArray
    decimals: SmallArray
    reason: SmallArray


def displayed_values(rows: Observations, table: DisplayTable) -> Displayed:
    """The displayed value of each of n rows."""
    defined = by_row(table.decimals, rows.code)
    both_parts = rows.has_both_parts()
    reason = _why_no_value(rows, both_parts)
    there = reason == RATED
    printed = rows.as_printed & rows.value.present
    decimals = np.where(printed, rows.value.decimals, defined) if printed.any() else defined
    made = rows.follows_from_parts() & there
    ticks = rows.value.mantissa * there
    unlike = there & ~made & (rows.value.decimals != decimals)
    if unlike.any():
        places = np.flatnonzero(unlike)
        _store(ticks, reason, places, value_quotients(rows, places, decimals[places]))
    if made.any():
        places = np.flatnonzero(made)
        _store(ticks, reason, places, part_quotients(rows, places, table.per, decimals[places]))
    if not _none_too_large(ticks):
        too_large = (ticks > LIMIT) | (ticks < -LIMIT)
        ticks[too_large] = 0
        reason[too_large] = TOO_LARGE
    return Displayed(ticks, decimals, reason)


def _why_no_value(rows: Observations, both_parts: BoolArray) -> SmallArray:
    """NotRated positions of the rows without a value; RATED for the others."""
    reason = np.zeros(len(rows), np.int8)
    if is_any(rows.missing):
        reason[:] = by_row(_REASON_OF_MISSING, rows.missing)
    nothing = (reason == RATED) & ~(rows.value.present | both_parts)
    if nothing.any():
        reason[nothing] = BLANK
    if is_any(rows.denominator.present):
        zero = rows.denominator.present & (rows.denominator.mantissa == 0)
        zero &= ~((rows.parts_rounded_to > 0) & rows.value.present)  # a few cases, rounded down to none
        reason[zero & (rows.missing == Missing.PRESENT.code)] = ZERO_DENOMINATOR
    return reason


def _store(ticks: IntArray, reason: SmallArray, places: IntArray, quotients: Quotients) -> None:
    ticks[places], fits = rounded(quotients)
    if not fits.all():
        reason[places[~fits]] = TOO_LARGE


def value_quotients(rows: Observations, places: IntArray, decimals: SmallArray) -> Quotients:
    """The values given in some rows, in units of the last of ``decimals``."""
    given = rows.value
    ones = np.ones(len(places), np.int64)
    exponent = decimals.astype(np.int64) - given.decimals[places]
    return Quotients(given.mantissa[places], ones, exponent, ones)


def part_quotients(rows: Observations, places: IntArray, per: IntArray, decimals: SmallArray) -> Quotients:
    """``per × numerator / denominator`` in some rows, in units of the last of ``decimals``."""
    top, bottom = rows.numerator, rows.denominator
    exponent = decimals.astype(np.int64) + bottom.decimals[places] - top.decimals[places]
    return Quotients(top.mantissa[places], by_row(per, rows.code[places]), exponent, bottom.mantissa[places])
