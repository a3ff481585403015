"""Words as XML of OpenDocument. Every word of a user passes through here."""

from __future__ import annotations

import re
from functools import lru_cache

from kpi_engine.render.shared.markup import text

# A reader of the format takes several spaces as one.
_SPACES = re.compile(r"^ +| {2,}")


@lru_cache(maxsize=4096)
def paragraphs(words: str) -> str:
    """The words as paragraphs: one a line."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"<text:p>{spaced(line)}</text:p>" for line in lines)


def spaced(line: str) -> str:
    """A line whose spaces stay as many as they are."""
    marked = _SPACES.sub(_run_of_spaces, text(line))
    return marked.replace("\t", "<text:tab/>")


def _run_of_spaces(found: re.Match[str]) -> str:
    return f'<text:s text:c="{len(found[0])}"/>'


def quoted(sheet: str) -> str:
    """The name of a sheet as addresses have it."""
    return "'" + sheet.replace("'", "''") + "'"


def attribute(words: str) -> str:
    """Words as the value of an attribute, on one line."""
    return text(" ".join(words.split()))
