"""What the words of a measure say of its unit and of what its figures cover."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ROLLING = re.compile(
    r"rolling (12|twelve)[ -]months?|(12|twelve)[ -]months?,? rolling|\br12m\b|last 12 months", re.I
)
_TO_DATE = re.compile(r"\bcumulative\b|year[ -]to[ -]date|\bytd\b", re.I)
_SNAPSHOT = re.compile(r"\bsnapshot\b|\bas at\b|at (month|quarter|period) end", re.I)
_ARREARS = re.compile(r"\b(?:(one|1|two|2|three|3)\s+)?(month|quarter|year)s?\s+(?:in\s+)?arrears", re.I)
_PER = re.compile(r"\bper (\d{1,3}(?:,\d{3})+|10{2,6})\b[^(,]*", re.I)
_UNITS = {
    **dict.fromkeys(
        ("kg", "tonnes", "kwh", "mwh", "tco2e", "co2e", "litres", "miles", "km", "m2", "hectares"), ""
    ),
    **dict.fromkeys(("days", "hours", "minutes", "weeks", "months", "seconds", "working days"), ""),
    **{"£": "£", "£m": "£m", "£k": "£000", "£000": "£000", "£000s": "£000"},
}
_DAYS = re.compile(
    r"(average|avg|mean|median) (number of )?(working |calendar )?(days|hours|minutes|weeks)"
    r"|(working )?days (lost|to|from)",
    re.I,
)


def covers(name: str) -> str:
    """The data period that a name says (R12M, YTD or MS); empty where it says none."""
    if _ROLLING.search(name):
        return "R12M"
    if _TO_DATE.search(name):
        return "YTD"
    return "MS" if _SNAPSHOT.search(name) else ""


def periods_in_arrears(name: str) -> int:
    """How many periods late its figures are, as the name says: 1 of ``(quarter in arrears)``."""
    match = _ARREARS.search(name)
    if match is None:
        return 0
    return {"two": 2, "2": 2, "three": 3, "3": 3}.get((match[1] or "").casefold(), 1)


def unit_in(name: str) -> str:
    """The unit that a name says, in brackets or as days, hours or a rate; empty where it says none."""
    for brackets in re.findall(r"\(([^)]*)\)", name):
        for part in brackets.split(","):
            plain = part.strip()
            if plain.casefold() in _UNITS:
                return _UNITS[plain.casefold()] or plain
    per = _PER.search(name)
    if per is not None:
        return " ".join(per[0].split())
    days = _DAYS.search(name)
    if days is not None:
        return "days" if days[4] is None else f"{(days[3] or '').strip()} {days[4]}".strip().casefold()
    return ""


def is_percentage(name: str) -> bool:
    """Whether a name says that its figures are percentages."""
    return re.search(r"%|\bper ?cent(age)?\b|\bproportion\b", name, re.I) is not None


def code_of(name: str, taken: Iterable[str]) -> str:
    """A code made of the words of a name, such as ``CANCER-62-DAY-TREATMENT``; numbered where it is taken."""
    words = re.sub(r"\([^)]*\)|[’']s?\b", " ", name)
    words = re.sub(r"\bA ?& ?E\b", "AE", words)
    pieces = [
        piece
        for piece in re.findall(r"[A-Za-z0-9]+", words.replace(",", ""))
        if piece.casefold() not in _SMALL
    ]
    code = ""
    for piece in pieces:
        longer = f"{code}-{piece.upper()}" if code else piece.upper()
        if len(longer) > _LONGEST_CODE and code:
            break
        code = longer[:_LONGEST_CODE]
    code = code or "MEASURE"
    number, free = 2, code
    known = set(taken)
    while free in known:
        free, number = f"{code}-{number}", number + 1
    return free


_SMALL = {
    "the",
    "of",
    "a",
    "an",
    "in",
    "to",
    "and",
    "for",
    "who",
    "with",
    "are",
    "is",
    "that",
    "by",
    "on",
    "at",
}
_LONGEST_CODE = 28
