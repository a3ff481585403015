"""The kinds of year, and of part of a year, in the key of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.assemble.section.sections import SectionLines
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, Weeks, YearKind
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.outputs.document import KeyEntry
from kpi_engine.model.wording import capitalised, joined

YEARS = "Years"


_PARTS_OF_YEARS = {
    Frequency.QUARTERLY: ("Q1 to Q4", "quarters of the {year}, which begin in {months}"),
    Frequency.HALF_YEARLY: ("H1 and H2", "halves of the {year}, which begin in {months}"),
    Frequency.TERMLY: ("Autumn, Spring, Summer", "terms of the {year}, which begin in {months}"),
}


_WEEKS = (
    "weeks from Monday to Sunday; week 1 of a year is the first that has most of its days in it (ISO 8601)"
)


def year_entries(sections: Sequence[SectionLines]) -> Iterator[KeyEntry]:
    """The kinds of year, and of part of a year, that occur, each with the latest label as its example."""
    lines = [line for section in sections for line in section.lines]
    annual = [line for line in lines if line.indicator.calendar.is_annual]
    for kind in YearKind:
        latest = [
            calendar.year_of(line.latest)
            for line in annual
            if (calendar := line.indicator.calendar).year is kind and calendar.pooled == 1
        ]
        if latest:
            months = f"{_month(kind.first_month)} to {_month(kind.first_month - 1)}"
            said = f"{months}; {kind.label(max(latest))} is one"
            yield KeyEntry(capitalised(kind.words), said, group=YEARS)
    pooled = {line.indicator.calendar: line.latest for line in annual if line.indicator.calendar.pooled > 1}
    for calendar, period in pooled.items():
        years = f"{calendar.pooled} {calendar.year.words}s together in one figure"
        yield KeyEntry(period_words(calendar, period), years, group=YEARS)
    parts = {(line.indicator.frequency, line.indicator.year) for line in lines}
    for frequency, (term, meaning) in _PARTS_OF_YEARS.items():
        for kind in YearKind:
            if (frequency, kind) in parts:
                starts = range(kind.first_month, kind.first_month + 12, frequency.months)
                months = joined([_month(month) for month in starts])
                yield KeyEntry(term, meaning.format(year=kind.words, months=months), group=YEARS)
    if any(
        line.indicator.frequency is Frequency.WEEKLY and line.indicator.calendar.weeks is Weeks.ISO
        for line in lines
    ):
        yield KeyEntry("Week", _WEEKS, group=YEARS)


def _month(number: int) -> str:
    return list(CalendarMonth)[(number - 1) % 12].words
