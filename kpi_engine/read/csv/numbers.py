"""Numbers as people write them, read exactly: text → an integer and its number of decimals.

Nothing passes through binary floating point, and nothing is repaired by guessing: a text that is not plainly
one number is refused with the reason.
"""

from __future__ import annotations

from typing import NamedTuple

from kpi_engine.model.frozen import frozen
from kpi_engine.model.patterns import lazy_pattern
from kpi_engine.read.csv.number_reasons import SPACES, TYPOGRAPHIC_MINUS, NotANumber, why_not_a_number

MOST_DIGITS = 18  # what a 64-bit integer holds whatever the digits are

_PLAIN = lazy_pattern(r"([+-]?)([0-9]*)(?:\.([0-9]+))?")
_SPACE = lazy_pattern(f"[{SPACES}]")
_CURRENCY = lazy_pattern(r"[-+]?[£$€]|.*[£$€]$")


class ExactNumber(NamedTuple):
    """The number ``mantissa / 10 ** decimals``.

    ``typographic_minus`` says that it was written with U+2212, not a hyphen.
    """

    mantissa: int
    decimals: int
    typographic_minus: bool = False


@frozen
class NumberStyle:
    """How the numbers of a source are written, as declared: nothing beyond it is accepted.

    ``thousands_separator`` empty: digits are not grouped. ``percent_sign``: a number may end in ``%``.
    """

    thousands_separator: str = ""
    percent_sign: bool = False


PLAIN = NumberStyle()


def plain_number(text: str) -> tuple[int, int] | None:
    """The mantissa and the decimals of digits with or without a point, which any style reads alike.

    None for any other text: ``parse_number`` reads it, or says what is wrong with it.
    """
    whole, point, fraction = text.partition(".")
    digits = whole + fraction
    if not (digits.isdecimal() and digits.isascii()) or len(digits) > MOST_DIGITS or (point and not fraction):
        return None
    return int(digits), len(fraction)


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
    if separator == " ":
        plain = _SPACE.sub(" ", plain)
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
        return why_not_a_number(text)
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
