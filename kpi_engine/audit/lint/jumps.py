"""Figures far from the others of their series: a digit too many, a lost sign, 0 for what has not come."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.arithmetic.counters import own_years
from kpi_engine.audit.lint.subject import Subject, numbers
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, FloatArray, IndexArray
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.made_from.measure import Difference
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.series import NO_ROW, index_series
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.words.number_text import PERCENT, count_text, value_text

JUMP = 10
# 4 after 40 cases can be true; 40 after 4,000 is a slip of the keys. In units of the last displayed digit.
SMALLEST_JUMPED_TO = 100
# Two figures beside each other say how far apart they usually are.
FEWEST_OTHERS = 2
FEWEST_TIMES = 2.5
# Small counts are 0 now and then.
SMALL_COUNTS = 10


def jumping_numerators(subject: Subject) -> Iterator[Issue]:
    """A numerator ten times the one before in its series, or a tenth of it; none that starts again."""
    numerator = subject.ratings.observations.numerator
    before, jumps = _numerator_jumps(subject)
    for row in np.flatnonzero(jumps).tolist():
        yield warning(
            subject.place(row),
            f"the numerator of {subject.figure(row)} is "
            f"{_count(numerator, row)}, and {_count(numerator, int(before[row]))} in "
            f"{subject.period(int(before[row]))}",
            "check both for digits too many or too few",
            subject.area(row),
        )


def jumping_values(subject: Subject) -> Iterator[Issue]:
    """A value ten times the one before in its series, or a tenth; no numerator says so already."""
    before, jumps = _value_jumps(subject)
    for row in np.flatnonzero(jumps).tolist():
        then = int(before[row])
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {_value(subject, row)}, and {_value(subject, then)} in "
            f"{subject.period(then)}",
            "check both for digits too many or too few, and whether both periods are whole",
            subject.area(row),
        )


def values_apart(subject: Subject) -> Iterator[Issue]:
    """A value far from the others of a steady series, such as the months so far given for a year.

    Far is further, in times, than the highest of the others is from the lowest, four times over; at least
    2.5 times, and never more than ten.
    """
    others = subject.others
    size = np.abs(subject.values)
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.fmax(size / others.highest, others.lowest / size)
        limit = np.clip((others.highest / others.lowest) ** 4, FEWEST_TIMES, JUMP)
        apart = subject.supplied & (size > 0) & (others.count >= FEWEST_OTHERS) & (times >= limit)
    apart &= np.fmax(_ticks(subject), _ticks_of(subject, others.highest)) >= SMALLEST_JUMPED_TO
    apart &= ~(_value_jumps(subject)[1] | _numerator_jumps(subject)[1] | _counts_to_date(subject))
    for row in np.flatnonzero(apart).tolist():
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {_value(subject, row)}, and the other figures are between "
            f"{others.lowest[row]:,g} and {others.highest[row]:,g}",
            "check it for digits too many or too few, and whether its period is whole",
            subject.area(row),
        )


def zeros_among_figures(subject: Subject) -> Iterator[Issue]:
    """A 0 further from the other figures of its series than these are from each other, or beside one only."""
    others = subject.others
    with np.errstate(invalid="ignore"):
        spread = others.highest - others.lowest
    is_whole = np.array([one.is_count for one in subject.ratings.indicators], np.bool_)
    code = subject.ratings.observations.code
    zero = subject.supplied & (subject.values == 0) & ~_counts_to_date(subject)
    several = (others.count >= FEWEST_OTHERS) & (others.count > others.zeros) & (others.lowest > spread)
    several &= ~is_whole[code] | (others.lowest >= SMALL_COUNTS)
    single = (others.count == 1) & (others.zeros == 1)
    single &= _ticks_of(subject, others.lowest) >= SMALLEST_JUMPED_TO
    for row in np.flatnonzero(zero & (several | single)).tolist():
        beside = f"the other figures are between {others.lowest[row]:,g} and {others.highest[row]:,g}"
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is 0, and "
            + (beside if several[row] else f"its only other figure is {others.lowest[row]:,g}"),
            "where the figure has not come, write N/A or delete the line; a true 0 can stay",
            subject.area(row),
        )


def lost_signs(subject: Subject) -> Iterator[Issue]:
    """The only figure of its series with its sign, of the size of the others."""
    values = subject.values
    others = subject.others
    alone = (np.where(values > 0, others.positive, others.negative) == 1) & (others.zeros == 0)
    alone &= subject.supplied & (others.count > FEWEST_OTHERS) & (values != 0)
    for row in np.flatnonzero(alone).tolist():
        lowest, highest = _of_the_other_sign(subject, row)
        size = abs(float(values[row]))
        if lowest / 2 <= size <= 2 * highest and size + lowest > 2 * (highest - lowest):
            sign = "-" if values[row] > 0 else ""
            yield warning(
                subject.place(row),
                f"{subject.figure(row)} is {_value(subject, row)}, and all others have the other sign, "
                f"between {sign}{lowest:g} and {sign}{highest:g}",
                "check whether a minus is missing or is one too many",
                subject.area(row),
            )


def negative_percentages(subject: Subject) -> Iterator[Issue]:
    """A percentage below 0 in a series too short to show its sign, where hardly any other is below 0."""
    rows, values = subject.ratings.observations, subject.values
    shares = np.array(
        [
            one.unit == PERCENT and not isinstance(one.made_from, Difference)
            for one in subject.ratings.indicators
        ],
        np.bool_,
    )
    there = subject.shown & subject.ratings.displayed.present
    below = there & (values < 0)
    few = subject.others.count <= FEWEST_OTHERS
    told = subject.supplied & below & few & shares[rows.code] & subject.rare(below, there)
    for row in np.flatnonzero(told).tolist():
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {_value(subject, row)}, and hardly any other figure of "
            f"{subject.code(row)} is below 0",
            "check whether a minus is one too many",
            subject.area(row),
        )


def _jumps(
    subject: Subject, amount: FloatArray, present: BoolArray, ticks: FloatArray
) -> tuple[IndexArray, BoolArray]:
    """The row before in each series, and which rows jump from it; ``ticks`` say what is too small to tell."""
    rows, indicators = subject.ratings.observations, subject.ratings.indicators
    before = index_series(rows, indicators).previous_present(present)
    then = np.where(before == NO_ROW, np.nan, amount[before])
    larger, smaller = np.fmax(amount, then), np.fmin(amount, then)
    largest = np.fmax(ticks, np.where(before == NO_ROW, 0, ticks[before]))
    known = subject.supplied & ~np.isnan(amount) & ~np.isnan(then) & ~_starts_again(subject, before)
    return before, known & (smaller > 0) & (largest >= SMALLEST_JUMPED_TO) & (larger >= JUMP * smaller)


def _numerator_jumps(subject: Subject) -> tuple[IndexArray, BoolArray]:
    numerator = subject.ratings.observations.numerator
    amount = np.abs(numbers(numerator))
    return _jumps(subject, amount, numerator.present, np.nan_to_num(amount))


def _starts_again(subject: Subject, before: IndexArray) -> BoolArray:
    """Where a count of the year to date is of another year than the one before."""
    rows, indicators = subject.ratings.observations, subject.ratings.indicators
    year, _ = own_years(rows, indicators)
    again: BoolArray = _counts_to_date(subject) & (year != year[np.maximum(before, 0)])
    return again


def _counts_to_date(subject: Subject) -> BoolArray:
    to_date = np.array([one.data_period is DataPeriod.YTD for one in subject.ratings.indicators], np.bool_)
    counts: BoolArray = to_date[subject.ratings.observations.code]
    return counts


def _of_the_other_sign(subject: Subject, row: int) -> tuple[float, float]:
    """The smallest and the largest size of the figures of a row's series with the other sign."""
    rows, values = subject.ratings.observations, subject.values
    own = (rows.code == rows.code[row]) & (rows.area == rows.area[row]) & subject.ratings.displayed.present
    sizes = np.abs(values[own & (np.sign(values) == -np.sign(values[row]))])
    return float(sizes.min()), float(sizes.max())


def _value_jumps(subject: Subject) -> tuple[IndexArray, BoolArray]:
    present = subject.ratings.displayed.present
    before, jumps = _jumps(subject, np.abs(subject.values), present, _ticks(subject))
    return before, jumps & ~_numerator_jumps(subject)[1]


def _ticks(subject: Subject) -> FloatArray:
    """The sizes of the values in units of their last displayed digit."""
    displayed = subject.ratings.displayed
    ticks: FloatArray = np.abs(displayed.mantissa.astype(np.float64)) * displayed.present
    return ticks


def _ticks_of(subject: Subject, sizes: FloatArray) -> FloatArray:
    """Other sizes likewise, in the decimals of each row."""
    ticks: FloatArray = sizes * 10.0**subject.ratings.displayed.decimals
    return ticks


def _value(subject: Subject, row: int) -> str:
    figure = Figure(subject.ratings, row)
    return "none" if figure.value is None else value_text(figure.value, figure.indicator)


def _count(column: ExactColumn, row: int) -> str:
    number = column.at(row)
    return "none" if number is None else count_text(number)
