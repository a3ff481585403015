"""Long results on a terminal, a screen at a time."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from kpi_engine.commands.shared.streams import console, with_marks

if TYPE_CHECKING:
    from rich.console import Console

# In the order of strength. An empty value, or ``cat``, means none.
_VARIABLES = ("KPI_PAGER", "PAGER")
_USUAL = "less"
# Colours get through, what fits on the screen is just printed, and what was read stays on the screen.
_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}


def print_paged(print_on: Callable[[Console], None]) -> None:
    """Print with rich's console; through a pager where a terminal is watched and the text is longer."""
    screen = console()
    command = _pager() if screen.is_terminal and sys.stdin.isatty() else []
    if not command:
        print_on(screen)
        return
    with screen.capture() as captured:
        print_on(screen)
    text = captured.get()
    if text.count("\n") < screen.height or not _is_paged(command, text, screen.encoding):
        with_marks(sys.stdout).write(text)


def _pager() -> list[str]:
    """The program and its options; nothing where no pager is wanted or there is none."""
    wanted = next((os.environ[name] for name in _VARIABLES if name in os.environ), _USUAL)
    command = shlex.split(wanted)
    return command if command and command != ["cat"] and shutil.which(command[0]) else []


def _is_paged(command: list[str], text: str, encoding: str) -> bool:
    """Show a text in the pager; False where it cannot be started."""
    sys.stdout.flush()
    try:
        subprocess.run(  # noqa: S603 — the user's own pager, without a shell
            command, input=text.encode(encoding, "replace"), env=_LESS | os.environ, check=False
        )
    except OSError:
        return False
    return True
