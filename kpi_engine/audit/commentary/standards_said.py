"""Words of a commentary that say whether a standard is met. Rules: docs/commentary.md, "Targets"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from kpi_engine.audit.commentary.sentences import (
    CLAUSE_END,
    CLAUSE_START,
    SUBJECT,
    Said,
    is_plain,
    said,
    sentences,
)
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.figures.figure import Figure

_WHO = rf"(?:we|{SUBJECT})"
_STANDARD = (
    r"(?:the|our|its)\s+(?P<what>target|floor\s+standard)"
    r"(?:\s+of\s+(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?:\s?%|\s+per\s?cent)?)?"
)
_DONE = "met|achieved|reached|exceeded|surpassed"
_DO = "meet|achieve|reach"
_ALSO = r"(?:(?:now|again|also|just|comfortably)\s+)?"
_BEGIN = rf"(?i){CLAUSE_START}"
_MET = (
    re.compile(
        rf"{_BEGIN}(?P<said>{_WHO}\s+(?:(?:has|have)\s+)?{_ALSO}(?:{_DONE}|hit|beat)\s+{_STANDARD}){CLAUSE_END}"
    ),
    re.compile(
        rf"{_BEGIN}(?P<said>{_STANDARD}\s+(?:has\s+been|was|is|is\s+being)\s+{_ALSO}(?:{_DONE})){CLAUSE_END}"
    ),
)
_MISSED = (
    re.compile(
        rf"{_BEGIN}(?P<said>{_WHO}\s+(?:(?:(?:has|have)\s+)?{_ALSO}missed|did\s+not\s+(?:{_DO})"
        rf"|(?:has|have)\s+not\s+(?:yet\s+)?(?:{_DONE})|(?:(?:has|have)\s+)?failed\s+to\s+(?:{_DO}))\s+{_STANDARD}){CLAUSE_END}"
    ),
    re.compile(
        rf"{_BEGIN}(?P<said>{_STANDARD}\s+(?:(?:was|has\s+been)\s+{_ALSO}missed"
        rf"|(?:has\s+not\s+(?:yet\s+)?been|was\s+not|is\s+not(?:\s+being)?)\s+(?:{_DONE}))){CLAUSE_END}"
    ),
)
_BESIDE = re.compile(
    rf"{_BEGIN}(?P<said>{SUBJECT}\s+(?:is|remains|stays)\s+(?:(?:still|now|again|well|just|slightly|far)\s+)*"
    rf"(?P<side>above|below)\s+(?:(?:the|our|its)\s+)?(?P<what>target|floor\s+standard)"
    r"(?:\s+of\s+(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?:\s?%|\s+per\s?cent)?)?)"
    rf"{CLAUSE_END}"
)


def wrong_standards(markdown: str, figure: Figure) -> Iterator[Said]:
    """The words that say a target or floor standard was met or missed, and it was not."""
    for start, sentence in sentences(markdown):
        found = _wrong_in(sentence, figure)
        if found is not None:
            yield said(markdown, start, found)


def _wrong_in(sentence: str, figure: Figure) -> re.Match[str] | None:
    for forms, says_met in ((_MET, True), (_MISSED, False)):
        for form in forms:
            found = form.search(sentence)
            if found is None or not is_plain(sentence, found):
                continue
            is_met = _is_met(figure, found)
            if is_met is not None and is_met is not says_met:
                return found
    beside = _BESIDE.search(sentence)
    if beside is None or not is_plain(sentence, beside) or figure.polarity is not Polarity.HIGHEST:
        return None
    number = _standard(figure, beside)
    if number is None or figure.value is None or figure.value == number:
        return None
    return beside if (figure.value > number) is not (beside["side"].lower() == "above") else None


def _standard(figure: Figure, words: re.Match[str]) -> Decimal | None:
    """The number of the standard that words are about; None where the row has none, or another number."""
    rule = None if figure.threshold is None else figure.threshold.rule
    if rule is None or figure.rag is Rag.NONE:
        return None
    number = rule.target if _is_target(words) else rule.floor
    written = words["number"]
    return None if written is not None and Decimal(written.replace(",", "")) != number else number


def _is_target(words: re.Match[str]) -> bool:
    return words["what"].lower() == "target"


def _is_met(figure: Figure, words: re.Match[str]) -> bool | None:
    """Whether the value meets the standard, which the rating must say too; None where that is not plain."""
    number, value = _standard(figure, words), figure.value
    if number is None or value is None or figure.threshold is None:
        return None
    by_rating = figure.rag.is_reached if _is_target(words) else not figure.rag.is_missed
    is_strict = _is_target(words) and figure.threshold.rule.is_strict
    match figure.polarity:
        case Polarity.HIGHEST:
            met = value > number or (value == number and not is_strict)
        case Polarity.LOWEST:
            met = value < number or (value == number and not is_strict)
        case Polarity.TARGET:
            return by_rating if _is_target(words) else None
        case Polarity.NONE:
            return None
        case _:
            assert_never(figure.polarity)
    return met if met is by_rating else None
