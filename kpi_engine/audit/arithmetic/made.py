"""Printed values against what the figures, or ratings, that they are made from give, and counts that break.

Both are computed beside the supplied figures: the stage derive hands in what it computes.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from kpi_engine.audit.arithmetic.counters import CounterBreak, counter_breaks
from kpi_engine.audit.arithmetic.made_from import interval_made
from kpi_engine.audit.arithmetic.ratios import Wrong, find_other_bases
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.sheets import NO_ROW, relabelled, rows_at, with_used_codes
from kpi_engine.audit.page.sides import Observed, Side
from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.arrays.observation import exact_column
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.overall_parts import parts_of
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.outputs.audit import Effect, Finding, FindingCell, FindingKind, PrintedField, Sureness
from kpi_engine.model.wording import capitalised
from kpi_engine.model.words.number_text import value_text


def find_made(side: Side, recomputed: Recomputed, claims: Claims) -> None:
    """A finding for each printed value that would be made as another, unless it is a misprint itself.

    What adds up from the areas below is held to them by adding_up.py.
    """
    page = side.page
    made = recomputed.figures.take(recomputed.figures.origin != Origin.ADDED_UP.code)
    computed = relabelled(made, side.rows.codes, side.rows.areas)
    at = side.chosen[~claims.mask(side.value_field)[side.chosen]]
    row = rows_at(computed, side.rows.take(at))
    if not (row != NO_ROW).any():
        return
    ratings = side.rate(computed, page.indicators)
    found = {
        figure: Figure(ratings, place)
        for figure, place in zip(at.tolist(), row.tolist(), strict=True)
        if place != NO_ROW
    }
    observed = side.observed()
    wrong = [figure for figure in found if _differs(side, figure, found[figure], observed)]
    find_other_bases(side, Wrong(wrong, found.get, are_misprints=False), claims)
    for figure in wrong:
        if not claims.mask(side.value_field)[figure]:
            _add(side, figure, found[figure], claims)


def _differs(side: Side, at: int, computed: Figure, observed: Observed) -> bool:
    """Whether a printed value is not what its members make, however the members are rounded."""
    printed, value = side.number(side.page.figures[at]).number, computed.value
    if printed is None or value is None or agree_at_the_coarser(printed, value):
        return False
    supplied, rounding = observed.figure(at), side.judged.rounding
    made = None if supplied is None or not side.has_parts else interval_made(supplied, rounding)
    own = rounding.interval(side.page.figures[at].code, PrintedField.VALUE, printed)
    return made is None or not made.holds(own)


def _add(side: Side, at: int, made: Figure, claims: Claims) -> None:
    page, words = side.page, made.made_words
    indicator, figure = page.indicator(at), page.figures[at]
    number, value = side.number(figure).number, made.value
    if number is None or value is None:
        return
    printed, computed = value_text(number, indicator), value_text(value, indicator)
    is_outturn = side.value_field is PrintedField.OUTTURN
    subject = f"The outturn of {indicator.code}" if is_outturn else indicator.code
    other = _rated_on(side, at, value)
    claims.account_for(at, side.value_field)
    why = f"computed it is {computed} ({words})"
    claims.add(
        Finding(
            FindingKind.MADE,
            f"{subject} of {figure.area} is printed as {printed}, but computed it is {computed}",
            f"The definition says: {words}{_members(side, at)}. Either it is wrong or one of those figures.",
            (page.cell(at, side.value_field, f"{number:f}", f"{value:f}", why),),
            Sureness.LIKELY,
            effect_of_numbers([number, value], rated_otherwise=other),
        ),
        at,
    )


def _members(side: Side, at: int) -> str:
    """The members of an overall figure, ``CEH50 RED, CEH52 GREEN``; empty where the page lacks a member."""
    overall, figure = side.page.indicator(at).overall, side.observed().figure(at)
    if overall is None or figure is None:
        return ""
    parts = [part for part in parts_of(figure.ratings, figure.row) if part.applies]
    if any(part.lacks for part in parts):
        return ""
    of_ratings = overall.method.is_of_ratings
    counted = (part.rag.value if of_ratings else f"{part.value} of {part.target}" for part in parts)
    named = (f"{part.member.code} {words}" for part, words in zip(parts, counted, strict=True))
    return f": {', '.join(named)}"


def _rated_on(side: Side, at: int, value: Decimal) -> bool:
    """Whether the computed value would be rated otherwise."""
    judged = side.judgement
    rows = with_used_codes(judged.ratings[judged.sheet[at]].observations.take(np.array([judged.row[at]])))
    nothing = exact_column([None])
    rows = replace(rows, value=exact_column([value]), numerator=nothing, denominator=nothing)
    other = Figure(side.rate(rows, side.page.indicators), 0)
    return other.rag is not Rag.NONE and other.rag is not side.figure(at).rag


def find_counter_breaks(side: Side, claims: Claims) -> None:
    """A finding for each break of a count of the year to date, in the series of a printed figure."""
    page = side.page
    printed = {(page.figures[at].code, page.figures[at].area): at for at in reversed(side.chosen.tolist())}
    told: set[tuple[str, str, int, str]] = set()
    for ratings in side.judgement.ratings:
        for found in counter_breaks(ratings, np.ones(len(ratings), np.bool_)):
            code, area = found.figure.indicator.code, found.figure.area
            key = (code, area, found.figure.period, found.number)
            at = printed.get((code, area))
            if at is not None and key not in told:
                told.add(key)
                _add_break(found, page.figures[at].section, at, claims)


def _add_break(found: CounterBreak, section: str, at: int, claims: Claims) -> None:
    figure = found.figure
    cell = FindingCell(
        code=figure.indicator.code,
        area=figure.area,
        section=section,
        period=figure.period_label,
        field=_FIELDS[found.number],
        printed=found.count(found.row),
        computed="",
        explanation=f"it was {found.count(found.before)} in {found.period(found.before)}",
        location=figure.source,
    )
    claims.add(
        Finding(
            FindingKind.COUNTER,
            capitalised(found.what),
            "Either the figures are wrong, or the year that they count begins in another month.",
            (cell,),
            Sureness.LIKELY,
            Effect.CHANGES,
        ),
        at,
    )


_FIELDS = {
    field.value: field for field in (PrintedField.VALUE, PrintedField.NUMERATOR, PrintedField.DENOMINATOR)
}
