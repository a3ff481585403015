"""Direction of travel: what is compared with what, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, NoDirection, Polarity
from kpi_engine.model.definitions.threshold import Threshold
from tests.oracle.records import PlainObservation
from tests.oracle.values import decimals_shown, displayed_value, round_half_up, why_missing


def row_compared_with(
    row: PlainObservation,
    observations: Sequence[PlainObservation],
    row_at: Mapping[tuple[str, str, int], int],
    indicator: Indicator,
) -> tuple[int | None, int | None]:
    """Position of the row compared with, and the period that the comparison asks for."""
    if indicator.comparison.kind is ComparisonKind.PREVIOUS_OBSERVATION:
        earlier = [
            (other.period, position)
            for position, other in enumerate(observations)
            if (other.code, other.area) == (row.code, row.area)
            and other.period < row.period
            and why_missing(other) is Missing.PRESENT
        ]
        if not earlier:
            return None, None
        period, position = max(earlier)
        return position, period
    if indicator.comparison.kind is ComparisonKind.SINCE:
        base = indicator.comparison.since
        return (row_at.get((row.code, row.area, base)), base) if row.period > base else (None, None)
    periods_back = {
        ComparisonKind.PREVIOUS: -(-indicator.calendar.pooled // indicator.calendar.every),
        ComparisonKind.SAME_PERIOD_LAST_YEAR: indicator.calendar.periods_per_year,
        ComparisonKind.PERIODS_BACK: indicator.comparison.periods_back,
    }[indicator.comparison.kind]
    period = row.period - periods_back
    return row_at.get((row.code, row.area, period)), period


def is_not_after_the_base(row: PlainObservation, indicator: Indicator) -> bool:
    """Whether a row is of the fixed period that later ones are compared with, or before it."""
    comparison = indicator.comparison
    return comparison.kind is ComparisonKind.SINCE and row.period <= comparison.since


def has_break(
    before: PlainObservation, row: PlainObservation, observations: Sequence[PlainObservation]
) -> bool:
    """Whether a figure after the earlier one, up to the later one, is marked as a break in the series."""
    return any(
        other.marks & FigureMark.BREAK.bit
        for other in observations
        if (other.code, other.area) == (row.code, row.area) and before.period < other.period <= row.period
    )


def why_not_compared(
    row: PlainObservation,
    before: PlainObservation | None,
    indicator: Indicator,
    polarity: Polarity,
    threshold: Threshold | None,
    *,
    broken: bool,
) -> NoDirection:
    """The first thing that is lacking for an arrow; SHOWN where nothing is."""
    missing_before = before is not None and why_missing(before) is not Missing.PRESENT
    without_point = polarity is Polarity.TARGET and (threshold is None or threshold.rule.target is None)
    in_order = (
        (polarity is Polarity.NONE, NoDirection.CONTEXT),
        (why_missing(row) is not Missing.PRESENT, NoDirection.NO_VALUE),
        (row.is_new, NoDirection.NEW),
        (is_not_after_the_base(row, indicator), NoDirection.NOT_AFTER_BASE),
        (before is None, NoDirection.NO_PREVIOUS_VALUE),
        (missing_before, NoDirection.PREVIOUS_VALUE_MISSING),
        (without_point, NoDirection.NO_TARGET_POINT),
        (broken, NoDirection.BREAK),
    )
    return next((reason for lacks, reason in in_order if lacks), NoDirection.SHOWN)


def compare_where_possible(
    row: PlainObservation,
    before: PlainObservation | None,
    indicator: Indicator,
    polarity: Polarity,
    threshold: Threshold | None,
    *,
    broken: bool,
) -> tuple[DirectionOfTravel, NoDirection]:
    """The direction of travel, or the reason there is none."""
    lacking = why_not_compared(row, before, indicator, polarity, threshold, broken=broken)
    if before is None or lacking is not NoDirection.SHOWN:
        return DirectionOfTravel.NONE, lacking
    return compare(row, before, indicator, polarity, threshold), NoDirection.SHOWN


def compare(
    row: PlainObservation,
    before: PlainObservation,
    indicator: Indicator,
    polarity: Polarity,
    threshold: Threshold | None,
) -> DirectionOfTravel:
    """Better, worse or the same as displayed, at the coarser of the two precisions.

    For T, better is nearer to the target point now in force, on either side of it.
    """
    now, then = displayed_value(row, indicator), displayed_value(before, indicator)
    assert now is not None
    assert then is not None
    decimals = min(decimals_shown(now), decimals_shown(then))
    now, then = round_half_up(Fraction(now), decimals), round_half_up(Fraction(then), decimals)
    if polarity is Polarity.TARGET:
        assert threshold is not None
        assert threshold.rule.target is not None
        gain = abs(then - threshold.rule.target) - abs(now - threshold.rule.target)
    else:
        gain = now - then if polarity is Polarity.HIGHEST else then - now
    if abs(gain) <= (indicator.same_within or 0):
        return DirectionOfTravel.SAME
    return DirectionOfTravel.IMPROVED if gain > 0 else DirectionOfTravel.WORSENED


def is_carried_forward(row: PlainObservation, before: PlainObservation | None, indicator: Indicator) -> bool:
    """The source says so, or value, numerator and denominator are all there and all repeat the previous.

    A computed figure repeats nothing: it is made anew.
    """
    if row.carried_forward:
        return True
    if before is None or row.is_computed or indicator.comparison.kind is ComparisonKind.SINCE:
        return False
    now = (displayed_value(row, indicator), row.numerator, row.denominator)
    then = (displayed_value(before, indicator), before.numerator, before.denominator)
    return None not in now and now == then
