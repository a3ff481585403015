"""What rates the lines of a page, so that its headings and its key say what is true of them.

A target and a floor standard and bands give the same three colours, but a band is no floor standard: what is
said of a page depends on which of them it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from kpi_engine.assemble.section.line import Line
from kpi_engine.model.definitions.indicator import Threshold
from kpi_engine.model.definitions.judgement import Rag

_RED_BAND = "RED band"
_FLOOR_STANDARD = "Floor standard"


class RatedBy(Enum):
    """What rates some lines: targets and floor standards, bands, some by each, or nothing."""

    NOTHING = "nothing"
    FLOORS = "floors"
    BANDS = "bands"
    BOTH = "both"

    @property
    def floor_heading(self) -> str:
        """The heading of what must not be missed."""
        headings = {RatedBy.BANDS: _RED_BAND, RatedBy.BOTH: f"{_FLOOR_STANDARD} or {_RED_BAND}"}
        return headings.get(self, _FLOOR_STANDARD)

    def meaning_of(self, rag: Rag) -> str:
        """``Floor standard not achieved``, ``In the RED band``; empty where nothing is rated."""
        usual = f"{rag.words[0].upper()}{rag.words[1:]}"
        meanings = {
            RatedBy.FLOORS: usual,
            RatedBy.BANDS: f"In the {rag.value} band",
            RatedBy.BOTH: f"{usual}, or in the {rag.value} band",
        }
        return meanings.get(self, "")


def rated_by(lines: Iterable[Line]) -> RatedBy:
    """What rates the latest figures of some lines."""
    by_bands = {is_by_bands(line.threshold) for line in lines if line.threshold is not None}
    if not by_bands:
        return RatedBy.NOTHING
    if len(by_bands) > 1:
        return RatedBy.BOTH
    return RatedBy.BANDS if by_bands.pop() else RatedBy.FLOORS


def is_unrated(lines: Sequence[Line]) -> bool:
    """Whether nothing could rate any of the lines, and nobody has: one sentence says it for all."""
    overridden = any(line.figure is not None and line.figure.override is not None for line in lines)
    return rated_by(lines) is RatedBy.NOTHING and not overridden


def is_by_bands(threshold: Threshold | None) -> bool:
    """Whether bands rate."""
    return threshold is not None and threshold.rule.is_in_bands


def floor_label(threshold: Threshold | None) -> str:
    """What the standard of one line is called that must not be missed."""
    return _RED_BAND if is_by_bands(threshold) else _FLOOR_STANDARD
