"""Printed percentages that are of another number than the one that their definition divides by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kpi_engine.audit.arithmetic.bases import Base, bases_of_ratio, numerator_of_ratio, shared_base
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.ratings_of import account_for_ratings
from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.made_from.measure import Ratio
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import (
    Alternative,
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    Support,
    Sureness,
)
from kpi_engine.model.words.number_text import value_text


@dataclass(frozen=True, slots=True)
class Wrong:
    """Figures whose values are not what they should be, and what that is.

    ``are_misprints``: the observations are right, and a RAG that follows a value printed here is wrong too.
    """

    figures: Sequence[int]
    right: Callable[[int], Figure | None]
    are_misprints: bool


def find_other_bases(side: Side, wrong: Wrong, claims: Claims) -> None:
    """One finding for each indicator and each wrong number that its values are divided by."""
    by_code: dict[int, list[int]] = {}
    for at in wrong.figures:
        made_from = side.page.indicator(at).made_from
        if not claims.mask(side.value_field)[at] and isinstance(made_from, Ratio):
            by_code.setdefault(int(side.page.code[at]), []).append(at)
    for figures in by_code.values():
        for group, base, as_well in shared_base(figures, lambda at: _fitting(side, at)):
            _add(side, group, (base, *as_well), wrong, claims)


def _fitting(side: Side, at: int) -> list[Base]:
    printed, top = side.number(side.page.figures[at]).number, numerator_of_ratio(side, at)
    if printed is None or top is None:
        return []
    per, decimals = side.page.indicator(at).per, decimals_of(printed)
    return [
        base
        for base in bases_of_ratio(side, at)
        if rounded_half_up(per * top / base.number, decimals) == printed
    ]


def _add(side: Side, figures: Sequence[int], bases: Sequence[Base], wrong: Wrong, claims: Claims) -> None:
    page, base = side.page, bases[0]
    ratio = page.indicator(figures[0]).made_from
    if not isinstance(ratio, Ratio):
        return
    cells = [cell for at in figures for cell in _cells(side, at, base, wrong, claims)]
    areas = listed([page.figures[at].area for at in figures])
    top, declared = ratio.numerator.code, ratio.denominator.code
    should = f"{'the target' if ratio.of_target else 'the number'} of {declared}"
    several = len(figures) > 1
    text = f"{top} was divided by {base.words}."
    claims.add(
        Finding(
            FindingKind.MADE,
            f"{page.figures[figures[0]].code} of {areas} {'are' if several else 'is'} printed as {top} ÷ "
            f"{base.words}, not ÷ {should}",
            f"By its definition it is {ratio.words}.",
            tuple(cells),
            Sureness.LIKELY,
            Effect.CHANGES,
            Diagnosis(
                base.name,
                text,
                Sureness.LIKELY if several and len(bases) == 1 else Sureness.POSSIBLE,
                Support(len(figures), 0, 0),
                tuple(Alternative(other.name, f"Or by {other.words}.") for other in bases[1:]),
            ),
        ),
        figures[0],
    )


def _cells(side: Side, at: int, base: Base, wrong: Wrong, claims: Claims) -> Iterator[FindingCell]:
    """The value, and the RAG and arrow that follow it."""
    page, right = side.page, wrong.right(at)
    value = None if right is None else right.value
    why = f"it is a percentage of {base.words}"
    if value is not None:
        why += f"; by the definition it is {value_text(value, page.indicator(at))}"
    claims.account_for(at, side.value_field)
    printed = side.number(page.figures[at]).text
    yield page.cell(at, side.value_field, printed, "" if value is None else f"{value:f}", why)
    if wrong.are_misprints:
        yield from account_for_ratings(side, at, right, claims)
