"""Directions of travel that cannot tell a reader anything, whatever the figures are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.counters import counter_breaks
from kpi_engine.audit.lint_subject import Subject
from kpi_engine.model.comparison import ComparisonKind
from kpi_engine.model.indicator import DataPeriod, Indicator
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.judgement import DirectionOfTravel, Polarity
from kpi_engine.model.measure import Difference, Ratio
from kpi_engine.model.period import Frequency

_NEVER = {
    Polarity.HIGHEST: DirectionOfTravel.WORSENED,
    Polarity.LOWEST: DirectionOfTravel.IMPROVED,
}


def counts_that_only_grow(subject: Subject) -> Iterator[Issue]:
    """A count of the year to date beside the period before: inside its year it can go one way only.

    What falls all the same is told by counts_that_break, and is no such count or has to be corrected first.
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
                f"{indicator.comparison.words(indicator.frequency)}, which it cannot be below in the same "
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
        and indicator.overall is None
        and not isinstance(indicator.made_from, Ratio | Difference)
    )
