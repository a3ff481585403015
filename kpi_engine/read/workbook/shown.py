"""A stored number and its format → what Excel shows, exactly and rounded half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from kpi_engine.model.frozen import frozen
from kpi_engine.read.workbook.number_format import FormatSection, NumberFormat, Token

MOST_DIGITS = 15  # of a number that a spreadsheet program keeps and shows
_MOST_DECIMALS = 30
_GENERAL_CHARACTERS = 11
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)


@frozen
class ShownNumber:
    """What is shown, and the number at that scale (percent × 100, thousands ÷ 1,000) with its decimals."""

    text: str
    number: Decimal
    decimals: int


def stored_number(text: str) -> Decimal:
    """A number as a file has it, to the 15 digits that mean something: 0.45300000000000001 is 0.453.

    Raises:
        ValueError: the text is not a finite number.
    """
    if len(text) <= MOST_DIGITS and "e" not in text.lower():
        number = Decimal(text) if text.strip("0123456789.-+") == "" and text else None
        if number is not None:
            return number
    value = float(text)
    if value in {float("inf"), float("-inf")} or value != value:  # noqa: PLR0124  # NaN is not itself
        raise ValueError(text)
    return Decimal(format(value, f".{MOST_DIGITS}g"))


def plain(number: Decimal) -> str:
    """The digits of a number without an exponent and without zeros at the end."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def rounded(number: Decimal, decimals: int) -> str:
    """The number in digits with so many decimals, rounded half up; no minus before a zero."""
    digits = number.adjusted() + 2 + decimals
    context = _CONTEXT if digits <= _CONTEXT.prec else Context(prec=digits, rounding=ROUND_HALF_UP)
    size = number.quantize(Decimal(1).scaleb(-decimals), context=context)
    return format(size.copy_abs() if size == 0 else size, "f")


def show_number(number: Decimal, number_format: NumberFormat) -> ShownNumber:
    """A number by a format that is not one of dates."""
    section, without_minus = number_format.section_for(number)
    if section.has("general") or (not section.tokens and len(number_format.sections) == 1):
        return _general(number, section)
    if not section.has("digit"):
        minus = "-" if number < 0 and section.tokens and not without_minus else ""
        text = plain(number) if section.has("text") else minus + _literals(section)
        return ShownNumber(text.strip(), number, _own_decimals(number))
    if section.has("exponent", "slash"):
        return _exponent_or_fraction(number, section)
    return _Digits(section).show(number, without_minus)


def _literals(section: FormatSection) -> str:
    return "".join(token.text for token in section.tokens if token.kind in {"literal", "percent"})


def _own_decimals(number: Decimal) -> int:
    return len(plain(number).partition(".")[2])


def _general(number: Decimal, section: FormatSection) -> ShownNumber:
    """At most eleven characters, as a cell of usual width has; exponents from 1E+11 on."""
    text = plain(number)
    whole = len(text.lstrip("-").partition(".")[0])
    decimals = _own_decimals(number)
    if whole > _GENERAL_CHARACTERS:
        mantissa, _, exponent = _exponent_text(number, 5).partition("E")
        text = f"{plain(Decimal(mantissa))}E{exponent}"
    elif decimals:
        decimals = min(decimals, max(_GENERAL_CHARACTERS - 1 - whole, 0))
        text = plain(Decimal(rounded(number, decimals)))
        if text == "0":  # too small to be seen without an exponent
            text, decimals = plain(number), _own_decimals(number)
        decimals = len(text.partition(".")[2])
    before, after = _around(section, "general")
    return ShownNumber(f"{before}{text}{after}".strip(), number, decimals)


def _around(section: FormatSection, kind: str) -> tuple[str, str]:
    places = [place for place, token in enumerate(section.tokens) if token.kind == kind]
    if not places:
        return "", ""
    return tuple(  # type: ignore[return-value]  # two slices
        "".join(token.text for token in part if token.kind in {"literal", "percent"})
        for part in (section.tokens[: places[0]], section.tokens[places[-1] + 1 :])
    )


