"""What a definition says, as one hash: when it differs, figures may differ because of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from kpi_engine.model.bands import Band, BandsOf, BandsRule
from kpi_engine.model.indicator import DataSource, FloorAndTarget, Indicator, TargetRange, Threshold
from kpi_engine.model.measure import Member
from kpi_engine.model.overall import OverallMember

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
        OverallMember: frozenset(("location",)),
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
        case FloorAndTarget(strict=strict):
            return "floor and strict target" if strict else "floor and target"
        case TargetRange(green=green, amber=amber):
            amber_text = f", amber {amber[0]:f} to {amber[1]:f}" if amber is not None else ""
            return f"green {green[0]:f} to {green[1]:f}{amber_text}"
        case BandsRule() as bands:
            return _bands_text(bands)


def _bands_text(rule: BandsRule) -> str:
    """Every edge: ``value, green from 65, amber from 50 below 65, red below 50``."""
    named = (("green", rule.green), ("amber", rule.amber), ("red", rule.red))
    bands = [f"{name} {_band_text(band)}" for name, band in named if band is not None]
    percent = f"percent of target at {rule.decimals} decimals"
    return ", ".join(["value" if rule.of is BandsOf.VALUE else percent, *bands])


def _band_text(band: Band) -> str:
    parts = []
    if band.low is not None:
        parts.append(f"{'from' if band.low.included else 'above'} {band.low.number:f}")
    if band.high is not None:
        parts.append(f"{'to' if band.high.included else 'below'} {band.high.number:f}")
    return " ".join(parts)


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
