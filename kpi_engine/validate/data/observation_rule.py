"""What a rule of observations is given, and what it gives: the rows that break it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, IntArray, Observations
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.figure_marks import marks_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.frozen import frozen


@frozen
class Checked:
    """Observations with their indicators (parallel to ``observations.codes``).

    ``outturns``: periods are the start years of years, whatever the indicator's frequency.
    """

    observations: Observations
    indicators: Sequence[Indicator]
    outturns: bool

    def name(self, row: int) -> str:
        """``SCS40 for Kent in 2024-08``."""
        rows = self.observations
        return f"{rows.codes[rows.code[row]]} for {rows.areas[rows.area[row]]} in {self.period(row)}"

    def period(self, row: int) -> str:
        """The label of a row's period."""
        rows = self.observations
        calendar = self.indicators[rows.code[row]].calendar
        return period_label(calendar.yearly if self.outturns else calendar, int(rows.period[row]))


@frozen
class Breaches:
    """The ``rows`` that break a rule, and which of them are ``errors`` (else warnings).

    ``explain`` says of a row what is wrong (a phrase that follows the row's name) and what to do.
    ``unusable`` are the rows whose figure cannot be used because of it; None: the rows of the errors.
    """

    rows: IntArray
    errors: BoolArray
    explain: Callable[[int], tuple[str, str]]
    unusable: IntArray | None = None


Rule = Callable[[Checked], Breaches]


def no_breaches() -> Breaches:
    """No row breaks the rule."""
    return Breaches(np.zeros(0, np.int64), np.zeros(0, np.bool_), lambda _: ("", ""))


def figures_text(rows: Observations, row: int) -> str:
    """``51.6 (66 / 128)``; ``none (suppressed)`` where there is no value."""
    missing = list(Missing)[rows.missing[row]]
    value = number_text(rows.value, row) if rows.value.present[row] else "none"
    notes = [missing.value] if missing is not Missing.PRESENT else []
    if rows.numerator.present[row] or rows.denominator.present[row]:
        notes.append(f"{number_text(rows.numerator, row)} / {number_text(rows.denominator, row)}")
    if rows.carried_forward[row]:
        notes.append("carried forward")
    if rows.is_new[row]:
        notes.append("new")
    notes += [mark.words for mark in marks_of(int(rows.marks[row]))]
    return f"{value} ({', '.join(notes)})" if notes else value


def number_text(column: ExactColumn, row: int) -> str:
    """All digits of a number, as given; ``none`` where there is none."""
    number = column.at(row)
    return "none" if number is None else f"{number:f}"
