"""What a run says while it works: one line a step for a log, one changing line for somebody who watches."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TextIO

from kpi_engine.commands.shared.streams import with_marks
from kpi_engine.model.characters import spelled_out
from kpi_engine.publish.editions.publication import Outcome

# What is said to somebody who asked for errors only.
_ERRORS = frozenset(
    {
        "error",
        "area failed",
        "area made with errors",
        "file failed",
        "condition met",
        Outcome.NOTHING.value,
    }
)


def now() -> str:
    """The local time with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


class RunLog:
    """Writes to a stream: JSON lines, plain lines with the time, or plain lines under a progress line.

    ``quiet``: errors only, and conditions that are met.
    """

    def __init__(self, stream: TextIO = sys.stderr, *, as_json: bool = False, quiet: bool = False) -> None:
        self._stream = with_marks(stream)
        self._as_json = as_json
        self._quiet = quiet
        self._watched = stream.isatty() and not as_json and not quiet

    def tell(self, event: str, text: str, **facts: str | int | list[str]) -> None:
        """One step: ``event`` and facts for programs, ``text`` for people."""
        if self._quiet and event not in _ERRORS:
            return
        if self._as_json:
            line = json.dumps({"time": now(), "event": event, "text": text, **facts}, ensure_ascii=False)
        else:
            line = text if self._watched else f"{now()} {text}"
        self._write(f"{line}\n")

    def step(self, event: str, text: str, **facts: str | int | list[str]) -> None:
        """Log a step of many: people who watch the run see the progress line instead."""
        if not self._watched:
            self.tell(event, text, **facts)

    def progress(self, done: int, total: int, name: str) -> None:
        """How far it is, on a terminal only."""
        if self._watched:
            self._write(f"{done} of {total}: {name}")
            if done == total:
                self._write("")

    def _write(self, text: str) -> None:
        """Write a text, on a terminal in place of the progress line."""
        self._stream.write(("\r\x1b[K" if self._watched else "") + spelled_out(text))
        self._stream.flush()
