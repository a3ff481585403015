"""The last period of a section as written → the last period of each indicator, by its calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import LastPeriod, Scorecard, Section
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period


def with_last_periods(
    scorecard: Scorecard, indicators: Sequence[Indicator]
) -> tuple[Scorecard, tuple[Issue, ...]]:
    """The scorecard with the last periods of its sections read, and an issue for each that cannot be read.

    Where a section has several frequencies, the period named ends the periods of the other frequencies too.
    """
    issues: list[Issue] = []
    defined = {indicator.code: indicator for indicator in indicators}
    sections = tuple(_read(section, defined, issues) for section in scorecard.sections)
    return replace(scorecard, sections=sections), tuple(issues)


def _read(section: Section, defined: dict[str, Indicator], issues: list[Issue]) -> Section:
    last = section.last_period
    listed = [defined[entry.code] for entry in section.entries if entry.code in defined]
    if last is None or not listed:
        return section
    found = {one.code: parse_period(last.label, one.calendar) for one in listed}
    named = next((one for one in listed if found[one.code] is not None), None)
    if named is None:
        reason, remedy = why_not_a_period(last.label, listed[0].calendar)
        issues.append(error(last.location, f"last_period {shown(last.label)} {reason}", remedy))
        return replace(section, last_period=None)
    end = named.calendar.last_day(found[named.code] or 0)
    by_code = {
        one.code: one.calendar.latest_begun_by(end) if (period := found[one.code]) is None else period
        for one in listed
    }
    return replace(section, last_period=LastPeriod(last.label, last.location, tuple(by_code.items())))
