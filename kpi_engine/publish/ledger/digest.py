"""The chain of digests that makes tampering with the ledger show.

An edition's digest is the SHA-256, in hexadecimal, of JSON lines in UTF-8: the digest of the edition before
it (empty for the first), its row of ``editions`` without the digest, then its rows of ``ratings``,
``contents`` and ``restatements``, each a list of the columns in order. Anybody can recompute it.

Editions that were recorded by version 1 have no override, and editions of versions 1 to 3 no marks, words,
longer arrows and families: their ratings count without such columns, which must be empty.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence

from kpi_engine.publish.ledger.schema import ADDED_COLUMNS, RATING_COLUMNS

_OTHER_ROWS_OF_AN_EDITION = (
    "SELECT edition, first_rating, last_rating FROM contents WHERE edition = ? ORDER BY first_rating",
    "SELECT id, edition, old_edition, old_rating, new_rating, cause"
    " FROM restatements WHERE edition = ? ORDER BY id",
)
# Between the items of rows while they are encoded: JSON has it in no text, which would have it escaped.
_BETWEEN = "\x1f"
_ROWS_AT_ONCE = 1_000
# What is no text or number in a ledger was put there by somebody else; it must not stop the check.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(_BETWEEN, ":"), default=repr).encode


class EditionDigest:
    """The digest of an edition as its rows come: ratings, contents and restatements, each in their order.

    ``edition`` is its row of ``editions`` without the digest (EDITION_COLUMNS).
    """

    def __init__(self, edition: Sequence[str | int], digest_before: str) -> None:
        self._digest = hashlib.sha256(_json_lines([[digest_before], edition]))

    def add(self, rows: Sequence[Sequence[str | int]]) -> None:
        """Take the next rows, each with the columns of its table."""
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            self._digest.update(_json_lines(rows[start : start + _ROWS_AT_ONCE]))

    def hexdigest(self) -> str:
        """The digest, once all rows have come."""
        return self._digest.hexdigest()


def edition_digest(
    connection: sqlite3.Connection,
    edition: Sequence[str | int],
    name: str,
    digest_before: str,
    rating_columns: Sequence[str] = RATING_COLUMNS,
) -> str:
    """The digest of an edition whose ratings, contents and restatements are in the ledger.

    ``edition`` is as of EditionDigest; ``rating_columns`` are the columns of ratings in the version of the
    ledger that recorded the edition.
    """
    digest = EditionDigest(edition, digest_before)
    for statement in (_ratings_of_an_edition(rating_columns), *_OTHER_ROWS_OF_AN_EDITION):
        rows = connection.execute(statement, (name,))
        while block := rows.fetchmany(_ROWS_AT_ONCE):
            digest.add(block)
    return digest.hexdigest()


def withdrawal_digest(row: Sequence[str | int], digest_of_edition: str, digest_before: str) -> str:
    """The digest of a withdrawal: its row without the digest (WITHDRAWAL_COLUMNS), the edition's digest, and
    the digest of the withdrawal before it, empty for the first."""
    return hashlib.sha256(_json_lines([[digest_before, digest_of_edition], row])).hexdigest()


def _ratings_of_an_edition(columns: Sequence[str]) -> str:
    # A row with something in a column that there was not yet is left out, and so shows.
    only = "".join(f" AND {name} = ''" for name in ADDED_COLUMNS if name not in columns)
    return f"SELECT {', '.join(columns)} FROM ratings WHERE edition = ?{only} ORDER BY id"  # noqa: S608


def _json_lines(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Each row as a JSON list in a line of its own; many at once, since to begin takes longer than a row."""
    lists = _encode(rows)[1:-1].replace(f"]{_BETWEEN}[", "]\n[").replace(_BETWEEN, ",")
    return f"{lists}\n".encode()
