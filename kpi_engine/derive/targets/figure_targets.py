"""Targets that are another figure: put in as plain thresholds once all figures are known.

An area has a threshold of its own for each run of periods with the same target, so that whatever rates, shows
or records a rating knows plain thresholds only.
Rule: docs/rating-rules.md, "A target that is another figure".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kpi_engine.derive.targets.target_lookup import MISSING, FiguresKnown, Found, TargetBook, TargetLookup
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import frozen

_WHY = {
    NotRated.NO_TARGET_FIGURE: "which is missing",
    NotRated.TARGET_FIGURE_WITHHELD: "which is withheld",
    NotRated.OWN_TARGET_FIGURE: "which is the figure itself",
}


def with_figure_targets(
    indicators: Sequence[Indicator], known: FiguresKnown, areas: Sequence[Area]
) -> tuple[Indicator, ...]:
    """The indicators with a plain threshold wherever a target is a figure that is there, or should be.

    ``known.observations`` have what is made from others, and nothing that may not be published.
    """
    figures = [
        threshold.figure
        for each in indicators
        for threshold in each.thresholds
        if threshold.figure is not None
    ]
    if not figures:
        return tuple(indicators)
    book = TargetBook(known, indicators, {figure.of.code for figure in figures})
    return tuple(_with_targets(each, book, areas) for each in indicators)


def _with_targets(indicator: Indicator, book: TargetBook, areas: Sequence[Area]) -> Indicator:
    plain: list[Threshold] = []
    for threshold in indicator.thresholds:
        figure = threshold.figure
        if figure is None:
            plain.append(threshold)
            continue
        if not threshold.areas:
            # For an area that nothing is known of.
            plain.append(_with_target(threshold, figure, MISSING))
        own = [area for area in areas if not threshold.areas or area.name in threshold.areas]
        plain += [each for area in own for each in _of_area(threshold, figure, indicator, area, book)]
    return replace(indicator, thresholds=tuple(plain))


@frozen
class _Span:
    """A run of periods with one target; ``of_year`` is the target of the final figure of its year, if any."""

    first: int
    last: int | None
    found: Found
    of_year: Found | None = None


def _of_area(
    threshold: Threshold, figure: FigureTarget, indicator: Indicator, area: Area, book: TargetBook
) -> Iterator[Threshold]:
    """The thresholds of an area: one a run of periods with the same target, wherever this one is in force."""
    lookup, periods = TargetLookup(figure, indicator, area.name, book), book.periods(indicator)
    for first, last in _in_force(threshold, indicator, area):
        for span in _spans(first, last, periods, lookup):
            made = _with_target(threshold, figure, span.found)
            began = span.first == threshold.first
            yield replace(
                made,
                from_label=made.from_label if began else period_label(indicator.calendar, span.first),
                first=span.first,
                last=span.last,
                levels=(),
                areas=(area.name,),
                outturn_rule=None if span.of_year is None else _rule(threshold.rule, span.of_year),
            )


def _in_force(threshold: Threshold, indicator: Indicator, area: Area) -> Iterator[tuple[int, int | None]]:
    """The spans of periods in which a threshold is the one in force in an area."""
    ends = sorted(
        {each.first for each in indicator.thresholds}
        | {each.last + 1 for each in indicator.thresholds if each.last is not None}
    )
    for first, following in zip(ends, [*ends[1:], None], strict=True):
        if indicator.threshold_in(first, area.name, area.level) is threshold:
            yield first, None if following is None else following - 1


def _spans(first: int, last: int | None, periods: range, lookup: TargetLookup) -> Iterator[_Span]:
    """From ``first`` to ``last`` without a gap: periods without figures have no target."""
    start = max(first, periods.start) if periods else first
    stop = periods.stop if last is None else min(last + 1, periods.stop)
    if stop <= start:
        yield _Span(first, last, MISSING)
        return
    if first < start:
        yield _Span(first, start - 1, MISSING)
    for (found, of_year), run in groupby(range(start, stop), key=lookup.at):
        several = list(run)
        yield _Span(several[0], several[-1], found, of_year)
    if last is None or stop <= last:
        yield _Span(stop, last, MISSING)


def _with_target(threshold: Threshold, figure: FigureTarget, found: Found) -> Threshold:
    words, note = figure.words(found.year), figure.note(found.year)
    if found.target is None:
        words, note = f"{words}, {_WHY[found.why_none]}", ""
    rule = _rule(threshold.rule, found)
    return replace(threshold, rule=rule, figure=None, origin=words, beside_target=note)


def _rule(rule: RatingRule, found: Found) -> RatingRule:
    if found.target is None:
        return FloorAndTarget(None, None, lacking=found.why_none)
    return replace(rule, target=found.target)
