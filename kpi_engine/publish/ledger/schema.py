"""The tables of the ledger, and the guards that make them append-only.

The guards are triggers, so they hold for every program that opens the file. What a program does that
removes them first, or writes past SQLite, shows in the digests: see publish/ledger/digest.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_engine.model.outputs.published import BESIDE_FIELDS, RATING_FIELDS

APPLICATION_ID = 0x4B504931  # "KPI1": what SQLite and `file` know the ledger by
SCHEMA_VERSION = 4
# Tables that contain an edition's rows, in the order in which its digest takes them.
RATING_COLUMNS = ("id", "edition", *RATING_FIELDS)
EDITION_COLUMNS = (
    "number",
    "name",
    "published_at",
    "previous",
    "fingerprint",
    "manifest_sha256",
    "versions",
    "exit_code",
)

_FIRST_WITH_WITHDRAWALS = 3
WITHDRAWAL_COLUMNS = ("number", "edition", "withdrawn_at", "withdrawn_by", "reason")

# What version 2 added to the ratings; in version 1 nothing was overridden.
OVERRIDE = "override"
# What version 2 and version 4 added, in their order; before, there is nothing in such columns.
ADDED_COLUMNS = (OVERRIDE, *BESIDE_FIELDS)


def _added(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def _ratings_table(fields: Sequence[str]) -> str:
    """A rating is recorded by the edition that first published it.

    Later editions with the same rating point at it (contents), and one that publishes anything else for its
    key has a row of its own.
    """
    return f"""CREATE TABLE ratings (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    {", ".join(f"{name} TEXT NOT NULL" for name in fields)}
)"""


_TABLES = {
    # number counts publications; versions is a JSON object; digest covers the edition's rows in every
    # table and the digest of the edition before it.
    "editions": """CREATE TABLE editions (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    published_at TEXT NOT NULL,
    previous TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    versions TEXT NOT NULL,
    exit_code INTEGER NOT NULL,
    digest TEXT NOT NULL
)""",
    "ratings": _ratings_table(RATING_FIELDS),
    # What an edition showed: the ratings from first_rating to last_rating, in as many rows as it takes.
    "contents": """CREATE TABLE contents (
    edition TEXT NOT NULL,
    first_rating INTEGER NOT NULL,
    last_rating INTEGER NOT NULL,
    PRIMARY KEY (edition, first_rating)
) WITHOUT ROWID""",
    # Figures published before and differently now.
    "restatements": """CREATE TABLE restatements (
    id INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    old_edition TEXT NOT NULL,
    old_rating INTEGER NOT NULL,
    new_rating INTEGER NOT NULL,
    cause TEXT NOT NULL
)""",
}
_INDEXES = (
    "CREATE INDEX ratings_by_key ON ratings (area, code, kind, period, id)",
    "CREATE INDEX ratings_by_edition ON ratings (edition)",
    "CREATE INDEX restatements_by_edition ON restatements (edition)",
    "CREATE INDEX restatements_by_rating ON restatements (new_rating)",
)
# For people who read the ledger with SQL: every rating shown by an edition, and every restatement in words.
_VIEWS = (
    """CREATE VIEW published AS
SELECT contents.edition AS shown_in, ratings.*
FROM contents JOIN ratings ON ratings.id BETWEEN contents.first_rating AND contents.last_rating""",
    """CREATE VIEW restated AS
SELECT restatements.edition, restatements.old_edition, restatements.cause,
    new.code, new.area, new.kind, new.period,
    old.value AS old_value, new.value AS new_value, old.rag AS old_rag, new.rag AS new_rag
FROM restatements
JOIN ratings AS old ON old.id = restatements.old_rating
JOIN ratings AS new ON new.id = restatements.new_rating""",
)


def _guards(table: str) -> tuple[str, ...]:
    """Triggers that refuse every change and removal."""
    return tuple(
        f"CREATE TRIGGER {table}_never_{verb.lower()}d BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, 'the ledger is append-only: {table} may not be changed or removed'); END"
        for verb in ("UPDATE", "DELETE")
    )


def _only_next(table: str, key: str) -> str:
    """A trigger that takes only the next number.

    INSERT OR REPLACE removes the old row without asking the DELETE trigger: the number must be new.
    """
    return (
        f"CREATE TRIGGER {table}_only_appended BEFORE INSERT ON {table} "  # noqa: S608 — own names
        f"WHEN NEW.{key} IS NOT (SELECT coalesce(max({key}), 0) + 1 FROM {table}) BEGIN "
        f"SELECT RAISE(ABORT, 'the ledger is append-only: {table} are numbered in order'); END"
    )


_CONTENTS_ONLY_APPENDED = (
    "CREATE TRIGGER contents_only_appended BEFORE INSERT ON contents "
    "WHEN EXISTS (SELECT 1 FROM contents WHERE edition = NEW.edition AND first_rating = NEW.first_rating) "
    "OR EXISTS (SELECT 1 FROM editions WHERE name = NEW.edition) BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only: contents of an edition are complete'); END"
)
_NAMES_NEVER_REUSED = (
    "CREATE TRIGGER editions_never_replaced BEFORE INSERT ON editions "
    "WHEN EXISTS (SELECT 1 FROM editions WHERE name = NEW.name) BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only: an edition is published once'); END"
)

# What version 3 added: editions that readers shall no longer use. digest covers the row, the digest of the
# edition and the digest of the withdrawal before it.
_WITHDRAWALS = (
    """CREATE TABLE withdrawals (
    number INTEGER PRIMARY KEY,
    edition TEXT NOT NULL UNIQUE,
    withdrawn_at TEXT NOT NULL,
    withdrawn_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    digest TEXT NOT NULL
)""",
    *_guards("withdrawals"),
    _only_next("withdrawals", "number"),
    "CREATE TRIGGER withdrawals_of_editions BEFORE INSERT ON withdrawals "
    "WHEN NOT EXISTS (SELECT 1 FROM editions WHERE name = NEW.edition) "
    "OR EXISTS (SELECT 1 FROM withdrawals WHERE edition = NEW.edition) BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only: an edition is withdrawn once'); END",
)

# Everything but the table of ratings, which versions differ in, and what they added later.
_COMMON = (
    *(statement for table, statement in _TABLES.items() if table != "ratings"),
    *_INDEXES,
    *_VIEWS,
    *(guard for table in _TABLES for guard in _guards(table)),
    *(
        _only_next(table, key)
        for table, key in (("editions", "number"), ("ratings", "id"), ("restatements", "id"))
    ),
    _CONTENTS_ONLY_APPENDED,
    _NAMES_NEVER_REUSED,
)
STATEMENTS = (_TABLES["ratings"], *_COMMON, *_WITHDRAWALS)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a sound ledger can have: its version, its tables and guards, and what its digests cover.

    ``digested`` are the columns of ratings that the digests cover: each item gives the columns for a run of
    editions, which ends at the first edition that has the columns of the next item.
    """

    version: int
    statements: tuple[str, ...]
    digested: tuple[tuple[str, ...], ...]


