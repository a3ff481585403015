"""Words that messages share: how an unclear text is shown, and which known word it may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

NO_BREAK_SPACE = "\u00a0"
_LONGEST_SHOWN = 60
_LOOK_ALIKE = str.maketrans("oil", "011")


def shown(text: str) -> str:
    """The text in quotes as a message shows it: on one line, not too long, the invisible spelled out."""
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    return '"' + "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in text) + '"'


def joined(words: Sequence[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``; with another ``last``, ``A or B``."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def listed(words: Sequence[str], most: int) -> str:
    """As ``joined``; of more than ``most`` only the first, and how many more: ``A, B and 7 more``."""
    if len(words) <= most:
        return joined(words)
    return joined([*words[: most - 1], f"{len(words) - most + 1:,} more"])


def counted(number: int, noun: str) -> str:
    """``1 area``, ``7 areas``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """``did you mean "Swale"?``, or nothing where no known word is near.

    Case, spaces, and letters for digits that look the same do not count.
    """
    by_folded = {_folded(word): word for word in known}
    near = get_close_matches(_folded(text), by_folded, n=1, cutoff=0.7)
    return f"did you mean {shown(by_folded[near[0]])}?" if near else ""


def _folded(word: str) -> str:
    return " ".join(word.casefold().translate(_LOOK_ALIKE).split())
