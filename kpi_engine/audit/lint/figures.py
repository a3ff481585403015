"""Figures that do not look right beside the others of their series."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.arithmetic.counters import counter_breaks
from kpi_engine.audit.lint.subject import Subject, numbers
from kpi_engine.model.arrays.observation import BoolArray, FloatArray, IndexArray
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Polarity
from kpi_engine.model.definitions.made_from.measure import (
    Difference,
    Product,
    Ratio,
    ShareOfArea,
)
from kpi_engine.model.figures.series import NO_ROW, index_series
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.words.number_text import PERCENT

# A fraction written for a percentage is 100 times too small; among the others it stands out by ten times.
STANDS_OUT = 10
# Ten years, of figures of every year or more often.
FEWEST_DAYS_APART = 3652


def repeated_figures(subject: Subject) -> Iterator[Issue]:
    """Value and numerator of the period before, once more, and no status that says so."""
    observations = subject.ratings.observations
    one_back = np.ones(len(observations.codes), np.int64)
    before = index_series(observations, subject.ratings.indicators).row_at_lag(one_back)
    repeats = subject.reported & subject.supplied & ~observations.carried_forward & (before != NO_ROW)
    denominator = observations.denominator
    repeats &= _same(subject.values, before) & _same(numbers(observations.numerator), before)
    repeats &= _same(numbers(denominator), before) | ~(denominator.present | denominator.present[before])
    for rows in subject.by_code(repeats):
        row = int(rows[0])
        yield warning(
            subject.place(row),
            f"{subject.code(row)} in {subject.period(row)} repeats value and numerator of "
            f"{subject.period(int(before[row]))} for {subject.named_areas(rows)}",
            'if no new data came, write "carried forward" as the status, else send the new figures',
        )


def counts_that_break(subject: Subject) -> Iterator[Issue]:
    """A count of the year to date that falls, or does not start again when it should."""
    for found in counter_breaks(subject.ratings, subject.shown):
        yield warning(
            subject.place(found.row),
            found.what,
            "correct the figures, or year_to_date_from of the definition",
            subject.area(found.row),
        )


def fractions_among_percentages(subject: Subject) -> Iterator[Issue]:
    """A percentage of at most 1 that would fit among the others of its indicator if it were a fraction."""
    observations, values = subject.ratings.observations, _as_supplied(subject)
    is_percent = np.array([one.unit == PERCENT for one in subject.ratings.indicators], np.bool_)
    size = np.abs(values)
    candidates = subject.supplied & is_percent[observations.code] & (size > 0) & (size <= 1)
    if not candidates.any():
        return
    lowest, highest = _others(subject, size)
    low, high = lowest[observations.code], highest[observations.code]
    looks_so = candidates & (size * STANDS_OUT < low) & (size * 100 >= low / 2) & (size * 100 <= high * 2)
    for row in np.flatnonzero(looks_so).tolist():
        value = observations.value.at(row) or subject.ratings.displayed.at(row)
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {value} percent, which "
            f"looks like a fraction: its other figures and targets are {_between(low[row], high[row])}",
            "if it is a fraction, multiply it by 100",
            subject.area(row),
        )


def periods_apart(subject: Subject) -> Iterator[Issue]:
    """A period many years before all others of its indicator: a year that is mistyped, such as 1924."""
    observations = subject.ratings.observations
    for rows in subject.by_code(subject.supplied):
        calendar = subject.ratings.indicators[observations.code[rows[0]]].calendar
        first, *later = np.unique(observations.period[rows])[:2].tolist()
        if (
            not later
            or calendar.last_day(later[0]) - calendar.last_day(first) < FEWEST_DAYS_APART * calendar.every
        ):
            continue
        row = int(rows[np.argmin(observations.period[rows])])
        others = observations.period[rows]
        following = int(rows[np.flatnonzero(others == later[0])[0]])
        yield warning(
            subject.place(row),
            f"{subject.code(row)} for {subject.area(row)} is of {subject.period(row)}, and the next period "
            f"that any area has is {subject.period(following)}",
            "check the year",
            subject.area(row),
        )


def _between(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _as_supplied(subject: Subject) -> FloatArray:
    """The values before they are rounded, where they are supplied: 0.0441 % is 0.0 % as displayed."""
    given = subject.ratings.observations.value
    values: FloatArray = np.where(given.present, numbers(given), subject.values)
    return values


def _others(subject: Subject, size: FloatArray) -> tuple[FloatArray, FloatArray]:
    """By code the lowest and the highest size above 1, of figures and of the targets that rate them."""
    code = subject.ratings.observations.code
    lowest = np.full(len(subject.ratings.indicators), np.inf)
    highest = np.zeros(len(subject.ratings.indicators))
    counted = subject.shown & (size > 1)
    np.minimum.at(lowest, code[counted], size[counted])
    np.maximum.at(highest, code[counted], size[counted])
    for position, indicator in enumerate(subject.ratings.indicators):
        # Where it is said how values are supplied, the question is only which figures differ from the others.
        for threshold in indicator.thresholds if indicator.supplied_as is None else ():
            target = threshold.rule.target
            if target is not None and abs(target) > 1:
                lowest[position] = min(lowest[position], float(abs(target)))
                highest[position] = max(highest[position], float(abs(target)))
    return lowest, highest


def _same(column: FloatArray, before: IndexArray) -> BoolArray:
    """Where a row and the one before it both hold the same number."""
    same: BoolArray = column == column[before]
    return same


_NEVER = {
    Polarity.HIGHEST: DirectionOfTravel.WORSENED,
    Polarity.LOWEST: DirectionOfTravel.IMPROVED,
}


def counts_that_only_grow(subject: Subject) -> Iterator[Issue]:
    """A count of the year to date beside the period before: inside its year it can go one way only.

    What falls all the same is reported by counts_that_break, and is no such count or has to be corrected
    first.
    """
    observations, indicators = subject.ratings.observations, subject.ratings.indicators
    counts = np.array([_is_count_compared_with_previous(one) for one in indicators], np.bool_)
    if not counts.any():
        return
    counts[np.unique(observations.code[subject.shown & observations.has_both_parts()])] = False
    counts[[observations.code[found.row] for found in counter_breaks(subject.ratings, subject.shown)]] = False
    for rows in subject.by_code(subject.reported & counts[observations.code]):
        row = int(rows[0])
        indicator = indicators[observations.code[row]]
        never = _NEVER.get(indicator.polarity_in(int(observations.period[row])).polarity)
        if never is not None:
            yield warning(
                indicator.location,
                f"{indicator.code} counts the year to date and is compared with "
                f"{indicator.comparison.words(indicator.calendar)}, which it cannot be below in the same "
                f"year, so that its direction of travel never says {never.value}",
                'write "compare: same_period_last_year" in its definition',
            )


def _is_count_compared_with_previous(indicator: Indicator) -> bool:
    """Rates, averages, differences and what is made from ratings may fall."""
    return (
        indicator.data_period is DataPeriod.YTD
        and indicator.frequency is not Frequency.ANNUAL
        and indicator.comparison.kind is ComparisonKind.PREVIOUS
        and indicator.per == 1
        and not indicator.is_made_of_ratings
        and not isinstance(indicator.made_from, Ratio | Difference | Product | ShareOfArea)
    )
