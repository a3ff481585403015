"""Columns or rows that have changed places: value with target, or the rows of two areas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import printed_words
from kpi_engine.audit.page.ratings_of import fits_figure, given_or_reason
from kpi_engine.audit.page.sides import Observed, Side
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)
from kpi_engine.model.wording import counted


def find_swapped(side: Side, observed: Observed, wrong: Sequence[int], claims: Claims) -> None:
    """Report ``wrong`` values that are in each other's place or in their target's place."""
    by_code: dict[int, list[int]] = {}
    for at in wrong:
        by_code.setdefault(int(side.page.code[at]), []).append(at)
    for figures in by_code.values():
        with_target = [at for at in figures if _swapped_with_target(side, observed, at)]
        if with_target:
            _add_columns(side, observed, with_target, claims)
        for first, second in _swapped_rows(side, observed, [at for at in figures if at not in with_target]):
            _add_rows(side, observed, first, second, claims)


def _swapped_with_target(side: Side, observed: Observed, at: int) -> bool:
    figure = side.page.figures[at]
    truth, target = observed.figure(at), side.defined_target(at)
    if truth is None or truth.value is None or target is None:
        return False
    return side.number(figure).number == target and side.target(figure).number == truth.value


def _add_columns(side: Side, observed: Observed, figures: Sequence[int], claims: Claims) -> None:
    page, code = side.page, side.page.figures[figures[0]].code
    cells: list[FindingCell] = []
    for at in figures:
        figure, truth, target = page.figures[at], observed.figure(at), side.defined_target(at)
        if truth is None or truth.value is None or target is None:
            continue
        why = f"{side.value_field.words} and target have changed places"
        value, printed_target = side.number(figure).text, side.target(figure).text
        cells.append(page.cell(at, side.value_field, value, f"{truth.value:f}", why))
        cells.append(page.cell(at, side.target_field, printed_target, f"{target:f}", why))
        claims.account_for(at, side.value_field)
        claims.account_for(at, side.target_field)
        cells += _ratings(side, at, truth, [side.figure(at)], claims)
    what = f"{side.value_field.words} and target of {code} have changed places in "
    what += page.figures[figures[0]].area if len(figures) == 1 else counted(len(figures), "area")
    claims.add(_finding(f"The {what}", "value_and_target", cells), figures[0])


def _swapped_rows(side: Side, observed: Observed, figures: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of one section and period of which each has the other's value."""
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for place, first in enumerate(figures):
        for second in figures[place + 1 :]:
            together = side.page.section[first] == side.page.section[second]
            if together and not {first, second} & taken and _exchanged(side, observed, first, second):
                pairs.append((first, second))
                taken |= {first, second}
    return pairs


def _exchanged(side: Side, observed: Observed, first: int, second: int) -> bool:
    one, other = observed.figure(first), observed.figure(second)
    if one is None or other is None or one.period != other.period:
        return False
    numbers = (_number(side, first), _number(side, second))
    return None not in numbers and numbers == (other.value, one.value)


def _number(side: Side, at: int) -> Decimal | None:
    return side.number(side.page.figures[at]).number


def _add_rows(side: Side, observed: Observed, first: int, second: int, claims: Claims) -> None:
    page = side.page
    cells: list[FindingCell] = []
    for at, partner in ((first, second), (second, first)):
        truth, theirs = observed.figure(at), observed.figure(partner)
        if truth is None or truth.value is None or theirs is None:
            continue
        why = f"this is the figure of {page.figures[partner].area}"
        cells.append(
            page.cell(at, side.value_field, side.number(page.figures[at]).text, f"{truth.value:f}", why)
        )
        claims.account_for(at, side.value_field)
        if side.value_field is PrintedField.VALUE:
            cells += _parts(side, at, truth, why, claims)
        cells += _ratings(side, at, truth, [side.figure(at), theirs], claims)
    names = listed([page.figures[at].area for at in (first, second)])
    what = f"{side.value_field.words}s of {page.figures[first].code} in {names} have changed places"
    claims.add(_finding(f"The {what}", "rows_of_two_areas", cells), first)


def _parts(side: Side, at: int, truth: Figure, why: str, claims: Claims) -> list[FindingCell]:
    """The numerator and denominator that moved along."""
    figure = side.page.figures[at]
    cells = []
    for field, printed, should in (
        (PrintedField.NUMERATOR, figure.numerator, truth.numerator),
        (PrintedField.DENOMINATOR, figure.denominator, truth.denominator),
    ):
        claims.account_for(at, field)
        if should is not None and printed.number != should:
            cells.append(side.page.cell(at, field, printed.text, f"{should:f}", why))
    return cells


def _ratings(
    side: Side, at: int, truth: Figure, misprints: Sequence[Figure], claims: Claims
) -> list[FindingCell]:
    """The RAG and arrow that moved along; one that neither moved nor stayed is left open."""
    cells = []
    for field in side.fields:
        printed = printed_words(side.page, at, field)
        if fits_figure(printed, truth, field):
            claims.account_for(at, field)
        elif any(fits_figure(printed, misprint, field) for misprint in misprints):
            claims.account_for(at, field)
            why = "it belongs to the figure printed here by mistake"
            cells.append(side.page.cell(at, field, printed, given_or_reason(truth, field), why))
    return cells


def _finding(headline: str, hypothesis: str, cells: Sequence[FindingCell]) -> Finding:
    return Finding(
        FindingKind.SWAPPED,
        headline,
        "Each of the two has the number that the observations and the definition have for the other.",
        tuple(cells),
        Sureness.LIKELY,
        Effect.CHANGES,
        Diagnosis(hypothesis, "The two were exchanged.", Sureness.LIKELY),
    )
