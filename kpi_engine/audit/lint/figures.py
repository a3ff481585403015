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
from kpi_engine.model.figures.fraction_sizes import fraction_looks
from kpi_engine.model.figures.series import NO_ROW, index_series
from kpi_engine.model.issue import Issue, warning

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
    """A percentage of at most 1 that would fit among the others of its indicator if it were a fraction.

    Every check warns where this is plain (validate/data/fractions.py).
    """
    observations = subject.ratings.observations
    found = fraction_looks(observations, subject.ratings.indicators)
    for row in found.rows[~found.plainly & subject.supplied[found.rows]].tolist():
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {observations.value.at(row)} percent, which "
            f"looks like a fraction: its other figures and targets are "
            f"{found.others(int(observations.code[row]))}",
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
