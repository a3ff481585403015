"""Printed figures of an area against the sum of the areas below it, where the definition says they add up.

Summed are numerators and denominators, or the values of a count that has none. An area is checked only
where every area of the level below it is printed or closed, each counted once, whatever parents it has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sheets import relabelled
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.area import areas_below
from kpi_engine.model.figures.ended import ended_by
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)
from kpi_engine.model.outputs.printed import PrintedFigure, PrintedNumber
from kpi_engine.model.wording import counted
from kpi_engine.model.words.number_text import PERCENT, count_text

_Number = Callable[[PrintedFigure], PrintedNumber]
_PARTS: tuple[tuple[PrintedField, _Number], ...] = (
    (PrintedField.NUMERATOR, lambda figure: figure.numerator),
    (PrintedField.DENOMINATOR, lambda figure: figure.denominator),
)
_VALUE: tuple[tuple[PrintedField, _Number], ...] = ((PrintedField.VALUE, lambda figure: figure.value),)


def find_sums(page: Page, observations: Observations, claims: Claims) -> None:
    """One finding for each area whose printed numbers are not the sums of those below it."""
    rows = relabelled(observations, page.codes, tuple(area.name for area in page.areas))
    for code, indicator in enumerate(page.indicators):
        if not indicator.adds_up_from:
            continue
        own = np.flatnonzero(page.code == code).tolist()
        printed = {(page.figures[at].area, page.figures[at].period): at for at in reversed(own)}
        series = rows.take(np.flatnonzero(rows.code == code))
        closed = {period: _closed(series, period) for period in {page.figures[at].period for at in own}}
        for at in own:
            below = _below(page, at, indicator.adds_up_from, printed, closed[page.figures[at].period])
            if below:
                _check(page, at, below, claims)


def _closed(series: Observations, period: int) -> frozenset[str]:
    """The areas whose observations of an indicator have ended by a period."""
    every = np.arange(len(series.areas), dtype=np.int32)
    ended = ended_by(series, every, np.full(len(every), period))
    return frozenset(series.areas[area] for area in np.flatnonzero(ended).tolist())


def _below(
    page: Page, at: int, level: str, printed: dict[tuple[str, int], int], closed: Collection[str]
) -> list[int]:
    """The figures of the areas of a level below that are not closed; empty where one is not printed."""
    figure = page.figures[at]
    below = [area.name for area in areas_below(page.areas, figure.area) if area.level == level]
    found = [printed.get((name, figure.period)) for name in below if name not in closed]
    return [other for other in found if other is not None] if None not in found else []


def _check(page: Page, at: int, below: Sequence[int], claims: Claims) -> None:
    numbers = _PARTS if page.figures[at].numerator.number is not None else _VALUE
    if numbers is _VALUE and page.indicator(at).unit == PERCENT:
        return
    wrong = [
        (field, total)
        for field, number in numbers
        if not claims.mask(field)[at]
        and (total := _sum(page, at, below, number)) is not None
        and not _is_sum(page, at, below, number)
    ]
    if not wrong:
        return
    figure = page.figures[at]
    cells = tuple(_cells(page, at, wrong, len(below)))
    sums = " and ".join(f"{cell.field.words} {cell.printed}, the sum is {cell.computed}" for cell in cells)
    level = page.indicator(at).adds_up_from
    claims.add(
        Finding(
            FindingKind.ADDING_UP,
            f"{figure.code} of {figure.area} does not add up from its {counted(len(below), level)}: {sums}",
            "By the definition it is their sum: a number is wrong, or an area left out or counted twice.",
            cells,
            Sureness.LIKELY,
            Effect.CHANGES,
            _diagnosis(page, at, below, wrong),
        ),
        at,
    )


def _cells(
    page: Page, at: int, wrong: Sequence[tuple[PrintedField, Decimal]], count: int
) -> Iterator[FindingCell]:
    by_field = dict((*_PARTS, *_VALUE))
    for field, total in wrong:
        printed = by_field[field](page.figures[at]).text
        why = f"the sum of {counted(count, page.indicator(at).adds_up_from)} is {count_text(total)}"
        yield page.cell(at, field, printed, f"{total:f}", why)


def _sum(page: Page, at: int, below: Sequence[int], number: _Number) -> Decimal | None:
    """The sum of the numbers below; None where one of them, or the area's own, is not printed."""
    numbers = [number(page.figures[other]).number for other in below]
    known = [each for each in numbers if each is not None]
    if len(known) < len(numbers) or number(page.figures[at]).number is None:
        return None
    return sum(known, Decimal(0))


def _is_sum(page: Page, at: int, below: Sequence[int], number: _Number) -> bool:
    """Whether numbers that round to those printed can add up: each with decimals is half a unit unsure."""
    printed = [number(page.figures[other]).number or Decimal(0) for other in (at, *below)]
    unsure = sum((_half_a_unit(each) for each in printed), Decimal(0))
    return abs(printed[0] - sum(printed[1:], Decimal(0))) <= unsure


def _half_a_unit(number: Decimal) -> Decimal:
    decimals = decimals_of(number)
    return Decimal(5).scaleb(-decimals - 1) if decimals else Decimal(0)


def _diagnosis(
    page: Page, at: int, below: Sequence[int], wrong: Sequence[tuple[PrintedField, Decimal]]
) -> Diagnosis | None:
    """One area whose numbers are just the difference: it was left out, or counted twice."""
    by_field = dict((*_PARTS, *_VALUE))
    for sign, name, words in ((1, "left_out_of_sum", "left out"), (-1, "twice_in_sum", "counted twice")):
        missing = [
            (by_field[field], sign * (total - (by_field[field](page.figures[at]).number or 0)))
            for field, total in wrong
        ]
        found = [
            other
            for other in below
            if all(number(page.figures[other]).number == difference for number, difference in missing)
        ]
        if len(found) == 1:
            return Diagnosis(name, f"{page.figures[found[0]].area} was {words}.", Sureness.LIKELY)
    return None
