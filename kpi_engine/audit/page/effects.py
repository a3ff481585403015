"""Whether a wrong number changes what a reader concludes, whatever its rating.

Rule: docs/audit.md, "How sure, and what it means for a reader".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.outputs.audit import Effect

# Out by one in the last digit is a matter of rounding, unless that digit is much of the number.
_SMALL = Decimal("0.01")


def effect_of_numbers(numbers: Sequence[Decimal | None], *, rated_otherwise: bool = False) -> Effect:
    """CHANGES where printed and right numbers differ by more than their last digit.

    Args:
        numbers: two or more; None where there is none, which every other number differs from.
        rated_otherwise: whether a colour or arrow differs too, which always changes the conclusion.
    """
    known = [number for number in numbers if number is not None]
    if rated_otherwise or (known and len(known) < len(numbers)):
        return Effect.CHANGES
    changes = bool(known) and not _is_rounding(min(known), max(known))
    return Effect.CHANGES if changes else Effect.NONE


def _is_rounding(low: Decimal, high: Decimal) -> bool:
    """Whether two numbers differ by a unit of the coarser's last digit at most, and by a hundredth."""
    if agree_at_the_coarser(low, high):
        return True
    unit = Decimal(1).scaleb(-min(decimals_of(low), decimals_of(high)))
    return high - low <= min(unit, _SMALL * max(abs(low), abs(high)))
