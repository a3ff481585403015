"""The key's entries on years, quarters and terms: which months the periods on the page are.

Source: docs/rating-rules.md, "Years, quarters and terms".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.assemble.sections import SectionLines
from kpi_engine.model.document import KeyEntry
from kpi_engine.model.period import Frequency, YearKind, year_label

YEARS = "Years"
_YEAR_MEANINGS = {
    YearKind.FINANCIAL: "April to March",
    YearKind.ACADEMIC: "September to August",
}
_QUARTERS = "quarters of the financial year, which begin in April, July, October and January"
_TERMS = "terms of the academic year, which begin in September, January and May"


def year_entries(sections: Sequence[SectionLines]) -> Iterator[KeyEntry]:
    """The kinds of year, and of part of a year, that occur, each with the latest label as its example."""
    for kind, months in _YEAR_MEANINGS.items():
        latest = [
            line.latest
            for section in sections
            for line in section.lines
            if line.indicator.frequency is Frequency.ANNUAL and line.indicator.year is kind
        ]
        if latest:
            term = f"{kind.value.capitalize()} year"
            yield KeyEntry(term, f"{months}; {year_label(max(latest))} is one", group=YEARS)
    frequencies = {section.section.frequency for section in sections}
    if Frequency.QUARTERLY in frequencies:
        yield KeyEntry("Q1 to Q4", _QUARTERS, group=YEARS)
    if Frequency.TERMLY in frequencies:
        yield KeyEntry("Autumn, Spring, Summer", _TERMS, group=YEARS)
