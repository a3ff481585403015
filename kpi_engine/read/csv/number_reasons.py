"""Why a text is not a number, and what to do: the ways in which people and spreadsheets write figures."""

from __future__ import annotations

import re
from collections.abc import Callable

from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.frozen import frozen
from kpi_engine.model.patterns import lazy_pattern
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.cell_faults import fault_of

TYPOGRAPHIC_MINUS = "\u2212"
# The spaces between groups of digits: a plain space, and those that do not break.
SPACES = " \u00a0\u202f\u2009"

_LIKE_MINUS = "\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d"


@frozen
class NotANumber:
    """Why a text is not a number (a phrase that follows the text) and what to do about it.

    ``in_sheet`` is what to do where the text is on a sheet, if that is something else.
    """

    reason: str
    remedy: str
    in_sheet: str = ""


def unreadable(name: str, text: str, reason: str) -> str:
    """What is wrong with a text in the column ``name``: the ``reason`` why it is no number, in a sentence."""
    return f"the {name} {reason}" if fault_of(text) else f"the {name} {shown(text)} {reason}"


def why_not_a_number(text: str) -> NotANumber:
    """The likeliest reason first; the last one fits whatever is left."""
    fault = fault_of(text)
    if fault is not None:
        return NotANumber(fault.reason, fault.remedy)
    hidden = forbidden_character(text, in_a_line=True)
    if hidden is not None:
        return NotANumber(f"has {character_name(hidden[0])}", "delete it")
    if text[:1] in _LIKE_MINUS and text[1:2].isdigit():
        return NotANumber(
            f"starts with a dash (U+{ord(text[0]):04X}), which is not a minus sign", "write a minus: -"
        )
    return next((kind for is_of, kind in _KINDS if is_of(text)), _ANYTHING_ELSE)


def _like(pattern: str) -> Callable[[str], bool]:
    whole = lazy_pattern(pattern, re.IGNORECASE)
    return lambda text: whole.fullmatch(text) is not None


_KINDS: tuple[tuple[Callable[[str], bool], NotANumber], ...] = (
    (
        _like(r"[-+\u2212]*(?:inf|infinity|nan|\u221e)"),
        NotANumber("is not a finite number", "write the figure, or N/A where there is none"),
    ),
    (
        _like(r"#[A-Z0-9/]+[!?]?"),
        NotANumber(
            "is a spreadsheet's error, not a number",
            "correct the formula, or write N/A where there is no figure",
            "correct the formula, or say what it means under missing",
        ),
    ),
    (
        _like(r"[+-]?[0-9.]+e[+-]?[0-9]+"),
        NotANumber(
            "is in exponent form, which may have lost digits",
            "format the cell as a number and write it out",
        ),
    ),
    (
        _like(rf"[{_LIKE_MINUS}{TYPOGRAPHIC_MINUS}]"),
        NotANumber(
            "is a dash that is not a hyphen",
            "write - where there is no figure and a dash is to be shown, N/A where there is none, or 0",
        ),
    ),
    (
        _like(r"\([^a-z]*[0-9][^a-z]*\)"),
        NotANumber("is in brackets", "write a negative number with a minus in front, as in -12"),
    ),
    (
        _like(r"[0-9][0-9.,]*[-\u2212]"),
        NotANumber("has a minus at its end", "write the minus in front, as in -12"),
    ),
    (
        _like(r"[<>\u2264\u2265].*"),
        NotANumber(
            "says more or less than a number, and not which number",
            "write the number, or * where it is withheld because it is small",
        ),
    ),
    (
        _like(r"[-+]?[£$€].*|.*[£$€]"),
        NotANumber("has a currency sign", "write the number alone"),
    ),
    (
        _like(r".*%"),
        NotANumber(
            "has a % sign",
            "leave it out; where the values of a file have it, name the file in the scorecard as a record: "
            "{path: ..., percent_sign: true}",
        ),
    ),
    (
        _like(r"[-+0-9.,]*,[-+0-9.,]*"),
        NotANumber(
            "has a comma, which is not declared as a separator of thousands",
            "write 12.5 with a full stop and 1234 without a comma, or name the file in the scorecard as a "
            'record: {path: ..., thousands_separator: ","}',
        ),
    ),
    (
        _like(rf"[-+]?[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:\.[0-9]+)?"),
        NotANumber(
            "has spaces, which are not declared as separators of thousands",
            "write it without spaces, or name the file in the scorecard as a record: "
            '{path: ..., thousands_separator: " "}',
        ),
    ),
    (
        _like(r"[-+]?[0-9]+\."),
        NotANumber("ends in a full stop", "write the number without it, or with its decimals"),
    ),
    (
        _like(r"[0-9.]+\s*(?:of|out of|/)\s*[0-9.]+"),
        NotANumber("is a part of a whole", "write the two numbers in the columns numerator and denominator"),
    ),
    (
        _like(r"[0-9]+(?::[0-9.]+)+"),
        NotANumber(
            "has a colon, as times and ratios have", "write it as one number, in the unit of the indicator"
        ),
    ),
    (
        _like(r"[-+]?[0-9.]+\s*(?:[prebu]|\*+|\(.*\))"),
        NotANumber(
            "has a mark behind the number that is not known",
            "write a mark in square brackets, such as 12 [p] for provisional, and the number alone otherwise",
        ),
    ),
    (
        _like(r"[-+]?[0-9.]+\s+[^\W\d_].*"),
        NotANumber("has words behind the number", "write the number alone; the definition has its unit"),
    ),
    (
        _like("not available|to be supplied|confidential|suppressed|not applicable|closed"),
        NotANumber(
            "is a status, not a number",
            "leave the value empty, and write the word in the column status",
            "write the word in the column status, or say what it means under missing",
        ),
    ),
    (
        _like(r"[^\W\d_].*|[^\w.+-]+|\([a-z ]+\)"),
        NotANumber(
            "is not a number",
            "write a number such as 1234 or 12.5, or N/A where there is none; where it means that there is "
            'no figure, say so in the scorecard: {path: ..., missing: {"...": not available}}',
            "write a number, or say what the word means under missing",
        ),
    ),
)
_ANYTHING_ELSE = NotANumber(
    "is not a number",
    "write a number such as 1234 or 12.5, or N/A where there is none",
    "write a number, or say what the word means under missing",
)
