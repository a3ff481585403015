"""Bands with the edges that the ratings allow.

Rules: docs/infer-floors.md, "Definitions with inferred floors".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.band import Band, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.outputs.inference import InferredThreshold

_Version: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Amended:
    """A version of bands as it is to be written."""

    bands: BandsRule
    basis: FloorBasis | None


def with_inferred_bands(
    indicators: Sequence[Indicator], inferred: Sequence[InferredThreshold]
) -> tuple[tuple[Indicator, ...], tuple[InferredThreshold, ...]]:
    """The indicators with amended bands, and the inferred thresholds whose bands could not be amended.

    Stated bands stay, and so do bands whose ratings contradict each other. An edge that the ratings allow
    stays too; one that they do not allow becomes the roundest number where cells of both ratings pin it.
    """
    amended: dict[_Version, _Amended] = {}
    left_out: list[InferredThreshold] = []
    for one in inferred:
        if one.bands is None or not one.fits or one.basis is FloorBasis.STATED:
            continue
        bands = _mended(one, one.bands)
        if bands is None:
            left_out.append(one)
            continue
        pinned = all(edge.has_both_ratings for edge in one.standards)
        amended[bands.name, bands.since] = _Amended(bands, FloorBasis.INFERRED if pinned else one.basis)
    return tuple(_with_bands(indicator, amended) for indicator in indicators), tuple(left_out)


def _mended(one: InferredThreshold, bands: BandsRule) -> BandsRule | None:
    """The bands with each edge that the ratings rule out at its roundest number; None where that is none."""
    for (rag, _), edge in zip(bands.starts, one.standards, strict=True):
        if edge.agrees:
            continue
        if not edge.has_both_ratings or edge.roundest is None:
            return None
        bands = _beginning_at(bands, rag, edge.roundest)
    return bands if _has_something_in_each(bands) else None


def _beginning_at(bands: BandsRule, rag: Rag, number: Decimal) -> BandsRule:
    """The bands with another edge of one band; the worse band next to it ends there."""
    old = bands.edge_of(rag)
    included = old is not None and old.included
    start, end = Edge(number, included), Edge(number, not included)
    upwards = bands.highest_is_green
    found = dict(bands.bands)
    worse = list(found)[list(found).index(rag) + 1]
    found[rag], found[worse] = _from(found[rag], start, upwards), _until(found[worse], end, upwards)
    return replace(
        bands,
        green=found[Rag.GREEN],
        amber=found.get(Rag.AMBER),
        red=found[Rag.RED],
        further=tuple((each, found[each]) for each, _band in bands.further),
    )


def _from(band: Band, edge: Edge, upwards: bool) -> Band:
    return replace(band, low=edge) if upwards else replace(band, high=edge)


def _until(band: Band, edge: Edge, upwards: bool) -> Band:
    return replace(band, high=edge) if upwards else replace(band, low=edge)


def _has_something_in_each(bands: BandsRule) -> bool:
    """Whether each band begins further on than the worse band next to it."""
    numbers = [edge.number for _rag, edge in bands.starts]
    pairs = pairwise(numbers if bands.highest_is_green else reversed(numbers))
    return all(better > worse for better, worse in pairs)


def _with_bands(indicator: Indicator, amended: dict[_Version, _Amended]) -> Indicator:
    return replace(indicator, thresholds=tuple(_with_amended(one, amended) for one in indicator.thresholds))


def _with_amended(threshold: Threshold, amended: dict[_Version, _Amended]) -> Threshold:
    rule = threshold.rule
    found = amended.get((rule.name, rule.since)) if isinstance(rule, BandsRule) else None
    if found is None or not isinstance(rule, BandsRule):
        return threshold
    bands = found.bands
    return replace(
        threshold,
        rule=replace(rule, green=bands.green, amber=bands.amber, red=bands.red, further=bands.further),
        floor_basis=found.basis,
    )
