"""What a definition says, as one hash: when it differs, figures may differ because of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from kpi_engine.model.definitions.bands import Band, BandsOf, BandsRule
from kpi_engine.model.definitions.indicator import (
    DataSource,
    FloorAndTarget,
    Indicator,
    TargetRange,
    Threshold,
)
from kpi_engine.model.definitions.measure import Member
from kpi_engine.model.definitions.overall import Overall, OverallMember

# Every published rating has its own threshold and polarity; the rest changes no figure, no rating of one and
# no meaning. tests/publish/test_definition_hash.py has every field that a definition can have.
_LEFT_OUT: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        Indicator: frozenset(
            (
                *("thresholds", "polarities", "location", "name", "service", "qpr", "seasonal", "tags"),
                *("similar_within", "neighbours"),
            )
        ),
        DataSource: frozenset(("latest", "release")),
        Member: frozenset(("location",)),
        Overall: frozenset(("monitoring",)),
        OverallMember: frozenset(("location",)),
    }
)
_OF_VALUE, _OF_PERCENT = "value, ", "percent of target at "
_Plain: TypeAlias = "str | list[_Plain] | dict[str, _Plain]"


def definition_hash(indicator: Indicator) -> str:
    """The SHA-256, in hexadecimal, of what is measured and how: all but thresholds, polarity and labels.

    Empty fields do not count, so that a field that definitions may have in future changes no hash.
    """
    text = json.dumps(_plain(indicator), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()


def rule_text(threshold: Threshold | None) -> str:
    """The method of a rating and any limits besides target and floor standard; empty for no threshold."""
    match threshold.rule if threshold is not None else None:
        case None:
            return ""
        case FloorAndTarget(strict=strict):
            return "floor and strict target" if strict else "floor and target"
        case TargetRange(green=green, amber=amber):
            amber_text = f", amber {amber[0]:f} to {amber[1]:f}" if amber is not None else ""
            return f"green {green[0]:f} to {green[1]:f}{amber_text}"
        case BandsRule() as bands:
            return _bands_text(bands)


def is_of_bands(rule: str) -> bool:
    """Whether a text that ``rule_text`` has given is that of bands."""
    return rule.startswith((_OF_VALUE, _OF_PERCENT))


def has_amber_range(rule: str) -> bool:
    """Whether it is that of a range around a target outside of which there is RED."""
    return rule.startswith("green ") and ", amber " in rule


def red_band(rule: str) -> str:
    """The RED band in it: ``below 50``, ``below 50% of target``; empty where no bands rate."""
    if not is_of_bands(rule):
        return ""
    band = rule.rpartition(", red ")[2]
    return f"{band}% of target" if rule.startswith(_OF_PERCENT) else band


def _bands_text(rule: BandsRule) -> str:
    """Every edge: ``value, green from 65, amber from 50 below 65, red below 50``."""
    named = (("green", rule.green), ("amber", rule.amber), ("red", rule.red))
    bands = [f"{name} {_band_text(band)}" for name, band in named if band is not None]
    of = _OF_VALUE if rule.of is BandsOf.VALUE else f"{_OF_PERCENT}{rule.decimals} decimals, "
    return f"{of}{', '.join(bands)}"


def _band_text(band: Band) -> str:
    parts = []
    if band.low is not None:
        parts.append(f"{'from' if band.low.included else 'above'} {_number(band.low.number)}")
    if band.high is not None:
        parts.append(f"{'to' if band.high.included else 'below'} {_number(band.high.number)}")
    return " ".join(parts)


def _number(number: Decimal) -> str:
    """The same text however many zeros the definition writes at its end."""
    return f"{number.normalize() + 0:f}"


def _plain(value: object) -> _Plain:
    if is_dataclass(value) and not isinstance(value, type):
        left_out = _LEFT_OUT.get(type(value), frozenset())
        facts = {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in left_out
        }
        return {name: plain for name, plain in facts.items() if plain}
    if isinstance(value, tuple):
        # Indicators that are named together count in whatever order.
        together = any(isinstance(item, (Member, OverallMember)) for item in value)
        plain = [_plain(item) for item in value]
        return sorted(plain, key=str) if together else plain
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value in (None, False) else str(value)
