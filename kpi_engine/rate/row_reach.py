"""The values that are GREEN, and the values that are not RED, for each rated row.

Statistics compare figures with these values.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from kpi_engine.model.definitions.judgement import NotRated, Polarity
from kpi_engine.model.definitions.methods.intervals import Interval, Standards
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.statistics.reach import Reach, RowReach
from kpi_engine.rate.bounds import standards_of, standards_without_rule

_POLARITIES = tuple(Polarity)


def row_reach(ratings: Ratings) -> RowReach:
    """The reach of each row, by the rating's own intervals.

    Every threshold and polarity that occurs is looked at once.
    """
    most = max((len(indicator.thresholds) for indicator in ratings.indicators), default=0) + 1
    letters = len(_POLARITIES)
    code = ratings.observations.code.astype(np.int64)
    key = (code * most + ratings.threshold + 1) * letters + ratings.polarity
    found = np.zeros(len(ratings.indicators) * most * letters, np.bool_)
    found[key] = True
    standards = [
        _standards(ratings, each // letters // most, each // letters % most - 1, _POLARITIES[each % letters])
        for each in np.flatnonzero(found).tolist()
    ]
    return RowReach(
        place=(np.cumsum(found) - 1)[key].astype(np.int32),
        green=tuple(_reach(each.green) for each in standards),
        amber=tuple(_reach(each.amber) for each in standards),
    )


def _standards(ratings: Ratings, code: int, threshold: int, polarity: Polarity) -> Standards:
    indicator = ratings.indicators[code]
    if threshold < 0:
        return standards_without_rule(NotRated.NO_TARGET, polarity)
    return standards_of(indicator.thresholds[threshold].rule, polarity, indicator.rate_on)


def _reach(interval: Interval | None) -> Reach | None:
    if interval is None:
        return None
    low, high = (
        None if end is None else Fraction(end.digits, 10**end.decimals)
        for end in (interval.low, interval.high)
    )
    return Reach(low, high, interval.open)
