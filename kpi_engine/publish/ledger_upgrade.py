"""Ledgers of an earlier version: read as they are, and brought up to date when something is recorded in them.

Version 1 had no overrides. Its rows are not touched: a column is added, and reads as empty in all of them.
"""

from __future__ import annotations

import sqlite3

from kpi_engine.publish.ledger_schema import OVERRIDE, OVERRIDE_COLUMN, SCHEMA_VERSION

# It goes before the table of its name, for this connection only and in memory: the file may be read-only.
# Should another program upgrade the ledger meanwhile, its new column comes first of the two, and is read.
_READS_AS_NOW = (
    "PRAGMA temp_store = MEMORY",
    f"CREATE TEMP VIEW ratings AS SELECT *, '' AS {OVERRIDE} FROM main.ratings",  # noqa: S608 — own names
)
_UPGRADE = (
    f"ALTER TABLE main.ratings ADD COLUMN {OVERRIDE_COLUMN}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)


def read_as_now(connection: sqlite3.Connection) -> None:
    """Have the ratings of a ledger of version 1 read as those of the present version.

    Raises:
        sqlite3.Error: it cannot be done.
    """
    for statement in _READS_AS_NOW:
        connection.execute(statement)


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring a ledger up to date, in a transaction of the caller's: all of it with that, or nothing.

    Raises:
        sqlite3.Error: it cannot be done.
    """
    connection.execute("DROP VIEW IF EXISTS temp.ratings")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    # Another program may have upgraded it since it was opened.
    if version != SCHEMA_VERSION:
        for statement in _UPGRADE:
            connection.execute(statement)
