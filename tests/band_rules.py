"""Bands for tests, written as ``65..`` (from 65), ``50..<65`` (from 50 to below 65), ``..6`` (to 6)."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.issue import Location

HERE = Location("test", 1)


def band(text: str) -> Band:
    """A band from its short form; ``>64`` and ``>50..<65`` leave the lower number out."""
    low, _, high = text.partition("..") if ".." in text else ("", "", text)
    if text.startswith(">") and ".." not in text:
        low, high = text, ""
    return Band(_edge(low, ">"), _edge(high, "<"), HERE)


def _edge(text: str, sign: str) -> Edge | None:
    number = text.removeprefix(sign)
    return Edge(Decimal(number), included=number == text) if number else None


def bands_rule(green: str, amber: str | None, red: str, target: str | None = None) -> BandsRule:
    """Bands of whole values."""
    return BandsRule(
        target=None if target is None else Decimal(target),
        name="scores",
        of=BandsOf.VALUE,
        decimals=0,
        green=band(green),
        amber=None if amber is None else band(amber),
        red=band(red),
    )


def contract(target: str, green: str = "65..", amber: str | None = "50..<65", red: str = "<50") -> BandsRule:
    """Bands of percent of target, with one decimal."""
    return BandsRule(
        target=Decimal(target),
        name="contracts",
        of=BandsOf.PERCENT_OF_TARGET,
        decimals=1,
        green=band(green),
        amber=None if amber is None else band(amber),
        red=band(red),
    )
