"""Standards that have changed since the figure compared with: a RAG can move because of them alone."""

from __future__ import annotations

from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.on_record import rag_on_record
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.words.number_text import value_text
from kpi_engine.model.words.rule_wording import wording_of


def standards_since(figure: Figure) -> tuple[str, ...]:
    """What the standards were for the figure compared with, and what this figure would be by them.

    Nothing where they are the same, or are a period's part of the same target for a year, or are points that
    represent ratings.
    """
    before, value = figure.previous, figure.number
    if before is None or value is None or before.threshold is None or figure.threshold is None:
        return ()
    old, new = before.threshold, figure.threshold
    if before.polarity is figure.polarity and _written(old) == _written(new):
        return ()
    wording, indicator = wording_of(figure.indicator), figure.indicator
    words = old.rule.in_force_words(wording, before.polarity, "")
    polarity = f"{before.polarity.words}, " if before.polarity is not figure.polarity else ""
    then = period_words(indicator.calendar, before.period)
    rag = rag_on_record(
        old.rule.on_record, before.polarity.value, target=old.rule.target, floor=old.rule.floor, value=value
    )
    # By a raw value it may be another.
    is_told = bool(rag) and not figure.is_rated_on_raw
    would_be = (
        f"; by them {value_text(value, indicator)} would be {indicator.scale.name(Rag(rag))}"
        if is_told
        else ""
    )
    return (f"The standards of {then} were others: {polarity}{words}{would_be}.",)


def _written(threshold: Threshold) -> object:
    """What a threshold says, whichever period's part of it is in force, or wherever its target is by now."""
    if threshold.moves:
        return threshold.location
    return threshold.rule if threshold.year_rule is None else threshold.year_rule
