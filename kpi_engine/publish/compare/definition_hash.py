"""What a definition says, as one hash: when it differs, figures may differ because of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Member
from kpi_engine.model.definitions.made_from.overall import OverallMember
from kpi_engine.model.definitions.methods.band_words import plain
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import ON_RECORD

_Plain: TypeAlias = "str | list[_Plain] | dict[str, _Plain]"


def definition_hash(indicator: Indicator) -> str:
    """The SHA-256, in hexadecimal, of what is measured and how: all but thresholds, polarity and labels.

    Every published rating has its own threshold and polarity on record; labels change no figure and no
    rating. The fields that count say so where they are declared (``on_record``), with their published names.
    Empty fields do not count, so that a field that definitions may have in future changes no hash.
    """
    text = json.dumps(_plain(indicator), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()


def definition_hashes(indicators: Iterable[Indicator]) -> dict[str, str]:
    """The hash of each definition, by code."""
    return {indicator.code: definition_hash(indicator) for indicator in indicators}


def rule_text(threshold: Threshold | None) -> str:
    """The method of a rating and any limits besides target and floor standard; empty for no threshold."""
    return "" if threshold is None else threshold.rule.on_record


def _plain(value: object) -> _Plain:
    if is_dataclass(value) and not isinstance(value, type):
        facts = {name: _plain(getattr(value, field)) for field, name in _recorded(type(value))}
        return {name: fact for name, fact in facts.items() if fact}
    if isinstance(value, tuple):
        # Indicators that are named together count in whatever order.
        together = any(isinstance(item, (Member, OverallMember)) for item in value)
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if together else items
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value in (None, False) else str(value)


def _recorded(kind: type) -> list[tuple[str, str]]:
    """The fields of a record that count, and their published names.

    Raises:
        TypeError: no field of the record counts, so that different records would have the same hash.
    """
    published = {field.name: field.metadata.get(ON_RECORD) for field in fields(kind)}
    recorded = [(field, name) for field, name in published.items() if name is not None]
    if not recorded:
        raise TypeError(f"no field of {kind.__name__} is on record")
    return recorded
