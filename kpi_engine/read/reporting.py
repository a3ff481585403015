"""How the readers of definitions and scorecards raise what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.issue import Issue, Location, Severity

# Nobody mends more at one sitting, and a small file can be made to hold a million problems.
MOST_PROBLEMS = 1000


def error(location: Location, what: str, remedy: str = "") -> Issue:
    """An issue that stops whatever depends on the input."""
    return Issue(Severity.ERROR, location, what, remedy)


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def too_many(issues: Sequence[Issue]) -> bool:
    """Whether a file has so many problems that reading on would help nobody."""
    return len(issues) >= MOST_PROBLEMS


def in_order(issues: Sequence[Issue]) -> list[Issue]:
    """The issues of one file by line; where there are too many, the first ones and a word about the rest."""
    ordered = sorted(issues, key=lambda issue: issue.location)
    if not too_many(ordered):
        return ordered
    told = ordered[:MOST_PROBLEMS]
    place = Location(told[-1].location.file)
    what = f"this file has more problems than the {MOST_PROBLEMS:,} told"
    return [*told, error(place, what, "mend these first, then check again")]
