"""The unit beside a number: ``£1,188``, ``£1.4m``, ``45.3%``, ``12.5 days``, ``4.2 per 1,000``, ``2:21``.

Rule: docs/definitions.md, "Unit, scale and decimals".
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

PERCENT = "percent"
_CURRENCIES = "£€$"
_SCALES = {
    **dict.fromkeys(("k", "000", "000s", "thousand", "thousands"), "k"),
    **dict.fromkeys(("m", "million", "millions"), "m"),
    **dict.fromkeys(("bn", "billion", "billions"), "bn"),
}
# They say what a number is, and not what it is of.
_SILENT = frozenset(
    ("", "number", "count", "score", "grade", "rating", "index", "ratio", "value", "judgement", "rate")
)
# How many of the smaller part make one of the larger, of units that are written with a colon.
_CLOCKS = {"minutes:seconds": 60, "hours:minutes": 60}
_SINGULARS = {"people": "person", "children": "child"}
_RATIO = "1:n"
_RATE_PER = re.compile(r"rate (?=per )")


class UnitSigns(NamedTuple):
    """The signs before and behind a number. ``is_word``: behind it are words, which take room."""

    before: str
    after: str
    is_word: bool = False


@lru_cache(maxsize=1024)
def signs_of(unit: str) -> UnitSigns:
    """How a unit is written beside a number."""
    if unit == PERCENT:
        return UnitSigns("", "%")
    if unit == _RATIO:
        return UnitSigns("1:", "")
    if unit[:1] and unit[0] in _CURRENCIES:
        rest = unit[1:].strip()
        return UnitSigns(unit[0], _SCALES.get(rest.casefold(), f" {rest}" if rest else ""))
    if unit.casefold() in _SILENT or unit in _CLOCKS:
        return UnitSigns("", "")
    return UnitSigns("", f" {_RATE_PER.sub('', unit)}", is_word=True)


def with_unit(number: str, unit: str) -> str:
    """A number that is text already, with its unit, as in ``-£1,188``; 1 has the singular, ``1 day``."""
    signs = signs_of(unit)
    minus, size = ("-", number[1:]) if signs.before and number.startswith("-") else ("", number)
    after = _singular(signs.after) if number in ("1", "-1") and signs.is_word else signs.after
    return f"{minus}{signs.before}{size}{after}"


def number_text(number: Decimal, unit: str) -> str:
    """A number without the words of its unit: ``1,188``, ``2:21`` where seconds are written so."""
    parts = _CLOCKS.get(unit)
    if parts is None:
        return f"{number:,f}"
    size = number.copy_abs()
    large, small = divmod(size, parts)
    # Two digits before the point, as on a clock.
    return f"{'-' if number < 0 else ''}{large:,.0f}:{'0' if small < 10 else ''}{small:f}"


def _singular(words: str) -> str:
    """`` day`` of `` days``, `` young person`` of `` young people``, `` family per worker``."""
    nouns, per, rest = words.strip().partition(" per ")
    before, space, noun = nouns.rpartition(" ")
    if noun in _SINGULARS:
        noun = _SINGULARS[noun]
    elif noun.endswith("ies"):
        noun = f"{noun[:-3]}y"
    elif noun.endswith("s") and not noun.endswith("ss"):
        noun = noun[:-1]
    return f" {before}{space}{noun}{per}{rest}"
