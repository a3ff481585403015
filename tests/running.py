"""Runs programs as a reader of the documentation runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def kpi(arguments: Sequence[str], folder: Path) -> str:
    """Standard output, then standard error, of the ``kpi`` command, 80 columns wide and without colours."""
    program = shutil.which("kpi", path=str(Path(sys.executable).parent))
    assert program, "the kpi command is not installed beside this Python: pip install -e ."
    done = _run([program, *arguments], folder)
    return done.stdout + done.stderr


def python(code: str, folder: Path) -> str:
    """Standard output of a Python program, which must succeed."""
    done = _run([sys.executable, "-c", code], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: text for name, text in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
    return subprocess.run(  # noqa: S603
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
