"""The year that outturns are labelled with, against the series, where it holds the last month of a year.

A section of monthly figures is looked at as a whole: when the outturns, few excepted, are the figures of the
last month of another year than their label says, the label is in doubt and not the figures. Only data periods
whose last month is the figure of the year (rolling 12 months, monthly snapshots, year to date) can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import Judged, printed_words
from kpi_engine.audit.page.page import NO_OUTTURN, Page
from kpi_engine.audit.page.ratings_of import fits_figure
from kpi_engine.audit.page.sheets import NO_ROW, relabelled, rows_at, sheets_of
from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.page.wording import listed, number_word
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingKind,
    PrintedField,
    Support,
    Sureness,
)

_LAST_MONTH_STANDS_FOR_THE_YEAR = frozenset({DataPeriod.R12M, DataPeriod.MS, DataPeriod.YTD})
_YEARS_TRIED = (1, -1, 2)
# Fewer equal figures could be chance.
_FEWEST = 3
# An outturn is often not quite the figure of a month: each exception has to be outweighed.
_EXCEPTION_COSTS = 2


@dataclass(frozen=True, slots=True)
class _Match:
    """Which outturns equal the last month of a year, among the outturns that have a figure there."""

    equal: IntArray
    unequal: IntArray

    def is_better_than(self, other: _Match) -> bool:
        """Whether too many outturns equal this year's last month, and not the other year's, to be chance."""
        supporting = len(np.setdiff1d(self.equal, other.equal))
        against = len(np.union1d(self.unequal, np.setdiff1d(other.equal, self.equal)))
        return supporting >= _FEWEST and supporting > _EXCEPTION_COSTS * against + 1


def find_outturn_year(side: Side, claims: Claims) -> None:
    """One finding for each section whose outturns are the figures of another year.

    What contradicts the year of the label and fits the other (value, target, RAG) is accounted for by it.
    """
    page = side.page
    can_tell = np.array(
        [
            indicator.frequency is Frequency.MONTHLY
            and indicator.data_period in _LAST_MONTH_STANDS_FOR_THE_YEAR
            for indicator in page.indicators
        ],
        np.bool_,
    )
    chosen = (page.outturn_year != NO_OUTTURN) & can_tell[page.code] & page.outturns.value.present
    chosen &= ~claims.mask(PrintedField.OUTTURN)
    for section in range(len(page.sections)):
        for year in np.unique(page.outturn_year[chosen & (page.section == section)]).tolist():
            figures = np.flatnonzero(chosen & (page.section == section) & (page.outturn_year == year))
            _find_in_section(side, figures, year, claims)


def _find_in_section(side: Side, figures: IntArray, year: int, claims: Claims) -> None:
    judged = side.judged
    as_labelled = _match(judged, figures, year)
    for years in _YEARS_TRIED:
        match = _match(judged, figures, year + years)
        if match.is_better_than(as_labelled):
            _add(side, match, year, year + years, claims)
            return


def _match(judged: Judged, figures: IntArray, year: int) -> _Match:
    """The outturns that equal the figure of the year's last month, and the outturns that do not."""
    page = judged.page
    rows = page.outturns.take(figures)
    last = np.array(
        [page.indicators[code].calendar.last_of_year(year) for code in rows.code.tolist()],
        np.int64,
    )
    rows = replace(rows, period=last)
    history = relabelled(judged.observations, rows.codes, rows.areas)
    at = rows_at(history, rows)
    there = at != NO_ROW
    there[there] = history.value.present[at[there]]
    numbers = zip(at[there].tolist(), np.flatnonzero(there).tolist(), strict=True)
    equal = np.array([history.value.at(row) == rows.value.at(own) for row, own in numbers], np.bool_)
    comparable = figures[there]
    return _Match(comparable[equal], comparable[~equal])


def _add(side: Side, match: _Match, year: int, other: int, claims: Claims) -> None:
    page, figures = side.page, match.equal
    first = page.figures[figures[0]]
    indicator = page.indicator(int(figures[0]))
    month = period_words(indicator.calendar, indicator.calendar.last_of_year(other))
    label, better = indicator.year.label(year), indicator.year.label(other)
    why = f"it equals the figure of {month}, the last month of {better}"
    in_other_year = _rated_in(side, figures, other)
    changed = [at for at in figures.tolist() if not _rag_fits(side, at, in_other_year[at])]
    _account_for(side, figures, in_other_year, claims)
    explanation = _explanation(page, match, month, better)
    if changed:
        codes = listed([page.figures[at].code for at in changed])
        several = len(changed) > 1
        explanation += (
            f" Against the standards of {better} {number_word(len(changed))} RAG{'s' if several else ''} "
            f"({codes}) would be different."
        )
    claims.add(
        Finding(
            FindingKind.OUTTURN_YEAR,
            f"The outturns of {label} in {page.section_title(first.section)} are probably those of {better}",
            explanation,
            tuple(page.cell(at, PrintedField.OUTTURN_YEAR, label, better, why) for at in figures.tolist()),
            Sureness.LIKELY,
            Effect.CHANGES,
            Diagnosis(
                "outturn_year_label",
                f"The heading of the outturns names {label} where it should name {better}.",
                Sureness.LIKELY,
                Support(len(figures), len(match.unequal), 0),
            ),
        ),
        int(figures[0]),
    )


def _explanation(page: Page, match: _Match, month: str, year: str) -> str:
    """How many outturns equal the month's figure, and which do not."""
    equal, unequal = match.equal, match.unequal
    of_month = f"the figure of {month}, the last month of {year}"
    if not len(unequal):
        return f"Each of the {len(equal):,} outturns there equals {of_month}."
    names = listed([f"{page.figures[at].code} of {page.figures[at].area}" for at in unequal.tolist()])
    count = f"{len(equal):,} of the {len(equal) + len(unequal):,} outturns there"
    return f"{count} equal {of_month}. {names} {'do' if len(unequal) > 1 else 'does'} not."


def _rated_in(side: Side, figures: IntArray, year: int) -> dict[int, Figure]:
    """The outturns as the rules of another year rate them."""
    page = side.page
    moved = replace(side.rows, period=np.full(len(page), year, np.int64))
    rated = {}
    for sheet in sheets_of(moved, figures, side.history):
        ratings = side.rate(sheet.observations, page.indicators)
        for at, row in zip(sheet.figures.tolist(), sheet.rows.tolist(), strict=True):
            rated[at] = Figure(ratings, row)
    return rated


def _rag_fits(side: Side, at: int, figure: Figure) -> bool:
    printed = printed_words(side.page, at, PrintedField.OUTTURN_RAG)
    return not printed or fits_figure(printed, figure, PrintedField.OUTTURN_RAG)


def _account_for(side: Side, figures: IntArray, in_other_year: Mapping[int, Figure], claims: Claims) -> None:
    """Take as explained whatever of these outturns fits the other year."""
    for at in figures.tolist():
        other = in_other_year[at]
        claims.account_for(at, PrintedField.OUTTURN)
        target = other.threshold.rule.target if other.threshold is not None else None
        if side.target(side.page.figures[at]).number == target:
            claims.account_for(at, PrintedField.OUTTURN_TARGET)
        if _rag_fits(side, at, other):
            claims.account_for(at, PrintedField.OUTTURN_RAG)
