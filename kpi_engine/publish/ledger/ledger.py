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
    Withdrawal,
    parse_edition_name,
)
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.failure import file_failure, ledger_failure, refusal
from kpi_engine.publish.files import sync, unused_path
from kpi_engine.publish.ledger.append import append_edition
from kpi_engine.publish.ledger.digest import withdrawal_digest
from kpi_engine.publish.ledger.readable import published_rating, readable
from kpi_engine.publish.ledger.schema import (
    APPLICATION_ID,
    EDITION_COLUMNS,
    SCHEMA_VERSION,
    STATEMENTS,
    WITHDRAWAL_COLUMNS,
    read_as_now,
    upgrade,
)
from kpi_engine.publish.ledger.verify import damaged, form_of, verify_last_edition, verify_ledger

_HEADER = b"SQLite format 3\x00"
_PATIENCE = 10.0  # seconds to wait while another program reads or writes
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")
_PROGRAM = "kpi_engine"
Versions: TypeAlias = tuple[tuple[str, str], ...]
_RATING = ", ".join(f"ratings.{name}" for name in RATING_FIELDS)

_SHOWN_OF_AN_AREA = (
    # A rating can only be in the last run of an edition's ratings that begins at or before it.
    f"SELECT {', '.join(RATING_FIELDS)} FROM ratings WHERE area = ?"  # noqa: S608 — own names
    " AND id <= (SELECT last_rating FROM contents WHERE edition = ? AND first_rating <= ratings.id"
    " ORDER BY first_rating DESC LIMIT 1) ORDER BY id"
)

_AREAS_OF_AN_EDITION = (
    "SELECT DISTINCT ratings.area FROM contents JOIN ratings"
    " ON ratings.id BETWEEN contents.first_rating AND contents.last_rating"
    " WHERE contents.edition = ? ORDER BY ratings.area"
)


class Ledger:
    """An open ledger whose last edition is as it was recorded. Use it in a ``with``.

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

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def folder(self) -> Path:
        """The folder that the ledger is of."""
        return self._path.parent

    def verify(self) -> None:
        """Check all of the ledger: every page of the file, every edition and every withdrawal."""
        with told(self._path, "verifying the ledger"):
            form = form_of(self._connection, self._path)  # another program may have upgraded it meanwhile
            verify_ledger(self._connection, self._path, form)

    def editions(self) -> tuple[EditionSummary, ...]:
        """Every edition, in the order of publication."""
        rows = self.rows(f"SELECT {', '.join(EDITION_COLUMNS)} FROM editions ORDER BY number", ())  # noqa: S608
        with readable(self._path):
            editions = tuple(_summary(row, self._path) for row in rows)
            names = {"", *(str(edition.name) for edition in editions)}
            for edition in editions:
                if edition.previous not in names:
                    raise damaged(self._path, f"there is no edition {edition.previous}")
        return editions

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
                yield published_rating(map(known.setdefault, row, row))

    def ratings_of_area(self, edition: EditionName, area: str) -> list[PublishedRating]:
        """The ratings that an edition showed of an area; each text is one object, as in ``ratings_of``."""
        rows = self.rows(_SHOWN_OF_AN_AREA, (area, str(edition)))
        known: dict[str, str] = {}
        with readable(self._path):
            return [published_rating(map(known.setdefault, row, row)) for row in rows]

    def rows(self, statement: str, parameters: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows that a SELECT gives."""
        with told(self._path, "reading the ledger"):
            return self._connection.execute(statement, parameters).fetchall()

    def append(self, summary: EditionSummary, ratings: Iterable[PublishedRating]) -> tuple[Restatement, ...]:
        """Record an edition: all of it on the disk when this returns, nothing of it when it raises.

        A ledger of an earlier version is upgraded at the same time.

        The ratings of an area come together; memory holds the ratings of a single area.

        Raises:
            PublishError: it could not be recorded, or an edition of that name has been published.
        """
        editions = self.editions()
        if any(known.name == summary.name for known in editions):
            raise refusal(self._path, f"edition {summary.name} is in the ledger already", "publish a new one")
        changed = bool(editions) and version_changed(editions[-1].versions, summary.versions)
        with self._transaction("recording the edition"):
            return append_edition(self._connection, summary, ratings, version_changed=changed)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """The editions that were withdrawn, in the order in which that happened."""
        rows = self.rows(f"SELECT {', '.join(WITHDRAWAL_COLUMNS)} FROM withdrawals ORDER BY number", ())  # noqa: S608
        return tuple(
            Withdrawal(_edition_name(edition, self._path), withdrawn_at, by, reason)
            for _, edition, withdrawn_at, by, reason in rows
        )

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Record that an edition is withdrawn; the edition and its ratings stay on record.

        Raises:
            PublishError: it could not be recorded, there is no such edition, or it has been withdrawn before.
        """
        name = withdrawal.edition
        if all(edition.name != name for edition in self.editions()):
            raise refusal(self._path, f"there is no edition {name} in the ledger", "name one that is there")
        if any(known.edition == name for known in self.withdrawals()):
            raise refusal(self._path, f"edition {name} has been withdrawn already", "nothing more is needed")
        with self._transaction("recording the withdrawal"):
            _withdraw(self._connection, withdrawal)

    def areas_of(self, edition: EditionName) -> tuple[str, ...]:
        """The areas that an edition showed ratings of, by name."""
        rows = self.rows(_AREAS_OF_AN_EDITION, (str(edition),))
        return tuple(area for (area,) in rows)

    @contextmanager
    def _transaction(self, doing: str) -> Iterator[None]:
        """All that is done in the ``with`` or nothing, in a ledger of the present version."""
        with told(self._path, doing):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                upgrade(self._connection)
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _withdraw(connection: sqlite3.Connection, withdrawal: Withdrawal) -> None:
    """Record a withdrawal, in a transaction of the caller's."""
    before = connection.execute(
        "SELECT number, digest FROM withdrawals ORDER BY number DESC LIMIT 1"
    ).fetchone()
    name = str(withdrawal.edition)
    (of_edition,) = connection.execute("SELECT digest FROM editions WHERE name = ?", (name,)).fetchone()
    number, digest_before = before or (0, "")
    row = (number + 1, name, withdrawal.withdrawn_at, withdrawal.by, withdrawal.reason)
    connection.execute(
        f"INSERT INTO withdrawals ({', '.join(WITHDRAWAL_COLUMNS)}, digest) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (*row, withdrawal_digest(row, of_edition, digest_before)),
    )


