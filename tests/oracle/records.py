"""The records that the plain implementation takes and makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    Missing,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
)
from kpi_engine.model.definitions.threshold import Threshold


@dataclass(frozen=True)
class PlainObservation:
    """One figure. ``period`` is an ordinal of the indicator's frequency; numbers are decimals as written."""

    code: str
    area: str
    period: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: Missing = Missing.PRESENT
    carried_forward: bool = False
    as_printed: bool = False
    is_new: bool = False
    parts_rounded_to: int = 0
    marks: int = 0
    # Told apart by nothing that a figure is compared by.
    is_computed: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class PlainRating:
    """What the rules say of one observation.

    ``displayed`` has as many decimals as are displayed. ``previous`` is the position of the observation
    compared with, ``previous_period`` the period that the comparison asks for. Margins are positive on the
    right side of the standard. ``change`` and what follows it are of indicators shown for context.
    """

    displayed: Decimal | None
    threshold: Threshold | None
    polarity: Polarity
    rag: Rag
    not_rated: NotRated
    direction: DirectionOfTravel
    no_direction: NoDirection
    previous: int | None
    previous_period: int | None
    carried_forward: bool
    margin_to_target: Decimal | None
    margin_to_floor: Decimal | None
    change: Decimal | None
    percent_change: Decimal | None
    number_direction: NumberDirection
