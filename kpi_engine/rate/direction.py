"""Direction of travel: whether performance, not the number, got better.

Performance is the margin to an aim (standards_table.py): up for highest is best, down for lowest is best,
the target point for close to target. Rules: docs/rating-rules.md, "Direction of travel" and "The same".
"""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.coarser import rounded_to
from kpi_engine.model.arrays.exact import power_of_ten
from kpi_engine.model.arrays.lookup import by_row, is_any
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, SmallArray
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NoDirection, Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.rate.standards_table import HAS_AIM, StandardsTable

_CONTEXT = Polarity.NONE.code
_SAME = np.int8(DirectionOfTravel.SAME.code)
_BETTER = np.int8(DirectionOfTravel.IMPROVED.code) - _SAME
_WORSE = np.int8(DirectionOfTravel.WORSENED.code) - _SAME


@frozen
class Compared:
    """n rows and what each is compared with: displayed values, and whether there is an earlier row at all.

    ``is_new``: the source says that there is nothing to compare with yet. ``is_too_early``: the row is not
    after the fixed period that is compared with; None: no row is. ``is_broken``: there is a break in the
    series between the two; None: nowhere. ``is_within``: the two are no further apart than their definition
    calls the same; None: nowhere. ``place`` is theirs in the table of
    standards, ``traits`` what it says there.
    """

    now: ExactColumn
    then: ExactColumn
    has_previous: BoolArray
    is_new: BoolArray
    is_too_early: BoolArray | None
    is_broken: BoolArray | None
    is_within: BoolArray | None
    polarity: SmallArray
    place: IntArray
    traits: SmallArray


def _first_lacking() -> SmallArray:
    """NoDirection by seven facts, of which the first that fails decides: see ``_why_none``."""
    in_order = (
        NoDirection.CONTEXT,
        NoDirection.NO_VALUE,
        NoDirection.NEW,
        NoDirection.NOT_AFTER_BASE,
        NoDirection.NO_PREVIOUS_VALUE,
        NoDirection.PREVIOUS_VALUE_MISSING,
        NoDirection.NO_TARGET_POINT,
    )
    table = []
    for facts in range(1 << len(in_order)):
        lacking = [reason for bit, reason in enumerate(in_order) if not facts >> bit & 1]
        table.append((lacking or [NoDirection.SHOWN])[0].code)
    return np.array(table, np.int8)


_FIRST_LACKING = _first_lacking()
# The bits of two facts that hardly ever fail.
_NEITHER_NEW_NOR_EARLY = np.int8(1 << 2 | 1 << 3)


def directions(rows: Compared, table: StandardsTable) -> tuple[SmallArray, SmallArray]:
    """DirectionOfTravel and NoDirection positions."""
    reason = _why_none(rows)
    sign = _sign_of_gain(rows, table)
    if rows.is_within is not None:
        sign = sign * ~rows.is_within
    direction = _SAME + (sign > 0) * _BETTER
    direction += (sign < 0) * _WORSE
    direction *= reason == NoDirection.SHOWN.code
    return direction, reason


def _why_none(rows: Compared) -> SmallArray:
    """The first thing lacking for an arrow."""
    facts = (rows.polarity != _CONTEXT).view(np.int8) * np.int8(1)
    has_aim = (rows.traits & HAS_AIM).astype(np.bool_)
    for bit, fact in ((1, rows.now.present), (4, rows.has_previous), (5, rows.then.present), (6, has_aim)):
        facts += fact.view(np.int8) * np.int8(1 << bit)
    facts += _NEITHER_NEW_NOR_EARLY
    if is_any(rows.is_new):
        facts -= rows.is_new.view(np.int8) * np.int8(1 << 2)
    if rows.is_too_early is not None:
        facts -= rows.is_too_early.view(np.int8) * np.int8(1 << 3)
    reason: SmallArray = _FIRST_LACKING.take(facts)
    if rows.is_broken is not None:
        reason[rows.is_broken & (reason == NoDirection.SHOWN.code)] = NoDirection.BREAK.code
    return reason


def _sign_of_gain(rows: Compared, table: StandardsTable) -> SmallArray:
    """1 where performance is better than before, −1 where worse, at the coarser of the two precisions."""
    now, then = rows.now.mantissa, rows.then.mantissa
    unlike = rows.now.decimals != rows.then.decimals
    mixed = bool(unlike.any())
    if not mixed and table.is_displayed_grid():
        return table.aim.gain(now, then, rows.place)
    shown = rows.now.decimals
    if mixed:
        shown = np.minimum(rows.now.decimals, rows.then.decimals)
        now, then = rounded_to(rows.now, shown), rounded_to(rows.then, shown)
    finer = by_row(table.decimals, rows.place).astype(np.int64) - shown
    safe = table.safe(now, finer, rows.place) & table.safe(then, finer, rows.place)
    scale = safe * power_of_ten(np.minimum(finer, 18))
    sign = table.aim.gain(now * scale, then * scale, rows.place)
    unsafe = np.flatnonzero(~safe)
    if len(unsafe):
        place, exact_scale = rows.place[unsafe], 10 ** finer[unsafe].astype(object)
        sign[unsafe] = table.aim.gain_slowly(now[unsafe] * exact_scale, then[unsafe] * exact_scale, place)
    return sign
