"""RED, AMBER or GREEN, and the margins to the standards.

Rules: docs/rating-rules.md, "RED, AMBER, GREEN" and "Rated on the displayed value".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.exact import AnyIntArray, Quotients, doubled_position, power_of_ten
from kpi_engine.model.arrays.lookup import by_row
from kpi_engine.model.arrays.observation import BoolArray, IntArray, Observations, SmallArray
from kpi_engine.model.definitions.judgement import NotRated, Rag
from kpi_engine.model.figures.displayed import RATED, part_quotients, value_quotients
from kpi_engine.model.frozen import frozen
from kpi_engine.rate.standards_table import HAS_AMBER, HAS_TARGET, LACKING_SHIFT, Ends, StandardsTable

_CONTEXT = NotRated.CONTEXT.code
_LARGEST_MARGIN = 1 << 62
# By NotRated RATED or not, then inside green, then inside amber.
_RAGS = np.array(
    [
        *(Rag.RED.code, Rag.AMBER.code, Rag.GREEN.code, Rag.GREEN.code),
        *(Rag.NONE.code, Rag.NONE.code, Rag.NONE.code, Rag.NONE.code),
    ],
    np.int8,
)


@frozen
class Standing:
    """Where n displayed values are: inside green, inside amber, and the margins in grid units.

    ``inexact`` lists the rows whose margins do not fit int64: they are 0 there.
    """

    green: BoolArray
    amber: BoolArray
    to_target: IntArray
    to_floor: IntArray
    inexact: IntArray
    further: Mapping[Rag, BoolArray]


def standing(ticks: IntArray, place: IntArray, table: StandardsTable) -> Standing:
    """Hold displayed values against their standards; ``place`` is each row's place in the table."""
    if table.is_displayed_grid():
        return _standing(ticks, place, table)
    finer = table.finer.take(place)
    safe = table.safe(ticks, finer, place)
    result = _standing(ticks * safe * power_of_ten(np.minimum(finer, 18)), place, table)
    if safe.all():
        return result
    unsafe = np.flatnonzero(~safe)
    return _corrected_slowly(result, unsafe, ticks[unsafe] * 10 ** finer[unsafe].astype(object), place, table)


def _standing(value: IntArray, place: IntArray, table: StandardsTable) -> Standing:
    inside_green = table.green.margin(value, place)
    to_floor = table.amber.margin(value, place)
    to_target = inside_green if table.target is table.green else table.target.margin(value, place)
    further = {rag: ends.margin(value, place) >= 0 for rag, ends in table.further.items()}
    return Standing(inside_green >= 0, to_floor >= 0, to_target, to_floor, np.zeros(0, np.int64), further)


def _corrected_slowly(
    result: Standing, rows: IntArray, value: AnyIntArray, place: IntArray, table: StandardsTable
) -> Standing:
    """``result`` with some rows done in Python integers.

    ``value`` has the values of these rows in grid units.
    """
    inside_green = table.green.margin_slowly(value, place[rows])
    to_floor = table.amber.margin_slowly(value, place[rows])
    to_target = (
        inside_green if table.target is table.green else table.target.margin_slowly(value, place[rows])
    )
    result.green[rows], result.amber[rows] = inside_green >= 0, to_floor >= 0
    for rag, ends in table.further.items():
        result.further[rag][rows] = ends.margin_slowly(value, place[rows]) >= 0
    traits = table.traits.take(place[rows])
    to_target = np.where(traits & HAS_TARGET, to_target, 0)
    to_floor = np.where(traits & HAS_AMBER, to_floor, 0)
    fits = (np.abs(to_target) <= _LARGEST_MARGIN) & (np.abs(to_floor) <= _LARGEST_MARGIN)
    result.to_target[rows] = np.where(fits, to_target, 0)
    result.to_floor[rows] = np.where(fits, to_floor, 0)
    return replace(result, inexact=rows[~fits])


@frozen
class RawRule:
    """What rating on the unrounded value needs: ``per`` by code, and a table with a doubled grid."""

    per: IntArray
    table: StandardsTable


def correct_for_raw(
    result: Standing, rows: Observations, raw: IntArray, place: IntArray, rule: RawRule
) -> None:
    """Rate some rows (positions ``raw``) on the unrounded ratio or value; margins stay as they are."""
    has_parts = rows.has_better_parts()[raw]
    decimals = by_row(rule.table.decimals, place)
    made, given = raw[has_parts], raw[~has_parts]
    for chosen, quotients in (
        (made, part_quotients(rows, made, rule.per, decimals[made])),
        (given, value_quotients(rows, given, decimals[given])),
    ):
        far = rule.table.far.take(place[chosen])
        green, amber, *further = (
            _inside_raw(quotients, place[chosen], far, ends)
            for ends in (rule.table.green, rule.table.amber, *rule.table.further.values())
        )
        result.green[chosen], result.amber[chosen] = green, amber
        for rag, inside in zip(rule.table.further, further, strict=True):
            result.further[rag][chosen] = inside


def _inside_raw(quotients: Quotients, place: IntArray, far: BoolArray, ends: Ends) -> BoolArray:
    inside = np.zeros(len(place), np.bool_)
    safe = quotients.safe() & ~far
    position = quotients.at(safe).apply(doubled_position)
    inside[safe] = ends.margin(position, place[safe]) >= 0
    if not safe.all():
        exact = quotients.at(~safe).apply_slowly(doubled_position)
        inside[~safe] = ends.margin_slowly(exact, place[~safe]) >= 0
    return inside


def rag_of(result: Standing, reason: SmallArray, traits: SmallArray) -> tuple[SmallArray, SmallArray]:
    """Rag and NotRated positions.

    ``reason``: NotRated position of rows without a value; ``traits``: of the standards of each row. Context
    goes before a missing value, that before a missing target.
    """
    lacking = traits >> np.int8(LACKING_SHIFT)
    not_rated = lacking * ~result.green
    without_value = reason != RATED
    if without_value.any():
        without_value &= lacking != _CONTEXT
        not_rated = not_rated * ~without_value + reason * without_value
    state = (not_rated != RATED).view(np.int8) * 4
    state += result.green.view(np.int8) * 2
    state += result.amber.view(np.int8)
    rag = _RAGS.take(state)
    for part, inside in result.further.items():
        rag[(rag == part.base.code) & inside] = part.code
    return rag, not_rated