def _exponent_or_fraction(number: Decimal, section: FormatSection) -> ShownNumber:
    if section.has("exponent"):
        point = next((at for at, token in enumerate(section.tokens) if token.kind == "point"), None)
        end = next(at for at, token in enumerate(section.tokens) if token.kind == "exponent")
        digits = 0 if point is None else sum(token.kind == "digit" for token in section.tokens[point:end])
        return ShownNumber(_exponent_text(number, digits), number, _own_decimals(number))
    slash = next(at for at, token in enumerate(section.tokens) if token.kind == "slash")
    places = sum(token.kind == "digit" for token in section.tokens[slash:]) or 1
    size = Fraction(abs(number)).limit_denominator(10**places - 1)
    whole, rest = divmod(size, 1)
    text = " ".join(
        part for part in (str(whole) if whole or not rest else "", str(rest) if rest else "") if part
    )
    return ShownNumber(("-" if number < 0 else "") + text, number, _own_decimals(number))


def _exponent_text(number: Decimal, decimals: int) -> str:
    """``12345`` → ``1.23E+04``."""
    exponent = number.adjusted() if number else 0
    mantissa = rounded(number.scaleb(-exponent), decimals)
    if abs(Decimal(mantissa)) >= 10:
        exponent += 1
        mantissa = rounded(number.scaleb(-exponent), decimals)
    return f"{mantissa}E{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


class _Digits:
    """A section with placeholders for digits: its parts before and after the decimal point."""

    def __init__(self, section: FormatSection) -> None:
        tokens = list(section.tokens)
        places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
        end = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
        whole = [at for at in places if at < end]
        self._groups = bool(whole) and any(token.kind == "comma" for token in tokens[whole[0] : whole[-1]])
        scaling = {
            at
            for last in (places[-1], whole[-1] if whole else places[-1])
            for at in _commas_after(tokens, last)
        }
        self._thousands = len(scaling)
        tokens = [token for at, token in enumerate(tokens) if at not in scaling]
        point = next((at for at, token in enumerate(tokens) if token.kind == "point"), None)
        self._whole = tokens if point is None else tokens[:point]
        self._fraction = [] if point is None else tokens[point + 1 :]
        self._percents = sum(token.kind == "percent" for token in tokens)
        self._has_point = point is not None

    def show(self, number: Decimal, without_minus: bool) -> ShownNumber:
        scaled = number.scaleb(2 * self._percents - 3 * self._thousands)
        places = [token.text for token in self._fraction if token.kind == "digit"]
        digits = rounded(abs(scaled), min(len(places), _MOST_DECIMALS))
        whole, _, fraction = digits.partition(".")
        kept = fraction.rstrip("0")
        kept = fraction[: max(len(kept), _last_needed(places))]
        minus = "-" if number < 0 and not without_minus and digits.strip("0.") else ""
        text = self._whole_text(whole) + ("." if self._has_point else "") + self._fraction_text(kept)
        return ShownNumber((minus + text).strip(), scaled, len(kept))

    def _whole_text(self, whole: str) -> str:
        """The placeholders from the right, each with its digit; the first has all that are left."""
        left = "" if whole == "0" else whole
        pieces: list[str] = []
        count = 0
        first = next((at for at, token in enumerate(self._whole) if token.kind == "digit"), -1)
        for at in range(len(self._whole) - 1, -1, -1):
            token = self._whole[at]
            if token.kind != "digit":
                pieces.append(token.text if token.kind in {"literal", "percent"} else "")
                continue
            digits = left if at == first else left[-1:]
            left = "" if at == first else left[:-1]
            if not digits and token.text == "0":
                digits = "0"
            for digit in reversed(digits):
                pieces.append("," if self._groups and count and count % 3 == 0 else "")
                pieces.append(digit)
                count += 1
        return "".join(reversed(pieces))

    def _fraction_text(self, kept: str) -> str:
        digits = iter(kept)
        return "".join(
            next(digits, "") if token.kind == "digit" else _text_of(token) for token in self._fraction
        )


def _commas_after(tokens: list[Token], place: int) -> list[int]:
    """The commas straight after a placeholder: each divides by a thousand where no digit follows."""
    found = []
    while place + 1 < len(tokens) and tokens[place + 1].kind == "comma":
        place += 1
        found.append(place)
    return found


def _text_of(token: Token) -> str:
    return token.text if token.kind in {"literal", "percent"} else ""


def _last_needed(places: list[str]) -> int:
    """How many decimals are shown whatever the digits are: the decimals up to the last ``0``."""
    return max((at + 1 for at, place in enumerate(places) if place == "0"), default=0)
