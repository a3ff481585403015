"""Targets, floor standards, ranges and bands: which are in force, and in words."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.arrays.rounding import rounded_half_up, shortest
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.bands import BandsRule
from kpi_engine.model.definitions.indicator import FloorAndTarget, FloorBasis, Indicator, Threshold
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.words.band_text import band_text
from kpi_engine.model.words.number_text import standard_text, value_text


def target_of(threshold: Threshold | None) -> Decimal | None:
    """The value aimed at."""
    return threshold.rule.target if threshold is not None else None


def floor_of(threshold: Threshold | None) -> Decimal | None:
    """The floor standard; a range and bands have none."""
    if threshold is None or not isinstance(threshold.rule, FloorAndTarget):
        return None
    return threshold.rule.floor_standard


def on_the_right_side(
    standard: Decimal, indicator: Indicator, polarity: Polarity, strict: bool = False
) -> str:
    """The values that meet a standard: ``85.0% or more``, of a strict one ``above 133``."""
    if strict:
        side = "below" if polarity is Polarity.LOWEST else "above"
        return f"{side} {standard_text(standard, indicator)}"
    side = "or less" if polarity is Polarity.LOWEST else "or more"
    return f"{standard_text(standard, indicator)} {side}"


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
    if indicator.is_worst:
        # Its figures are ratings: there is no line for a number to stand at.
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
    if threshold is None or not isinstance(threshold.rule, BandsRule):
        return ()
    rule = threshold.rule
    edges = []
    for rag in (Rag.GREEN, Rag.AMBER):
        band = rule.band_of(rag)
        start = None if band is None else rule.start_of(band)
        if band is None or start is None:
            continue
        number, text = start.number, band_text(band, rule, indicator)
        if rule.is_of_target and rule.target is not None:
            # All the decimals that the product has: nothing is rounded.
            decimals = decimals_of(start.number) + decimals_of(rule.target) + 2
            number = shortest(rounded_half_up(rule.value_at(start), decimals))
            text = f"{value_text(number, indicator)} ({text})"
        edges.append(BandEdge(rag, number, text, rule.name))
    return tuple(edges)


def _text(standard: Decimal | None, indicator: Indicator) -> str:
    return "" if standard is None else standard_text(standard, indicator)
