"""The supplied figures with all that are made of them, and the supplied outturns likewise.

Overall ratings are made of ratings: their members must be rated first, so that this lies above both stages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.derive.doubts.not_made import figures_not_made
from kpi_engine.derive.measures.derive import Derived, derive
from kpi_engine.derive.ratings.areas_rated import codes_counted, with_areas_rated
from kpi_engine.derive.ratings.overall import member_codes, with_overall
from kpi_engine.derive.targets.figure_targets import with_figure_targets
from kpi_engine.derive.targets.target_lookup import FiguresKnown
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import AreasRated
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.figures.periods.begun import begun_observations
from kpi_engine.model.figures.recomputed import joined_recomputed
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.rate.kernel import rate_observations


def every_figure(
    supplied: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    *,
    comparators: Sequence[Comparator] = (),
) -> Derived:
    """The supplied figures with the figures that are made of them: measures first, then overall ratings.

    ``supplied`` has no code, area and period twice, and nothing that begins after ``as_at``.
    """
    derived = derive(supplied, indicators, areas)
    return with_overall_ratings(derived, indicators, areas, as_at, comparators=comparators)


def order_made(indicators: Sequence[Indicator]) -> list[str]:
    """The codes in the order in which figures that are made follow the supplied figures in ``every_figure``.

    Measures are made first, then overall ratings and counts of areas, each in the order of the definitions.
    """

    def step(indicator: Indicator) -> int:
        return 2 if isinstance(indicator.made_from, AreasRated) else 1 if indicator.overall else 0

    return [indicator.code for indicator in sorted(indicators, key=step)]


@frozen
class Making:
    """What the figures of a scorecard are made with: the same each time that they are made.

    They are made once more to find what an error leaves out and what rounding explains; with anything else
    than the first time, the two would differ for no fault of the figures.
    """

    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    as_at: Month
    comparators: tuple[Comparator, ...] = ()

    def figures(self, supplied: Observations) -> Derived:
        """See ``every_figure``."""
        return every_figure(supplied, self.indicators, self.areas, self.as_at, comparators=self.comparators)

    def outturns(self, supplied: Observations) -> Derived:
        """See ``every_outturn``."""
        return every_outturn(supplied, self.indicators, self.areas, self.as_at, comparators=self.comparators)


def every_figure_not_made(
    figures: tuple[Observations, Derived], outturns: tuple[Observations, Derived], making: Making
) -> tuple[Issue, ...]:
    """What is not made because of errors in what it is made from: of figures, and of outturns.

    ``figures`` and ``outturns`` are what was supplied, with its errors, and what was made of it.
    """
    supplied, made = figures
    years, made_years = outturns
    return (
        *figures_not_made(
            supplied,
            made.observations,
            lambda rows: making.figures(rows).observations,
            making.indicators,
        ),
        *figures_not_made(
            years,
            made_years.observations,
            lambda rows: making.outturns(rows).observations,
            making.indicators,
            outturns=True,
        ),
    )


def with_overall_ratings(
    derived: Derived,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    *,
    comparators: Sequence[Comparator] = (),
) -> Derived:
    """The figures with what is made of their ratings: overall ratings, then counts of areas."""
    codes, counted = member_codes(indicators), codes_counted(indicators)
    if not codes and not counted:
        return derived
    observations = derived.observations
    known = FiguresKnown(observations, comparators=comparators)
    rated_by = with_figure_targets(indicators, known, areas)
    recomputed = [derived.recomputed]
    if codes:
        ratings = rate_observations(_of_codes(observations, codes), rated_by, areas)
        overall = with_overall(observations, ratings, indicators)
        # The figures of the month before make overall ratings of the month to come, too.
        observations = begun_observations(overall.observations, indicators, as_at)
        recomputed.append(overall.recomputed)
    if counted:
        ratings = rate_observations(_of_codes(observations, counted), rated_by, areas)
        counts = with_areas_rated(observations, ratings, indicators, areas)
        observations = counts.observations
        recomputed.append(counts.recomputed)
    return Derived(observations, joined_recomputed(recomputed, observations))


def every_outturn(
    supplied: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    *,
    comparators: Sequence[Comparator] = (),
) -> Derived:
    """The supplied outturns of years that have begun, with the overall ratings that are made of them.

    ``supplied`` has no code, area and year twice; periods are start years.
    """
    supplied = begun_observations(supplied, indicators, as_at, outturns=True)
    of_years = for_outturns(indicators)
    made = [
        each if each.overall is None or each.overall.outturns else replace(each, overall=None)
        for each in of_years
    ]
    codes = member_codes(made)
    if not codes or not len(supplied):
        return Derived(supplied, joined_recomputed([], supplied))
    known = FiguresKnown(supplied.take(np.zeros(0, np.int64)), supplied, comparators)
    by_figures = with_figure_targets(of_years, known, areas)
    members = rate_observations(_of_codes(supplied, codes), by_figures, areas, outturns=True)
    return with_overall(supplied, members, made)


def _of_codes(observations: Observations, codes: Collection[str]) -> Observations:
    counts = np.array([code in codes for code in observations.codes], np.bool_)
    return observations.take(np.flatnonzero(counts[observations.code]))
