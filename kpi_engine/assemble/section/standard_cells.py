"""The cells of what a figure is held against: the target, and the floor standard or the RED band."""

from __future__ import annotations

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.plain_cells import number_cell, text_cell
from kpi_engine.assemble.section.standards import basis_note, floor_of, on_the_right_side, target_of
from kpi_engine.model.decimals import with_decimals
from kpi_engine.model.definitions.bands import BandsRule
from kpi_engine.model.definitions.indicator import Indicator, TargetRange, Threshold
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.document import Cell, CellKind
from kpi_engine.model.words.band_text import band_text, bands_text
from kpi_engine.model.words.number_text import is_strict, range_text, standard_text, target_text


def target_cell(threshold: Threshold | None, indicator: Indicator, polarity: Polarity) -> Cell:
    """The target; for a range, its green range too. ``words`` say which values are GREEN, for bands all."""
    target = target_of(threshold)
    if threshold is None or target is None:
        return Cell(kind=CellKind.NUMBER, words="no target")
    rule = threshold.rule
    if indicator.is_worst:
        # What is aimed at in points is a rating; which one is which colour, the RAG itself says.
        return text_cell(standard_text(target, indicator))
    number = with_decimals(target, indicator.decimals)
    text = target_text(rule, polarity, indicator)
    note = ""
    if isinstance(rule, TargetRange):
        note = f"GREEN from {range_text(rule.green, indicator)}"
        words = f"{text} ({note})"
    elif isinstance(rule, BandsRule):
        words = f"{text}; {bands_text(rule, indicator)}"
    else:
        words = f"{on_the_right_side(target, indicator, polarity, is_strict(rule))} is GREEN"
    if threshold.year_target is not None:
        note = f"of {standard_text(threshold.year_target, indicator)} for the year"
        words = f"{words}; {text} {note}"
    return number_cell(number, text, words, note)


def floor_cell(line: Line) -> Cell:
    """The floor standard, the amber range or the RED band; its basis is said where nobody has stated it."""
    threshold, indicator = line.threshold, line.indicator
    if threshold is None:
        return Cell(kind=CellKind.NUMBER, words="no floor standard")
    note = basis_note(threshold.floor_basis)
    suffix = f" ({note})" if note else ""
    floor = floor_of(threshold)
    if indicator.is_worst:
        return _worst_floor_cell(threshold, indicator, note)
    if floor is not None:
        number = with_decimals(floor, indicator.decimals)
        words = f"{on_the_right_side(floor, indicator, line.polarity)} is at least AMBER{suffix}"
        text = standard_text(floor, indicator)
        return number_cell(number, text, words, note)
    if isinstance(threshold.rule, BandsRule):
        text = band_text(threshold.rule.red, threshold.rule, indicator)
        return Cell(text, CellKind.NUMBER, words=f"{text} is RED{suffix}", note=note)
    if isinstance(threshold.rule, TargetRange) and threshold.rule.amber is not None:
        text = range_text(threshold.rule.amber, indicator)
        return Cell(f"AMBER {text}", CellKind.NUMBER, words=f"AMBER from {text}{suffix}", note=note)
    return Cell(kind=CellKind.NUMBER, words="no floor standard")


def _worst_floor_cell(threshold: Threshold, indicator: Indicator, note: str) -> Cell:
    """The rating that must not be missed, or the RED band as ratings: points tell a reader nothing."""
    floor, rule = floor_of(threshold), threshold.rule
    text = "" if floor is None else standard_text(floor, indicator)
    if isinstance(rule, BandsRule):
        text = band_text(rule.red, rule, indicator)
    return Cell(text, CellKind.NUMBER, f"{text} ({note})" if note and text else text, note if text else "")
