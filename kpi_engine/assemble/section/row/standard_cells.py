"""The cells of what a figure is compared with: the target, and the floor standard or the RED band."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import floor_label
from kpi_engine.assemble.section.row.plain_cells import number_cell, text_cell
from kpi_engine.assemble.section.standards import basis_note, target_of
from kpi_engine.model.decimals import with_decimals
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag
from kpi_engine.model.definitions.methods.further_edges import edge_of
from kpi_engine.model.definitions.methods.method_words import Wording
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import Cell, CellKind, Lack
from kpi_engine.model.words.number_text import standard_text, standard_with_unit, target_text
from kpi_engine.model.words.rule_wording import wording_of, wording_with_units


def target_cell(
    threshold: Threshold | None, indicator: Indicator, polarity: Polarity, figure: Figure | None = None
) -> Cell:
    """The target; for a range, its green range too. ``words`` say which values are GREEN, for bands all.

    With a ``figure`` it says how far this has come on a path.
    """
    target = target_of(threshold)
    if threshold is None:
        return Cell(kind=CellKind.NUMBER, words="no target", lacks=Lack.NOT_APPLICABLE)
    rule, wording = threshold.rule, _wording(threshold.rule, indicator)
    if target is None:
        # A range without a point in it says what is aimed at; bands say it in their own column.
        beside = rule.beside_target(wording)
        return Cell(beside, CellKind.NUMBER, words=beside or "no target", lacks=Lack.NOT_APPLICABLE)
    if not indicator.meaning.is_number:
        # What is aimed at in points is a rating; which one is which colour, the RAG itself says.
        return text_cell(standard_with_unit(target, indicator))
    number = with_decimals(target, indicator.decimals)
    text = target_text(rule, polarity, indicator)
    note, words = rule.beside_target(wording), rule.target_words(wording, polarity)
    if threshold.year_target is not None:
        note = f"of {standard_text(threshold.year_target, indicator)} for the year"
        words = f"{words}; {text} {note}"
    beside = _beside_target(threshold, figure)
    if beside:
        note, words = "; ".join(filter(None, (note, beside))), f"{words}; {beside}"
    return number_cell(number, text, words, note)


def _wording(rule: RatingRule, indicator: Indicator) -> Wording:
    """Numbers with their unit, but for the edges of bands, which are too many to repeat it."""
    return wording_of(indicator) if rule.is_in_bands else wording_with_units(indicator)


def _beside_target(threshold: Threshold, figure: Figure | None) -> str:
    """Whose figure the target is; of a path its later target, and how far a figure has come."""
    if threshold.path is None or figure is None:
        return threshold.beside_target
    return "; ".join(filter(None, (threshold.beside_target, threshold.path.way_words(figure.value))))


def floor_cell(line: Line) -> Cell:
    """The floor standard, the amber range or the RED band; its basis is said where nobody has stated it."""
    threshold, indicator = line.threshold, line.indicator
    said = indicator.scale.words.said
    if threshold is None:
        return Cell(kind=CellKind.NUMBER, words=said("no floor standard"), lacks=Lack.NOT_APPLICABLE)
    note = basis_note(threshold.floor_basis)
    suffix = f" ({note})" if note else ""
    floor = threshold.rule.floor_text(_wording(threshold.rule, indicator), line.polarity)
    if floor is None:
        lacking = NotRated.NO_AMBER_RANGE if threshold.rule.is_around_target else NotRated.NO_FLOOR_STANDARD
        return Cell(kind=CellKind.NUMBER, words=said(lacking.value), lacks=Lack.NOT_APPLICABLE)
    if not indicator.meaning.is_number:
        # The rating that must not be missed, or the RED band as ratings: points tell a reader nothing.
        text = floor.text
        if indicator.words:
            return Cell(text, CellKind.TEXT, f"{said('Floor standard')} {text}{suffix}", note)
        return Cell(text, CellKind.NUMBER, f"{text}{suffix}", note)
    words = f"{floor.words}{suffix}"
    note = "; ".join(filter(None, (floor.note, note)))
    if floor.number is None:
        return Cell(floor.text, CellKind.NUMBER, words, note, lacks=Lack.NOT_APPLICABLE)
    cell = number_cell(with_decimals(floor.number, indicator.decimals), floor.text, words, note)
    return replace(cell, label=floor_label(threshold, indicator.scale))


def further_edge_cell(rag: Rag, line: Line) -> Cell:
    """Where a rating beside RED, AMBER and GREEN begins; empty where the line's threshold has none."""
    further = () if line.threshold is None else line.threshold.rule.further_edges
    edge = edge_of(rag, further)
    if edge is None:
        return Cell(kind=CellKind.NUMBER, lacks=Lack.NOT_APPLICABLE)
    wording = wording_with_units(line.indicator)
    number = with_decimals(edge, line.indicator.decimals)
    return number_cell(number, wording.standard(edge), wording.meeting(edge, line.polarity))
