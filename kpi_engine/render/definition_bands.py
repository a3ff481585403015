"""Bands → the lines of a definitions file. The keys: docs/definitions.md, "Bands"."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kpi_engine.model.bands import Band, BandsRule
from kpi_engine.model.indicator import Threshold


def bands_lines(thresholds: Sequence[Threshold]) -> Iterator[str]:
    """The bands that some thresholds are rated by, each version once; nothing where none is."""
    versions: dict[tuple[str, str], tuple[BandsRule, Threshold]] = {}
    for threshold in thresholds:
        if isinstance(threshold.rule, BandsRule):
            versions.setdefault((threshold.rule.name, threshold.rule.since), (threshold.rule, threshold))
    if versions:
        yield "bands:"
    for rule, threshold in versions.values():
        first, *others = _version(rule, threshold)
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def _version(rule: BandsRule, threshold: Threshold) -> Iterator[str]:
    yield f"name: {json.dumps(rule.name, ensure_ascii=False)}"
    if rule.since:
        yield f"from: {json.dumps(rule.since, ensure_ascii=False)}"
    yield f"of: {rule.of.value}"
    if rule.is_of_target:
        yield f"decimals: {rule.decimals}"
    for name, band in (("green", rule.green), ("amber", rule.amber), ("red", rule.red)):
        if band is not None:
            yield f"{name}: {{{', '.join(_ends(band))}}}"
    if threshold.floor_basis is not None:
        yield f"basis: {threshold.floor_basis.value}"


def _ends(band: Band) -> Iterator[str]:
    if band.low is not None:
        yield f"{'from' if band.low.included else 'above'}: {band.low.number:f}"
    if band.high is not None:
        yield f"{'to' if band.high.included else 'below'}: {band.high.number:f}"
