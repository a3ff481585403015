"""Long results go through a pager on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

from tests.sample_packs import KENT

_ROOT = KENT.parents[2]


def _on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What a terminal of 24 lines shows of a command."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(_ROOT)
        command = [sys.executable, "-m", "kpi_engine", *arguments]
        os.execve(sys.executable, command, environment)  # noqa: S606 — ours, in the child
    shown = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the terminal is closed when the command has ended
            break
        if not more:
            break
        shown += more
    os.waitpid(child, 0)
    return shown.decode()


@pytest.mark.parametrize(
    ("pager", "is_paged"),
    [
        ({"KPI_PAGER": "MARKED"}, True),
        ({"PAGER": "MARKED"}, True),
        ({"KPI_PAGER": "cat", "PAGER": "MARKED"}, False),
        ({"KPI_PAGER": ""}, False),
        ({"KPI_PAGER": "no-such-program"}, False),
    ],
)
def test_the_users_pager_gets_what_is_longer_than_the_screen(
    tmp_path: Path, pager: dict[str, str], is_paged: bool
) -> None:
    marked = tmp_path / "pager"
    marked.write_text("#!/bin/sh\necho PAGED\nexec cat\n")
    marked.chmod(0o755)
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    environment |= {name: value.replace("MARKED", str(marked)) for name, value in pager.items()}
    shown = _on_a_terminal(["report", str(KENT), "--brief"], environment)
    assert ("PAGED" in shown) is is_paged
    assert "Total: RED" in shown
    assert "\x1b[" in shown  # colours get through


def test_an_explanation_is_wrapped_between_words() -> None:
    environment = {"PATH": os.environ["PATH"], "COLUMNS": "80", "LINES": "24"}
    lines = _on_a_terminal(["explain", "SCS40", "Kent", "-s", str(KENT)], environment).splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith("  ")]
    assert "Rating: RED, because 72.1% is below the floor standard of 75.0% (highest is" in lines


def test_what_fits_on_the_screen_is_just_printed(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "KPI_PAGER": "false", "COLUMNS": "80", "LINES": "300"}
    assert "Total: RED" in _on_a_terminal(["report", str(KENT), "--brief"], environment)
