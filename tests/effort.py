"""How many examples a property test tries: its own number, times what the profile asks of every test."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100


def examples(number: int) -> int:
    """The number that a test tries: ``number`` with the usual profile, more with the nightly one."""
    return number * settings().max_examples // USUAL
