"""Declared sums that can never be made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.lint.subject import Subject
from kpi_engine.model.definitions.made_from.sums import never_added_up
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.wording import listed

_MOST_NAMED = 3


def sums_never_made(subject: Subject) -> Iterator[Issue]:
    """Two kinds of area share the level that an indicator adds up from, and one kind has no figure of it."""
    rows = subject.ratings.observations
    for code, indicator in enumerate(subject.ratings.indicators):
        if not indicator.adds_up_from:
            continue
        known = {rows.areas[area] for area in np.unique(rows.area[rows.code == code]).tolist()}
        lacking = list(never_added_up(indicator.adds_up_from, subject.areas, known))
        if not lacking:
            continue
        missing = list(dict.fromkeys(name for each in lacking for name in each.missing))
        yield warning(
            indicator.location,
            f"{indicator.code} adds up from level {indicator.adds_up_from}, and "
            f"{listed(missing, _MOST_NAMED)} {'have' if len(missing) > 1 else 'has'} no figure of it in any "
            f"period, so that the sum for {listed([each.area for each in lacking], _MOST_NAMED)} is never "
            "made or checked",
            "give areas without the indicator a level of their own, or remove adds_up_from",
        )
