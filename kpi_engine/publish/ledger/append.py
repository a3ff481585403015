"""How an edition enters the ledger: only what is new is recorded, and what is different is a restatement."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import attrgetter

from kpi_engine.model.outputs.edition import EditionSummary, Restatement
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.compare.differences import Change, cause_of, is_restated
from kpi_engine.publish.ledger.digest import edition_digest
from kpi_engine.publish.ledger.readable import published_rating
from kpi_engine.publish.ledger.schema import EDITION_COLUMNS, RATING_COLUMNS

_Recorded = tuple[int, str, PublishedRating]  # id, edition that published it first, the rating

_LATEST_OF_AN_AREA = (
    # SQLite gives the row that max() found, among the rows with one key.
    f"SELECT max(id), edition, {', '.join(RATING_FIELDS)} FROM ratings"  # noqa: S608 — own names
    " WHERE area = ? GROUP BY code, kind, period"
)
_INSERT_RATING = (
    f"INSERT INTO ratings ({', '.join(RATING_COLUMNS)}) VALUES ({', '.join('?' * len(RATING_COLUMNS))})"  # noqa: S608
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
    name = str(summary.name)
    first_id = next_id = _next(connection, "ratings", "id")
    # Eight bytes each: an edition can show all that was ever published.
    shown_again = array("q")
    areas: set[str] = set()
    restatements: list[Restatement] = []
    pointers: list[tuple[str, str, int, int, str]] = []
    for area, of_area in groupby(ratings, key=attrgetter("area")):
        if area in areas:
            raise ValueError(f"ratings of {area} in two places")
        areas.add(area)
        latest = _latest(connection, area)
        new: list[tuple[int | str, ...]] = []
        for rating in _in_order(of_area):
            recorded = latest.get(rating.key)
            if recorded is not None and recorded[2] == rating:
                shown_again.append(recorded[0])
                continue
            new.append((next_id, name, *rating))
            if recorded is not None and is_restated(recorded[2], rating):
                old_id, old_edition, before = recorded
                cause = cause_of(Change(before, rating, version_changed))
                restatements.append(Restatement(old_edition, cause, before, rating))
                pointers.append((name, old_edition, old_id, next_id, cause.value))
            next_id += 1
        connection.executemany(_INSERT_RATING, new)
    _record_contents(connection, name, chain(sorted(shown_again), range(first_id, next_id)))
    _record_restatements(connection, pointers)
    _seal(connection, summary)
    return tuple(restatements)


def _in_order(of_area: Iterable[PublishedRating]) -> list[PublishedRating]:
    """The ratings of one area by code, kind and period: their first fields but the area."""
    ordered = sorted(of_area)
    for one, other in pairwise(ordered):
        if one.key == other.key:
            raise ValueError(f"two ratings for {one.key}")
    return ordered


def _latest(connection: sqlite3.Connection, area: str) -> dict[tuple[str, str, str, str], _Recorded]:
    """The last rating published for each key of an area."""
    recorded = {}
    for number, edition, *texts in connection.execute(_LATEST_OF_AN_AREA, (area,)):
        rating = published_rating(texts)
        recorded[rating.key] = (number, edition, rating)
    return recorded


def _record_contents(connection: sqlite3.Connection, name: str, shown: Iterable[int]) -> None:
    """What the edition shows: ``shown`` are the ids of its ratings, ascending."""
    connection.executemany(
        "INSERT INTO contents (edition, first_rating, last_rating) VALUES (?, ?, ?)",
        [(name, first, last) for first, last in _ranges(shown)],
    )


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


def _record_restatements(
    connection: sqlite3.Connection, pointers: Sequence[tuple[str, str, int, int, str]]
) -> None:
    first = _next(connection, "restatements", "id")
    connection.executemany(
        "INSERT INTO restatements (id, edition, old_edition, old_rating, new_rating, cause)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(first + position, *pointer) for position, pointer in enumerate(pointers)],
    )


def _seal(connection: sqlite3.Connection, summary: EditionSummary) -> None:
    row = (
        _next(connection, "editions", "number"),
        str(summary.name),
        summary.published_at,
        summary.previous,
        summary.fingerprint,
        summary.manifest_sha256,
        json.dumps(dict(summary.versions), sort_keys=True, ensure_ascii=False),
        summary.exit_code,
    )
    before = connection.execute("SELECT digest FROM editions ORDER BY number DESC LIMIT 1").fetchone()
    digest = edition_digest(connection, row, str(summary.name), before[0] if before else "")
    connection.execute(_INSERT_EDITION, (*row, digest))


def _next(connection: sqlite3.Connection, table: str, key: str) -> int:
    """The number that the next row of a table must have."""
    row = connection.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM {table}").fetchone()  # noqa: S608
    return int(row[0])
