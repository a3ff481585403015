"""Why one row is rated as it is, in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpi_engine.analyse.direction_part import explain_direction
from kpi_engine.analyse.explanation import Explanation
from kpi_engine.analyse.rated_row import RatedRow
from kpi_engine.analyse.rating_part import explain_rating
from kpi_engine.analyse.rounding import rounded_half_up
from kpi_engine.analyse.standards_part import explain_standards
from kpi_engine.analyse.threshold_part import explain_threshold
from kpi_engine.analyse.value_part import explain_value
from kpi_engine.analyse.wording import difference_text, unit_note, with_unit
from kpi_engine.model.judgement import DirectionOfTravel, Rag
from kpi_engine.model.number_text import count_text, decimals_of, value_text
from kpi_engine.model.period import period_label, period_words
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.scorecard import Comparator


def explain(
    ratings: Ratings, row: int, small_cohort: int | None = None, comparators: Sequence[Comparator] = ()
) -> Explanation:
    """Explain one rated observation.

    Args:
        ratings: rated observations (not outturns: their periods are years, and they compare with nothing).
        row: position of the observation, 0 to n − 1.
        small_cohort: denominators below it get a note; None: no note.
        comparators: reference values; those of the row's indicator are noted.
    """
    rated = RatedRow(ratings, row)
    indicator = rated.indicator
    return Explanation(
        code=indicator.code,
        name=indicator.name,
        area=rated.area,
        period=period_label(indicator.frequency, rated.period),
        heading=_heading(rated),
        value=explain_value(rated),
        threshold=explain_threshold(rated),
        rating=explain_rating(rated),
        standards=explain_standards(rated),
        direction=explain_direction(rated),
        notes=(
            *_carried_forward(rated),
            *_small_cohort(rated, small_cohort),
        ),
        comparators=_comparators(rated, comparators),
    )


def _heading(row: RatedRow) -> str:
    displayed = row.displayed
    value = (
        "no value" if displayed is None else value_text(displayed, row.indicator) + unit_note(row.indicator)
    )
    rag = "not rated" if row.rag is Rag.NONE else row.rag.value
    arrow = (
        "" if row.direction is DirectionOfTravel.NONE else f", {row.direction.value} {row.direction.arrow}"
    )
    period = period_words(row.indicator.frequency, row.period)
    return f"{row.indicator.code} · {row.area} · {period}: {value}, {rag}{arrow}"


def _carried_forward(row: RatedRow) -> tuple[str, ...]:
    if not row.is_carried_forward:
        return ()
    if row.source_says_carried_forward:
        return (
            "carried forward: the source says that there was no new data, so this is not new performance.",
        )
    return (
        f"value, numerator and denominator all repeat {row.previous_period_words}: probably carried forward, "
        "not new performance.",
    )


def _small_cohort(row: RatedRow, small_cohort: int | None) -> tuple[str, ...]:
    denominator = row.denominator
    if small_cohort is None or denominator is None or not 0 < denominator < small_cohort:
        return ()
    text = f"small cohort: the denominator of {count_text(denominator)} is below {small_cohort}"
    if row.displayed is None:
        return (f"{text}.",)
    weight = rounded_half_up(Fraction(row.indicator.per) / Fraction(denominator), decimals_of(row.displayed))
    moves = difference_text(weight, row.indicator)
    return (f"{text}, and 1 more or fewer in the numerator moves the value by {moves}.",)


def _comparators(row: RatedRow, comparators: Sequence[Comparator]) -> tuple[str, ...]:
    """The reference values of the indicator, each once though several sections may print it."""
    texts = dict.fromkeys(
        f"{each.name} {with_unit(each.text, row.indicator)}" + (f" ({each.year})" if each.year else "")
        for each in comparators
        if each.code == row.indicator.code
    )
    return tuple(texts)
