"""Editions: what was published together, under which name, and what it restated."""

from __future__ import annotations

import re

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.frozen import frozen, ordered
from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.published import PublishedRating

_NAME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-e([1-9][0-9]{0,8})")


@ordered
class EditionName:
    """The name of an edition, ``2024-08-e2``: its as-at month and how many there were for that month."""

    as_at: Month
    sequence: int

    def __str__(self) -> str:
        return f"{self.as_at.label}-e{self.sequence}"


def parse_edition_name(text: str) -> EditionName | None:
    """``2024-08-e2`` → its parts; None for anything else."""
    match = _NAME.fullmatch(text)
    if match is None:
        return None
    year, month, sequence = (int(part) for part in match.groups())
    return EditionName(Month(year, month), sequence)


@frozen
class EditionSummary:
    """An edition as the ledger knows it.

    ``published_at`` is the time as text; ``previous`` is the edition it was compared with, empty for none;
    ``fingerprint`` identifies everything that went in; ``versions`` are the programs that made it, by name.
    """

    name: EditionName
    published_at: str
    previous: str
    fingerprint: str
    manifest_sha256: str
    versions: tuple[tuple[str, str], ...]
    exit_code: int


@frozen
class Withdrawal:
    """An edition that readers shall no longer use: when (text), by whom, and why."""

    edition: EditionName
    withdrawn_at: str
    by: str
    reason: str


@frozen
class Restatement:
    """A figure published first in ``old_edition`` and differently now.

    ``before`` and ``after`` have the same key; ``cause`` is the primary cause.
    """

    old_edition: str
    cause: Cause
    before: PublishedRating
    after: PublishedRating


@frozen
class HistoryEntry:
    """A rating, the edition that published it first and when, and the last edition that showed it.

    ``restates`` is the edition whose figure it replaced and ``cause`` why; empty and None for a first rating.
    """

    edition: str
    published_at: str
    last_edition: str
    rating: PublishedRating
    restates: str
    cause: Cause | None
