"""A register of risks: each the product of a likelihood and an impact."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.made_from.measure import Member, Product
from kpi_engine.model.outputs.document import Document
from tests.assemble.making import HERE, document, figure, indicator, scorecard, section, threshold
from tests.oracle.records import PlainObservation

SCORES = {"A": ("4", "5"), "B": ("3", "4"), "C": ("2", "2"), "D": ("3", "4")}


def factor(code: str, name: str) -> Indicator:
    return indicator(code, Polarity.NONE, thresholds=(), name=name, unit="score", decimals=0)


def risk(code: str, *factors: str, standard: tuple[str, str] = ("6", "15")) -> Indicator:
    made = Product(tuple(Member(each, HERE) for each in factors))
    standards = (threshold(target=standard[0], floor=standard[1]),)
    return indicator(code, Polarity.LOWEST, thresholds=standards, made_from=made, unit="score", decimals=0)


def register(scores: dict[str, tuple[str, str]] = SCORES) -> tuple[list[Indicator], list[PlainObservation]]:
    """A risk for each score, with its likelihood and its impact."""
    indicators, figures = [], []
    for code, (likelihood, impact) in scores.items():
        indicators += [
            factor(f"L{code}", f"Likelihood: risk {code}"),
            factor(f"I{code}", f"Impact: risk {code}"),
            risk(code, f"L{code}", f"I{code}"),
        ]
        product = f"{Decimal(likelihood) * Decimal(impact):f}"
        figures += [
            figure(likelihood, code=f"L{code}"),
            figure(impact, code=f"I{code}"),
            figure(product, code=code),
        ]
    return indicators, figures


def page(indicators: list[Indicator], figures: list[PlainObservation], *codes: str) -> Document:
    return document(figures, indicators, scorecard(section(*(codes or SCORES))))
