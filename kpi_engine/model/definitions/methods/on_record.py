"""What the text of a rating method on record says: ledgers have nothing else of it."""

from __future__ import annotations

OF_VALUE, OF_PERCENT = "value, ", "percent of target at "
FLOOR, STRICT_FLOOR = "floor and target", "floor and strict target"


def is_of_bands(rule: str) -> bool:
    """Whether it is that of bands."""
    return rule.startswith((OF_VALUE, OF_PERCENT))


def can_be_missed(rule: str, has_floor: bool) -> bool:
    """Whether RED can follow from it; ``has_floor``: a floor standard is on record beside it."""
    if rule in (FLOOR, STRICT_FLOOR):
        return has_floor
    if rule.startswith("green "):
        return ", amber " in rule
    return bool(rule)


def red_band(rule: str) -> str:
    """The RED band in it: ``below 50``, ``below 50% of target``; empty where no bands rate."""
    if not is_of_bands(rule):
        return ""
    band = rule.rpartition(", red ")[2]
    return f"{band}% of target" if rule.startswith(OF_PERCENT) else band
