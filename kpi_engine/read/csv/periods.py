"""Labels of months, quarters, terms and years, read by the frequency they are for, never guessed.

Two digits of a year mean 20xx, and the two parts of a year must follow each other (``2023-24``).
``2011-12`` is December 2011 for a monthly indicator and a year for an annual one.
"""

from __future__ import annotations

import re

from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.definitions.period import MONTH_NAMES, TERMS, Frequency, Month

_FULL_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(_FULL_MONTH_NAMES, 1)},
    **{name.casefold(): number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
_TERM_NAMES = tuple(term.casefold() for term in TERMS)

_YEAR = re.compile(r"(?:([1-9][0-9]{3})[-/–]([0-9]{4}|[0-9]{2})|([0-9]{2})[-/–]([0-9]{2}))")
_ISO_MONTH = re.compile(r"([1-9][0-9]{3})[-/]([0-9]{1,2})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[-/]([1-9][0-9]{3})")
_NAME_AND_YEAR = re.compile(r"([a-z]+)[ /–-]?([1-9][0-9]{3}|[0-9]{2})")
_YEAR_AND_NAME = re.compile(r"([1-9][0-9]{3})[ /–-]?([a-z]+)")
_QUARTER = re.compile(r"(?:(?:q|quarter )([1-4])[ ,/–-]+(.+)|(.+?)[ ,/–-]*(?:q|quarter )([1-4]))")
_TERM = re.compile(
    r"(?:(autumn|spring|summer)(?: term)?[ ,/–-]+(.+)|(.+?)[ ,/–-]+(autumn|spring|summer)(?: term)?)"
)
_FULL_DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ t].*)?")

_LONGEST = 60  # more characters than any label of a period has

_ADVICE = {
    Frequency.MONTHLY: "write a month such as 2024-08 or Aug-24",
    Frequency.QUARTERLY: "write a quarter such as 2024-25 Q1",
    Frequency.TERMLY: "write a term such as 2023-24 Summer",
    Frequency.ANNUAL: "write a year such as 2023-24",
}
_NOUNS = {
    Frequency.MONTHLY: "a month",
    Frequency.QUARTERLY: "a quarter",
    Frequency.TERMLY: "a term",
    Frequency.ANNUAL: "a year",
}


def parse_period(text: str, frequency: Frequency) -> int | None:
    """The ordinal (model/period.py) of a period of this frequency; None where the text is not plainly one."""
    if frequency is Frequency.MONTHLY:
        month = parse_month(text)
        return None if month is None else month.ordinal
    if frequency is Frequency.QUARTERLY:
        return _parse_quarter(text)
    if frequency is Frequency.TERMLY:
        return _parse_term(text)
    return parse_year(text)


def parse_month(text: str) -> Month | None:
    """``2024-08``, ``08/2024``, ``Aug-24``, ``Aug 2024``, ``August 2024``."""
    text = _plain(text)
    if match := _ISO_MONTH.fullmatch(text):
        return _month(match[1], int(match[2]))
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return _month(match[2], int(match[1]))
    if match := _NAME_AND_YEAR.fullmatch(text):
        return _month(match[2], _MONTH_NUMBERS.get(match[1], 0))
    if match := _YEAR_AND_NAME.fullmatch(text):
        return _month(match[1], _MONTH_NUMBERS.get(match[2], 0))
    return None


def parse_year(text: str) -> int | None:
    """``2023-24``, ``2023/24``, ``2023-2024``, ``23-24``: the year it starts in."""
    match = _YEAR.fullmatch(_plain(text))
    if match is None:
        return None
    start = int(match[1] or "20" + match[3])
    end = match[2] or match[4]
    following = str(start + 1)
    return start if following[-len(end) :] == end else None


def why_not_a_period(text: str, frequency: Frequency) -> tuple[str, str]:
    """Why ``parse_period`` refused a text (a phrase that follows it) and what to write."""
    hidden = forbidden_character(text[:_LONGEST], in_a_line=True)
    if hidden is not None:
        return f"has {character_name(hidden[0])}", "delete it"
    if len(text) > _LONGEST:
        return f"is too long for {_NOUNS[frequency]}", _ADVICE[frequency]
    return _why_not(text, frequency)


def _why_not(text: str, frequency: Frequency) -> tuple[str, str]:
    plain = _plain(text)
    advice = _ADVICE[frequency]
    other = next((kind for kind in Frequency if parse_period(text, kind) is not None), None)
    if other is not None:
        return f"is {_NOUNS[other]}, where {_NOUNS[frequency]} is wanted", advice
    if _FULL_DATE.fullmatch(plain):
        return f"is a date, not {_NOUNS[frequency]}", advice
    rest = _year_part(plain)
    if _YEAR.fullmatch(rest) and frequency is not Frequency.MONTHLY:
        return "names two years that do not follow each other", advice
    if re.fullmatch(r"[1-9][0-9]{3}", rest) and frequency is not Frequency.MONTHLY:
        return f"does not say which twelve months {rest} means", _two_choices(plain, rest)
    return f"is not {_NOUNS[frequency]}", advice


def _month(year: str, number: int) -> Month | None:
    return Month(int(year) if len(year) == 4 else 2000 + int(year), number) if 1 <= number <= 12 else None


def _parse_quarter(text: str) -> int | None:
    match = _QUARTER.fullmatch(_plain(text))
    if match is None:
        return None
    year = parse_year(match[2] or match[3])
    return None if year is None else 4 * year + int(match[1] or match[4]) - 1


def _parse_term(text: str) -> int | None:
    match = _TERM.fullmatch(_plain(text))
    if match is None:
        return None
    year = parse_year(match[2] or match[3])
    return None if year is None else 3 * year + _TERM_NAMES.index(match[1] or match[4])


def _year_part(plain: str) -> str:
    """What is left of a label without its quarter or term."""
    match = _QUARTER.fullmatch(plain) or _TERM.fullmatch(plain)
    return plain if match is None else match[2] or match[3]


def _two_choices(plain: str, year: str) -> str:
    """The two labels that a calendar year could mean."""
    start = int(year)
    part = plain.replace(year, "").strip(" ,/–-")
    part = f" {part[:1].upper()}{part[1:]}" if part else ""
    return " or ".join(f"{first}-{(first + 1) % 100:02d}{part}" for first in (start - 1, start)).join(
        ("write ", "")
    )


def _plain(text: str) -> str:
    """Small letters and single spaces; nothing of a text on which patterns would take minutes."""
    return " ".join(text.casefold().split()) if len(text) <= _LONGEST else ""
