"""Printed figures of an area against the sum of the areas below it, where the definition says they add up.

Summed are numerators and denominators, or the values of a count that has none. An area is checked only
where every area of the level below it is printed or closed, each counted once, whatever parents it has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sheets import NO_ROW, relabelled, rows_at
from kpi_engine.audit.page.uncertain import Interval, at_most_rounded
from kpi_engine.audit.page.uncertain import total as sum_of
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import areas_below
from kpi_engine.model.figures.periods.ended import ended_by
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


def find_sums(judged: Judged, claims: Claims) -> None:
    """One finding for each area whose printed numbers are not the sums of the areas below it."""
    page, observations = judged.page, judged.observations
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
                _check(judged, at, below, claims)


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


def _check(judged: Judged, at: int, below: Sequence[int], claims: Claims) -> None:
    page = judged.page
    numbers = _PARTS if page.figures[at].numerator.number is not None else _VALUE
    if numbers is _VALUE and page.indicator(at).unit == PERCENT:
        return
    wrong = [
        (field, total)
        for field, number in numbers
        if not claims.mask(field)[at]
        and (total := _sum(page, at, below, number)) is not None
        and not _can_add_up(page, [at, *below], field, number, judged.rounding.interval)
    ]
    if not wrong or _follows_parts(judged, (at, *below), wrong, claims):
        return
    figure = page.figures[at]
    by_field = dict(numbers)
    unsure = all(
        _can_add_up(page, [at, *below], field, by_field[field], _even_if_whole) for field, _ in wrong
    )
    cells = tuple(_cells(page, at, wrong, len(below)))
    sums = " and ".join(f"{cell.field.words} {cell.printed}, the sum is {cell.computed}" for cell in cells)
    level = page.indicator(at).adds_up_from
    claims.add(
        Finding(
            FindingKind.ADDING_UP,
            f"{figure.code} of {figure.area} does not add up from its {counted(len(below), level)}: {sums}",
            "By the definition it is their sum: a number is wrong, or an area left out or counted twice."
            + (" If these whole numbers are rounded, they can add up." if unsure else ""),
            cells,
            Sureness.POSSIBLE if unsure else Sureness.LIKELY,
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


def _follows_parts(
    judged: Judged,
    figures: Sequence[int],
    wrong: Sequence[tuple[PrintedField, Decimal]],
    claims: Claims,
) -> bool:
    """Whether the sum is right with observed numbers for the misprinted areas below.

    The findings of the areas below then say so; the area above is right.
    """
    at, *below = figures
    by_field = dict((*_PARTS, *_VALUE))
    misprinted = {field: [other for other in below if claims.mask(field)[other]] for field, _ in wrong}
    if not all(misprinted.values()):
        return False
    rows = _observed_rows(judged, sorted({other for group in misprinted.values() for other in group}))
    for field, _ in wrong:
        observed = {other: rows[other].get(field) for other in misprinted[field]}
        if not _adds_up_with(judged, figures, (field, by_field[field]), observed):
            return False
    sentence = f"The sum for {judged.page.figures[at].area} does not add up for this reason."
    for field, group in misprinted.items():
        for other in group:
            claims.add_consequence(judged.page.figures[other], field, (), sentence)
    return True


def _adds_up_with(
    judged: Judged,
    figures: Sequence[int],
    number: tuple[PrintedField, _Number],
    observed: Mapping[int, Decimal | None],
) -> bool:
    """Whether the figures after the first add up to it, some of them with the numbers observed."""
    page, (field, of) = judged.page, number
    intervals = []
    for at in figures:
        true = observed[at] if at in observed else of(page.figures[at]).number
        if true is None:
            return False
        intervals.append(judged.rounding.interval(page.figures[at].code, field, true))
    return sum_of(intervals[1:]).holds(intervals[0])


def _observed_rows(judged: Judged, figures: Sequence[int]) -> dict[int, dict[PrintedField, Decimal | None]]:
    """The observed numbers of some figures."""
    page = judged.page
    history = relabelled(judged.observations, page.codes, tuple(area.name for area in page.areas))
    rows = rows_at(history, page.values.take(np.array(figures, np.int64)))
    columns = {
        PrintedField.VALUE: history.value,
        PrintedField.NUMERATOR: history.numerator,
        PrintedField.DENOMINATOR: history.denominator,
    }
    return {
        at: {field: None if row == NO_ROW else column.at(row) for field, column in columns.items()}
        for at, row in zip(figures, rows.tolist(), strict=True)
    }


def _even_if_whole(_code: str, _field: PrintedField, number: Decimal) -> Interval:
    return at_most_rounded(number)


def _can_add_up(
    page: Page,
    figures: Sequence[int],
    field: PrintedField,
    number: _Number,
    of: Callable[[str, PrintedField, Decimal], Interval],
) -> bool:
    """Whether the true numbers of the figures after the first can add up to the first."""
    own, *parts = (
        of(page.figures[at].code, field, number(page.figures[at]).number or Decimal(0)) for at in figures
    )
    return sum_of(parts).holds(own)


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
