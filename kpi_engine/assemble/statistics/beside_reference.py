"""Whether a figure differs from a comparator, taken as certain, by more than chance.

Source of the rule: docs/statistics.md, "Differences".
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.confidence import C95, C998, exceeds
from kpi_engine.model.statistics.outcomes import Differs, IntervalMethod, NoStatistic

_METHODS, _REASONS = tuple(IntervalMethod), tuple(NoStatistic)


def differs_from_reference(figure: Figure | None, reference: Decimal | None) -> tuple[Differs, NoStatistic]:
    """The answer, or why there is none; NOT_ASKED where the scorecard asks for no intervals."""
    statistics = None if figure is None else figure.ratings.statistics
    if figure is None or statistics is None or statistics.intervals is None:
        return Differs.NONE, NoStatistic.NOT_ASKED
    if reference is None or figure.value is None:
        return Differs.NONE, NoStatistic.NO_VALUE
    intervals, row = statistics.intervals, figure.row
    method = _METHODS[int(intervals.method[row])]
    if method is IntervalMethod.NONE:
        return Differs.NONE, _REASONS[int(intervals.why_none[row])]
    if method is not IntervalMethod.WILSON:
        lower, upper = (float(limit[row]) for limit in intervals.shown)
        return _told(not lower <= float(reference) <= upper)
    share = Fraction(reference) / figure.indicator.per
    if not 0 < share < 1:
        return Differs.NONE, NoStatistic.NO_ROOM
    n, d = int(figure.numerator or 0), int(figure.denominator or 0)
    top, bottom = share.numerator, share.denominator
    root, factors = n * bottom - d * top, (d, top, bottom - top)
    return _told(exceeds(root, factors, C998 if intervals.is_high else C95))


def _told(differs: bool) -> tuple[Differs, NoStatistic]:
    return Differs.YES if differs else Differs.NO, NoStatistic.TOLD
