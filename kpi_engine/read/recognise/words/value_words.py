"""Words in place of figures, such as On track: which cells are values that are words, and their order."""

from __future__ import annotations

from collections.abc import Sequence

# Words of one subject, the worst first.
_KNOWN = (
    ("inadequate", "requires improvement", "good", "outstanding"),
    ("not started", "delayed", "at risk", "some issues", "in progress", "on track", "completed", "complete"),
    ("not met", "partly met", "met"),
    ("not achieved", "partly achieved", "achieved"),
    ("no", "yes"),
)
_MOST_WORDS = 6
# Cells for each word, where the words are none of those above: a remark is not written twice.
_CELLS_A_WORD = 2


def ordered_words(texts: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """The words that the texts of all cells of a measure are, the worst first, and what says so.

    Returns:
        None where the texts are remarks rather than values.
    """
    words = {text.casefold(): text for text in reversed(texts)}
    for known in _KNOWN:
        if len(texts) > 1 and set(words) <= set(known):
            return tuple(words[word] for word in known if word in words), "the meaning of the words"
    if len(words) > _MOST_WORDS or len(texts) < max(_CELLS_A_WORD, _CELLS_A_WORD * len(words)):
        return None
    in_order = tuple(dict.fromkeys(words[text.casefold()] for text in texts))
    return in_order, "the order in which the words appear, the worst first: check it"
