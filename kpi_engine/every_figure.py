"""The supplied figures with all that are made of them.

Overall ratings are made of ratings: their members must be rated first, so that this lies above both stages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kpi_engine.derive.derive import Derived, derive
from kpi_engine.derive.overall import member_codes, with_overall
from kpi_engine.model.area import Area
from kpi_engine.model.begun import begun_observations
from kpi_engine.model.indicator import Indicator
from kpi_engine.model.observation import Observations
from kpi_engine.model.period import Month
from kpi_engine.model.recomputed import joined_recomputed
from kpi_engine.rate.kernel import rate_observations


def every_figure(
    supplied: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    as_at: Month,
    unusable: Collection[str] = (),
) -> Derived:
    """The supplied figures with those that are made of them: measures first, then overall ratings.

    ``supplied`` has no code, area and period twice, and nothing that begins after ``as_at``. Nothing is
    added up from ``unusable`` areas.
    """
    derived = derive(supplied, indicators, areas, unusable)
    codes = member_codes(indicators)
    if not codes:
        return derived
    observations = derived.observations
    counts = np.array([code in codes for code in observations.codes], np.bool_)
    members = observations.take(np.flatnonzero(counts[observations.code]))
    overall = with_overall(observations, rate_observations(members, indicators, areas), indicators)
    return Derived(
        # The figures of the month before make overall ratings of the month to come, too.
        begun_observations(overall.observations, indicators, as_at),
        joined_recomputed([derived.recomputed, overall.recomputed], observations),
    )
