"""Which rule gave the RAG, or why there is none. Rules: docs/rating-rules.md, "RED, AMBER, GREEN"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.analyse.explanation import RatingPart
from kpi_engine.model.arrays.rounding import before_rounding
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import AMBER_OR_RED, NotRated, Rag
from kpi_engine.model.definitions.methods.method_words import Judged
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.number_text import value_text, with_sign
from kpi_engine.model.words.rule_wording import wording_of


def explain_rating(figure: Figure) -> RatingPart:
    """The RAG of a row with the rule that gave it."""
    in_force = figure.indicator.polarity_in(figure.period)
    judged = "" if figure.value is None else f"{_rated_value(figure, figure.value)} is {_rule_words(figure)}"
    is_rated = figure.rag is not Rag.NONE
    return RatingPart(
        rag=figure.rag,
        not_rated=figure.not_rated,
        polarity=figure.polarity,
        polarity_location=in_force.location,
        rated_on=figure.indicator.rate_on,
        text=_rated(figure, judged, in_force.from_label) if is_rated else _not_rated(figure, judged),
    )


def _rated(figure: Figure, judged: str, polarity_since: str) -> str:
    value = "" if figure.value is None else value_text(figure.value, figure.indicator)
    reason = figure.indicator.meaning.reason_text(value)
    if reason:
        return f"{_name(figure)}, because {reason}.{_monitoring(figure)}"
    polarity = f"{figure.polarity.words}, since {polarity_since}" if polarity_since else figure.polarity.words
    rated_on = "before rounding, as the definition asks" if figure.is_rated_on_raw else "as displayed"
    equality = _equality_words(figure)
    return (
        f"{_name(figure)}, because {judged} ({polarity}; {equality}rated on the value {rated_on})."
        f"{_monitoring(figure)}"
    )


def _name(figure: Figure) -> str:
    return figure.indicator.scale.name(figure.rag)


def _operative(figure: Figure) -> str:
    return (
        "rating"
        if figure.override is None
        else f"rating that it is overridden to, {figure.indicator.scale.name(figure.override.rag)}"
    )


def _monitoring(figure: Figure) -> str:
    return (
        f" It is monitored {figure.monitoring}, which follows from the {_operative(figure)}."
        if figure.monitoring
        else ""
    )


def _equality_words(figure: Figure) -> str:
    """What it is to equal a standard; bands say it themselves."""
    if figure.threshold is None:
        return ""
    return figure.threshold.rule.equality_words(wording_of(figure.indicator))


def _not_rated(figure: Figure, judged: str) -> str:
    reason = figure.not_rated
    if reason in AMBER_OR_RED:
        scale = figure.indicator.scale
        lacking = str(reason.value).replace("no ", "an " if "amber" in reason.value else "a ", 1)
        apart = f"{scale.name(Rag.RED)} and {scale.name(Rag.AMBER)} cannot be told apart"
        return scale.words.said(f"not rated: {reason.value}. {judged}, and without {lacking} {apart}.")
    if reason is NotRated.NO_TARGET_IN_FORCE:
        known = dict.fromkeys(f"{each.from_label} ({each.location})" for each in figure.indicator.thresholds)
        return f"not rated: {reason.value}. Thresholds are defined from {', '.join(known)}."
    return f"not rated: {figure.why_not_rated}."


def _rated_value(figure: Figure, displayed: Decimal) -> str:
    if figure.is_rated_on_raw and figure.raw is not None:
        return with_sign(before_rounding(figure.raw, decimals_of(displayed)), figure.indicator)
    return value_text(displayed, figure.indicator)


def _rule_words(figure: Figure) -> str:
    """``below the floor standard of 75.0%``: the rule that decided."""
    if figure.threshold is None:
        return "without a standard"
    rated = figure.raw if figure.is_rated_on_raw else figure.value
    judged = Judged(figure.rag, figure.polarity, figure.value, None if rated is None else Fraction(rated))
    return figure.threshold.rule.why_words(judged, wording_of(figure.indicator))
