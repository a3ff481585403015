"""The threshold in force: its standards, since when, for whom, and where it is defined."""

from __future__ import annotations

from kpi_engine.analyse.explanation import ThresholdPart
from kpi_engine.analyse.wording import place_text
from kpi_engine.model.definitions.bands import BandsRule
from kpi_engine.model.definitions.indicator import Indicator, TargetRange, Threshold
from kpi_engine.model.definitions.period import period_words
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.wording import joined
from kpi_engine.model.words.band_text import bands_text
from kpi_engine.model.words.number_text import range_text, standard_text, target_text


def explain_threshold(figure: Figure) -> ThresholdPart | None:
    """The threshold that rates a row; None where none is in force."""
    threshold = figure.threshold
    if threshold is None:
        return None
    standards = _standards_words(threshold, figure)
    origin = f"; the target is {threshold.origin}" if threshold.origin else ""
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
    rule, indicator = threshold.rule, figure.indicator
    basis = f" ({threshold.floor_basis.value})" if threshold.floor_basis else ""
    if isinstance(rule, TargetRange):
        target = f"target {standard_text(rule.target, indicator)}, green {range_text(rule.green, indicator)}"
        if rule.amber is None:
            return f"{target}, no amber range"
        return f"{target}, amber {range_text(rule.amber, indicator)}{basis}"
    target = "no target"
    if rule.target is not None:
        target = f"target {target_text(rule, figure.polarity, indicator)}"
    if isinstance(rule, BandsRule):
        return f'{target}, bands "{rule.name}": {bands_text(rule, indicator)}{basis}'
    if rule.floor_standard is None:
        return f"{target}, no floor standard"
    return f"{target}, floor standard {standard_text(rule.floor_standard, indicator)}{basis}"


def _when(threshold: Threshold, indicator: Indicator) -> str:
    first = period_words(indicator.frequency, threshold.first)
    if threshold.year_rule is not None and threshold.first == threshold.last:
        return f"in {first}"
    since = threshold.from_label if first == threshold.from_label else f"{threshold.from_label} ({first})"
    if threshold.last is None:
        return f"since {since}"
    return f"from {since} to {period_words(indicator.frequency, threshold.last)}"


def _for_whom(threshold: Threshold) -> str:
    if threshold.areas:
        return f", for {joined(threshold.areas)}"
    if not threshold.levels:
        return ""
    noun = "level" if len(threshold.levels) == 1 else "levels"
    return f", for the {noun} {joined(threshold.levels)}"
