"""What the text of a rating method on record says: ledgers have nothing else of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Polarity, Rag

OF_VALUE, OF_PERCENT = "value, ", "percent of target at "
FLOOR, STRICT_FLOOR = "floor and target", "floor and strict target"
TOLERANCE = "tolerance "
MET_OR_MISSED, STRICT_MET_OR_MISSED = "target met or missed", "strict target met or missed"
_STRICT = "strict target"
OTHERWISE_RED = ", otherwise red"


def is_of_bands(rule: str) -> bool:
    """Whether it is the text of bands."""
    return rule.startswith((OF_VALUE, OF_PERCENT))


def can_be_missed(rule: str, has_floor: bool) -> bool:
    """Whether RED can follow from it. ``has_floor`` says that a floor standard is on record beside it."""
    if rule.startswith((FLOOR, STRICT_FLOOR)):
        return has_floor or ", amber_" in rule
    if rule.startswith("green "):
        return ", amber " in rule or rule.endswith(OTHERWISE_RED)
    return bool(rule)


def red_band(rule: str) -> str:
    """The RED band in it, such as ``below 50`` or ``below 50% of target``; empty where no bands rate."""
    if not is_of_bands(rule):
        return ""
    band = rule.rpartition(", red ")[2]
    return f"{band}% of target" if rule.startswith(OF_PERCENT) else band


def rag_on_record(
    rule: str, polarity: str, *, target: Decimal | None, floor: Decimal | None, value: Decimal
) -> str:
    """What a displayed value would be rated by standards on record; empty where the text does not say.

    ``rule`` and ``polarity`` are the texts of a published rating, ``target`` and ``floor`` its numbers.
    """
    if rule.startswith((FLOOR, STRICT_FLOOR, MET_OR_MISSED, STRICT_MET_OR_MISSED, TOLERANCE)):
        return _by_target(rule, polarity, target, floor, value)
    if rule.startswith(OF_PERCENT):
        if not target or target < 0:
            return ""
        decimals, _, bands = rule.removeprefix(OF_PERCENT).partition(" decimals, ")
        percent = rounded_half_up(Fraction(100) * Fraction(value) / Fraction(target), int(decimals))
        return _by_bands(bands, percent)
    if rule.startswith(OF_VALUE):
        return _by_bands(rule.removeprefix(OF_VALUE), value)
    if not rule.startswith("green "):
        return ""
    otherwise = Rag.RED.value if can_be_missed(rule, has_floor=False) else ""
    return _by_bands(rule.removesuffix(OTHERWISE_RED), value, otherwise)


def _by_target(
    rule: str, polarity: str, target: Decimal | None, floor: Decimal | None, value: Decimal
) -> str:
    """The rating by a target, with a floor standard, a tolerance or neither, and further edges."""
    head, *more = rule.split(", ")
    if polarity not in (Polarity.HIGHEST.value, Polarity.LOWEST.value):
        return ""
    is_strict = head in (STRICT_FLOOR, STRICT_MET_OR_MISSED) or _STRICT in more
    rated = _by_floor(polarity, target, floor, value, strict=is_strict)
    if not rated and target is not None and _tells_misses(head, more):
        rated = Rag.RED.value
    return _by_edges(rated, more, polarity, value)


def _tells_misses(head: str, more: Sequence[str]) -> bool:
    """Whether what misses the target is RED without a floor standard on record."""
    return head in (MET_OR_MISSED, STRICT_MET_OR_MISSED) or any(part.startswith("amber_") for part in more)


def _by_edges(rated: str, edges: Sequence[str], polarity: str, value: Decimal) -> str:
    """The rating distinguished by the edges of further ratings: ``blue 95``."""
    sign = -1 if polarity == Polarity.LOWEST.value else 1
    for rag in FURTHER_RATINGS:
        found = [edge.removeprefix(f"{rag.key} ") for edge in edges if edge.startswith(f"{rag.key} ")]
        if found and rated == rag.base.value and sign * value >= sign * Decimal(found[0]):
            return rag.value
    return rated


def _by_floor(
    polarity: str, target: Decimal | None, floor: Decimal | None, value: Decimal, *, strict: bool
) -> str:
    sign = -1 if polarity == Polarity.LOWEST.value else 1
    if target is None or polarity == Polarity.NONE.value:
        return ""
    if sign * value > sign * target or (value == target and not strict):
        return Rag.GREEN.value
    if floor is None:
        return ""
    return Rag.AMBER.value if sign * value >= sign * floor else Rag.RED.value


def _by_bands(bands: str, value: Decimal, otherwise: str = "") -> str:
    """The first band that holds a value: ``green from 65, amber from 50 below 65, red below 50``."""
    for band in bands.split(", "):
        name, _, edges = band.partition(" ")
        if _holds(edges.split(), value):
            return Rag[name.upper()].value
    return otherwise


def _holds(words: list[str], value: Decimal) -> bool:
    """Whether ``from 50 below 65`` or, of a range, ``17.5 to 22.5`` holds a value."""
    pairs = ["from", *words] if words and words[0] not in _EDGES else words
    return all(
        _EDGES[word](value, Decimal(number)) for word, number in zip(pairs[::2], pairs[1::2], strict=True)
    )


_EDGES: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "from": lambda value, edge: value >= edge,
    "above": lambda value, edge: value > edge,
    "to": lambda value, edge: value <= edge,
    "below": lambda value, edge: value < edge,
}
