"""Findings that people have accepted: who, and why. Rule: docs/audit.md, "Accepting a finding"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Protocol, TypeVar

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, warning

# What an id begins with: a finding of an audit, or of a check of commentary.
OF_AUDIT, OF_COMMENTARY = "F", "C"
_DIGITS = 8


@frozen
class Acceptance:
    """A finding, by its ``id``, that a person accepts, with a reason and on a day (2024-09-12)."""

    id: str
    reason: str
    by: str
    date: str
    location: Location


class _HasId(Protocol):
    @property
    def id(self) -> str:
        """What an acceptance names."""


_Found = TypeVar("_Found", bound=_HasId)


def id_of(kind: str, facts: Iterable[Sequence[str]]) -> str:
    """``F-3f9a2c1b``: the same for the same facts, and another one as soon as any of them changes.

    Args:
        kind: OF_AUDIT or OF_COMMENTARY.
        facts: what was printed or quoted where, and what it contradicts; in any order.
    """
    text = "\n".join(sorted("\t".join(fact) for fact in facts))
    return f"{kind}-{sha256(text.encode()).hexdigest()[:_DIGITS]}"


def split_accepted(
    findings: Sequence[_Found], acceptances: Sequence[Acceptance]
) -> tuple[tuple[_Found, ...], tuple[tuple[_Found, Acceptance], ...]]:
    """The findings that nobody has accepted, and the accepted findings, each in their order."""
    by_id = {each.id: each for each in acceptances}
    return (
        tuple(finding for finding in findings if finding.id not in by_id),
        tuple((finding, by_id[finding.id]) for finding in findings if finding.id in by_id),
    )


def without_finding(
    acceptances: Sequence[Acceptance], findings: Sequence[_HasId], kind: str
) -> tuple[Issue, ...]:
    """A warning for each acceptance of a kind whose finding is no longer there."""
    found = {finding.id for finding in findings}
    return tuple(
        warning(
            each.location,
            f"the accepted finding {each.id} is no longer found: what it rests on has changed",
            "remove this line",
        )
        for each in acceptances
        if each.id.startswith(f"{kind}-") and each.id not in found
    )
