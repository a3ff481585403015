"""How a command is stopped from outside: Ctrl-C and the termination signal, at any moment of its life."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from kpi_engine.commands.shared import exit_codes

_ENDINGS = {
    signal.SIGINT: (exit_codes.INTERRUPTED, b"Stopped by Ctrl-C; nothing more was written.\n"),
    signal.SIGTERM: (exit_codes.TERMINATED, b"Stopped by a termination signal; nothing more was written.\n"),
}
# The signals that have come. It lives as long as the process, as their handlers do.
_ASKED_FOR: list[signal.Signals] = []


def stop_at_once() -> None:
    """Have the signals end the process where it is: while it starts it has nothing to tidy up."""
    for number in _ENDINGS:
        signal.signal(number, lambda number, _frame: os._exit(_told(number)))


def stop_in_order() -> None:
    """Have the signals end the command by SystemExit, so that whatever is unfinished is tidied up."""
    for number in _ENDINGS:
        signal.signal(number, _stop)


def nothing_left_to_stop() -> None:
    """Ignore the signals from here on: the command is done, and its exit code says what came of it.

    Python would end by a signal that comes while it takes itself apart, and the code would be lost.
    """
    for number in _ENDINGS:
        signal.signal(number, signal.SIG_IGN)


def stop_if_told() -> None:
    """End the command if a signal has asked for it; Python loses an end that comes inside its own work."""
    if _ASKED_FOR:
        sys.exit(_ENDINGS[_ASKED_FOR[0]][0])


@contextmanager
def signals_waiting() -> Iterator[None]:
    """Have the signals wait until the end of the ``with``: a process that is being forked loses them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals_to_parent() -> None:
    """What a forked worker does: the parent, which stops its workers, answers the signals."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)


def _stop(number: int, _frame: FrameType | None) -> None:
    _ASKED_FOR.append(signal.Signals(number))
    sys.exit(_told(number))


def _told(number: int) -> int:
    """Say what happened, past the streams, which may be in the middle of a line; and return the exit code."""
    code, words = _ENDINGS[signal.Signals(number)]
    with suppress(OSError):
        os.write(2, words)
    return code


def exit_code_of(ended: SystemExit) -> int:
    """The exit code that an end asks for."""
    if ended.code is None:
        return exit_codes.DONE
    return ended.code if isinstance(ended.code, int) else exit_codes.OUR_BUG
