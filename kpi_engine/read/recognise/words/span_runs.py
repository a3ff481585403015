"""Lengths of time beside each other: what they begin and end with says what each of them means.

``Apr-Sep 2024`` is a half-year beside ``Oct 2024 - Mar 2025``, and the year to date beside ``Apr-Jun 2024``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kpi_engine.read.recognise.words.date_runs import with_dates_read
from kpi_engine.read.recognise.words.found_period import UNREAD, FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.spans import period_of_span

Span = tuple[int, int]
Kind = tuple[Part, str, int]
_YEAR = 12
_APRIL = 4
_ENDS_OF_QUARTERS = (3, 6, 9, 12)


def with_runs_read(periods: Sequence[FoundPeriod], is_week_end: bool = False) -> list[FoundPeriod]:
    """The periods with what dates and lengths of time are, by what is beside them."""
    return with_spans_read(with_dates_read(periods, is_week_end))


def with_spans_read(periods: Sequence[FoundPeriod]) -> list[FoundPeriod]:
    """The periods with what each length of time is; it stays ``Part.SPAN`` where nothing says what it is.

    Twelve months to each month or quarter are rolling years. Lengths that all begin with April, some of them
    with the same April, are years to date. Lengths that overlap in another way are no periods.
    """
    spans = sorted({period.span for period in periods if period.span is not None and not period.covers})
    if not spans:
        return list(periods)
    return [period if period.span is None or period.covers else _read(period, spans) for period in periods]


def _read(period: FoundPeriod, spans: Sequence[Span]) -> FoundPeriod:
    first, last = period.span or (0, 0)
    if _are_rolling_years(spans):
        return replace(_ending(last, by_quarters=_steps_by_quarters(spans)), covers="R12M", span=period.span)
    if _are_to_date(spans):
        by_quarters = all((end - start + 1) % 3 == 0 for start, end in spans)
        return replace(_ending(last, by_quarters=by_quarters), covers="YTD", span=period.span)
    own = period_of_span(first, last)
    return own if _follow_each_other(spans) or not _overlaps_its_like(own, spans) else _unread(period)


def _unread(period: FoundPeriod) -> FoundPeriod:
    return FoundPeriod(Part.SPAN, span=period.span)


def _are_rolling_years(spans: Sequence[Span]) -> bool:
    """Twelve months each, which overlap, to the ends of months or of quarters."""
    are_years = all(end - start + 1 == _YEAR for start, end in spans)
    steps = {after[1] - before[1] for before, after in pairwise(spans)}
    return are_years and bool(steps) and min(steps) < _YEAR and (1 in steps or _steps_by_quarters(spans))


def _steps_by_quarters(spans: Sequence[Span]) -> bool:
    return all(end % _YEAR + 1 in _ENDS_OF_QUARTERS for _, end in spans)


def _are_to_date(spans: Sequence[Span]) -> bool:
    """All from April on, and of one year at least two that are not as long as each other."""
    from_april = all(start % _YEAR + 1 == _APRIL and end - start < _YEAR for start, end in spans)
    starts = [start for start, _ in spans]
    return from_april and len(set(starts)) < len(starts)


def _follow_each_other(spans: Sequence[Span]) -> bool:
    return all(before[1] < after[0] for before, after in pairwise(spans))


def _overlaps_its_like(period: FoundPeriod, spans: Sequence[Span]) -> bool:
    """Whether a length of time overlaps another that is as long."""
    first, last = period.span or (0, 0)
    return any(
        (start, end) != (first, last) and end - start == last - first and start <= last and first <= end
        for start, end in spans
    )


def _ending(last: int, by_quarters: bool) -> FoundPeriod:
    """The month, or the quarter of the financial year, that ends with a month."""
    year, month = last // _YEAR, last % _YEAR + 1
    if not by_quarters:
        return FoundPeriod(Part.MONTH, month, YearName(year, is_calendar=True))
    number = (month - _APRIL) % _YEAR // 3 + 1
    return FoundPeriod(Part.QUARTER, number, YearName(year - (month < _APRIL), is_calendar=False))


def main_kind(periods: Iterable[FoundPeriod]) -> Kind:
    """What most of some periods are: parts of a year before whole years, which are then outturns."""
    kinds = Counter(period.kind for period in periods if period.part not in UNREAD)
    parts = [kind for kind, _ in kinds.most_common() if kind[0] is not Part.YEAR]
    years = [kind for kind, _ in kinds.most_common() if kind[0] is Part.YEAR]
    return (parts or years or [(Part.YEAR, "", 1)])[0]


def why_left_out(period: FoundPeriod, main: Kind) -> str:
    """Why a table's figures of a period are left out, beside figures of another kind, and what to do.

    Empty where they are taken: a whole year beside its parts has the year's outturn.
    """
    if period.part is Part.DATE:
        return "a date that does not say of which period it is: write a month, quarter or year as its heading"
    if period.part is Part.SPAN:
        return (
            "months that are no quarter, half-year or year, nor years to date or 12 months each: write the "
            "period as its heading, and say in the definition what the figure covers"
        )
    is_outturn = period.part is Part.YEAR and period.pooled == 1 and main[0] is not Part.YEAR
    if period.kind == main or is_outturn:
        return ""
    return f"{_words(period.kind)} beside {_words(main)}: put it into a table of its own"


def _words(kind: Kind) -> str:
    part, covers, pooled = kind
    if pooled > 1:
        return f"{pooled} years together"
    covered = {"YTD": "year-to-date ", "R12M": "rolling 12-month "}.get(covers, "")
    return f"{covered}{part.value.replace('_', '-')} figures"
