"""RED, AMBER or GREEN, and the margins to the standards.

Rules: docs/rating-rules.md, "RED, AMBER, GREEN" and "Rated on the displayed value".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_engine.model.judgement import NotRated, Rag
from kpi_engine.model.observation import BoolArray, IndexArray, IntArray, Observations, SmallArray
from kpi_engine.rate.displayed import RATED, part_quotients, value_quotients
from kpi_engine.rate.exact import AnyIntArray, Quotients, doubled_position
from kpi_engine.rate.standards_table import StandardsTable

_CONTEXT = NotRated.CONTEXT.code
_RED, _AMBER, _GREEN = Rag.RED.code, Rag.AMBER.code, Rag.GREEN.code
_LARGEST_MARGIN = 1 << 62


@dataclass(frozen=True, slots=True)
class Standing:
    """How n displayed values stand: inside green, inside amber, and the margins in grid units.

    ``exact``: both margins are; where not (beyond int64) they are 0.
    """

    green: BoolArray
    amber: BoolArray
    to_target: IntArray
    to_floor: IntArray
    exact: BoolArray


def standing(ticks: IntArray, place: IndexArray, table: StandardsTable) -> Standing:
    """Hold displayed values against their standards; ``place`` is each row's place in the table."""
    if table.always_safe():
        return _standing(ticks, place, table)
    safe = table.safe(ticks, place)
    in_grid_units = np.where(safe, ticks, 0) * table.scale.take(place)
    result = _standing(in_grid_units, place, table)
    unsafe = np.flatnonzero(~safe)
    if len(unsafe):
        _correct_slowly(result, unsafe, ticks[unsafe], place[unsafe], table)
    return result


def _standing(value: IntArray, place: IndexArray, table: StandardsTable) -> Standing:
    to_target = table.green.margin(value, place)
    to_floor = table.amber.margin(value, place)
    return Standing(to_target >= 0, to_floor >= 0, to_target, to_floor, np.ones(len(value), np.bool_))


def _correct_slowly(
    result: Standing, rows: IntArray, ticks: IntArray, place: IndexArray, table: StandardsTable
) -> None:
    value = ticks.astype(object) * 10 ** table.finer.take(place).astype(object)
    to_target = table.green.margin_slowly(value, place)
    to_floor = table.amber.margin_slowly(value, place)
    result.green[rows], result.amber[rows] = to_target >= 0, to_floor >= 0
    fits = _fits(to_target, table.has_green.take(place)) & _fits(to_floor, table.has_amber.take(place))
    result.to_target[rows] = np.where(fits & table.has_green.take(place), to_target, 0)
    result.to_floor[rows] = np.where(fits & table.has_amber.take(place), to_floor, 0)
    result.exact[rows] = fits


def _fits(margin: AnyIntArray, there: BoolArray) -> BoolArray:
    fits: BoolArray = (np.abs(margin) <= _LARGEST_MARGIN) | ~there
    return fits


@dataclass(frozen=True, slots=True)
class RawRule:
    """What rating on the unrounded value needs: ``per`` by code, and a table with a doubled grid."""

    per: IntArray
    table: StandardsTable


def correct_for_raw(
    result: Standing, rows: Observations, raw: IntArray, place: IndexArray, rule: RawRule
) -> None:
    """Rate some rows (positions ``raw``) on the unrounded ratio or value; margins stay as they are."""
    has_parts = (rows.numerator.present & rows.denominator.present)[raw]
    decimals = rule.table.decimals.take(place)
    made, given = raw[has_parts], raw[~has_parts]
    for chosen, quotients in (
        (made, part_quotients(rows, made, rule.per, decimals[made])),
        (given, value_quotients(rows, given, decimals[given])),
    ):
        result.green[chosen], result.amber[chosen] = _inside_raw(quotients, place[chosen], rule.table)


def _inside_raw(
    quotients: Quotients, place: IndexArray, table: StandardsTable
) -> tuple[BoolArray, BoolArray]:
    green = np.zeros(len(place), np.bool_)
    amber = np.zeros(len(place), np.bool_)
    safe = quotients.safe() & ~table.far.take(place)
    position = quotients.at(safe).apply(doubled_position)
    green[safe] = table.green.margin(position, place[safe]) >= 0
    amber[safe] = table.amber.margin(position, place[safe]) >= 0
    if not safe.all():
        exact = quotients.at(~safe).apply_slowly(doubled_position)
        green[~safe] = table.green.margin_slowly(exact, place[~safe]) >= 0
        amber[~safe] = table.amber.margin_slowly(exact, place[~safe]) >= 0
    return green, amber


def rag_of(result: Standing, reason: SmallArray, lacking: SmallArray) -> tuple[SmallArray, SmallArray]:
    """Rag and NotRated positions.

    ``reason``: NotRated position of rows without a value; ``lacking``: of rows whose standards lack
    something for a value that is not GREEN. Context goes before a missing value, that before a lacking target.
    """
    unrated = np.where(result.green, RATED, lacking)
    not_rated = np.where((reason != RATED) & (lacking != _CONTEXT), reason, unrated)
    rag = np.where(result.green, _GREEN, np.where(result.amber, _AMBER, _RED))
    return np.where(not_rated == RATED, rag, Rag.NONE.code).astype(np.int8), not_rated.astype(np.int8)
