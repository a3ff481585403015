"""Whether a ledger is what this project wrote. What is not is refused and left exactly as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kpi_engine.publish.failure import RefusedError, refusal
from kpi_engine.publish.ledger_digest import edition_digest
from kpi_engine.publish.ledger_schema import APPLICATION_ID, EDITION_COLUMNS, SCHEMA_VERSION, STATEMENTS

_RESTORE = 'it was left as it is; restore it from a backup (docs/editions.md, "When the ledger is refused")'


def verify_ledger(connection: sqlite3.Connection, path: Path) -> None:
    """Check that the file is a ledger of this version, undamaged, guarded and unchanged since written.

    Raises:
        RefusedError: it is not; the message says which.
        sqlite3.Error: it cannot be read.
    """
    _check_kind(connection, path)
    _check_pages(connection, path)
    _check_guards(connection, path)
    _check_digests(connection, path)


def damaged(path: Path, detail: str) -> RefusedError:
    """The refusal of a ledger that is broken."""
    return refusal(path, f"the ledger is damaged ({detail})", _RESTORE)


def _check_kind(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise refusal(path, "this is not a ledger of kpi", _RESTORE)
    if version != SCHEMA_VERSION:
        raise refusal(
            path,
            f"the ledger has version {version}, and this kpi works with version {SCHEMA_VERSION}",
            "use the kpi that wrote it, or a newer one",
        )


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise damaged(path, str(verdict))


def _check_guards(connection: sqlite3.Connection, path: Path) -> None:
    present = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if not present.issuperset(STATEMENTS):
        raise damaged(path, "the tables or the guards that make it append-only have been changed")


def _check_digests(connection: sqlite3.Connection, path: Path) -> None:
    digest = ""
    editions = connection.execute(
        f"SELECT digest, {', '.join(EDITION_COLUMNS)} FROM editions ORDER BY number"  # noqa: S608 — own names
    ).fetchall()
    for recorded, *edition in editions:
        digest = edition_digest(connection, edition, edition[EDITION_COLUMNS.index("name")], digest)
        if digest != recorded:
            name = edition[EDITION_COLUMNS.index("name")]
            raise damaged(path, f"the records of edition {name} have been changed since it was published")
    for table in ("ratings", "contents", "restatements"):
        stray = connection.execute(
            f"SELECT edition FROM {table} WHERE edition NOT IN (SELECT name FROM editions) LIMIT 1"  # noqa: S608
        ).fetchone()
        if stray is not None:
            raise damaged(path, f"it has {table} of an edition {stray[0]} that was never published")
