"""Notices on standard error: what a user wants to know besides results and errors, unless asked to be quiet.

How much is said is asked for on the command line, once for the whole process; it changes no result.
"""

from __future__ import annotations

import sys
from contextvars import ContextVar
from enum import Enum


class Verbosity(Enum):
    """How much a command says on standard error."""

    QUIET = "errors only"
    USUAL = "errors, warnings and what was written"
    VERBOSE = "also what was read, from where settings come, and how long it took"


_VERBOSITY: ContextVar[Verbosity] = ContextVar("verbosity", default=Verbosity.USUAL)

# Whether a command that succeeds leaves something behind: its errors say that nothing was written.
_WRITES: ContextVar[bool] = ContextVar("writes", default=True)


def will_write(*, is_so: bool) -> None:
    """Set whether the command writes anything."""
    _WRITES.set(is_so)


def nothing_written() -> str:
    """``; nothing was written`` of a command that would have written something."""
    return "; nothing was written" if _WRITES.get() else ""


def say(verbosity: Verbosity) -> None:
    """Set how much is said from now on."""
    _VERBOSITY.set(verbosity)


def verbosity() -> Verbosity:
    """How much is said."""
    return _VERBOSITY.get()


def notice(text: str) -> None:
    """Write a line on standard error, unless only errors are asked for."""
    if _VERBOSITY.get() is not Verbosity.QUIET:
        sys.stderr.write(f"{text}\n")


def detail(text: str) -> None:
    """Write a line on standard error where everything is asked for."""
    if _VERBOSITY.get() is Verbosity.VERBOSE:
        sys.stderr.write(f"{text}\n")
