"""Numbers as people write them, read exactly: text → an integer and its number of decimals.

Nothing passes through binary floating point, and nothing is repaired by guessing: a text that is not plainly
one number is refused with the reason.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.cell_faults import fault_of

MOST_DIGITS = 18  # what a 64-bit integer holds whatever the digits are
TYPOGRAPHIC_MINUS = "\u2212"

_PLAIN = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]+))?")
_EXPONENT = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")
_SPREADSHEET_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?")
_CURRENCY = re.compile(r"[-+]?[£$€]|.*[£$€]$")
_NOT_FINITE = {"inf", "infinity", "nan", "∞"}
_LIKE_MINUS = "\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d"


class ExactNumber(NamedTuple):
    """The number ``mantissa / 10 ** decimals``.

    ``typographic_minus`` says that it was written with U+2212, not a hyphen.
    """

    mantissa: int
    decimals: int
    typographic_minus: bool = False


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


@frozen
class NumberStyle:
    """How the numbers of a source are written, as declared: nothing beyond it is accepted.

    ``thousands_separator`` empty: digits are not grouped. ``percent_sign``: a number may end in ``%``.
    """

    thousands_separator: str = ""
    percent_sign: bool = False


PLAIN = NumberStyle()


def parse_number(text: str, style: NumberStyle = PLAIN) -> ExactNumber | NotANumber:
    """Read a number: digits, a decimal point, a sign, and what the style declares. No spaces around it.

    The decimals written are kept: ``45.0`` is 450 with 1 decimal. The hyphen, U+002D, and the minus sign,
    U+2212, are both a minus.
    """
    plain = text
    if style.percent_sign and plain.endswith("%"):
        plain = plain[:-1].rstrip()
    typographic = plain.startswith(TYPOGRAPHIC_MINUS)
    if typographic:
        plain = "-" + plain[1:]
    separator = style.thousands_separator
    if separator and separator in plain and not _CURRENCY.match(plain):
        ungrouped = _without_separators(plain, separator)
        if ungrouped is None:
            return NotANumber(
                f'has the thousands separator "{separator}" in the wrong place',
                f"group the digits in threes as in 1{separator}234 or leave the separator out",
            )
        plain = ungrouped
    match = _PLAIN.fullmatch(plain)
    if match is None or not (match[2] or match[3]):
        return _why_not(text)
    return _exact(match[1], match[2], match[3] or "", typographic)


def _exact(sign: str, whole: str, fraction: str, typographic: bool) -> ExactNumber | NotANumber:
    digits = (whole + fraction).lstrip("0")
    longest = max(len(digits), len(fraction))
    if longest > MOST_DIGITS:
        return NotANumber(
            f"has {longest} digits; at most {MOST_DIGITS} are kept exactly",
            "round it to the decimals that mean something",
        )
    mantissa = int(digits or "0")
    return ExactNumber(-mantissa if sign == "-" else mantissa, len(fraction), typographic)


def _without_separators(text: str, separator: str) -> str | None:
    whole, point, fraction = text.partition(".")
    first, *groups = whole.split(separator)
    well_placed = 1 <= len(first.lstrip("+-")) <= 3 and all(len(group) == 3 for group in groups)
    if not well_placed or separator in fraction:
        return None
    return first + "".join(groups) + point + fraction


def _why_not(text: str) -> NotANumber:
    """The likeliest reason first; the last one fits whatever is left."""
    fault = fault_of(text)
    if fault is not None:
        return NotANumber(fault.reason, fault.remedy)
    hidden = forbidden_character(text, in_a_line=True)
    if hidden is not None:
        return NotANumber(f"has {character_name(hidden[0])}", "delete it")
    return _why_not_visible(text)


def _why_not_visible(text: str) -> NotANumber:
    if text.lstrip("+-" + TYPOGRAPHIC_MINUS).casefold() in _NOT_FINITE:
        return NotANumber("is not a finite number", "write the figure, or N/A where there is none")
    if _SPREADSHEET_ERROR.fullmatch(text):
        return NotANumber(
            "is a spreadsheet's error, not a number",
            "correct the formula, or write N/A where there is no figure",
            "correct the formula, or say what it means under missing",
        )
    if _EXPONENT.fullmatch(text):
        return NotANumber(
            "is in exponent form, which may have lost digits", "format the cell as a number and write it out"
        )
    if text[:1] in _LIKE_MINUS and text[1:2].isdigit():
        return NotANumber(
            f"starts with a dash (U+{ord(text[0]):04X}), which is not a minus sign", "write a minus: -"
        )
    if text.startswith("(") and text.endswith(")"):
        return NotANumber("is in brackets", "write a negative number with a minus: -")
    return _why_signs_are_wrong(text)


def _why_signs_are_wrong(text: str) -> NotANumber:
    if _CURRENCY.match(text):
        return NotANumber("has a currency sign", "write the number alone")
    if text.endswith("%"):
        return NotANumber(
            "has a % sign",
            "leave it out; where the values of a file have it, name the file in the scorecard as a record: "
            "{path: ..., percent_sign: true}",
        )
    if "," in text and set(text) <= set("+-0123456789.,"):
        return NotANumber(
            "has a comma, which is not declared as a separator of thousands",
            'write 12.5 with a full stop and 1234 without a comma, or declare thousands_separator: "," '
            "for this file",
        )
    if text.endswith(".") and text[:-1].lstrip("+-").isdigit():
        return NotANumber("ends in a full stop", "write the number without it, or with its decimals")
    return NotANumber(
        "is not a number",
        "write a number such as 1234 or 12.5, or N/A where there is none",
        "write a number, or say what the word means under missing",
    )
