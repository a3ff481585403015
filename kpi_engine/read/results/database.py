"""A database that can only be read, and what goes wrong with it, in words without its secrets."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kpi_engine.model.wording import counted

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_EXAMPLE = "postgresql://user:password@server/database"
_CONNECT_SECONDS = 15
_LONGEST_REASON = 200
_IN_MEMORY = ("", ":memory:")
# The databases that refuse every change themselves, as they are opened here.
ENFORCED = frozenset({"postgresql", "sqlite", "duckdb"})
_CAUSES = (
    (("password", "authentication", "access denied", "login failed"), "it refuses the user or the password"),
    (("timeout", "timed out"), f"it gives no answer within {_CONNECT_SECONDS} seconds"),
    (
        ("refused", "resolve", "translate host", "unreachable", "could not connect"),
        "its server cannot be reached",
    ),
    (("does not exist", "unknown database", "unable to open", "no such file"), "there is no such database"),
)


class QueryError(Exception):
    """Why there is no result, and what to do.

    ``is_declaration`` says that what the scorecard declares is wrong.
    """

    def __init__(self, what: str, remedy: str, is_declaration: bool = False) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.is_declaration = is_declaration


class Database:
    """The database whose address is in an environment variable."""

    def __init__(self, variable: str) -> None:
        """Look up the address.

        Raises:
            QueryError: there is no address, or no driver for it.
        """
        self._variable = variable
        self._url = _address(variable)
        self._engine = self._make_engine()

    @property
    def is_enforced(self) -> bool:
        """Whether the database itself refuses every change."""
        return self._engine.dialect.name in ENFORCED

    def _make_engine(self) -> Engine:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
        from sqlalchemy.pool import NullPool

        try:
            return create_engine(self._url, poolclass=NullPool, **self._options())
        except (ModuleNotFoundError, NoSuchModuleError) as problem:
            kind = self._url.drivername
            what = f"no driver for {kind} is installed, which {self._variable} asks for"
            raise QueryError(what, "install the driver in the environment of kpi") from problem
        except ArgumentError as problem:
            raise _no_address(self._variable) from problem

    def _options(self) -> dict[str, Any]:
        """What makes a connection read only, and short of patience."""
        kind, name = self._url.get_backend_name(), self._url.database or ""
        if kind in {"sqlite", "duckdb"} and name not in _IN_MEMORY and not Path(name).is_file():
            what = f"there is no database file at the address in {self._variable}"
            raise QueryError(
                what, "correct the address; after three slashes a path is from the current folder"
            )
        if kind == "sqlite" and name not in _IN_MEMORY:
            path = quote(Path(name).absolute().as_posix())
            address = f"file:{path}?mode=ro"
            return {"creator": lambda: sqlite3.connect(address, uri=True, check_same_thread=False)}
        if kind == "duckdb" and name not in _IN_MEMORY:
            return {"connect_args": {"read_only": True}}
        return {"connect_args": {"connect_timeout": _CONNECT_SECONDS}} if kind == "postgresql" else {}

    @contextmanager
    def reading(self, seconds: int) -> Iterator[Connection]:
        """A connection that changes nothing and is stopped after some seconds.

        Raises:
            QueryError: the database cannot be opened, does not answer in time, or refuses the query.
        """
        from sqlalchemy.exc import DBAPIError, SQLAlchemyError

        connection = self._open()
        late: list[bool] = []
        timer = Timer(seconds, _stop, (connection, late))
        timer.daemon = True
        try:
            if self._engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            timer.start()
            yield connection
        except (SQLAlchemyError, MemoryError) as problem:
            if late:
                what = f"the database gave no result within {counted(seconds, 'second')}"
                raise QueryError(what, "make the query faster, or give it a longer timeout") from None
            reason = self._scrubbed(problem.orig if isinstance(problem, DBAPIError) else problem)
            raise QueryError(f"the database refuses the query: {reason}", "correct the query") from None
        except QueryError:
            raise
        except Exception as problem:  # drivers have exceptions of their own
            late_words = f"the database gave no result within {counted(seconds, 'second')}"
            what = late_words if late else "the database broke off"
            raise QueryError(what, f"try again ({type(problem).__name__})") from None
        finally:
            timer.cancel()
            with suppress(Exception):
                connection.rollback()
            with suppress(Exception):
                connection.close()

    def _open(self) -> Connection:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            return self._engine.connect()
        except ModuleNotFoundError:
            what = f"no driver for {self._url.drivername} is installed, which {self._variable} asks for"
            raise QueryError(what, "install the driver in the environment of kpi") from None
        except (SQLAlchemyError, OSError, sqlite3.Error) as problem:
            said = str(problem).casefold()
            cause = next((words for signs, words in _CAUSES if any(sign in said for sign in signs)), "")
            what = f"the database at the address in {self._variable} cannot be opened"
            remedy = "check the address, the user's rights and the network; the last edition stays"
            raise QueryError(f"{what}: {cause}" if cause else what, remedy) from None
        except Exception as problem:  # drivers have exceptions of their own
            what = f"the database at the address in {self._variable} cannot be opened"
            raise QueryError(what, f"check the address ({type(problem).__name__})") from None

    def _scrubbed(self, problem: BaseException | None) -> str:
        """The first line of what a database says, without anything that the address holds."""
        text = next((line.strip() for line in str(problem).splitlines() if line.strip()), "no reason given")
        url = self._url
        address = (url.password, url.username, url.host, url.database, os.environ.get(self._variable))
        for secret in sorted({str(each) for each in address if each}, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "…", text)
        return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…"


def _address(variable: str) -> URL:
    text = os.environ.get(variable, "")
    if not text.strip():
        what = f"the environment variable {variable} is not set"
        remedy = f"set it to the address of the database, such as {_EXAMPLE}"
        raise QueryError(what, remedy, is_declaration=True)
    if find_spec("sqlalchemy") is None:
        what = "queries need a part of kpi that is not installed"
        raise QueryError(what, 'install it with: pip install "kpi-engine-scorecards[sql]"')
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise _no_address(variable) from None
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    return url


def _no_address(variable: str) -> QueryError:
    what = f"the environment variable {variable} does not hold the address of a database"
    return QueryError(what, f"write the address as in {_EXAMPLE}", is_declaration=True)


def _stop(connection: Connection, late: list[bool]) -> None:
    """Interrupt what a connection is doing: each driver has its own word for it."""
    late.append(True)
    with suppress(Exception):
        driver = connection.connection.driver_connection
        for name in ("cancel", "interrupt"):
            stop = getattr(driver, name, None)
            if callable(stop):
                stop()
                return
