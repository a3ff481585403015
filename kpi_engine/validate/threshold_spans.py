"""How long each threshold holds, level by level and area by area, and under which polarities."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from kpi_engine.model.definitions.indicator import Indicator, PolarityInForce
from kpi_engine.model.definitions.threshold import Scope, Threshold
from kpi_engine.model.frozen import frozen


@frozen
class Span:
    """A threshold as it holds in one scope, from ``threshold.first`` to ``last`` (None: without end).

    ``scope`` is in words: ``level team``, ``area Kent`` or ``everywhere``. ``successor`` begins next there.
    """

    threshold: Threshold
    scope: str
    last: int | None
    successor: Threshold | None


def spans_of(indicator: Indicator) -> Iterator[Span]:
    """The thresholds of each scope in the order they begin: each holds until it ends or the next begins.

    Source: docs/rating-rules.md, "Which threshold is in force".
    """
    for (kind, name), in_order in _by_scope(indicator):
        words = f"{kind} {name}" if kind else "everywhere"
        for threshold, successor in zip_longest(in_order, in_order[1:]):
            yield Span(threshold, words, _last(threshold, successor), successor)


def _by_scope(indicator: Indicator) -> Iterator[tuple[Scope, list[Threshold]]]:
    """The thresholds of each scope in the order they begin."""
    by_scope: dict[Scope, list[Threshold]] = {}
    for threshold in indicator.thresholds:
        for scope in threshold.scopes:
            by_scope.setdefault(scope, []).append(threshold)
    for scope, thresholds in by_scope.items():
        yield scope, sorted(thresholds, key=lambda threshold: threshold.first)


def polarities_during(indicator: Indicator, span: Span) -> Iterator[PolarityInForce]:
    """The polarities in force while a threshold holds, in order."""
    yield indicator.polarity_in(span.threshold.first)
    for polarity in indicator.polarities:
        first = polarity.first
        if first is not None and span.threshold.first < first and (span.last is None or first <= span.last):
            yield polarity


def thresholds_with_polarities(indicator: Indicator) -> list[tuple[Threshold, PolarityInForce]]:
    """Each threshold with every polarity in force while it holds anywhere, once."""
    if len(indicator.polarities) == 1:
        # As of nearly every indicator. Each rule asks, and there can be a thousand thresholds.
        (polarity,) = indicator.polarities
        thresholds = (threshold for _, in_order in _by_scope(indicator) for threshold in in_order)
        return [(each, polarity) for each in {id(each): each for each in thresholds}.values()]
    pairs = {
        (id(span.threshold), id(polarity)): (span.threshold, polarity)
        for span in spans_of(indicator)
        for polarity in polarities_during(indicator, span)
    }
    return list(pairs.values())


def since(polarity: PolarityInForce) -> str:
    """`` from 2023-24``; nothing for a polarity without a date."""
    return f" from {polarity.from_label}" if polarity.from_label else ""


def _last(threshold: Threshold, successor: Threshold | None) -> int | None:
    ends = [
        end for end in (threshold.last, None if successor is None else successor.first - 1) if end is not None
    ]
    return min(ends, default=None)
