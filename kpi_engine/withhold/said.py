"""What published text says of a figure: how large it is, in a number, a rating, an arrow or a colour."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from kpi_engine.model.figures.withheld import Place


class Role(Enum):
    """What a cell of a table, or a piece of text, is about."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    RAG = "RAG"
    DIRECTION = "direction of travel"
    RANK = "rank"
    CHANGE = "change"
    COLOUR = "colour"


class Said(NamedTuple):
    """What is said of a figure, and where. ``is_withheld``: that it is withheld, and nothing else."""

    place: Place
    role: Role
    text: str
    where: str
    is_withheld: bool = False


MARKS = ("*", "c", "[c]", "x", "suppressed", "confidential", "withheld", "..")
_MARK_WORDS = re.compile(r"(?i)^\W*(?:suppressed|confidential|withheld|not shown)\b")
_NUMBER = re.compile(r"(?<![\w.,/:#-])[-−+]?[0-9][0-9,]*(?:\.[0-9]+)?%?(?![\w/:])")
_RAG = re.compile(r"\b(?:RED|AMBER|GREEN)\b|(?i:\brag:? (?:red|amber|green)\b)")
_ONLY_RAG = re.compile(r"(?i)\W*(?:red|amber|green)\W*")
_ARROW = re.compile(r"[↑↓↔▲▼]|(?i:\b(?:improved|worsened|remained the same|better|worse)\b)")
_HAS_NUMBERS = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.RANK, Role.CHANGE)


def is_mark(text: str) -> bool:
    """Whether a cell says that its figure is withheld."""
    plain = text.strip().lower()
    return plain in MARKS or _MARK_WORDS.match(plain) is not None


def number_in(text: str) -> str | None:
    """The first number in a text without labels."""
    found = _NUMBER.search(text)
    return None if found is None else found[0]


def rating_in(text: str) -> str | None:
    """The rating that a text names."""
    found = _RAG.search(text)
    if found is not None:
        return found[0]
    return text.strip() if _ONLY_RAG.fullmatch(text) else None


def size_in(text: str, role: Role) -> str | None:
    """What a cell without labels says of the size of its figure; None where it says nothing of it."""
    if role in _HAS_NUMBERS:
        return number_in(text) or rating_in(text)
    if role is Role.RAG:
        return rating_in(text)
    found = _ARROW.search(text) if role is Role.DIRECTION else None
    return None if found is None else found[0]
