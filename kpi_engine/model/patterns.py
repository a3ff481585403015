"""Regular expressions that are compiled when they are first used.

Python compiles an expression anew whenever it starts, and there are a hundred for what a scorecard may hold:
most scorecards need a few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, with all that it can do; a mistake in it is found at its first use only."""
    return cast(re.Pattern[str], _Pattern(text, flags))


class _Pattern:
    """Compiles when it is asked for anything, and keeps what it was asked for: the next call is as quick."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
