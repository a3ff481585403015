"""What a mistyped word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable

# Nobody mistypes a longer word into one of ours, and comparing text of any length would take any time.
_LONGEST_COMPARED = 80


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``, or empty where none is near."""
    if len(word) > _LONGEST_COMPARED:
        return ""
    by_small_letters = {candidate.casefold(): candidate for candidate in known}
    same = by_small_letters.get(word.casefold())
    if same is not None:
        return same
    from difflib import get_close_matches  # noqa: PLC0415 — only needed when something is wrong

    matches = get_close_matches(word.casefold(), by_small_letters, n=1)
    return by_small_letters[matches[0]] if matches else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy: ``did you mean "…"?`` where a known word is near, else ``otherwise``."""
    match = nearest(word, known)
    return f'did you mean "{match}"?' if match else otherwise