def version_changed(before: Versions, after: Versions) -> bool:
    """Whether two editions, made by these programs, were rated by different versions of kpi_engine."""
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
    """Open an existing ledger and check its last edition, which takes no longer as the ledger grows.

    Whether all of it is as it was written is a question for ``Ledger.verify``.

    One of an earlier version is read as it is: opening changes nothing, also where it is to be written to.

    Raises:
        RefusedError: it is missing, damaged, changed, of a later version or not a ledger at all.
        PublishError: it cannot be read.
    """
    with told(path, "opening the ledger"):
        if not path.is_file():
            remedy = "publish an edition with `kpi run` first, or name another scorecard or folder"
            raise refusal(path, "there is no ledger here", remedy)
        with path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise damaged(path, "it is not a SQLite file" if path.stat().st_size else "it is empty")
        connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            # What SQLite needs for a moment only. It would write the pages that a rating goes to into a file
            # first, each rating anew, to be able to take it back alone: half of the time of recording.
            connection.execute("PRAGMA temp_store = MEMORY")
            form = form_of(connection, path)
            if form.version != SCHEMA_VERSION:
                read_as_now(connection, form.version)
            if not writable:
                connection.execute("PRAGMA query_only = ON")
            verify_last_edition(connection, path, form)
        except BaseException:
            connection.close()
            raise
    return Ledger(connection, path)


@contextmanager
def told(path: Path, doing: str) -> Iterator[None]:
    """Turn what SQLite or the system refuses into a failure that names the ledger."""
    try:
        yield
    except UnicodeDecodeError as error:  # what SQLite says of a damaged schema quotes its bytes
        raise damaged(path, "its tables cannot be read") from error
    except sqlite3.Error as error:
        # Without a name of SQLite's it is text that is not UTF-8, which no kpi has written.
        if getattr(error, "sqlite_errorname", _DAMAGE[0]).startswith(_DAMAGE):
            raise damaged(path, str(error)) from error
        raise ledger_failure(error, path, doing) from error
    except OSError as error:
        raise file_failure(error, path, doing) from error


def _edition_name(text: str, path: Path) -> EditionName:
    name = parse_edition_name(text)
    if name is None:
        raise damaged(path, f"{text} is not the name of an edition")
    return name


def _summary(row: tuple[Any, ...], path: Path) -> EditionSummary:
    _, name, published_at, previous, fingerprint, manifest_sha256, versions, exit_code = row
    return EditionSummary(
        _edition_name(name, path),
        published_at,
        previous,
        fingerprint,
        manifest_sha256,
        tuple(sorted(json.loads(versions).items())),
        exit_code,
    )
