"""How the readers of definitions and scorecards give what is wrong.

A small file can be made to hold a million problems.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.issue import MOST_TOLD, Issue, Location, error


def too_many(issues: Sequence[Issue]) -> bool:
    """Whether a file has so many problems that reading on would help nobody."""
    return len(issues) >= MOST_TOLD


def in_order(issues: Sequence[Issue]) -> list[Issue]:
    """The issues of one file by line; if too many, the first issues and a word about the rest."""
    ordered = sorted(issues, key=lambda issue: issue.location.order)
    if not too_many(ordered):
        return ordered
    told = ordered[:MOST_TOLD]
    place = Location(told[-1].location.file)
    what = f"this file has more problems than the {MOST_TOLD:,} reported"
    return [*told, error(place, what, "fix these errors first, then check again")]
