"""The ledger: every rating ever published, in an append-only SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from kpi_engine.model.outputs.edition import (
    EditionName,
    EditionSummary,
    Restatement,
    parse_edition_name,
)
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.failure import file_failure, ledger_failure, refusal
from kpi_engine.publish.files import sync, unused_path
from kpi_engine.publish.ledger.append import append_edition
from kpi_engine.publish.ledger.schema import (
    APPLICATION_ID,
    EDITION_COLUMNS,
    SCHEMA_VERSION,
    STATEMENTS,
    read_as_now,
    upgrade,
)
from kpi_engine.publish.ledger.verify import damaged, form_of, verify_ledger

_HEADER = b"SQLite format 3\x00"
_PATIENCE = 10.0  # seconds to wait while another program reads or writes
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")
_PROGRAM = "kpi_engine"
Versions: TypeAlias = tuple[tuple[str, str], ...]
_RATING = ", ".join(f"ratings.{name}" for name in RATING_FIELDS)

_SHOWN_OF_AN_AREA = (
    # Of the runs of an edition's ratings, the last that begins up to a rating is the one it may stand in.
    f"SELECT {', '.join(RATING_FIELDS)} FROM ratings WHERE area = ?"  # noqa: S608 — own names
    " AND id <= (SELECT last_rating FROM contents WHERE edition = ? AND first_rating <= ratings.id"
    " ORDER BY first_rating DESC LIMIT 1) ORDER BY id"
)


class Ledger:
    """An open, verified ledger. Use it in a ``with``.

    Every method raises PublishError when the file cannot be read or written, RefusedError when it is damaged.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trail: TracebackType | None
    ) -> None:
        self._connection.close()

    def editions(self) -> tuple[EditionSummary, ...]:
        """Every edition, in the order of publication."""
        rows = self.rows(f"SELECT {', '.join(EDITION_COLUMNS)} FROM editions ORDER BY number", ())  # noqa: S608
        return tuple(_summary(row, self._path) for row in rows)

    def ratings_of(self, edition: EditionName) -> Iterator[PublishedRating]:
        """The ratings that an edition showed; memory does not grow with their number.

        Each text is one object however many ratings have it, so that they take little where they are kept.
        """
        known: dict[str, str] = {}
        with told(self._path, "reading the ledger"):
            rows = self._connection.execute(
                f"SELECT {_RATING} FROM contents JOIN ratings"  # noqa: S608 — own names
                " ON ratings.id BETWEEN contents.first_rating AND contents.last_rating"
                " WHERE contents.edition = ? ORDER BY ratings.id",
                (str(edition),),
            )
            for row in rows:
                yield PublishedRating(*[known.setdefault(text, text) for text in row])

    def ratings_of_area(self, edition: EditionName, area: str) -> list[PublishedRating]:
        """The ratings that an edition showed of an area; each text is one object, as in ``ratings_of``."""
        rows = self.rows(_SHOWN_OF_AN_AREA, (area, str(edition)))
        known: dict[str, str] = {}
        return [PublishedRating(*[known.setdefault(text, text) for text in row]) for row in rows]

    def rows(self, statement: str, parameters: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows that a SELECT gives."""
        with told(self._path, "reading the ledger"):
            return self._connection.execute(statement, parameters).fetchall()

    def append(self, summary: EditionSummary, ratings: Iterable[PublishedRating]) -> tuple[Restatement, ...]:
        """Record an edition: all of it on the disk when this returns, nothing of it when it raises.

        A ledger of an earlier version is upgraded with it.

        The ratings of an area come together; memory holds those of one.

        Raises:
            PublishError: it could not be recorded, or an edition of that name has been published.
        """
        editions = self.editions()
        if any(known.name == summary.name for known in editions):
            raise refusal(self._path, f"edition {summary.name} is in the ledger already", "publish a new one")
        changed = bool(editions) and version_changed(editions[-1].versions, summary.versions)
        with told(self._path, "recording the edition"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                upgrade(self._connection)
                restatements = append_edition(self._connection, summary, ratings, version_changed=changed)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        return restatements


def version_changed(before: Versions, after: Versions) -> bool:
    """Whether two editions, made by these programs, were rated by different versions of this one."""
    return dict(before).get(_PROGRAM) != dict(after).get(_PROGRAM)


def create_ledger(path: Path) -> None:
    """Make an empty ledger, whole or not at all.

    Raises:
        PublishError: it cannot be made, or there is something at ``path`` already.
    """
    if path.exists():
        raise refusal(path, "there is a file already where the ledger would be", "move it elsewhere")
    aside = unused_path(path.parent, path.name)
    with told(path, "making the ledger"):
        connection = sqlite3.connect(aside, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN")
            for statement in STATEMENTS:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("COMMIT")
        finally:
            connection.close()
        aside.rename(path)
        sync(path.parent)


def open_ledger(path: Path, *, writable: bool = False) -> Ledger:
    """Open an existing ledger and verify all of it; see publish/ledger_verify.py for what that means.

    One of an earlier version is read as it is: opening changes nothing, also where it is to be written to.

    Raises:
        RefusedError: it is missing, damaged, changed, of a later version or not a ledger at all.
        PublishError: it cannot be read.
    """
    with told(path, "opening the ledger"):
        if not path.is_file():
            raise refusal(path, "there is no ledger here", "name the folder that `kpi run` publishes to")
        with path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise damaged(path, "it is not a SQLite file" if path.stat().st_size else "it is empty")
        connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            form = form_of(connection, path)
            if form.version != SCHEMA_VERSION:
                read_as_now(connection)
            if not writable:
                connection.execute("PRAGMA query_only = ON")
            verify_ledger(connection, path, form)
        except BaseException:
            connection.close()
            raise
    return Ledger(connection, path)


@contextmanager
def told(path: Path, doing: str) -> Iterator[None]:
    """Turn what SQLite or the system refuses into a failure that names the ledger."""
    try:
        yield
    except sqlite3.Error as error:
        # Without a name of SQLite's it is text that is not UTF-8, which no kpi has written.
        if getattr(error, "sqlite_errorname", _DAMAGE[0]).startswith(_DAMAGE):
            raise damaged(path, str(error)) from error
        raise ledger_failure(error, path, doing) from error
    except OSError as error:
        raise file_failure(error, path, doing) from error


def _summary(row: tuple[Any, ...], path: Path) -> EditionSummary:
    _, name, published_at, previous, fingerprint, manifest_sha256, versions, exit_code = row
    parsed = parse_edition_name(name)
    if parsed is None:
        raise damaged(path, f"{name} is not the name of an edition")
    return EditionSummary(
        parsed,
        published_at,
        previous,
        fingerprint,
        manifest_sha256,
        tuple(sorted(json.loads(versions).items())),
        exit_code,
    )
