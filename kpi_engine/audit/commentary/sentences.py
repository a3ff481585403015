"""Sentences of a commentary, and which of them are plainly about the row and about now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_engine.model.calendars.period import MONTH_NAMES

_SENTENCE_END = re.compile(r"[.;!?](?=\s|\Z)|\n\s*\n")
# What the sentences of a commentary call the figure of its row.
SUBJECT = (
    r"(?:it|this|performance|(?:the|this|our|overall)\s+(?:overall\s+)?"
    r"(?:rate|figure|percentage|proportion|share|number|value|result|indicator|measure|performance|score))"
)
# Other times, other groups, and what is not, or not yet, so.
_OTHERWISE = re.compile(
    r"(?i)\b(?:not|never|nor|no|hardly|nearly|almost|without|cannot|will|would|could|should|shall|may|might|if|unless"
    r"|until|whether|when|while|expect\w*|hop(?:e|ing)|aim\w*|plan\w*|forecast\w*|project\w*|predict\w*|intend\w*"
    r"|last|previous\w*|earlier|before|after|since|ago|historic\w*|years?|quarters?|terms?|weeks?|q[1-4]|to\s+date"
    r"|each|every|most|many|some|several|all|both|few|half|another|others?|either|neither|only|except|excluding"
    r"|(?:un)?likely|suggest\w*|show\w*|indicat\w*|provisional\w*|revised|subject|estimate\w*|own|sa(?:y|ys|id)|told"
    r"|believe\w*|think\w*|claim\w*|report\w*|according|wrong|untrue"
    r"|areas?|districts?|teams?|schools?|providers?|wards?|centres?|boys|girls|males?|females?|children|adults"
    rf"|(?:{'|'.join(MONTH_NAMES)})[a-z]*|(?:19|20)[0-9]{{2}})\b|n['’]t\b|\?"
)
# Where words about the figure may begin: nothing but a rating, the value or the like is before them.
CLAUSE_START = (
    r"(?:\A[\s*_>#-]*(?:(?:still\s+)?(?:red|amber|green|blue)\b[\s*_]*[:,–-]+\s*|at\s+-?[0-9][0-9.,]*\s?%?,?\s+"
    r"|(?:however|overall|again|also|this\s+(?:month|quarter|term|year)),?\s+)*"
    r"|,?\s+(?:and|but|although|though)\s+)"
)
# What may follow words about a figure without making them words about something else.
CLAUSE_END = (
    r"(?=\s*(?:[.,;:!)(*_]|\Z|–|-\s)|\s+(?:this|in\s+this)\s+(?:month|quarter|term|year)\b"
    r"|\s+(?:and|but|although|though|with|at|again|now)\b)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a commentary as written; ``line`` counts from 0."""

    text: str
    line: int


def sentences(markdown: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the place where it begins."""
    start = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(markdown)), len(markdown)):
        yield start, markdown[start:end]
        start = end


def is_plain(sentence: str, words: re.Match[str]) -> bool:
    """Whether nothing else in a sentence can make its words about something other than the row now."""
    rest = f"{sentence[: words.start()]} {sentence[words.end() :]}"
    rest = re.sub(r"(?i)\b(?:this|in\s+this)\s+(?:month|quarter|term|week|year)\b", " ", rest)
    return _OTHERWISE.search(rest) is None


def said(markdown: str, start: int, words: re.Match[str], group: str = "said") -> Said:
    """A group of a match in the sentence that begins at ``start``, with single spaces."""
    line = markdown.count("\n", 0, start + words.start(group))
    return Said(" ".join(words[group].split()), line)
