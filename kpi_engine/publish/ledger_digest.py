"""The chain of digests that makes tampering with the ledger show.

An edition's digest is the SHA-256, in hexadecimal, of JSON lines in UTF-8: the digest of the edition before
it (empty for the first), its row of ``editions`` without the digest, then its rows of ``ratings``,
``contents`` and ``restatements``, each a list of the columns in order. Anybody can recompute it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence

from kpi_engine.publish.ledger_schema import RATING_COLUMNS

_ROWS_OF_AN_EDITION = (
    f"SELECT {', '.join(RATING_COLUMNS)} FROM ratings WHERE edition = ? ORDER BY id",  # noqa: S608 — own names
    "SELECT edition, first_rating, last_rating FROM contents WHERE edition = ? ORDER BY first_rating",
    "SELECT id, edition, old_edition, old_rating, new_rating, cause"
    " FROM restatements WHERE edition = ? ORDER BY id",
)
# What is no text or number in a ledger was put there by somebody else; it must not stop the check.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr).encode


def edition_digest(
    connection: sqlite3.Connection, edition: Sequence[str | int], name: str, digest_before: str
) -> str:
    """The digest of an edition whose ratings, contents and restatements are in the ledger.

    ``edition`` is its row of ``editions`` without the digest (EDITION_COLUMNS).
    """
    digest = hashlib.sha256()
    digest.update(f"{_encode([digest_before])}\n{_encode(list(edition))}\n".encode())
    for statement in _ROWS_OF_AN_EDITION:
        for row in connection.execute(statement, (name,)):
            digest.update(f"{_encode(row)}\n".encode())
    return digest.hexdigest()