_COLUMNS_OF_1 = tuple(name for name in RATING_COLUMNS if name not in ADDED_COLUMNS)
_COLUMNS_OF_2 = tuple(name for name in RATING_COLUMNS if name not in BESIDE_FIELDS)
_RATINGS_OF_1 = _ratings_table(tuple(name for name in RATING_FIELDS if name not in ADDED_COLUMNS))
_RATINGS_OF_2 = _ratings_table(tuple(name for name in RATING_FIELDS if name not in BESIDE_FIELDS))


def _with_columns(table: str, names: Sequence[str]) -> str:
    """The statement of a table as SQLite keeps it after columns have been added."""
    return f"{table.removesuffix(')')}, {', '.join(_added(names))})"


# A ledger that an earlier version made keeps its rows, and their digests, as they were.
_RATINGS_OF_1_SINCE_2 = _with_columns(_RATINGS_OF_1, (OVERRIDE,))
FORMS = (
    Form(4, STATEMENTS, (RATING_COLUMNS,)),
    Form(
        4,
        (_with_columns(_RATINGS_OF_2, BESIDE_FIELDS), *_COMMON, *_WITHDRAWALS),
        (_COLUMNS_OF_2, RATING_COLUMNS),
    ),
    Form(
        4,
        (_with_columns(_RATINGS_OF_1, ADDED_COLUMNS), *_COMMON, *_WITHDRAWALS),
        (_COLUMNS_OF_1, _COLUMNS_OF_2, RATING_COLUMNS),
    ),
    Form(3, (_RATINGS_OF_2, *_COMMON, *_WITHDRAWALS), (_COLUMNS_OF_2,)),
    Form(3, (_RATINGS_OF_1_SINCE_2, *_COMMON, *_WITHDRAWALS), (_COLUMNS_OF_1, _COLUMNS_OF_2)),
    Form(2, (_RATINGS_OF_2, *_COMMON), (_COLUMNS_OF_2,)),
    Form(2, (_RATINGS_OF_1_SINCE_2, *_COMMON), (_COLUMNS_OF_1, _COLUMNS_OF_2)),
    Form(1, (_RATINGS_OF_1, *_COMMON), (_COLUMNS_OF_1,)),
)


def _added_since(version: int) -> tuple[str, ...]:
    """The columns of ratings that a ledger of an earlier version lacks."""
    return ADDED_COLUMNS if version == 1 else BESIDE_FIELDS


# They go before the tables of their names, for this connection only and in memory: the file may be read-only.
# Should another program upgrade the ledger meanwhile, its new column comes first of the two, and is read.
_NO_WITHDRAWALS = (
    f"CREATE TEMP VIEW withdrawals AS SELECT {', '.join(f'NULL AS {name}' for name in WITHDRAWAL_COLUMNS)},"
    " NULL AS digest WHERE 0"
)


def read_as_now(connection: sqlite3.Connection, version: int) -> None:
    """Have a ledger of an earlier version read as one of the present version.

    Raises:
        sqlite3.Error: it cannot be done.
    """
    empty = ", ".join(f"'' AS {name}" for name in _added_since(version))
    connection.execute(f"CREATE TEMP VIEW ratings AS SELECT *, {empty} FROM main.ratings")  # noqa: S608 — own names
    if version < _FIRST_WITH_WITHDRAWALS:
        connection.execute(_NO_WITHDRAWALS)


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring a ledger up to date, in a transaction of the caller's: all of it with that, or nothing.

    Raises:
        sqlite3.Error: it cannot be done.
    """
    connection.execute("DROP VIEW IF EXISTS temp.ratings")
    connection.execute("DROP VIEW IF EXISTS temp.withdrawals")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    # Another program may have upgraded it since it was opened.
    if version == SCHEMA_VERSION:
        return
    for column in _added(_added_since(version)):
        connection.execute(f"ALTER TABLE main.ratings ADD COLUMN {column}")
    if version < _FIRST_WITH_WITHDRAWALS:
        for statement in _WITHDRAWALS:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
