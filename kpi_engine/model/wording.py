"""Words that messages share: how an unclear text is shown, and which known word it may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from kpi_engine.model.appearance import appearance, differing_characters
from kpi_engine.model.characters import forbidden_character, number_of

NO_BREAK_SPACE = "\u00a0"
_LONGEST_SHOWN = 60
_LONGEST_COMPARED = 200  # to look for a longer text among the known ones takes minutes
_MISREAD = str.maketrans("oil", "011")


def shown(text: str) -> str:
    """The text in quotes as a message shows it: on one line, not too long, the invisible spelled out."""
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    return '"' + "".join(map(_spelled, text)) + '"'


def _spelled(mark: str) -> str:
    """The character, or its number where a reader would not see which it is."""
    if mark.isascii() and mark.isprintable():
        return mark
    is_hidden = not mark.isprintable() or forbidden_character(mark, in_a_line=True) is not None
    return number_of(mark) if is_hidden else mark


def joined(words: Sequence[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``; with another ``last``, ``A or B``."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def listed(words: Sequence[str], most: int) -> str:
    """As ``joined``, but beyond ``most`` words it says how many more there are, as in ``A, B and 7 more``."""
    if len(words) <= most:
        return joined(words)
    return joined([*words[: most - 1], f"{len(words) - most + 1:,} more"])


def counted(number: int, noun: str) -> str:
    """``1 area``, ``7 areas``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """``did you mean "Swale"?``, or nothing where no known word is near.

    Case, spaces, and letters for digits that look the same do not count. Of a word that looks the same, it is
    said which characters differ.
    """
    if len(text) > _LONGEST_COMPARED:
        return ""
    by_folded = {_folded(word): word for word in known}
    near = get_close_matches(_folded(text), by_folded, n=1, cutoff=0.7)
    if not near:
        return ""
    meant = by_folded[near[0]]
    question = f"did you mean {shown(meant)}?"
    if (
        (text + meant).isascii()
        or appearance(text) != appearance(meant)
        or text.casefold() == meant.casefold()
    ):
        return question
    return f"{question} The two look the same, but {differing_characters(text, meant)}"


def look_alike_words(noun: str, name: str, earlier: str, where: str) -> tuple[str, str]:
    """What is wrong with a name that looks like an earlier one (``where``: its place), and what to do."""
    only_capitals = name.casefold() == earlier.casefold()
    difference = "only capitals differ" if only_capitals else differing_characters(name, earlier)
    what = f"the {noun} {shown(name)} looks like the {noun} {shown(earlier)} ({where}), but is another"
    return f"{what}: {difference}", f"write both in the same way if they are one {noun}"


def _folded(word: str) -> str:
    return appearance(word).translate(_MISREAD)
