"""Rules that observations must keep among themselves. One rule a function; RULES lists them in order.

A source that is read as printed may contradict itself: it is what was published, and showing that is
what an audit is for. Its contradictions are warnings; those of other sources are errors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.model.observation import (
    BoolArray,
    ExactColumn,
    IntArray,
    Observations,
    Rows,
    exact_decimal,
)
from kpi_engine.model.period import Frequency, period_label
from kpi_engine.model.series import index_series
from kpi_engine.validate.calculation import calculation
from kpi_engine.validate.parts import Parts, parts_make_value


@dataclass(frozen=True, slots=True)
class Checked:
    """Observations with their indicators (parallel to ``observations.codes``).

    ``outturns``: periods are the start years of years, whatever the indicator's frequency.
    """

    observations: Observations
    indicators: Sequence[Indicator]
    outturns: bool

    def issue(self, row: int, severity: Severity, what: str, remedy: str) -> Issue:
        """An issue at a row, which it names in words first."""
        area = self.observations.areas[self.observations.area[row]]
        return Issue(severity, location_of(self.observations, row), f"{self.name(row)} {what}", remedy, area)

    def contradiction(self, row: int, what: str, remedy: str) -> Issue:
        """An error; where the source is what was printed, a warning, for it is rated as it stands."""
        if self.observations.as_printed[row]:
            return self.issue(row, Severity.WARNING, what, "it is rated as printed")
        return self.issue(row, Severity.ERROR, what, remedy)

    def name(self, row: int) -> str:
        """``SCS40 for Kent in 2024-08``."""
        rows = self.observations
        frequency = Frequency.ANNUAL if self.outturns else self.indicators[rows.code[row]].frequency
        period = period_label(frequency, int(rows.period[row]))
        return f"{rows.codes[rows.code[row]]} for {rows.areas[rows.area[row]]} in {period}"


Rule = Callable[[Checked], list[Issue]]


def validate_observations(
    observations: Observations, indicators: Sequence[Indicator], outturns: bool = False
) -> tuple[Issue, ...]:
    """What is wrong with observations, in the order of their files and lines.

    ``indicators`` are parallel to ``observations.codes``; ``outturns``: periods are start years.
    """
    checked = Checked(observations, indicators, outturns)
    issues = [issue for rule in RULES for issue in rule(checked)]
    order = {file: position for position, file in enumerate(observations.files)}
    return tuple(sorted(issues, key=lambda issue: (order[issue.location.file], issue.location.line)))


def without_repeats(observations: Observations) -> Observations:
    """The first row of every code, area and period."""
    first = _first_of_key(observations)
    return observations if first is None else observations.take(first == np.arange(len(observations)))


def location_of(observations: Observations, row: int) -> Location:
    """File and line of a row; its number where the source has no lines."""
    file = observations.files[observations.source[row]]
    line = int(observations.line[row])
    return Location(file, line) if line else Location(file, place=f"row {row + 1}")


def given_once(checked: Checked) -> list[Issue]:
    """A code, area and period is given once; the same figures again are only a warning."""
    rows = checked.observations
    first = _first_of_key(rows)
    if first is None:
        return []
    repeated = np.flatnonzero(first != np.arange(len(rows)))
    same = _same_figures(rows, repeated, first[repeated])
    issues = []
    for row, original, equal in zip(repeated.tolist(), first[repeated].tolist(), same.tolist(), strict=True):
        there = location_of(rows, original)
        if equal:
            what = f"is given twice with the same figures, first at {there}"
            issues.append(checked.issue(row, Severity.WARNING, what, "delete one of the two"))
        else:
            what = f"is given twice: {_figures(rows, row)} here, {_figures(rows, original)} at {there}"
            issues.append(checked.issue(row, Severity.ERROR, what, "delete the one that is wrong"))
    return issues


def denominator_not_negative(checked: Checked) -> list[Issue]:
    """A denominator counts something, so it is never below 0."""
    denominator = checked.observations.denominator
    negative = denominator.present & (denominator.mantissa < 0)
    return [
        checked.contradiction(row, f"has a negative denominator, {denominator.at(row)}", "correct it")
        for row in np.flatnonzero(negative).tolist()
    ]


def no_value_of_nothing(checked: Checked) -> list[Issue]:
    """Where the denominator is 0 there is nothing to give a value of."""
    rows = checked.observations
    zero = rows.value.present & rows.denominator.present & (rows.denominator.mantissa == 0)
    return [
        checked.contradiction(
            row,
            f"has a value, {rows.value.at(row)}, though its denominator is 0",
            "write N/A for the value, or correct the denominator",
        )
        for row in np.flatnonzero(zero).tolist()
    ]


def parts_make_the_value(checked: Checked) -> list[Issue]:
    """Numerator and denominator make the value: see docs/rating-rules.md, "Numerator and denominator".

    Within half a unit of the indicator's decimals. As printed: within what the rounding of all three allows.
    """
    rows = checked.observations
    complete = rows.value.present & rows.numerator.present & rows.denominator.present
    complete &= rows.denominator.mantissa > 0
    places = np.flatnonzero(complete)
    if not len(places):
        return []
    per = np.array([indicator.per for indicator in checked.indicators], np.int64)
    defined = np.array([indicator.decimals for indicator in checked.indicators], np.int8)
    code = rows.code[places]
    printed = rows.as_printed[places]
    value = rows.value.take(places)
    parts = Parts(
        value=value,
        numerator=rows.numerator.take(places),
        denominator=rows.denominator.take(places),
        per=per[code],
        tolerance_decimals=np.where(printed, value.decimals, defined[code]).astype(np.int8),
        rounded_parts=printed,
    )
    wrong = places[~parts_make_value(parts)]
    return [
        checked.contradiction(
            row,
            f"has the value {rows.value.at(row)}, but {_calculation(checked, row)}",
            "correct the value, the numerator or the denominator",
        )
        for row in wrong.tolist()
    ]


def carried_forward_is_unchanged(checked: Checked) -> list[Issue]:
    """A figure carried forward is the one of the period before."""
    rows = checked.observations
    if not rows.carried_forward.any():
        return []
    one_back = np.ones(len(rows.codes), np.int64)
    previous = index_series(rows, checked.indicators).row_at_lag(one_back)
    places = np.flatnonzero(rows.carried_forward & rows.value.present & (previous >= 0))
    places = places[rows.value.present[previous[places]]]
    changed = ~_equal(rows.value, places, previous[places])
    return [
        checked.issue(
            row,
            Severity.WARNING,
            f"is carried forward as {rows.value.at(row)}, but the period before has {rows.value.at(before)} "
            f"({location_of(rows, before)})",
            "delete the status if the figure is new, or correct it",
        )
        for row, before in zip(places[changed].tolist(), previous[places[changed]].tolist(), strict=True)
    ]


RULES: tuple[Rule, ...] = (
    given_once,
    denominator_not_negative,
    no_value_of_nothing,
    parts_make_the_value,
    carried_forward_is_unchanged,
)


def _first_of_key(rows: Observations) -> IntArray | None:
    """For each row, the first with its code, area and period; None where no key repeats."""
    if not len(rows):
        return None
    start = int(rows.period.min())
    span = int(rows.period.max()) - start + 1
    key = (rows.code.astype(np.int64) * len(rows.areas) + rows.area) * span + (rows.period - start)
    if (key[1:] > key[:-1]).all():
        return None
    ordered = np.sort(key)
    if (ordered[1:] > ordered[:-1]).all():
        return None
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    of_row: IntArray = first[group].astype(np.int64)
    return of_row


def _same_figures(rows: Observations, some: Rows, others: Rows) -> BoolArray:
    same: BoolArray = (rows.missing[some] == rows.missing[others]) & (
        rows.carried_forward[some] == rows.carried_forward[others]
    )
    for column in (rows.value, rows.numerator, rows.denominator):
        same &= _equal(column, some, others)
    return same


def _equal(column: ExactColumn, some: Rows, others: Rows) -> BoolArray:
    """Whether two rows hold the same number (12.5 and 12.50 are), or both none."""
    left, right = _shortest(column, some), _shortest(column, others)
    same: BoolArray = (left.mantissa == right.mantissa) & (left.decimals == right.decimals)
    same |= ~left.present
    same &= left.present == right.present
    return same


def _shortest(column: ExactColumn, rows: Rows) -> ExactColumn:
    """The numbers of some rows without zeros at the end of their decimals."""
    numbers = column.take(rows)
    mantissa, decimals = numbers.mantissa.copy(), numbers.decimals.copy()
    while (longer := (decimals > 0) & (mantissa % 10 == 0)).any():
        mantissa[longer] //= 10
        decimals[longer] -= 1
    return ExactColumn(mantissa, decimals, numbers.present)


def _figures(rows: Observations, row: int) -> str:
    """``51.6 (66 / 128)`` as given; ``no value`` where there is none."""
    value = rows.value.at(row)
    numerator, denominator = rows.numerator.at(row), rows.denominator.at(row)
    words = "no value" if value is None else str(value)
    if numerator is None and denominator is None:
        return words
    top = "none" if numerator is None else numerator
    bottom = "none" if denominator is None else denominator
    return f"{words} ({top} / {bottom})"


def _calculation(checked: Checked, row: int) -> str:
    rows = checked.observations
    indicator = checked.indicators[rows.code[row]]
    return calculation(
        indicator,
        exact_decimal(int(rows.numerator.mantissa[row]), int(rows.numerator.decimals[row])),
        exact_decimal(int(rows.denominator.mantissa[row]), int(rows.denominator.decimals[row])),
        max(indicator.decimals, int(rows.value.decimals[row])),
        bool(rows.as_printed[row]),
    )
