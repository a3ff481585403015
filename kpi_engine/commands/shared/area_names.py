"""The areas that an option names."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.loading import Loaded
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.wording import did_you_mean, shown


def named_areas(loaded: Loaded, option: str, names: Sequence[str]) -> list[str]:
    """The areas named with an option, each once, in the order given.

    Raises:
        InputError: when an area is not known.
    """
    known = [area.name for area in loaded.areas]
    issues = [
        Issue(
            Severity.ERROR,
            Location(option),
            f"there is no area {shown(name)}",
            did_you_mean(name, known) or "`kpi list areas` shows them",
        )
        for name in names
        if name not in known
    ]
    if issues:
        raise InputError(issues)
    return list(dict.fromkeys(names))
