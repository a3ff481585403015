"""The documentation as data: pages, their headings and links, and the examples they show.

- ``<!-- file: PATH -->`` above a fenced block: the block is that file of the reader's own project.
- A fenced ``console`` block: lines that start with ``$ `` are commands, the lines below one its output; a
  line ``…`` stands for any lines.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(
    r"(?:<!-- file: (?P<file>[^>]+?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (?P<title>.+)$", re.MULTILINE)
ANY_LINES = "…"


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the file it is, empty for none."""

    language: str
    text: str
    file: str


@dataclass(frozen=True)
class Command:
    """A command of a console block and the output shown below it."""

    words: tuple[str, ...]
    shown: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [Block(found["language"], found["text"], found["file"] or "") for found in _FENCE.finditer(text)]


def commands(block: Block) -> list[Command]:
    """The commands of a console block with what is shown below each."""
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    return [
        Command(tuple(shlex.split(line)), shown)
        for line, _, shown in (part.partition("\n") for part in parts)
    ]


def matches(shown: str, printed: str) -> bool:
    """Whether a program printed what a page shows, lines of ``…`` standing for any lines."""
    pattern = "".join(
        "(?:.*\n)*?" if line == ANY_LINES else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def links(page: Path) -> Iterator[str]:
    """The targets of a page's links, outside fenced blocks."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    yield from (found["target"] for found in _LINK.finditer(text))


def headings(page: Path) -> list[str]:
    """The headings of a page, as written."""
    return [found["title"] for found in _HEADING.finditer(_FENCE.sub("", page.read_text(encoding="utf-8")))]


def anchor(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    words = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
    return words.replace(" ", "-")
