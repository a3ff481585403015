"""The streams that a command writes to: they let printable text through and nothing else, and never fail.

A name with an escape character in it must not reach a terminal, from wherever it came. A reader that has gone
(``head``, the end of a log) is no fault of the command, which goes on; results that could not be written are.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.characters import spelled_out

if TYPE_CHECKING:
    from rich.console import Console


class PrintableStream(TextIOWrapper):
    """A stream that spells out what a reader would not see.

    ``failure`` is why something could not be written, other than that its reader has gone; nothing is written
    after it. ``is_beside_files`` says that the command's result are files, and its exit code is about these.
    """

    failure: OSError | None = None
    is_beside_files = False

    def write(self, text: str) -> int:
        """Write a text, every character of which a reader sees."""
        return self.write_as_it_is(spelled_out(text))

    def write_as_it_is(self, text: str) -> int:
        """Write a text with marks for a terminal, which are ours and no user's."""
        try:
            return super().write(text)
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        """Write what has been kept."""
        try:
            super().flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Send what is still kept, and all that follows, nowhere: else it would fail again at every step."""
        if not isinstance(error, BrokenPipeError | ConnectionResetError):
            self.failure = self.failure or error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


class _AsItIs:
    """A stream for rich, whose texts have been spelled out and whose colours must get through."""

    def __init__(self, stream: PrintableStream) -> None:
        self._stream = stream
        self.encoding = stream.encoding
        self.write = stream.write_as_it_is
        self.flush = stream.flush
        self.isatty = stream.isatty
        self.fileno = stream.fileno


def with_marks(stream: TextIO) -> TextIO:
    """The stream as one that colours and other marks for a terminal get through."""
    return _AsItIs(stream) if isinstance(stream, PrintableStream) else stream  # type: ignore[return-value]


def console() -> Console:
    """rich's console on standard output."""
    from rich.console import Console

    return Console(file=with_marks(sys.stdout), soft_wrap=False, markup=False, highlight=False)


def prepare_streams() -> None:
    """Make standard output and standard error fit to write any text to.

    A stream that the caller has closed (``>&-``, a service without a console) takes everything and keeps
    nothing. What is piped or redirected is UTF-8 with ``\\n``, as documented, and not in the locale's
    encoding, which need not have an area's name. A terminal keeps its encoding, and shows a question mark
    for what that does not have.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 — for good
        elif type(stream) is TextIOWrapper:  # not what a test or a notebook has put in its place
            setattr(sys, name, _printable(stream, is_result=name == "stdout"))


def _printable(stream: TextIOWrapper, *, is_result: bool) -> PrintableStream:
    """The stream under the rules of ``PrintableStream``; results that nobody watches are UTF-8."""
    errors, watched = stream.errors, stream.isatty()
    plain = is_result and not watched
    encoding = "utf-8" if plain else stream.encoding
    return PrintableStream(
        stream.detach(),
        encoding=encoding,
        errors="replace" if is_result else errors,
        newline="\n" if plain else None,
        line_buffering=watched or not is_result,
    )


def results_are_files() -> None:
    """Have the exit code say what became of the files, also where standard output cannot be written."""
    if isinstance(sys.stdout, PrintableStream):
        sys.stdout.is_beside_files = True


def end_streams(code: int) -> int:
    """Write what is kept, and return the exit code: another one where results could not be written."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    out = sys.stdout
    if not isinstance(out, PrintableStream) or out.failure is None:
        return code
    sys.stderr.write(
        f"standard output: {out.failure.strerror or out.failure}; the results are not complete.\n"
    )
    sys.stderr.flush()
    return code if out.is_beside_files else exit_codes.WRONG_INPUT
