"""Ratings that a commentary names in words. Rules: docs/commentary.md, "Colours"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_engine.audit.commentary.sentences import sentences
from kpi_engine.model.calendars.period import MONTH_NAMES, MONTHS_IN_FULL
from kpi_engine.model.definitions.judgement import Rag

_COLOUR = re.compile(r"\b(red|amber|green)\b(?!-)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z']+")
_WORD_AFTER = re.compile(r"[\s*_]+([A-Za-z]+)")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


# After a rating comes the end of a phrase or one of these; another word makes it a paper, a lane or a light.
_AFTER_A_RATING = _words(
    """a again against although an and are as at band because before below but by despite due during for from
    had has have if in indicator indicators is it last may month now on or performance quarter rag range rated
    rating ratings row rows since so status than that the then this though threshold to towards until was we
    were when where which while with year"""
)
_NOW = _words("is are remains remain stays stay still now currently continues rated rating at rag became")
_WAS = _words("was were")
_EARLIER = _words("last previous previously earlier before formerly until ago had been from") | {
    name.lower() for name in (*MONTH_NAMES, *MONTHS_IN_FULL)
}
_NOT_SO = _words(
    """not never no nor longer nearly almost isn't aren't wasn't would could should will reach reaching become
    becomes be return returning expected below above than needs need if"""
)
_MOVED = _words(
    """moved moves fell fallen dropped turned turns went gone goes changed slipped rose risen improved
    worsened deteriorated returned shifted"""
)
# How many words before a rating say when it was; they are among so many letters before it.
_NEAR, _FARTHER = 3, 6
_LOOKED_BACK = 200


@dataclass(frozen=True, slots=True)
class ColourInText:
    """A rating as written; ``line`` counts from 0.

    ``is_now``: the text says that the row has it. ``is_other``: the text says that the row had it, does not
    have it, or may have it.
    """

    text: str
    rag: Rag
    is_now: bool
    is_other: bool
    line: int


def wrong_colours(markdown: str, rag: Rag) -> list[ColourInText]:
    """The ratings that the text says the row has, and it has not.

    Where the text says so of no rating, and never names the row's own, the ratings that it names at all.
    """
    named = list(_colours_in(markdown))
    wrong = [colour for colour in named if colour.is_now and colour.rag is not rag]
    if wrong or any(colour.rag is rag and not colour.is_other for colour in named):
        return wrong
    return [colour for colour in named if not colour.is_other]


def _colours_in(markdown: str) -> Iterator[ColourInText]:
    """The words red, amber and green where they are ratings, in the order of the text."""
    line, counted = 0, 0
    for start, sentence in sentences(markdown):
        words = {word.lower() for word in _WORD.findall(sentence)}
        for found in _COLOUR.finditer(markdown, start, start + len(sentence)):
            before = markdown[max(start, found.start() - _LOOKED_BACK) : found.start()]
            if not _is_rating(before, found, markdown):
                continue
            line, counted = line + markdown.count("\n", counted, found.start()), found.start()
            is_now, is_other = _tense([word.lower() for word in _WORD.findall(before)], words)
            yield ColourInText(found[0], Rag(found[0].upper()), is_now, is_other, line)


def _tense(before: list[str], sentence: set[str]) -> tuple[bool, bool]:
    """Whether a rating is said to be the row's now, and whether it is said not to be."""
    near, farther = set(before[-_NEAR:]), set(before[-_FARTHER:])
    if before[-1:] == ["to"]:
        return bool(farther & _MOVED), not farther & _MOVED
    if before[-1:] and before[-1] in _MOVED:
        return True, False
    if near & _NOT_SO or before[-1:] == ["from"]:
        return False, True
    if near & _WAS:
        return not sentence & _EARLIER, bool(sentence & _EARLIER)
    if near & _EARLIER:
        return False, True
    return bool(near & _NOW), False


def _is_rating(before: str, found: re.Match[str], text: str) -> bool:
    after = _WORD_AFTER.match(text, found.end())
    if after is not None and after[1].lower() not in _AFTER_A_RATING:
        return False
    # A capital in the middle of a sentence, straight after another name: Golders Green.
    previous = re.search(r"([A-Za-z']+)\s+\Z", before)
    if not found[0].istitle() or previous is None or not previous[1].istitle():
        return True
    return previous[1].lower() in _NOW | _WAS
