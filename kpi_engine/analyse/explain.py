"""Why one row is rated as it is, in plain English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kpi_engine.analyse.change_part import explain_change
from kpi_engine.analyse.changed_standards import standards_since
from kpi_engine.analyse.direction_part import explain_direction, longer_term_words
from kpi_engine.analyse.explanation import Explanation
from kpi_engine.analyse.members_part import explain_members
from kpi_engine.analyse.rating_part import explain_rating
from kpi_engine.analyse.standards_part import explain_standards
from kpi_engine.analyse.threshold_part import explain_threshold
from kpi_engine.analyse.value_part import explain_value
from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection, Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.figures.change_words import change_words
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.recomputed import Beside
from kpi_engine.model.figures.reference_value import ReferenceValue, averages_of_neighbours, in_any_section
from kpi_engine.model.figures.verdict import Verdict, verdict_beside
from kpi_engine.model.words.made import made_words
from kpi_engine.model.words.number_text import count_text, difference_text, value_text, value_with_unit


def explain(
    ratings: Ratings,
    row: int,
    small_cohort: int | None = None,
    comparators: Sequence[Comparator] = (),
    *,
    computed: Beside | None = None,
) -> Explanation:
    """Explain one rated observation.

    Args:
        ratings: rated observations (not outturns: their periods are years, and they compare with nothing).
        row: position of the observation, 0 to n − 1.
        small_cohort: denominators below it get a note; None: no note.
        comparators: reference values; the comparators of the row's indicator are noted.
        computed: what a supplied figure is computed as; None: it is not.
    """
    rated = Figure(ratings, row)
    indicator = rated.indicator
    return Explanation(
        code=indicator.code,
        name=indicator.name,
        area=rated.area,
        period=period_label(indicator.calendar, rated.period),
        heading=_heading(rated),
        value=explain_value(rated),
        members=explain_members(rated, computed.origin if computed else Origin.SUPPLIED),
        threshold=explain_threshold(rated),
        rating=explain_rating(rated),
        standards=explain_standards(rated),
        direction=explain_direction(rated),
        rank=_rank(rated),
        change=explain_change(rated),
        notes=(
            *_overridden(rated),
            *standards_since(rated),
            *longer_term_words(rated),
            *_family_rank(rated),
            *_marked(rated),
            *_carried_forward(rated),
            *_small_cohort(rated, small_cohort),
            *_computed_beside(rated, computed),
        ),
        comparators=_comparators(rated, comparators),
    )


def _heading(figure: Figure) -> str:
    indicator, direction = figure.indicator, figure.direction
    told = "no value" if figure.value is None else figure.with_signs(value_with_unit(figure.value, indicator))
    rag = "not rated" if figure.rag is Rag.NONE else figure.indicator.scale.name(figure.rag)
    # An overall rating that is the worst of others is not said twice.
    judged = rag if told == rag else f"{told}, {rag}"
    arrow = "" if direction is DirectionOfTravel.NONE else f", {direction.value} {direction.arrow}"
    if figure.number_direction is not NumberDirection.NONE:
        arrow = f", {change_words(figure)} {figure.number_direction.arrow}".rstrip()
    period = period_words(indicator.calendar, figure.period)
    return f"{indicator.code} · {figure.area} · {period}: {judged}{arrow}"


def _rank(figure: Figure) -> str:
    """``joint 3rd of 12 areas of its level, top quarter (highest is best).``"""
    rank = figure.rank
    if rank is None:
        return ""
    if not rank.first:
        return f"none: {rank.why_none}."
    quarter = f", {rank.quarter} quarter" if rank.quarter else ""
    left_out = f"; {rank.without}, for want of a value" if rank.unranked else ""
    return f"{rank.place} areas of its level{quarter} ({figure.polarity.words}){left_out}."


def _family_rank(figure: Figure) -> tuple[str, ...]:
    """The rank in the family of the area; nothing where the area is in no family."""
    rank = figure.family_rank
    if rank is None:
        return ()
    quarter = f", {rank.quarter} quarter" if rank.quarter else ""
    place = f"{rank.place}{quarter}" if rank.first else f"no rank, {rank.why_none}"
    return (f"in the family {figure.family}: {place}.",)


def _computed_beside(figure: Figure, computed: Beside | None) -> tuple[str, ...]:
    """What a supplied figure is computed as."""
    value = figure.value
    if computed is None or value is None:
        return ()
    words = made_words(figure.indicator, computed.origin)
    if agree_at_the_coarser(value, computed.value):
        return (f"the figure was supplied; computed it is the same ({words}).",)
    return (
        f"the figure was supplied; computed it is {value_text(computed.value, figure.indicator)} "
        f"({words}), so one of the two is wrong.",
    )


def _overridden(figure: Figure) -> tuple[str, ...]:
    if figure.override is None:
        return ()
    return (
        f"{figure.override.words}, recorded at {figure.override.location}; the rating here is the rule's.",
    )


def _marked(figure: Figure) -> Iterator[str]:
    """Each mark and what it means, and that it is inherited where the figure is made from others."""
    of_others = "" if figure.origin is Origin.SUPPLIED else " The mark is of a figure that it is made from."
    for mark in figure.marks:
        yield f"marked {mark.sign}: {mark.meaning}.{of_others}"


def _carried_forward(figure: Figure) -> tuple[str, ...]:
    if not figure.carried_forward:
        return ()
    if figure.source_says_carried_forward:
        return (
            "carried forward: the source says that there was no new data, so this is not new performance.",
        )
    return (
        f"value, numerator and denominator all repeat {figure.previous_period_words}: "
        "probably carried forward, not new performance.",
    )


def _small_cohort(figure: Figure, small_cohort: int | None) -> tuple[str, ...]:
    denominator = figure.denominator
    if small_cohort is None or denominator is None or not 0 < denominator < small_cohort:
        return ()
    text = f"small cohort: the denominator of {count_text(denominator)} is below {small_cohort}"
    if figure.value is None:
        return (f"{text}.",)
    weight = rounded_half_up(
        Fraction(figure.indicator.per) / Fraction(denominator), decimals_of(figure.value)
    )
    moves = difference_text(weight, figure.indicator)
    return (f"{text}, and 1 more or fewer in the numerator moves the value by {moves}.",)


def _comparators(figure: Figure, comparators: Sequence[Comparator]) -> tuple[str, ...]:
    """The reference values of the indicator, each once though several sections may print it.

    Neighbours are given one by one and as their average.
    """
    indicator = figure.indicator
    own = in_any_section([each for each in comparators if each.code == indicator.code], figure.area)
    given = (ReferenceValue(each.name, each.value, each.year) for each in own)
    told = (*given, *averages_of_neighbours(own, indicator, figure.area))
    return tuple(dict.fromkeys(_comparator(figure, each) for each in told))


def _comparator(figure: Figure, reference: ReferenceValue) -> str:
    """``worse than England 49.2% (2022-23)``."""
    indicator, verdict = figure.indicator, verdict_beside(figure, reference.value)
    text = f"{reference.name} {reference.words(indicator)}"
    if reference.value is None:
        return f"{reference.name}: {reference.why_none}"
    if verdict is Verdict.SIMILAR and indicator.similar_within:
        text = f"{text}, within {difference_text(indicator.similar_within, indicator)} of it"
    return f"{verdict.words} {text}".strip()
