"""How a number has changed. Rules: docs/rating-rules.md, "Change of a context indicator"."""

from __future__ import annotations

from kpi_engine.analyse.direction_part import compared_period_words, earlier_and_now
from kpi_engine.analyse.explanation import ChangePart
from kpi_engine.model.definitions.judgement import NumberDirection, Polarity
from kpi_engine.model.figures.change_words import change_words, signed_change
from kpi_engine.model.figures.figure import Figure


def explain_change(figure: Figure) -> ChangePart | None:
    """The change of the number; None where the figure is judged, for then its performance is compared."""
    if figure.polarity is not Polarity.NONE:
        return None
    return ChangePart(figure.number_direction, figure.change, figure.percent_change, _text(figure))


def _text(figure: Figure) -> str:
    words, then, now = change_words(figure), figure.previous_value, figure.value
    if figure.number_direction is NumberDirection.NONE or then is None or now is None:
        return f"none told: {words}."
    was, is_now = earlier_and_now(figure, then, now)
    facts = f"{was} in {compared_period_words(figure)}, {is_now} now"
    difference = ""
    if figure.percent_change and figure.change:
        difference = f" ({signed_change(figure.change, figure.indicator)})"
    return f"{facts}: {words}{difference}. A rise or fall is not judged."
