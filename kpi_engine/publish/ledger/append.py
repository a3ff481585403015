"""How an edition enters the ledger: only what is new is recorded, and what is different is a restatement."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import Any

from kpi_engine.model.outputs.edition import EditionSummary, Restatement
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.compare.differences import Change, cause_of, is_restated
from kpi_engine.publish.ledger.digest import EditionDigest
from kpi_engine.publish.ledger.readable import published_rating
from kpi_engine.publish.ledger.schema import EDITION_COLUMNS, RATING_COLUMNS

# The id, the edition that published it first, and the fields of the rating. Most are equal to what is shown
# again, so that they are looked at as they come.
_Recorded = tuple[Any, ...]
_RATING = slice(2, None)
_KEY = slice(2, 6)  # code, area, kind and period: PublishedRating.key

_LATEST_OF_AN_AREA = (
    # The ids are found in the index alone, and then each rating by its id.
    f"SELECT id, edition, {', '.join(RATING_FIELDS)} FROM"  # noqa: S608 — own names
    " (SELECT max(id) AS latest FROM ratings WHERE area = ? GROUP BY code, kind, period)"
    " CROSS JOIN ratings ON id = latest"
)
_INSERT_RATING = (
    f"INSERT INTO ratings ({', '.join(RATING_COLUMNS)}) VALUES ({', '.join('?' * len(RATING_COLUMNS))})"  # noqa: S608
)
_INSERT_CONTENTS = "INSERT INTO contents (edition, first_rating, last_rating) VALUES (?, ?, ?)"
_INSERT_RESTATEMENT = (
    "INSERT INTO restatements (id, edition, old_edition, old_rating, new_rating, cause)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
_INSERT_EDITION = (
    f"INSERT INTO editions ({', '.join(EDITION_COLUMNS)}, digest)"  # noqa: S608 — own names
    f" VALUES ({', '.join('?' * len(EDITION_COLUMNS))}, ?)"
)


def append_edition(
    connection: sqlite3.Connection,
    summary: EditionSummary,
    ratings: Iterable[PublishedRating],
    *,
    version_changed: bool,
) -> tuple[Restatement, ...]:
    """Record an edition in a transaction of the caller's; its row of ``editions`` comes last and seals it.

    Each rating is compared with the last rating published for its key, in whichever edition. An equal rating
    is recorded as a reference to the earlier record, a different rating is recorded anew, and a figure that
    differs is a restatement besides. The ratings of an area come together; they are recorded, and may be
    forgotten, before the ratings of the next area.

    Raises:
        ValueError: two ratings have one key, or the ratings of an area do not come together: a fault of the
            caller.
    """
    recording = _Recording(connection, summary, version_changed)
    areas: set[str] = set()
    for area, of_area in groupby(ratings, key=attrgetter("area")):
        if area in areas:
            raise ValueError(f"ratings of {area} in two places")
        areas.add(area)
        recording.add(area, _in_order(of_area))
    return recording.seal()


class _Recording:
    """An edition on its way into the ledger, area after area."""

    def __init__(
        self, connection: sqlite3.Connection, summary: EditionSummary, version_changed: bool
    ) -> None:
        self._connection = connection
        self._version_changed = version_changed
        self._name = str(summary.name)
        self._edition = _row_of(connection, summary)
        self._digest = EditionDigest(self._edition, _last_digest(connection))
        self._first_id = self._next_id = _next(connection, "ratings", "id")
        # Eight bytes each: an edition can show all that was ever published.
        self._shown_again = array("q")
        self._restatements: list[Restatement] = []
        self._pointers: list[tuple[str, str, int, int, str]] = []

    def add(self, area: str, ratings: Iterable[PublishedRating]) -> None:
        """Record what is new among the ratings of an area."""
        latest = _latest(self._connection, area)
        new: list[tuple[int | str, ...]] = []
        for rating in ratings:
            recorded = latest.get(rating.key)
            if recorded is not None and recorded[_RATING] == rating:
                self._shown_again.append(recorded[0])
                continue
            new.append((self._next_id, self._name, *rating))
            if recorded is not None:
                self._restate(recorded, rating)
            self._next_id += 1
        self._insert(_INSERT_RATING, new)

    def _restate(self, recorded: _Recorded, rating: PublishedRating) -> None:
        """Keep the restatement of a recorded rating, if what is different is a figure."""
        old_id, old_edition, *texts = recorded
        before = published_rating(texts)
        if is_restated(before, rating):
            cause = cause_of(Change(before, rating, self._version_changed))
            self._restatements.append(Restatement(old_edition, cause, before, rating))
            self._pointers.append((self._name, old_edition, old_id, self._next_id, cause.value))

    def seal(self) -> tuple[Restatement, ...]:
        """Record what the edition shows, what it restates, and last the edition itself."""
        shown = chain(sorted(self._shown_again), range(self._first_id, self._next_id))
        self._insert(_INSERT_CONTENTS, [(self._name, first, last) for first, last in _ranges(shown)])
        first = _next(self._connection, "restatements", "id")
        self._insert(
            _INSERT_RESTATEMENT, [(number, *pointer) for number, pointer in enumerate(self._pointers, first)]
        )
        self._connection.execute(_INSERT_EDITION, (*self._edition, self._digest.hexdigest()))
        return tuple(self._restatements)

    def _insert(self, statement: str, rows: Sequence[tuple[int | str, ...]]) -> None:
        """Record rows; the digest covers what was given to be recorded, in the order of its tables."""
        self._connection.executemany(statement, rows)
        self._digest.add(rows)


def _in_order(of_area: Iterable[PublishedRating]) -> list[PublishedRating]:
    """The ratings of one area by code, kind and period: their first fields but the area."""
    ordered = sorted(of_area)
    for one, other in pairwise(ordered):
        if one.key == other.key:
            raise ValueError(f"two ratings for {one.key}")
    return ordered


def _latest(connection: sqlite3.Connection, area: str) -> dict[tuple[str, ...], _Recorded]:
    """The last rating published for each key of an area."""
    return {recorded[_KEY]: recorded for recorded in connection.execute(_LATEST_OF_AN_AREA, (area,))}


def _ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as (first, last) of their unbroken runs."""
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = number
        elif number != last + 1:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _row_of(connection: sqlite3.Connection, summary: EditionSummary) -> tuple[int | str, ...]:
    """The row of ``editions`` without the digest."""
    return (
        _next(connection, "editions", "number"),
        str(summary.name),
        summary.published_at,
        summary.previous,
        summary.fingerprint,
        summary.manifest_sha256,
        json.dumps(dict(summary.versions), sort_keys=True, ensure_ascii=False),
        summary.exit_code,
    )


def _last_digest(connection: sqlite3.Connection) -> str:
    """The digest of the edition before; empty where there is none."""
    row = connection.execute("SELECT digest FROM editions ORDER BY number DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def _next(connection: sqlite3.Connection, table: str, key: str) -> int:
    """The number that the next row of a table must have."""
    row = connection.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM {table}").fetchone()  # noqa: S608
    return int(row[0])
