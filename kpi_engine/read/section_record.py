"""The values of one section's fields → a section."""

from __future__ import annotations

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.period import Frequency
from kpi_engine.model.scorecard import Section, SectionEntry
from kpi_engine.model.wording import shown
from kpi_engine.read import scorecard_schema as fields
from kpi_engine.read.lists import Placed
from kpi_engine.read.periods import parse_period, why_not_a_period
from kpi_engine.read.records import Values

_USUAL_PERIODS = {Frequency.MONTHLY: 7, Frequency.QUARTERLY: 4, Frequency.TERMLY: 4, Frequency.ANNUAL: 4}


def section_of(values: Values, issues: list[Issue]) -> Section | None:
    """The section, or None where its id or frequency cannot be read; problems go to ``issues``."""
    section_id = values.get(fields.SECTION_ID)
    frequency = values.get(fields.SECTION_FREQUENCY)
    if section_id is None or frequency is None:
        return None
    entries = [_entry(given) for given in values.get(fields.SECTION_INDICATORS) or ()]
    return Section(
        id=section_id.value,
        title=values.get(fields.SECTION_TITLE) or "",
        frequency=frequency,
        entries=tuple(entry for entry in entries if entry is not None),
        periods=values.get(fields.PERIODS) or _USUAL_PERIODS[frequency],
        last_period=_last_period(values.get(fields.LAST_PERIOD), frequency, issues),
        location=section_id.location,
        with_areas_below=values.get(fields.WITH_AREAS_BELOW),
    )


def _entry(given: Placed[str] | Values) -> SectionEntry | None:
    if isinstance(given, Placed):
        return SectionEntry(given.value, (), given.location)
    code = given.get(fields.ENTRY_CODE)
    if code is None:
        return None
    return SectionEntry(code.value, given.get(fields.LEVELS), code.location)


def _last_period(label: Placed[str] | None, frequency: Frequency, issues: list[Issue]) -> int | None:
    if label is None:
        return None
    period = parse_period(label.value, frequency)
    if period is None:
        reason, remedy = why_not_a_period(label.value, frequency)
        issues.append(error(label.location, f"last_period {shown(label.value)} {reason}", remedy))
    return period
