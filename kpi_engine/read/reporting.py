"""How the readers of definitions and scorecards raise what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.issue import Issue, Location, Severity


def error(location: Location, what: str, remedy: str = "") -> Issue:
    """An issue that stops whatever depends on the input."""
    return Issue(Severity.ERROR, location, what, remedy)


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
