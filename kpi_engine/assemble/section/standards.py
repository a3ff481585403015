"""Targets, floor standards, ranges and bands: which are in force, and in words."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.model.words.number_text import standard_with_unit, value_text
from kpi_engine.model.words.rule_wording import wording_of


def target_of(threshold: Threshold | None) -> Decimal | None:
    """The value aimed at."""
    return threshold.rule.target if threshold is not None else None


def floor_of(threshold: Threshold | None) -> Decimal | None:
    """The floor standard; a range and bands have none."""
    return threshold.rule.floor if threshold is not None else None


def basis_note(basis: FloorBasis | None) -> str:
    """What a reader must know of a floor that nobody has stated."""
    return "" if basis in (None, FloorBasis.STATED) else basis.value


@frozen
class BandEdge:
    """Where GREEN or AMBER begins: the ``number``, in the value's unit, and what the ``bands`` are called.

    ``text`` is ``65.0% or more``, of percent of target ``1,218.1 (65% of target or more)``.
    """

    rag: Rag
    number: Decimal
    text: str
    bands: str


@frozen
class Standard:
    """What is in force for an indicator in an area and period; None and empty where there is none."""

    threshold: Threshold | None
    target: Decimal | None
    floor: Decimal | None
    target_text: str
    floor_text: str
    edges: tuple[BandEdge, ...]


class Standards:
    """The standards of a run. Areas of a level share them: each is looked up, and put into words, once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str, int], Standard] = {}
        self._named: dict[str, frozenset[str]] = {}

    def of(self, indicator: Indicator, area: Area, period: int) -> Standard:
        """The standard in force in a period, whether or not there is a figure."""
        named = self._named.get(indicator.code)
        if named is None:
            named = frozenset(name for threshold in indicator.thresholds for name in threshold.areas)
            self._named[indicator.code] = named
        # Only an area that a threshold names can differ from the others of its level.
        key = (indicator.code, area.level, area.name if area.name in named else "", period)
        found = self._known.get(key)
        if found is None:
            threshold = indicator.threshold_in(period, area.name, area.level)
            found = self._known[key] = _standard(indicator, threshold)
        return found


def _standard(indicator: Indicator, threshold: Threshold | None) -> Standard:
    if not indicator.meaning.is_number:
        # Its figures are ratings: there is no line with a place for a number.
        return Standard(threshold, None, None, "", "", ())
    target, floor = target_of(threshold), floor_of(threshold)
    return Standard(
        threshold,
        target,
        floor,
        _text(target, indicator),
        _text(floor, indicator),
        _edges(indicator, threshold),
    )


def _edges(indicator: Indicator, threshold: Threshold | None) -> tuple[BandEdge, ...]:
    """Where the bands begin, best first; none for other methods."""
    if threshold is None:
        return ()
    wording = wording_of(indicator)
    return tuple(
        BandEdge(
            edge.rag,
            edge.number,
            f"{value_text(edge.number, indicator)} ({edge.text})" if edge.is_computed else edge.text,
            threshold.rule.bands_name,
        )
        for edge in threshold.rule.drawn_edges(wording)
    )


def _text(standard: Decimal | None, indicator: Indicator) -> str:
    return "" if standard is None else standard_with_unit(standard, indicator)
