"""The value of ``compare`` → what the direction of travel compares with."""

from __future__ import annotations

from kpi_engine.model.comparison import Comparison, ComparisonKind
from kpi_engine.model.issue import Issue
from kpi_engine.model.period import Frequency, YearKind
from kpi_engine.read import definition_schema as fields
from kpi_engine.read.in_force import fixed_period
from kpi_engine.read.records import Values


def comparison_of(values: Values, frequency: Frequency, year: YearKind, issues: list[Issue]) -> Comparison:
    """The comparison of an indicator; the usual one of its frequency where none can be read."""
    given = values.get(fields.COMPARE)
    if isinstance(given, ComparisonKind):
        return Comparison(given)
    if isinstance(given, Values):
        base = given.get(fields.SINCE)
        since = None if base is None else fixed_period(base, frequency, year, issues)
        if base is not None and since is not None:
            return Comparison(ComparisonKind.SINCE, since=since, since_label=base.value)
        return Comparison(ComparisonKind.PERIODS_BACK, given.get(fields.PERIODS_BACK) or 1)
    if frequency is Frequency.TERMLY:
        return Comparison(ComparisonKind.SAME_PERIOD_LAST_YEAR)
    return Comparison(ComparisonKind.PREVIOUS)
