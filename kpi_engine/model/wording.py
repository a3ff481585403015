"""Words that messages share: how an unclear text is shown, and which known word it may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

from kpi_engine.model.appearance import appearance, differing_characters
from kpi_engine.model.characters import forbidden_character, number_of

NO_BREAK_SPACE = "\u00a0"
_LONGEST_SHOWN = 60
_LONGEST_COMPARED = 200  # to look for a longer text among the known ones takes minutes
_MOST_SUGGESTED = 3
# A word is suggested beside the nearest word where a letter more or less could make it the nearest.
_AS_NEAR = 0.03
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


def capitalised(text: str) -> str:
    """``The target`` for ``the target``; other capital letters stay as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def counted(number: int, noun: str) -> str:
    """``1 area``, ``7 areas``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """``did you mean "Swale"?``, or nothing where no known word is near; several words that are as near.

    Case, spaces, and letters for digits that look the same do not count. Of a word that looks the same, it is
    said which characters differ.
    """
    if len(text) > _LONGEST_COMPARED:
        return ""
    by_folded = {_folded(word): word for word in known}
    folded = _folded(text)
    near = get_close_matches(folded, by_folded, n=_MOST_SUGGESTED, cutoff=0.7)
    if not near:
        return ""
    as_near = [word for word in near if _nearness(folded, word) >= _nearness(folded, near[0]) - _AS_NEAR]
    question = f"did you mean {joined([shown(by_folded[word]) for word in as_near], 'or')}?"
    meant = by_folded[near[0]]
    if (
        (text + meant).isascii()
        or appearance(text) != appearance(meant)
        or text.casefold() == meant.casefold()
    ):
        return question
    return f"{question} The two look the same, but {differing_characters(text, meant)}"


def _nearness(text: str, word: str) -> float:
    """From 0 to 1, where the two are the same."""
    return SequenceMatcher(None, word, text).ratio()


def same_word(text: str, known: Iterable[str]) -> str | None:
    """The known word that a person means by ``text``: itself, or the only word in other capitals.

    For what is typed at a command line; in files a word is written as it is defined.
    """
    words = list(known)
    if text in words:
        return text
    folded = " ".join(text.casefold().split())
    meant = [word for word in words if " ".join(word.casefold().split()) == folded]
    return meant[0] if len(meant) == 1 else None


def look_alike_words(noun: str, name: str, earlier: str, where: str) -> tuple[str, str]:
    """What is wrong with a name that looks like an earlier one (``where``: its place), and what to do."""
    only_capitals = name.casefold() == earlier.casefold()
    difference = "only capitals differ" if only_capitals else differing_characters(name, earlier)
    what = f"the {noun} {shown(name)} looks like the {noun} {shown(earlier)} ({where}), but is another"
    return f"{what}: {difference}", f"write both in the same way if they are one {noun}"


def _folded(word: str) -> str:
    return appearance(word).translate(_MISREAD)
