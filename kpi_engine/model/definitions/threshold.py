"""What rates an indicator from when, for whom, and how its numbers are known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from kpi_engine.model.definitions.methods.moving_target import FigureTarget, TargetPath
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
_EVERYWHERE: tuple[Scope, ...] = (("", ""),)


@frozen
class Threshold:
    """What rates an indicator from ``first`` to ``last``.

    Both are ordinals of the indicator's frequency; where ``last`` is None, the threshold rates until
    replaced. ``levels`` and ``areas`` name where it is in force; if both are empty, everywhere. A threshold
    for an area goes before a threshold for its level, and a threshold for a level before a general threshold.
    ``from_label`` is the text of the definition. ``origin`` says in words how its target was computed, where
    it was, and ``exact_target`` is that target before it was rounded. With ``year_rule`` the threshold is for
    one period, and its standards are that period's part of the standards in ``year_rule``, which are for the
    whole year. ``figure`` says which figure its target is, until all figures are known; ``outturn_rule``
    rates the final figure of the year that ends with it, where that has another target. With ``path`` its
    target is a place on the way to a later target. ``beside_target`` is what a page says beside the target.
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
    figure: FigureTarget | None = None
    outturn_rule: RatingRule | None = None
    path: TargetPath | None = None
    beside_target: str = ""

    @property
    def year_target(self) -> Decimal | None:
        """The target for the whole year, where this one is a period's part of it."""
        return None if self.year_rule is None else self.year_rule.target

    @property
    def moves(self) -> bool:
        """Whether its target moves from period to period by itself: on a path, or with another figure."""
        return self.path is not None or bool(self.beside_target)

    @property
    def rule_of_year(self) -> RatingRule | None:
        """What rates the final figure of its year, where that is another rule."""
        return self.year_rule if self.outturn_rule is None else self.outturn_rule

    def of_year(self) -> Threshold:
        """The same for the final figure of its year."""
        if self.outturn_rule is not None:
            return replace(self, rule=self.outturn_rule, outturn_rule=None)
        if self.year_rule is None:
            return self
        return replace(self, rule=self.year_rule, year_rule=None, origin="", exact_target=None)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Each level and each area that it is for."""
        if not self.levels and not self.areas:
            return _EVERYWHERE
        return (*(("level", level) for level in self.levels), *(("area", area) for area in self.areas))

    def only_for(self, scopes: Collection[Scope]) -> Threshold:
        """The same for these of its scopes."""
        levels = tuple(level for level in self.levels if ("level", level) in scopes)
        areas = tuple(area for area in self.areas if ("area", area) in scopes)
        return replace(self, levels=levels, areas=areas)
