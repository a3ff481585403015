"""Rules that a scorecard must keep which asks for statistics. One a function; ``scorecard.py`` lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.scorecard import IntervalsShown, Scorecard, Statistic
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import did_you_mean, joined, shown

_DEPEND_ON_CASES = (Statistic.INTERVALS, Statistic.PROCESS_LIMITS)
_MOST_NAMED = 5


def snapshots_that_do_not_say(scorecard: Scorecard, by_code: Mapping[str, Indicator]) -> Iterator[Issue]:
    """A monthly snapshot is a flow or a stock: its name does not say which. All come in one message."""
    if not scorecard.statistics.has(*_DEPEND_ON_CASES):
        return
    shown_codes = dict.fromkeys(entry.code for section in scorecard.sections for entry in section.entries)
    silent = [
        code
        for code in shown_codes
        if (indicator := by_code.get(code)) is not None
        and indicator.data_period is DataPeriod.MS
        and indicator.periods_share is None
        and indicator.overall is None
    ]
    if silent:
        one = len(silent) == 1
        others = [f"{len(silent) - _MOST_NAMED} more"] if silent[_MOST_NAMED:] else []
        what = (
            f"statistics are asked for, and {'a monthly snapshot does' if one else 'monthly snapshots do'} "
            f"not say what successive figures have in common: {joined([*silent[:_MOST_NAMED], *others])}"
        )
        remedy = (
            "in each definition write periods_share: nothing where each month has its own cases (decisions), "
            "or periods_share: the_same_cases where a stock is counted again (open cases)"
        )
        yield error(scorecard.statistics.location, what, remedy)


def small_figures_without_a_size(scorecard: Scorecard) -> Iterator[Issue]:
    """Intervals beside small figures only need to know which figures are small."""
    if scorecard.statistics.intervals is IntervalsShown.SMALL and scorecard.small_cohort is None:
        what = "intervals are shown beside small figures only, and small_cohort is not set"
        yield error(scorecard.statistics.location, what, "write small_cohort: 10, or show: always")


def baselines_of_unknown_areas(
    indicators: Sequence[Indicator], areas: Sequence[Area], shown_codes: set[str]
) -> Iterator[Issue]:
    """A baseline for an area that is not in the areas file changes nothing here."""
    names = [area.name for area in areas]
    for indicator in indicators if areas else ():
        for baseline in indicator.chart.baselines if indicator.code in shown_codes else ():
            for area in baseline.areas:
                if area not in names:
                    what = f"a baseline is for area {shown(area)}, which is not in the areas file"
                    yield warning(baseline.location, what, did_you_mean(area, names) or "check the spelling")
