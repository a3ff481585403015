"""What a definition may leave out, and what readers of a published scorecard miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.audit.lint.subject import Subject
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.issue import Issue, Location, warning
from kpi_engine.model.wording import listed

_MOST_LISTED = 6


def definitions_unsaid(subject: Subject) -> Iterator[Issue]:
    """Indicators shown that nothing says the meaning of."""
    unsaid = [each for each in _shown(subject) if not each.definition]
    yield from _told(
        [(each.location, each.code) for each in unsaid],
        "has no definition|have no definition",
        "say what it measures in a line definition",
    )


def services_unsaid(subject: Subject) -> Iterator[Issue]:
    """Indicators shown that belong to no service."""
    unsaid = [each for each in _shown(subject) if not each.service]
    yield from _told(
        [(each.location, each.code) for each in unsaid],
        "belongs to no service|belong to no service",
        "name the service at the top of the file, in a line service",
    )


def bases_unsaid(subject: Subject) -> Iterator[Issue]:
    """Floor standards that nobody says the source of: stated in a plan, inferred or assumed."""
    unsaid = [
        (threshold.location, each.code)
        for each in _shown(subject)
        for threshold in each.thresholds
        if threshold.floor_basis is None and _has_floor(threshold)
    ]
    first_of_code = {code: place for place, code in reversed(unsaid)}
    yield from _told(
        [(place, code) for code, place in reversed(first_of_code.items())],
        "has a floor standard that does not say how it is known|have floor standards that do not say how "
        "they are known",
        "add floor_basis: stated, inferred or assumed",
    )


def _has_floor(threshold: Threshold) -> bool:
    return threshold.rule.floor is not None and not threshold.rule.is_in_bands


def _shown(subject: Subject) -> list[Indicator]:
    codes = {entry.code for _, entry in subject.entries}
    return [each for each in subject.ratings.indicators if each.code in codes]


def _told(found: Sequence[tuple[Location, str]], what: str, remedy: str) -> Iterator[Issue]:
    """One warning a kind, at the first place, with the codes."""
    if found:
        one, several = what.split("|")
        codes = listed([code for _, code in found], _MOST_LISTED)
        yield warning(found[0][0], f"{codes} {one if len(found) == 1 else several}", remedy)
