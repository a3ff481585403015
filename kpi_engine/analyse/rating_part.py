"""Which rule gave the RAG, or why there is none. Rules: docs/rating-rules.md, "RED, AMBER, GREEN"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.analyse.explanation import RatingPart
from kpi_engine.analyse.wording import with_unit
from kpi_engine.model.arrays.rounding import before_rounding
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.bands import BandsRule
from kpi_engine.model.definitions.indicator import FloorAndTarget, TargetRange
from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.band_text import band_text
from kpi_engine.model.words.number_text import is_strict, range_text, standard_text, value_text


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
    if figure.indicator.is_worst and figure.value is not None:
        worst = value_text(figure.value, figure.indicator)
        return (
            f"{figure.rag.value}, because the worst rating of its indicators is {worst}.{_monitoring(figure)}"
        )
    polarity = f"{figure.polarity.words}, since {polarity_since}" if polarity_since else figure.polarity.words
    rated_on = "before rounding, as the definition asks" if figure.is_rated_on_raw else "as displayed"
    equality = _equality_words(figure)
    return (
        f"{figure.rag.value}, because {judged} ({polarity}; {equality}rated on the value {rated_on})."
        f"{_monitoring(figure)}"
    )


def _operative(figure: Figure) -> str:
    return (
        "rating"
        if figure.override is None
        else f"rating that it is overridden to, {figure.override.rag.value}"
    )


def _monitoring(figure: Figure) -> str:
    return (
        f" It is monitored {figure.monitoring}, which follows from the {_operative(figure)}."
        if figure.monitoring
        else ""
    )


def _equality_words(figure: Figure) -> str:
    """What it is to equal a standard; bands say it themselves."""
    rule = figure.threshold.rule if figure.threshold else None
    if isinstance(rule, BandsRule):
        return ""
    if is_strict(rule):
        return "to equal the target is not to beat it; to equal the floor standard is to meet it; "
    return "to equal a standard is to meet it; "


def _not_rated(figure: Figure, judged: str) -> str:
    reason = figure.not_rated
    if reason is NotRated.NO_FLOOR_STANDARD:
        return (
            f"not rated: {reason.value}. {judged}, "
            "and without a floor standard RED and AMBER cannot be told apart."
        )
    if reason is NotRated.NO_TARGET_IN_FORCE:
        known = dict.fromkeys(f"{each.from_label} ({each.location})" for each in figure.indicator.thresholds)
        return f"not rated: {reason.value}. Thresholds are defined from {', '.join(known)}."
    return f"not rated: {figure.why_not_rated}."


def _rated_value(figure: Figure, displayed: Decimal) -> str:
    if figure.is_rated_on_raw and figure.raw is not None:
        return with_unit(before_rounding(figure.raw, decimals_of(displayed)), figure.indicator)
    return value_text(displayed, figure.indicator)


def _rule_words(figure: Figure) -> str:
    """``below the floor standard of 75.0%``: the rule that decided."""
    rule = figure.threshold.rule if figure.threshold else None
    if isinstance(rule, TargetRange):
        return _ranges_words(figure, rule)
    if isinstance(rule, BandsRule):
        return _bands_words(figure, rule)
    return _standards_words(figure, rule) if rule else "without a standard"


def _ranges_words(figure: Figure, rule: TargetRange) -> str:
    green = f"the green range of {range_text(rule.green, figure.indicator)}"
    if figure.rag is Rag.GREEN:
        return f"inside {green}"
    if rule.amber is None:
        return f"outside {green}"
    amber = f"the amber range of {range_text(rule.amber, figure.indicator)}"
    if figure.rag is Rag.AMBER:
        return f"outside {green} but inside {amber}"
    return f"outside {amber}"


def _bands_words(figure: Figure, rule: BandsRule) -> str:
    """``35.3% of the target of 1,874 (35.325…%), and RED is below 50% of target``."""
    band = rule.band_of(figure.rag)
    lies_in = band_text(band, rule, figure.indicator) if band is not None else "elsewhere"
    percent, rated = figure.percent_of_target, figure.raw if figure.is_rated_on_raw else figure.value
    if percent is None or rule.target is None or rated is None:
        return f"in the {figure.rag.value} band of {lies_in}"
    exact = before_rounding(100 * Fraction(rated) / Fraction(rule.target), rule.decimals)
    told = f"{percent:,f}% of the target{_of(rule.target, figure)}"
    if Fraction(rated) * 100 != Fraction(percent) * Fraction(rule.target):
        told = f"{told} ({exact}% before rounding)"
    return f"{told}, and {figure.rag.value} is {lies_in}"


def _standards_words(figure: Figure, rule: FloorAndTarget) -> str:
    higher_is_better = figure.polarity is Polarity.HIGHEST
    meets = "at or above" if higher_is_better else "at or below"
    misses = "below" if higher_is_better else "above"
    target = f"the target{_of(rule.target, figure)}"
    if rule.strict:
        beats = "above" if higher_is_better else "below"
        meets_target, misses_target = beats, f"not {beats}"
    else:
        meets_target, misses_target = meets, misses
    floor = f"the floor standard{_of(rule.floor_standard, figure)}"
    if figure.rag is Rag.GREEN:
        return f"{meets_target} {target}"
    if figure.rag is Rag.AMBER:
        return f"{meets} {floor} but {misses_target} {target}"
    return f"{misses_target} {target}" if rule.floor_standard is None else f"{misses} {floor}"


def _of(standard: Decimal | None, figure: Figure) -> str:
    return "" if standard is None else f" of {standard_text(standard, figure.indicator)}"
