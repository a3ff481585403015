"""When so many figures lack a rating for one reason that a page says so at once, and in which words."""

from __future__ import annotations

# If fewer figures lack a rating, their rows say so.
_FEWEST = 3
_PART = 4


def is_many(count: int, total: int) -> bool:
    """Whether so many of all lack a rating: three or more, and a quarter of them."""
    return count >= _FEWEST and _PART * count >= total


def unrated_words(count: int, total: int, reason: str) -> str:
    """``11 of 15 are not rated: no floor standard``."""
    return f"{count} of {total} are not rated: {reason}"
