"""The thresholds in force for one indicator while those of another begin and end with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kpi_engine.model.indicator import Indicator, Scope, Threshold


def first_by_scope(thresholds: Iterable[Threshold]) -> dict[Scope, int]:
    """The period from which each scope has thresholds."""
    first: dict[Scope, int] = {}
    for threshold in thresholds:
        for scope in threshold.scopes:
            first[scope] = min(threshold.first, first.get(scope, threshold.first))
    return first


def copies_in_force(
    base: Indicator, first: int, last: int | None, written: Mapping[Scope, int]
) -> Iterator[Threshold]:
    """What is in force for ``base`` from ``first`` to ``last``, one that had begun before without a label.

    Each scope in ``written`` has thresholds of its own from that period on, and no copies.
    """
    begun: dict[Scope, int] = {}
    for threshold in base.thresholds:
        for scope in threshold.scopes:
            if threshold.first <= first:
                begun[scope] = max(threshold.first, begun.get(scope, threshold.first))
    for threshold in base.thresholds:
        begins = max(first, threshold.first)
        by_end: dict[int | None, list[Scope]] = {}
        for scope in threshold.scopes:
            ends = [end for end in (threshold.last, last) if end is not None]
            ends += [written[scope] - 1] if scope in written else []
            end = min(ends, default=None)
            is_in_force = threshold.first >= begun.get(scope, threshold.first)
            if is_in_force and (end is None or begins <= end):
                by_end.setdefault(end, []).append(scope)
        for end, scopes in by_end.items():
            label = threshold.from_label if threshold.first >= first else ""
            yield replace(threshold.only_for(scopes), first=begins, last=end, from_label=label)
