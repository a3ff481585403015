"""The streams that a command writes to, whatever the shell, the locale and the system make of them."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path


def prepare_streams() -> None:
    """Make standard output and standard error fit to write any text to.

    A stream that the caller has closed (``>&-``, a service without a console) takes everything and keeps
    nothing. What is piped or redirected is UTF-8 with ``\\n``, as documented, and not in the locale's
    encoding, which need not have an area's name. A terminal keeps its encoding, and shows a question mark
    for what that does not have.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 — for good
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
