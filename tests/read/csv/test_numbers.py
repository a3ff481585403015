from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.read.csv.number_reasons import NotANumber
from kpi_engine.read.csv.numbers import MOST_DIGITS, ExactNumber, NumberStyle, parse_number, plain_number

THOUSANDS = NumberStyle(thousands_separator=",")
PERCENT = NumberStyle(percent_sign=True)


@pytest.mark.parametrize(
    ("text", "mantissa", "decimals"),
    [
        ("0", 0, 0),
        ("-0.0", 0, 1),
        ("51.6", 516, 1),
        ("45.0", 450, 1),
        ("+7", 7, 0),
        ("-0.19", -19, 2),
        (".5", 5, 1),
        ("-.25", -25, 2),
        ("007", 7, 0),
        ("120.8", 1208, 1),
        ("123456789012345678", 123456789012345678, 0),
        ("0000123456789012345678", 123456789012345678, 0),
        ("0.000000000000000001", 1, 18),
        ("0" * 5000 + "1.0", 10, 1),
    ],
)
def test_numbers_are_exact(text: str, mantissa: int, decimals: int) -> None:
    assert parse_number(text) == ExactNumber(mantissa, decimals)


def test_a_typographic_minus_is_a_minus_and_is_said() -> None:
    assert parse_number("\u22120.19") == ExactNumber(-19, 2, typographic_minus=True)


@pytest.mark.parametrize(
    ("style", "text", "number"),
    [
        (THOUSANDS, "1,234", ExactNumber(1234, 0)),
        (THOUSANDS, "-1,234,567.50", ExactNumber(-123456750, 2)),
        (THOUSANDS, "\u22121,234", ExactNumber(-1234, 0, True)),
        (THOUSANDS, "1234", ExactNumber(1234, 0)),
        (NumberStyle(thousands_separator=" "), "12 345", ExactNumber(12345, 0)),
        (PERCENT, "51.6%", ExactNumber(516, 1)),
        (PERCENT, "51.6 %", ExactNumber(516, 1)),
        (PERCENT, "51.6", ExactNumber(516, 1)),
    ],
)
def test_a_style_is_read_as_declared(style: NumberStyle, text: str, number: ExactNumber) -> None:
    assert parse_number(text, style) == number


@pytest.mark.parametrize(
    "text", ["12,34", ",123", "1,2345", "1,,234", "1234,567", "1.234,567", "1,234.5,678"]
)
def test_a_separator_stands_between_threes(text: str) -> None:
    refused = parse_number(text, THOUSANDS)
    assert isinstance(refused, NotANumber)
    assert "wrong place" in refused.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a number"),
        ("-", "is not a number"),
        (".", "is not a number"),
        ("1e5", "is in exponent form, which may have lost digits"),
        ("Infinity", "is not a finite number"),
        ("-inf", "is not a finite number"),
        ("nan", "is not a finite number"),
        ("\u2212∞", "is not a finite number"),
        ("55%", "has a % sign"),
        ("%", "has a % sign"),
        ("1,234", "has a comma, which is not declared as a separator of thousands"),
        ("(5)", "is in brackets"),
        ("–5", "starts with a dash (U+2013), which is not a minus sign"),
        ("£5", "has a currency sign"),
        ("5.", "ends in a full stop"),
        ("#VALUE!", "is a spreadsheet's error, not a number"),
        ("5 000", "has spaces, which are not declared as separators of thousands"),
        ("٥", "is not a number"),
        ("1_000", "is not a number"),
        ("1234567890123456789", "has 19 digits; at most 18 are kept exactly"),
        ("0.0000000000000000001", "has 19 digits; at most 18 are kept exactly"),
        ("9" * 5000, "has 5000 digits; at most 18 are kept exactly"),
    ],
)
def test_what_is_not_plainly_a_number_is_refused(text: str, reason: str) -> None:
    refused = parse_number(text)
    assert isinstance(refused, NotANumber)
    assert refused.reason == reason
    assert refused.remedy


@given(st.integers(-(10**MOST_DIGITS) + 1, 10**MOST_DIGITS - 1), st.integers(0, MOST_DIGITS))
def test_decimals_are_read_back_exactly(mantissa: int, decimals: int) -> None:
    number = exact_decimal(mantissa, decimals)
    assert parse_number(f"{number:f}") == ExactNumber(mantissa, decimals)


@given(st.integers(-(10**15), 10**15), st.integers(0, 3))
def test_grouped_numbers_are_read_back_exactly(mantissa: int, decimals: int) -> None:
    number = exact_decimal(mantissa, decimals)
    assert parse_number(f"{number:,f}", THOUSANDS) == ExactNumber(mantissa, decimals)


@given(st.from_regex(r"[-+−]?[0-9]{0,5}(\.[0-9]{0,4})?", fullmatch=True))
def test_a_number_read_is_the_one_decimal_reads(text: str) -> None:
    number = parse_number(text)
    if isinstance(number, ExactNumber):
        assert exact_decimal(number.mantissa, number.decimals) == Decimal(text.replace("−", "-"))
    else:
        assert not text[-1:].isdigit()


@given(st.text(max_size=30), st.sampled_from(["", ",", " ", "'"]), st.booleans())
def test_no_text_raises(text: str, separator: str, percent: bool) -> None:
    parse_number(text, NumberStyle(separator, percent))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", (0, 0)),
        ("51.6", (516, 1)),
        (".50", (50, 2)),
        ("007", (7, 0)),
        ("0.00000000000000001", (1, 17)),
        ("123456789012345678", (123456789012345678, 0)),
        *(
            (text, None)
            for text in ("", ".", "5.", "1.2.3", "-1", "+1", "1,000", "1e3", " 1", "1 2", "\u0663", "1_0")
        ),
        ("1234567890123456789", None),
        ("0000123456789012345678", None),
    ],
)
def test_digits_with_or_without_a_point_are_plain(text: str, number: tuple[int, int] | None) -> None:
    assert plain_number(text) == number


@given(
    st.text(st.sampled_from("0123456789.-+, \u0663\u00b2"), max_size=21), st.sampled_from(["", ",", " ", "'"])
)
def test_a_plain_number_is_read_alike_in_any_style(text: str, separator: str) -> None:
    plain = plain_number(text)
    if plain is not None:
        assert parse_number(text, NumberStyle(separator)) == ExactNumber(*plain)
