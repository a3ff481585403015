"""The numbers of a commentary that should be figures of its row. Rules: docs/commentary.md, "Numbers"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpi_engine.model.calendars.period import MONTH_NAMES
from kpi_engine.model.definitions.indicator import Indicator

_MONTH = rf"(?:{'|'.join(MONTH_NAMES)})[a-z]*\.?"
_YEAR = r"(?:19|20)[0-9]{2}"
_TERM = r"(?:autumn|spring|summer|winter)(?:\s+term)?"
_TO = r"(?:\s?(?:-|–|to|and|or)\s?[0-9]+)?"
# What looks like a number and is no figure: blanked before numbers are sought.
_NO_FIGURES = (
    r"\]\([^)]*\)|https?://\S+",
    r"(?m)^\s*[0-9]+[.)]\s",
    rf"\b{_YEAR}-[0-9]{{1,2}}(?:-[0-9]{{1,2}})?\b",
    rf"\b{_YEAR}\s?[-/–]\s?(?:{_YEAR}|[0-9]{{2}})\b",
    rf"\b[0-9]{{1,2}}/[0-9]{{1,2}}/(?:{_YEAR}|[0-9]{{2}})\b",
    rf"(?i)\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+{_YEAR})?\b",
    rf"(?i)\b{_MONTH}\s+(?:[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+)?{_YEAR}\b",
    rf"(?i)\b(?:{_MONTH}|{_TERM}|q[1-4]),?\s+'?[0-9]{{2}}(?:\s?[-/–]\s?[0-9]{{2}})?"
    r"(?![\w%]|[.,][0-9]|\s+(?:out\s+)?of\b)",
    rf"(?<![\w.,]){_YEAR}(?![\w%]|[.,][0-9])",
    r"(?i)\b(?:years?|(?:key\s+)?stages?|quarters?|terms?|weeks?|grades?|levels?|tiers?|bands?|phases?|"
    r"sections?|parts?|pages?|tables?|aged)\s+[0-9]+(?:\s?(?:-|–|to|and|or)\s?[0-9]+)?(?![\w%]|[.,][0-9])",
    r"(?i)\b[0-9]+(?:\s?(?:-|–|to|and|or)\s?[0-9]+)?[\s-]years?[\s-]olds?\b",
    rf"(?i)\bages?\s+(?:of\s+)?(?:between\s+)?[0-9]+{_TO}(?![\w%]|[.,][0-9])",
)
_SHORT_YEARS = re.compile(r"(?<![\w.,%])([0-9]{2})\s?[-/–]\s?([0-9]{2})(?![\w%]|[.,][0-9])")
_DURATION = re.compile(
    r"(?i)\b(within\s+(?:the\s+)?)?([0-9]+)[\s-](?:(?:working|school|calendar)[\s-])?"
    r"(hour|day|week|month|mth|year|yr)s?\b"
)
_SHORT_UNITS = {"mth": "month", "yr": "year"}
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>(?<![\w%])[-−])?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<fraction>\.[0-9]+)?"
    r"(?P<percent>\s?(?:%|per\s?cent\b))?(?!\w|\.[0-9])"
)
_MONEY = re.compile(r"(?i)([£$€])\s?([0-9][0-9,]*(?:\.[0-9]+)?)(?:\s?(k|m|bn|thousand|million|billion)\b)?")
_SCALES = {"thousand": "k", "million": "m", "billion": "bn"}
_UNIT_OF_MONEY = re.compile(r"([£$€])(k|m|bn)?(?![a-z])")


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number as written; ``line`` counts from 0. ``is_of_next``: "of" and another number follow."""

    text: str
    value: Decimal
    is_percent: bool
    line: int
    is_of_next: bool = False


def numbers_in(markdown: str, indicator: Indicator) -> Iterator[NumberInText]:
    """The numbers that must be figures: no years, dates, codes, or durations of the indicator's name."""
    text = markdown
    for pattern in _NO_FIGURES:
        text = re.sub(pattern, _blank, text)
    text = _MONEY.sub(lambda found: _amount(found, indicator), text)
    text = _SHORT_YEARS.sub(_blank_if_years, text)
    known = set(_durations(f"{indicator.name} {indicator.data_period_words}"))
    text = _DURATION.sub(
        lambda found: _blank(found) if _is_left_alone(found, indicator, known) else found[0], text
    )
    for found in _NUMBER.finditer(text):
        digits = found["digits"].replace(",", "") + (found["fraction"] or "")
        yield NumberInText(
            text=" ".join(found[0].split()),
            value=Decimal(f"-{digits}" if found["sign"] else digits),
            is_percent=bool(found["percent"]),
            line=text.count("\n", 0, found.start()),
            is_of_next=_OF_NEXT.match(text, found.end()) is not None,
        )


# ``503 of 548``, ``503 out of the 548``.
_OF_NEXT = re.compile(r"(?i)[ \t]+(?:out[ \t]+)?of[ \t]+(?:(?:the|all)[ \t]+)?(?=[0-9])")


def _blank_if_years(found: re.Match[str]) -> str:
    """``24-25`` and ``24/25`` are a year; ``24-26`` is none."""
    follows = (int(found[1]) + 1) % 100 == int(found[2])
    return _blank(found) if follows else found[0]


def _amount(found: re.Match[str], indicator: Indicator) -> str:
    """The number of a sum of money that is written in the unit of the indicator; of any other, nothing."""
    start, end = found.start(), found.end()
    unit = _UNIT_OF_MONEY.match(indicator.unit.casefold().replace("000", "k"))
    scale = (found[3] or "").casefold()
    if unit is None or (found[1], _SCALES.get(scale, scale)) != (unit[1], unit[2] or ""):
        return _blank(found)
    return " " * (found.start(2) - start) + found[2] + " " * (end - found.end(2))


def _is_left_alone(found: re.Match[str], indicator: Indicator, known: Collection[tuple[str, str]]) -> bool:
    """Whether a duration is no figure, since the indicator's name has it or it is a limit ("within 10 days").

    A limit may be a figure where the indicator is itself measured in that unit.
    """
    number, unit = _duration(found)
    is_limit = found[1] is not None and unit not in indicator.unit.lower()
    return is_limit or (number, unit) in known


def _blank(found: re.Match[str]) -> str:
    """Spaces in place of what was found, and its line breaks."""
    return "".join(mark if mark == "\n" else " " for mark in found[0])


def _durations(text: str) -> Iterator[tuple[str, str]]:
    return (_duration(found) for found in _DURATION.finditer(text))


def _duration(found: re.Match[str]) -> tuple[str, str]:
    """The number and its unit; a working day is a day, since texts say either."""
    unit = found[3].lower()
    return found[2], _SHORT_UNITS.get(unit, unit)
