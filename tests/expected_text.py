"""Text kept in a file and compared with what the program makes now.

``KPI_WRITE_EXPECTED=1 pytest …`` writes it anew instead: then read the difference before you commit it. In CI
nothing is ever written.
"""

from __future__ import annotations

import os
from pathlib import Path


def is_written_anew() -> bool:
    """Whether this run writes expected texts rather than holding the program to them."""
    return bool(os.environ.get("KPI_WRITE_EXPECTED")) and not os.environ.get("CI")


def check_text(file: Path, text: str) -> None:
    """The text of a file, in UTF-8, is exactly this one."""
    if is_written_anew():
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode(), (
        f"{file.name} differs from what is made now; if that is meant, KPI_WRITE_EXPECTED=1 writes it anew"
    )
