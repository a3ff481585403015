"""Bands in words: ``65% of target or more``, ``50% to below 65% of target``, ``16 to 25``."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.bands import Band, BandsRule
from kpi_engine.model.definitions.indicator import Indicator, RatingRule
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.overall import Overall
from kpi_engine.model.words.number_text import standard_text


def band_text(band: Band, rule: BandsRule, indicator: Indicator) -> str:
    """One band by itself: ``50% to below 65% of target``, ``8 to 15``, ``where AMBER is the worst``."""
    return _text(band, rule, indicator, " of target" if rule.is_of_target else "")


def bands_text(rule: BandsRule, indicator: Indicator) -> str:
    """``GREEN 65% of target or more · AMBER 50% to below 65% · RED below 50%``."""
    bands = [(Rag.GREEN, rule.green), (Rag.AMBER, rule.amber), (Rag.RED, rule.red)]
    texts: list[str] = []
    for rag, band in bands:
        if band is not None:
            # What the percent is of is said once.
            words = _text(band, rule, indicator) if texts else band_text(band, rule, indicator)
            texts.append(f"{rag.value} {words}")
    return " · ".join(texts)


def bands_name(rule: RatingRule) -> str:
    """What the definitions call the bands of a rule; empty for other methods."""
    return rule.name if isinstance(rule, BandsRule) else ""


def percent_text(percent: Decimal) -> str:
    """``35.3% of target``."""
    return f"{percent:,f}% of target"


def _text(band: Band, rule: BandsRule, indicator: Indicator, of_what: str = "") -> str:
    if indicator.overall is not None and indicator.overall.is_worst:
        return _ratings_text(band, rule, indicator.overall)
    low = "" if band.low is None else _number(band.low.number, rule, indicator)
    high = "" if band.high is None else _number(band.high.number, rule, indicator)
    if band.low is None:
        or_less = band.high is not None and band.high.included
        return f"{high}{of_what} or less" if or_less else f"below {high}{of_what}"
    if band.high is None:
        return f"{low}{of_what} or more" if band.low.included else f"above {low}{of_what}"
    if band.low == band.high:
        return f"{low}{of_what}"
    start = low if band.low.included else f"above {low}"
    return f"{start} to {high if band.high.included else f'below {high}'}{of_what}"


def _ratings_text(band: Band, rule: BandsRule, overall: Overall) -> str:
    """``where AMBER is the worst``: the ratings whose points lie in a band."""
    ratings = [] if overall.points is None else [Rag.GREEN, Rag.AMBER, Rag.RED]
    inside = [
        rag.value
        for rag in ratings
        if overall.points is not None and rule.band_of(rule.rag_of(overall.points.of(rag))) is band
    ]
    return f"where {' or '.join(inside)} is the worst" if inside else "never"


def _number(number: Decimal, rule: BandsRule, indicator: Indicator) -> str:
    if rule.is_of_target:
        return f"{number:,f}%"
    return standard_text(number, indicator)
