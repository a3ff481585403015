"""What rates an indicator from when, for whom, and how its numbers are known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location

# What a threshold without a date of its own is said to hold from.
EVERY_PERIOD = "the first period"


class FloorBasis(Enum):
    """How the floor standard (or the amber range) is known."""

    STATED = "stated"
    INFERRED = "inferred"
    ASSUMED = "assumed"


# What a threshold is for: ("level", its name), ("area", its name) or, everywhere, ("", "").
Scope: TypeAlias = tuple[str, str]


@frozen
class Threshold:
    """What rates an indicator from ``first`` to ``last``.

    Both are ordinals of the indicator's frequency; where ``last`` is None, the threshold rates until
    replaced. ``levels`` and ``areas`` name where it is in force; if both are empty, everywhere. A threshold
    for an area goes before a threshold for its level, and a threshold for a level before a general threshold.
    ``from_label`` is the text of the definition. ``origin`` says in words how its target was computed, where
    it was, and ``exact_target`` is that target before it was rounded. With ``year_rule`` the threshold is for
    one period, and its standards are that period's part of the standards in ``year_rule``, which are for the
    whole year.
    """

    first: int
    last: int | None
    from_label: str
    levels: tuple[str, ...]
    areas: tuple[str, ...]
    rule: RatingRule
    floor_basis: FloorBasis | None
    location: Location
    note: str = ""
    origin: str = ""
    year_rule: RatingRule | None = None
    exact_target: Fraction | None = None

    @property
    def year_target(self) -> Decimal | None:
        """The target for the whole year, where this one is a period's part of it."""
        return None if self.year_rule is None else self.year_rule.target

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Each level and each area that it is for."""
        levels = [("level", level) for level in self.levels]
        return (*levels, *(("area", area) for area in self.areas)) or (("", ""),)

    def only_for(self, scopes: Collection[Scope]) -> Threshold:
        """The same for these of its scopes."""
        levels = tuple(level for level in self.levels if ("level", level) in scopes)
        areas = tuple(area for area in self.areas if ("area", area) in scopes)
        return replace(self, levels=levels, areas=areas)
