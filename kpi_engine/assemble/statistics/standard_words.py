"""What a figure is compared with, as a clause of a sentence."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.method import RatingMethod
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.number_text import standard_text, value_text
from kpi_engine.model.words.rule_wording import wording_of


def target_number(figure: Figure) -> str:
    """``85%``: the target, or where GREEN begins if bands rate."""
    rule = _rule(figure)
    begins = None if rule is None else _green_begins(rule, figure)
    if begins is not None:
        return value_text(begins, figure.indicator)
    if rule is None or rule.target is None:
        return "its target"
    return standard_text(rule.target, figure.indicator)


def target_clause(figure: Figure) -> str:
    """``the target is 85%``, ``GREEN begins at 1,218.1``."""
    rule = _rule(figure)
    if rule is not None and _green_begins(rule, figure) is not None:
        return f"{figure.indicator.scale.name(Rag.GREEN)} begins at {target_number(figure)}"
    return f"the target is {target_number(figure)}"


def floor_clause(figure: Figure) -> str:
    """``floor standard (75%)``; without a floor the edge of AMBER."""
    rule = _rule(figure)
    floor = None if rule is None else rule.floor
    if floor is None:
        return figure.indicator.scale.name(Rag.AMBER)
    return f"{figure.indicator.scale.words.floor_standard} ({standard_text(floor, figure.indicator)})"


def floor_or_target(figure: Figure) -> str:
    """``the floor is 75%``; without a floor the target."""
    rule = _rule(figure)
    floor = None if rule is None else rule.floor
    floor_name = figure.indicator.scale.words.floor_in_short
    return (
        target_clause(figure)
        if floor is None
        else f"the {floor_name} is {standard_text(floor, figure.indicator)}"
    )


def _rule(figure: Figure) -> RatingMethod | None:
    return None if figure.threshold is None else figure.threshold.rule


def _green_begins(rule: RatingMethod, figure: Figure) -> Decimal | None:
    """The edge of GREEN, where a rule has one beside its target."""
    edges = rule.drawn_edges(wording_of(figure.indicator))
    return next((edge.number for edge in edges if edge.rag is Rag.GREEN), None)
