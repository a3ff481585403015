"""The streams that a command writes to, whatever the shell, the locale and the system make of them."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.terminal import PrintableStream


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


def end_streams(code: int) -> int:
    """Write what is kept, and return the exit code: another one where results could not be written."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    failure = getattr(sys.stdout, "failure", None)
    if failure is None:
        return code
    sys.stderr.write(f"standard output: {failure.strerror or failure}; the results are not complete.\n")
    sys.stderr.flush()
    return exit_codes.WRONG_INPUT
