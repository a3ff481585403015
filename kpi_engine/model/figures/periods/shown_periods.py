"""Which period a section shows as the latest of each of its indicators.

Rule: docs/scorecard.md, "The latest figure".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kpi_engine.model.arrays.blocks import blocks_of
from kpi_engine.model.arrays.extremes import keep_greatest
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import LastPeriod, Section
from kpi_engine.model.frozen import frozen

_NONE = -1
_ANY = int(np.iinfo(np.int64).max)


@frozen
class ShownPeriods:
    """By code the latest period that a section shows, and by naming of a calendar the latest of its rows."""

    by_code: Mapping[str, int]
    reached: Mapping[Calendar, int]


def newest_periods(
    observations: Observations,
    indicators: Sequence[Indicator],
    as_at: Month | None,
    last_period: LastPeriod | None = None,
) -> dict[str, int]:
    """By code, the latest period that any area has an observation in, up to the as-at month.

    ``indicators`` are parallel to the codes of the observations; an ``as_at`` of None: all have begun.
    ``last_period`` sets an earlier end. A code without an observation by then is left out.
    """
    if not len(observations):
        return {}
    limits = np.array([_limit(indicator, as_at, last_period) for indicator in indicators], np.int64)
    awaits = np.array([[each.awaits(missing) for missing in Missing] for each in indicators], np.bool_)
    some_await = awaits.any()
    newest = np.full(len(observations.codes), _NONE, np.int64)
    for block in blocks_of(len(observations)):
        code, period = observations.code[block], observations.period[block]
        in_time = period <= limits.take(code)
        if some_await:
            in_time &= ~awaits[code, observations.missing[block]]
        keep_greatest(newest, code, np.where(in_time, period, _NONE))
    found = zip(observations.codes, newest.tolist(), strict=True)
    return {code: period for code, period in found if period != _NONE}


def shown_periods(
    section: Section, defined: Mapping[str, Indicator], newest: Mapping[str, int], as_at: Month | None
) -> ShownPeriods:
    """Which periods a section shows, of each indicator that it lists; ``newest`` as ``newest_periods`` says.

    With an ``as_at``, indicators of which no observation has such periods are listed too.
    """
    listed = {entry.code: defined[entry.code] for entry in section.entries if entry.code in defined}
    reached: dict[Calendar, int] = {}
    for code, indicator in listed.items():
        if code in newest:
            naming = indicator.calendar.naming
            reached[naming] = max(newest[code], reached.get(naming, newest[code]))
    for indicator in listed.values() if as_at is not None else ():
        # Where there is no observation at all, it is the one that the as-at month allows.
        reached.setdefault(indicator.calendar.naming, _limit(indicator, as_at, section.last_period))
    by_code = {
        code: _shown(section, indicator, newest.get(code), reached[indicator.calendar.naming])
        for code, indicator in listed.items()
        if indicator.calendar.naming in reached
    }
    return ShownPeriods(by_code, reached)


def _shown(section: Section, indicator: Indicator, own: int | None, reached: int) -> int:
    """The indicator's own latest period where the section shows that, or where it is as late as it may be."""
    if own is None:
        return reached
    return own if section.shows_own_latest else max(own, reached - indicator.lag)


def _limit(indicator: Indicator, as_at: Month | None, last_period: LastPeriod | None) -> int:
    latest = _ANY if as_at is None else indicator.calendar.latest(as_at)
    ends = {} if last_period is None else dict(last_period.by_code)
    return min(latest, ends.get(indicator.code, latest))
