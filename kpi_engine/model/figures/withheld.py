"""Figures that a rule on small numbers withholds: which they are is public, what they are is not."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from kpi_engine.model.frozen import frozen


class WithheldFigure(NamedTuple):
    """A figure by its labels, as an edition has them; ``kind`` is observation or outturn."""

    code: str
    area: str
    kind: str
    period: str


@frozen
class EarlierEditions:
    """What earlier editions say: the figures they withheld, and the edition that first showed each other."""

    withheld: Set[WithheldFigure]
    shown: Mapping[WithheldFigure, str]


NO_EARLIER_EDITIONS = EarlierEditions(frozenset(), {})


class Place(NamedTuple):
    """A figure by its code, area, period (an ordinal of the indicator's frequency) and kind."""

    code: str
    area: str
    period: int
    kind: str


class WorkedOut(NamedTuple):
    """A withheld figure and what is left for it: its numerator, say, lies from ``low`` to ``high``."""

    place: Place
    number: str
    low: int
    high: int | None
    how: str
