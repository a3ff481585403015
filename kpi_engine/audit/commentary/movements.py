"""Words of a commentary that say which way a figure went. Rules: docs/commentary.md, "Movements"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kpi_engine.audit.commentary.sentences import SUBJECT, Said, said, sentences
from kpi_engine.model.definitions.judgement import DirectionOfTravel
from kpi_engine.model.figures.figure import Figure

_UP = "increased|rose|risen|climbed|grew|grown|went up|gone up"
_DOWN = "decreased|fell|fallen|dropped|declined|reduced|went down|gone down"
_BETTER = "improved"
_WORSE = "worsened|deteriorated"
# The same as things that are seen, and as what goes on.
_RISE, _FALL = "increase|rise", "decrease|fall|drop|decline|reduction"
_GAIN, _LOSS = "improvement", "deterioration|worsening"
_RISING, _FALLING = "increasing|rising|growing", "decreasing|falling|dropping|declining"
_IMPROVING, _WORSENING = "improving|improve", "worsening|worsen|deteriorating|deteriorate"
_MOVED = re.compile(
    rf"(?i)(?:^|[\s,*_]){SUBJECT}\s+(?:(?:has|have)\s+)?(?:(?:also|further|slightly|again|sharply)\s+)?"
    rf"(?P<verb>{_UP}|{_DOWN}|{_BETTER}|{_WORSE})\b"
)
_SEEN = re.compile(
    rf"(?i)(?:there\s+(?:has\s+been|was|is)|we\s+(?:have\s+seen|saw)|(?:this|it)\s+(?:is|was|represents)"
    rf"|{SUBJECT}\s+(?:shows|showed|saw|has\s+seen))\s+an?\s+"
    rf"(?:(?:slight|small|further|significant|marked|welcome|sharp)\s+)?(?P<verb>{_RISE}|{_FALL}|{_GAIN}|{_LOSS})"
    # What follows must be about the row: an increase in referrals is not.
    rf"(?=\s*(?:[.,;!]|\Z)|\s+(?:this\s+(?:week|month|quarter|term|year)|in\s+{SUBJECT}|of\s+-?[0-9]))"
)
_GOES_ON = re.compile(
    rf"(?i)(?:^|[\s,*_]){SUBJECT}\s+(?:is|continues\s+to(?:\s+be)?)\s+(?:still\s+|again\s+)?"
    rf"(?P<verb>{_RISING}|{_FALLING}|{_IMPROVING}|{_WORSENING}|{_RISE}|{_FALL})\b"
)
_FROM_TO = re.compile(
    rf"(?i)\b(?P<verb>{_UP}|{_DOWN})\s+(?:slightly\s+)?from\s+(?P<then>-?[0-9][0-9,]*(?:\.[0-9]+)?)\s?%?"
    rf"(?:\s+in\s+[\w -]+?)?\s+to\s+(?P<now>-?[0-9][0-9,]*(?:\.[0-9]+)?)"
)
# What else than the period before a sentence may compare with.
_OTHERWISE = re.compile(
    r"(?i)\b(?:a year ago|year on year|since|compared|than|over the|in the last|before|years?|target|outturn"
    r"|historically|expected|will|would|could|should|not|if|may)\b"
)


def wrong_movements(markdown: str, figure: Figure) -> Iterator[Said]:
    """The words that say a figure rose or fell, improved or worsened, and it did not."""
    for start, sentence in sentences(markdown):
        for found in _wrong_in(sentence, figure):
            yield said(markdown, start, found, "verb")


def _wrong_in(sentence: str, figure: Figure) -> Iterator[re.Match[str]]:
    """The first word of a sentence that is wrong, if any is."""
    from_to = _FROM_TO.search(sentence)
    if from_to is not None:
        rises = _number(from_to["now"]) - _number(from_to["then"])
        if _is_up(from_to["verb"]) is not None and rises and (rises > 0) is not _is_up(from_to["verb"]):
            yield from_to
        return
    if _OTHERWISE.search(sentence):
        return
    for form in (_MOVED, _SEEN, _GOES_ON):
        moved = form.search(sentence)
        if moved is not None and _contradicts(moved["verb"], figure):
            yield moved
            return


def _contradicts(verb: str, figure: Figure) -> bool:
    """Whether the figure went the other way, or stayed."""
    said_up = _is_up(verb)
    if said_up is None:
        improved = re.fullmatch(f"{_BETTER}|{_GAIN}|{_IMPROVING}", verb, re.IGNORECASE) is not None
        right = DirectionOfTravel.IMPROVED if improved else DirectionOfTravel.WORSENED
        return figure.direction not in (right, DirectionOfTravel.NONE)
    now, then = figure.value, figure.previous_value
    if now is None or then is None:
        return False
    return now == then or (now > then) is not said_up


def _is_up(verb: str) -> bool | None:
    """Whether a word says that the number rose; None where it is about the performance."""
    if re.fullmatch(f"{_UP}|{_RISE}|{_RISING}", verb, re.IGNORECASE):
        return True
    return False if re.fullmatch(f"{_DOWN}|{_FALL}|{_FALLING}", verb, re.IGNORECASE) else None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def movement_words(figure: Figure, value: str, previous: str) -> str:
    """``the figure fell from 72.4% to 72.1% (worsened)``."""
    now, then = figure.value, figure.previous_value
    if now is None or then is None or not previous:
        return f"the figure is {value}"
    verb = "stayed at" if now == then else "rose from" if now > then else "fell from"
    numbers = value if now == then else f"{previous} to {value}"
    judged = f" ({figure.direction.value})" if figure.direction.value else ""
    return f"the figure {verb} {numbers}{judged}"
