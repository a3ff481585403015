"""A band: the numbers between two edges."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


class BandsOf(Enum):
    """What the edges of bands are compared with."""

    VALUE = "value"
    PERCENT_OF_TARGET = "percent_of_target"


@frozen
class Edge:
    """Where a band ends. ``included`` says that the number itself is still in the band."""

    number: Decimal
    included: bool


@frozen
class Band:
    """The numbers from ``low`` to ``high``; None where the band has no end on that side."""

    low: Edge | None
    high: Edge | None
    location: Location
