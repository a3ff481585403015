"""What was published when for one indicator in one area."""

from __future__ import annotations

from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.edition import HistoryEntry
from kpi_engine.model.outputs.published import RATING_FIELDS
from kpi_engine.publish.ledger.ledger import Ledger
from kpi_engine.publish.ledger.readable import published_rating, readable

_HISTORY = f"""
SELECT ratings.edition, editions.published_at,
    (SELECT shown.name FROM contents JOIN editions AS shown ON shown.name = contents.edition
     WHERE ratings.id BETWEEN contents.first_rating AND contents.last_rating
     ORDER BY shown.number DESC LIMIT 1),
    coalesce(restatements.old_edition, ''), coalesce(restatements.cause, ''),
    {", ".join(f"ratings.{name}" for name in RATING_FIELDS)}
FROM ratings
JOIN editions ON editions.name = ratings.edition
LEFT JOIN restatements ON restatements.new_rating = ratings.id
WHERE ratings.area = ? AND ratings.code = ?
ORDER BY ratings.kind, ratings.period, ratings.id
"""  # noqa: S608 — own names

_AREAS = "SELECT DISTINCT area FROM ratings ORDER BY area"
_CODES = "SELECT DISTINCT code FROM ratings WHERE area = ? ORDER BY code"


def areas_on_record(ledger: Ledger) -> list[str]:
    """The areas of which anything has been published.

    Raises:
        PublishError: the ledger cannot be read.
    """
    return [area for (area,) in ledger.rows(_AREAS, ())]


def codes_on_record(ledger: Ledger, area: str) -> list[str]:
    """The codes of which anything has been published for an area.

    Raises:
        PublishError: the ledger cannot be read.
    """
    return [code for (code,) in ledger.rows(_CODES, (area,))]


def history_of(ledger: Ledger, code: str, area: str) -> tuple[HistoryEntry, ...]:
    """Everything published for a code in an area: by kind and period, then in order of publication.

    A rating that later editions showed again unchanged is one entry.

    Raises:
        PublishError: the ledger cannot be read.
    """
    rows = ledger.rows(_HISTORY, (area, code))
    with readable(ledger.path):
        return tuple(
            HistoryEntry(
                edition=edition,
                published_at=published_at,
                last_edition=last_edition,
                rating=published_rating(texts),
                restates=restates,
                cause=Cause(cause) if cause else None,
            )
            for edition, published_at, last_edition, restates, cause, *texts in rows
        )
