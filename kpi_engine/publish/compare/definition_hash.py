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

from kpi_engine.model.definitions.indicator import DataSource, Indicator
from kpi_engine.model.definitions.made_from.measure import Member
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember
from kpi_engine.model.definitions.methods.band_words import plain
from kpi_engine.model.definitions.threshold import Threshold

# Every published rating has its own threshold and polarity; the rest changes no figure, no rating of one and
# no meaning. tests/publish/compare/test_definition_hash.py has every field that a definition can have.
_LEFT_OUT: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        Indicator: frozenset(
            (
                *("thresholds", "polarities", "location", "name", "service", "qpr", "seasonal", "tags"),
                *("similar_within", "neighbours", "decimals_are_open", "people", "lag"),
                *("periods_share", "chart", "ambition", "scale"),
            )
        ),
        DataSource: frozenset(("latest", "release")),
        Member: frozenset(("location",)),
        Overall: frozenset(("monitoring",)),
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
    return "" if threshold is None else threshold.rule.on_record


def _plain(value: object) -> _Plain:
    if is_dataclass(value) and not isinstance(value, type):
        left_out = _LEFT_OUT.get(type(value), frozenset())
        facts = {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in left_out
        }
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
