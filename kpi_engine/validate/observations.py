"""Rules that observations must keep among themselves. One rule a function; RULES lists them in order.

A source that is read as printed may contradict itself: it is what was published, and showing that is
what an audit is for. Its contradictions are warnings; those of other sources are errors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kpi_engine.model.calculation import calculation
from kpi_engine.model.frozen import frozen
from kpi_engine.model.indicator import Indicator
from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.model.judgement import Missing
from kpi_engine.model.lookup import is_any
from kpi_engine.model.observation import BoolArray, ExactColumn, IntArray, Observations, exact_decimal
from kpi_engine.model.parts import Parts, parts_make_value
from kpi_engine.model.period import Frequency, period_label
from kpi_engine.model.series import index_series
from kpi_engine.validate.possible_values import impossible_values
from kpi_engine.validate.repeats import (
    equal_at_the_coarser,
    equal_numbers,
    first_of_key,
    same_figures,
    summed_up,
)

MOST_TOLD = 1000  # nobody mends more at one sitting
_PRINTED = "it is rated as printed"


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
        frequency = Frequency.ANNUAL if self.outturns else self.indicators[rows.code[row]].frequency
        return period_label(frequency, int(rows.period[row]))


@frozen
class Finding:
    """What one rule finds: the ``rows`` that break it, and which of them are ``errors`` (else warnings).

    ``explain`` says of a row what is wrong (a phrase that follows the row's name) and what to do.
    """

    rows: IntArray
    errors: BoolArray
    explain: Callable[[int], tuple[str, str]]


Rule = Callable[[Checked], Finding]


def validate_observations(
    observations: Observations, indicators: Sequence[Indicator], outturns: bool = False
) -> tuple[Issue, ...]:
    """What is wrong with n observations, in their order; beyond MOST_TOLD only how many more there are.

    ``indicators`` are parallel to ``observations.codes``; ``outturns``: periods are start years.
    """
    checked = Checked(observations, indicators, outturns)
    findings = [rule(checked) for rule in RULES]
    rows = np.concatenate([finding.rows for finding in findings])
    errors = np.concatenate([finding.errors for finding in findings])
    rule = np.repeat(np.arange(len(findings)), [len(finding.rows) for finding in findings])
    order = np.argsort(rows, kind="stable")
    told, untold = order[:MOST_TOLD], order[MOST_TOLD:]
    issues = [
        _issue(checked, row, error, findings[position])
        for row, error, position in zip(
            rows[told].tolist(), errors[told].tolist(), rule[told].tolist(), strict=True
        )
    ]
    if len(untold):
        issues.append(_more(observations.location(int(rows[untold[0]])), errors[untold]))
    return tuple(issues)


def without_repeats(observations: Observations) -> Observations:
    """The first row of every code, area and period."""
    first = first_of_key(observations)
    return observations if first is None else observations.take(first == np.arange(len(observations)))


def given_once(checked: Checked) -> Finding:
    """A code, area and period is given once; the same figures again are only a warning."""
    rows = checked.observations
    first = first_of_key(rows)
    if first is None:
        return _nothing()
    repeated = np.flatnonzero(first != np.arange(len(rows)))
    differ = ~same_figures(rows, repeated, first[repeated])
    differing = set(repeated[differ].tolist())
    told, more = summed_up(rows, repeated, differ)

    def explain(row: int) -> tuple[str, str]:
        original = int(first[row])
        there = rows.location(original)
        if row in differing:
            figures = f"{_figures(rows, row)} here, {_figures(rows, original)} at {there}"
            return f"is given twice: {figures}{more.get(row, '')}", "delete the one that is wrong"
        what = f"is given twice with the same figures, first at {there}{more.get(row, '')}"
        return what, "delete one of the two"

    return Finding(repeated[told], differ[told], explain)


def denominator_not_negative(checked: Checked) -> Finding:
    """A denominator counts something, so it is never below 0."""
    denominator = checked.observations.denominator
    if not is_any(denominator.present):
        return _nothing()
    return _contradiction(
        checked,
        denominator.present & (denominator.mantissa < 0),
        lambda row: f"has a negative denominator, {_number(denominator, row)}",
        "correct it",
        _PRINTED,
    )


def no_value_of_nothing(checked: Checked) -> Finding:
    """Where the denominator is 0 there is nothing to give a value of."""
    rows = checked.observations
    if not is_any(rows.denominator.present):
        return _nothing()
    return _contradiction(
        checked,
        rows.value.present & rows.denominator.present & (rows.denominator.mantissa == 0),
        lambda row: f"has a value, {_number(rows.value, row)}, though its denominator is 0",
        "write N/A for the value, or correct the denominator",
        "it is not rated",
    )


def parts_make_the_value(checked: Checked) -> Finding:
    """Numerator and denominator make the value: see docs/rating-rules.md, "Numerator and denominator".

    Within half a unit of the indicator's decimals. As printed: within what the rounding of all three allows.
    """
    rows = checked.observations
    if not is_any(rows.denominator.present):
        return _nothing()
    wrong = rows.value.present & rows.numerator.present & rows.denominator.present
    wrong &= rows.denominator.mantissa > 0
    complete = np.flatnonzero(wrong)
    wrong[complete] = ~parts_make_value(_parts(checked, complete))
    return _contradiction(
        checked,
        wrong,
        lambda row: f"has the value {_number(rows.value, row)}, but {_calculation(checked, row)}",
        "correct the value, the numerator or the denominator",
        _PRINTED,
    )


def carried_forward_is_unchanged(checked: Checked) -> Finding:
    """A figure carried forward is the one of the period before, at the coarser of their two precisions."""
    rows = checked.observations
    if not is_any(rows.carried_forward):
        return _nothing()
    one_back = np.ones(len(rows.codes), np.int64)
    previous = index_series(rows, checked.indicators).row_at_lag(one_back)
    places = np.flatnonzero(rows.carried_forward & rows.value.present & (previous >= 0))
    places = places[rows.value.present[previous[places]]]
    unlike = places[~equal_numbers(rows.value, places, previous[places])]
    changed = unlike[~equal_at_the_coarser(rows.value, unlike, previous[unlike])]

    def explain(row: int) -> tuple[str, str]:
        before = int(previous[row])
        there = f"{_number(rows.value, before)} ({rows.location(before)})"
        what = f"is carried forward as {_number(rows.value, row)}, but the period before has {there}"
        return what, "delete the status if the figure is new, else correct it"

    return Finding(changed, np.zeros(len(changed), np.bool_), explain)


def new_has_no_history(checked: Checked) -> Finding:
    """A figure that is new is the first of its series: there is none that it could be compared with."""
    rows = checked.observations
    if not is_any(rows.is_new):
        return _nothing()
    previous = index_series(rows, checked.indicators).previous_present(rows.missing == Missing.PRESENT.code)
    found = np.flatnonzero(rows.is_new & (previous >= 0))

    def explain(row: int) -> tuple[str, str]:
        before = int(previous[row])
        there = f"{_figures(rows, before)} in {checked.period(before)} ({rows.location(before)})"
        remedy = "delete the status where the two can be compared; it is not compared as long as it says so"
        return f"is said to be new, but there is an earlier figure, {there}", remedy

    return Finding(found, np.zeros(len(found), np.bool_), explain)


def value_is_possible(checked: Checked) -> Finding:
    """Where a definition lists the possible values, there is no other: no rule says how to rate one."""
    rows = impossible_values(checked.observations, checked.indicators)

    def explain(row: int) -> tuple[str, str]:
        possible = checked.indicators[checked.observations.code[row]].possible_values
        what = f"is {_figures(checked.observations, row)}, which is none of its possible values"
        return what, f"correct it: they are {', '.join(f'{value:f}' for value in possible)}"

    return Finding(rows, np.ones(len(rows), np.bool_), explain)


RULES: tuple[Rule, ...] = (
    given_once,
    denominator_not_negative,
    no_value_of_nothing,
    parts_make_the_value,
    carried_forward_is_unchanged,
    new_has_no_history,
    value_is_possible,
)


def _contradiction(
    checked: Checked, wrong: BoolArray, what: Callable[[int], str], remedy: str, as_printed: str
) -> Finding:
    """An error; where the source is what was printed, a warning, with ``as_printed`` for what happens."""
    printed = checked.observations.as_printed
    rows = np.flatnonzero(wrong)
    return Finding(rows, ~printed[rows], lambda row: (what(row), as_printed if printed[row] else remedy))


def _nothing() -> Finding:
    return Finding(np.zeros(0, np.int64), np.zeros(0, np.bool_), lambda _: ("", ""))


def _issue(checked: Checked, row: int, error: bool, finding: Finding) -> Issue:
    rows = checked.observations
    what, remedy = finding.explain(row)
    severity = Severity.ERROR if error else Severity.WARNING
    area = rows.areas[rows.area[row]]
    return Issue(severity, rows.location(row), f"{checked.name(row)} {what}", remedy, area)


def _more(place: Location, errors: BoolArray) -> Issue:
    severity = Severity.ERROR if errors.any() else Severity.WARNING
    what = f"there are {len(errors):,} more problems like these from here on"
    return Issue(severity, place, what, "mend the others first, then check again")


def _parts(checked: Checked, places: IntArray) -> Parts:
    rows = checked.observations
    per = np.array([indicator.per for indicator in checked.indicators], np.int64)
    defined = np.array([indicator.decimals for indicator in checked.indicators], np.int8)
    code = rows.code[places]
    printed = rows.as_printed[places]
    value = rows.value.take(places)
    return Parts(
        value=value,
        numerator=rows.numerator.take(places),
        denominator=rows.denominator.take(places),
        per=per[code],
        tolerance_decimals=np.where(printed, value.decimals, defined[code]).astype(np.int8),
        rounded_parts=printed,
    )


def _figures(rows: Observations, row: int) -> str:
    """``51.6 (66 / 128)``; ``none (suppressed)`` where there is no value."""
    missing = list(Missing)[rows.missing[row]]
    value = _number(rows.value, row) if rows.value.present[row] else "none"
    notes = [missing.value] if missing is not Missing.PRESENT else []
    if rows.numerator.present[row] or rows.denominator.present[row]:
        notes.append(f"{_number(rows.numerator, row)} / {_number(rows.denominator, row)}")
    if rows.carried_forward[row]:
        notes.append("carried forward")
    if rows.is_new[row]:
        notes.append("new")
    return f"{value} ({', '.join(notes)})" if notes else value


def _number(column: ExactColumn, row: int) -> str:
    """All digits of a number, as given; ``none`` where there is none."""
    number = column.at(row)
    return "none" if number is None else f"{number:f}"


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
