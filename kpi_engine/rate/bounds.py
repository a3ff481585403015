"""The intervals that a value is compared with, of any rating method and where none is in force.

A value inside the green interval is GREEN, else inside the amber one AMBER, else RED. Highest is best is
an interval without an upper end, lowest is best one without a lower end, a range has both. Each rating method
says its own (model/definitions/methods).
"""

from __future__ import annotations

from functools import lru_cache

from kpi_engine.model.definitions.judgement import NotRated, Polarity, RateOn
from kpi_engine.model.definitions.methods.intervals import Standards, aim_of
from kpi_engine.model.definitions.methods.rules import RatingRule


def standards_without_rule(lacking: NotRated, polarity: Polarity) -> Standards:
    """Where no threshold is in force: nothing to rate by, for that reason."""
    if polarity is Polarity.NONE:
        return Standards(None, None, None, None, NotRated.CONTEXT)
    return Standards(None, None, None, aim_of(polarity, None), lacking)


@lru_cache(maxsize=4096)  # definitions repeat their rules from year to year
def standards_of(rule: RatingRule, polarity: Polarity, rate_on: RateOn = RateOn.DISPLAYED) -> Standards:
    """The intervals of a rule under a polarity; ``rate_on`` counts for percent of target only."""
    if polarity is Polarity.NONE:
        return standards_without_rule(NotRated.CONTEXT, polarity)
    return rule.standards(polarity, rate_on)
