"""What a definition says, as one hash: when it differs, figures may differ because of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from kpi_engine.model.indicator import DataSource, FloorAndTarget, Indicator, TargetRange, Threshold
from kpi_engine.model.measure import Member

# Every published rating has its own threshold and polarity; the rest changes no figure and no meaning.
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
    }
)
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
        case FloorAndTarget():
            return "floor and target"
        case TargetRange(green=green, amber=amber):
            amber_text = f", amber {amber[0]:f} to {amber[1]:f}" if amber is not None else ""
            return f"green {green[0]:f} to {green[1]:f}{amber_text}"


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
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value in (None, False) else str(value)
