"""The indicators and areas that a command line names, in any capitals."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.wording import did_you_mean, same_word, shown


def named_areas(loaded: Loaded, option: str, names: Sequence[str]) -> list[str]:
    """The areas named with an option, each once, in the order given.

    Raises:
        InputError: when an area is not known.
    """
    issues: list[Issue] = []
    known = [area.name for area in loaded.areas]
    found = [_named(option, "area", name, known, issues) for name in names]
    if issues:
        raise InputError(issues)
    return list(dict.fromkeys(filter(None, found)))


def named_series(
    loaded: Loaded, code: str, area: str, further: Sequence[Issue] = ()
) -> tuple[Indicator, str]:
    """The indicator and the area's name that the arguments CODE and AREA name.

    Raises:
        InputError: with everything that was named and does not exist, and ``further`` problems.
    """
    issues: list[Issue] = []
    by_code = {indicator.code: indicator for indicator in loaded.indicators}
    found = _named("CODE", "indicator", code, list(by_code), issues)
    name = _named("AREA", "area", area, [known.name for known in loaded.areas], issues)
    if issues or further or found is None or name is None:
        raise InputError([*issues, *further])
    return by_code[found], name


def _named(place: str, noun: str, text: str, known: Sequence[str], issues: list[Issue]) -> str | None:
    found = same_word(text, known)
    if found is None:
        remedy = did_you_mean(text, known) or f"`kpi list {noun}s` shows them"
        issues.append(Issue(Severity.ERROR, Location(place), f"there is no {noun} {shown(text)}", remedy))
    return found
