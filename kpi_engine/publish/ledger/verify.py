"""Whether a ledger is what this project wrote. What is not is refused and left exactly as it is.

Opening a ledger checks its tables, its guards and its last edition, which takes no longer as the ledger
grows. Verifying it checks every page and every edition.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kpi_engine.publish.failure import RefusedError, refusal
from kpi_engine.publish.ledger.digest import edition_digest, withdrawal_digest
from kpi_engine.publish.ledger.schema import (
    APPLICATION_ID,
    EDITION_COLUMNS,
    FORMS,
    SCHEMA_VERSION,
    WITHDRAWAL_COLUMNS,
    Form,
)

_EDITIONS = f"SELECT digest, {', '.join(EDITION_COLUMNS)} FROM editions ORDER BY number"  # noqa: S608 — own names
# The editions that a table names, one look into its index each, however many rows the edition has.
_STRAY = """
WITH RECURSIVE named(edition) AS (
    SELECT min(edition) FROM {table}
    UNION ALL
    SELECT (SELECT min({table}.edition) FROM {table} WHERE {table}.edition > named.edition)
    FROM named WHERE named.edition IS NOT NULL
)
SELECT edition FROM named WHERE edition IS NOT NULL AND edition NOT IN (SELECT name FROM editions) LIMIT 1
"""
_RESTORE = 'it was left as it is; restore it from a backup (docs/editions.md, "When the ledger is refused")'


def form_of(connection: sqlite3.Connection, path: Path) -> Form:
    """The form of a ledger, one that this program can read.

    Raises:
        RefusedError: it is of a later version, its guards have been changed, or it is no ledger.
        sqlite3.Error: it cannot be read.
    """
    # In one look: another program may upgrade it meanwhile.
    connection.execute("BEGIN")
    try:
        version = _version(connection, path)
        statements = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        present = {_unspaced(sql) for (sql,) in statements}
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    for form in FORMS:
        if form.version == version and present.issuperset(map(_unspaced, form.statements)):
            return form
    raise damaged(path, "the tables or the guards that make it append-only have been changed")


def verify_last_edition(connection: sqlite3.Connection, path: Path, form: Form) -> None:
    """Check that the last edition of a ledger is as it was recorded, and that nothing comes after it.

    Its digest covers the digest of the edition before it.
    A ledger of an earlier version must read as the present version does: see ``schema.read_as_now``.

    Raises:
        RefusedError: it is not; the message says which edition has been changed.
        sqlite3.Error: it cannot be read.
    """
    last = connection.execute(f"{_EDITIONS} DESC LIMIT 2").fetchall()
    if last:
        recorded, *edition = last[0]
        before = last[1][0] if len(last) > 1 else ""
        name = edition[EDITION_COLUMNS.index("name")]
        if recorded not in (
            edition_digest(connection, edition, name, before, columns) for columns in reversed(form.digested)
        ):
            raise _changed(path, name)
    _check_strays(connection, path)
    _check_withdrawals(connection, path)


def verify_ledger(connection: sqlite3.Connection, path: Path, form: Form) -> None:
    """Check that all of a ledger of a form is undamaged and unchanged since it was written.

    A ledger of an earlier version must read as the present version does: see ``schema.read_as_now``.

    Raises:
        RefusedError: it is not; the message says what has been changed.
        sqlite3.Error: it cannot be read.
    """
    _check_pages(connection, path)
    _check_digests(connection, path, form)
    _check_strays(connection, path)
    _check_withdrawals(connection, path)


def damaged(path: Path, detail: str) -> RefusedError:
    """The refusal of a ledger that is broken."""
    return refusal(path, f"the ledger is damaged ({detail})", _RESTORE)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise refusal(path, "this is not a ledger of kpi", _RESTORE)
    if version not in {form.version for form in FORMS}:
        raise refusal(
            path,
            f"the ledger has version {version}, and this kpi works with version {SCHEMA_VERSION}",
            "use the kpi that wrote it, or a newer one",
        )
    return int(version)


def _unspaced(sql: str) -> str:
    """SQLite decides how a column that has been added is set off from the others."""
    return "".join(sql.split())


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise damaged(path, str(verdict))


def _check_digests(connection: sqlite3.Connection, path: Path, form: Form) -> None:
    digest = ""
    columns, *later = form.digested
    for recorded, *edition in connection.execute(_EDITIONS).fetchall():
        name, before = edition[EDITION_COLUMNS.index("name")], digest
        digest = edition_digest(connection, edition, name, before, columns)
        while digest != recorded and later:
            # It may be the first one that a later version recorded.
            columns = later.pop(0)
            digest = edition_digest(connection, edition, name, before, columns)
        if digest != recorded:
            raise _changed(path, name)


def _changed(path: Path, edition: str) -> RefusedError:
    return damaged(path, f"the records of edition {edition} have been changed since it was published")


def _check_strays(connection: sqlite3.Connection, path: Path) -> None:
    """Whether there are rows of an edition that is not there."""
    for table in ("ratings", "contents", "restatements"):
        stray = connection.execute(_STRAY.format(table=table)).fetchone()
        if stray is not None:
            raise damaged(path, f"it has {table} of an edition {stray[0]} that was never published")


def _check_withdrawals(connection: sqlite3.Connection, path: Path) -> None:
    digests = dict(connection.execute("SELECT name, digest FROM editions"))
    before = ""
    for digest, *row in connection.execute(
        f"SELECT digest, {', '.join(WITHDRAWAL_COLUMNS)} FROM withdrawals ORDER BY number"  # noqa: S608
    ):
        edition = row[WITHDRAWAL_COLUMNS.index("edition")]
        if digest != withdrawal_digest(row, digests.get(edition, ""), before):
            raise damaged(path, f"the record that edition {edition} was withdrawn has been changed")
        before = digest
