"""The threshold in force: its standards, since when, for whom, and where it is defined."""

from __future__ import annotations

from kpi_engine.analyse.explanation import ThresholdPart
from kpi_engine.analyse.wording import place_text
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.threshold import EVERY_PERIOD, Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.wording import joined
from kpi_engine.model.words.rule_wording import wording_of


def explain_threshold(figure: Figure) -> ThresholdPart | None:
    """The threshold that rates a row; None where none is in force."""
    threshold = figure.threshold
    if threshold is None:
        return None
    standards = _standards_words(threshold, figure)
    origin = f"; the target is {threshold.origin}" if threshold.origin else ""
    way = "" if threshold.path is None else threshold.path.way_words(figure.value)
    origin += f" ({way})" if way else ""
    note = f" Note in the definition: {threshold.note.removesuffix('.')}." if threshold.note else ""
    return ThresholdPart(
        standards=standards,
        floor_basis=threshold.floor_basis,
        from_label=threshold.from_label,
        location=threshold.location,
        note=threshold.note,
        text=f"{standards}{origin}; in force {_when(threshold, figure.indicator)}{_for_whom(threshold)}"
        f"{place_text(threshold.location)}.{note}",
    )


def _standards_words(threshold: Threshold, figure: Figure) -> str:
    basis = f" ({threshold.floor_basis.value})" if threshold.floor_basis else ""
    return threshold.rule.in_force_words(wording_of(figure.indicator), figure.polarity, basis)


def _when(threshold: Threshold, indicator: Indicator) -> str:
    first = period_words(indicator.calendar, threshold.first)
    if threshold.origin and threshold.first == threshold.last:
        return f"in {first}"
    since = threshold.from_label if first == threshold.from_label else f"{threshold.from_label} ({first})"
    if threshold.from_label == EVERY_PERIOD:
        until = "" if threshold.last is None else f" to {period_words(indicator.calendar, threshold.last)}"
        return f"in every period{until}"
    if threshold.last is None:
        return f"since {since}"
    return f"from {since} to {period_words(indicator.calendar, threshold.last)}"


def _for_whom(threshold: Threshold) -> str:
    if threshold.areas:
        return f", for {joined(threshold.areas)}"
    if not threshold.levels:
        return ""
    noun = "level" if len(threshold.levels) == 1 else "levels"
    return f", for the {noun} {joined(threshold.levels)}"
