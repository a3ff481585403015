"""Figures not added up, since what they are made from is no count. Rule: docs/rating-rules.md, "Counts"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.wording import counted
from kpi_engine.model.words.number_text import PERCENT


def not_added_up(observations: Observations, indicators: Sequence[Indicator]) -> Iterator[Issue]:
    """One warning an indicator, with how many of its figures are not made; ``indicators`` by their code."""
    rows = observations.code[observations.missing == Missing.NOT_A_COUNT.code]
    defined = {indicator.code: indicator for indicator in indicators}
    for place, count in zip(
        *(column.tolist() for column in np.unique(rows, return_counts=True)), strict=True
    ):
        indicator = defined[observations.codes[place]]
        made = f"{counted(count, 'figure')} of {indicator.code} {'is' if count == 1 else 'are'} not made"
        if indicator.unit == PERCENT or indicator.per != 1:
            what = f"{made}: percentages and rates cannot be added up without numerators and denominators"
            remedy = "supply the numerators and denominators, or the figures themselves"
        else:
            unit = f"is in {indicator.unit}" if indicator.unit else "has no unit"
            what = f"{indicator.code} {unit}, and nothing says that it is a count, so that {made}"
            remedy = 'supply numerators and denominators, or write "count: true" where it may be added up'
        yield warning(indicator.location, what, remedy)
