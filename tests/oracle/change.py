"""How a number shown for context has changed: as a number, in percent, and in which direction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NumberDirection, Polarity
from tests.oracle.records import PlainObservation
from tests.oracle.values import decimals_shown, displayed_value, round_half_up, why_missing

LARGEST = 10**18


def number_change(
    row: PlainObservation, before: PlainObservation | None, indicator: Indicator, polarity: Polarity
) -> tuple[Decimal | None, Decimal | None, NumberDirection]:
    """The change, the change in percent, and the direction; None and NONE where there is none to tell."""
    if polarity is not Polarity.NONE or before is None or row.is_new:
        return None, None, NumberDirection.NONE
    if {why_missing(row), why_missing(before)} != {Missing.PRESENT}:
        return None, None, NumberDirection.NONE
    now, then = displayed_value(row, indicator), displayed_value(before, indicator)
    assert now is not None
    assert then is not None
    decimals = min(decimals_shown(now), decimals_shown(then))
    now, then = (round_half_up(Fraction(value), decimals) for value in (now, then))
    change = now - then
    percent = None
    if then > 0 and now >= 0 and indicator.unit != "percent":
        percent = round_half_up(100 * Fraction(change) / Fraction(then), 0)
    rose = NumberDirection.ROSE if change > 0 else NumberDirection.UNCHANGED
    return (
        change if abs(change.scaleb(decimals)) <= LARGEST else None,
        percent if percent is not None and abs(percent) <= LARGEST else None,
        NumberDirection.FELL if change < 0 else rose,
    )
