"""Text kept in a file and compared with what the program makes now.

``KPI_WRITE_EXPECTED=1 pytest …`` writes it anew instead: then read the difference before you commit it. In CI
nothing is ever written.
"""

from __future__ import annotations

import os
from pathlib import Path

WRITE = "KPI_WRITE_EXPECTED"


def check_text(file: Path, text: str) -> None:
    """The text of a file is exactly this one."""
    if os.environ.get(WRITE) and not os.environ.get("CI"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
