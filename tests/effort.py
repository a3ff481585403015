"""How many examples a property test tries: its own number, times what the profile asks of every test."""

from __future__ import annotations

from hypothesis import settings

FULL = 100


def examples(number: int) -> int:
    """As many of ``number`` as the profile has of a hundred: fewer in the usual run, more in the nightly."""
    return max(1, number * settings().max_examples // FULL)


def is_nightly() -> bool:
    """Whether there is time for every combination, not only for a cover of them."""
    return settings().max_examples > FULL
