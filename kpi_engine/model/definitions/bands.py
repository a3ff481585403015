"""Rating by bands: of the value, or of the percent that it is of its target."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


class BandsOf(Enum):
    """What the edges of bands are compared with."""

    VALUE = "value"
    PERCENT_OF_TARGET = "percent_of_target"


@frozen
class Edge:
    """Where a band ends; ``included``: the number itself is still in the band."""

    number: Decimal
    included: bool


@frozen
class Band:
    """The numbers from ``low`` to ``high``; None: no end on that side."""

    low: Edge | None
    high: Edge | None
    location: Location


@frozen
class BandsRule:
    """Rated by the band that the value, or the percent that it is of the target, lies in.

    The bands touch without gap or overlap. ``amber`` of None: whatever is not GREEN is RED. ``name`` is what
    the definitions call them, ``since`` their date there, where they have one. A percent is rounded half up
    to ``decimals`` first; it needs a target above 0. Bands of the value have the indicator's ``decimals``,
    and need no target. ``earlier``: the version that these bands replaced. Source: docs/rating-rules.md,
    "Bands".
    """

    target: Decimal | None
    name: str
    of: BandsOf
    decimals: int
    green: Band
    amber: Band | None
    red: Band
    since: str = ""
    earlier: BandsRule | None = None

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Where the bands begin and end."""
        bands = (self.red, self.amber, self.green)
        ends = (end for band in bands if band is not None for end in (band.low, band.high))
        return tuple(end for end in ends if end is not None)

    @property
    def is_of_target(self) -> bool:
        """Whether they are of the percent of the target, else of the value."""
        return self.of is BandsOf.PERCENT_OF_TARGET

    @property
    def floor(self) -> Band:
        """The worst band that is not RED."""
        return self.green if self.amber is None else self.amber

    def band_of(self, rag: Rag) -> Band | None:
        """The band with a rating."""
        return {Rag.GREEN: self.green, Rag.AMBER: self.amber, Rag.RED: self.red}.get(rag)

    @property
    def highest_is_green(self) -> bool:
        """Whether GREEN is the band of the highest numbers, else of the lowest."""
        ends = self.green.low, self.red.high
        return ends[0] is not None and ends[1] is not None and ends[0].number >= ends[1].number

    def edge_of(self, rag: Rag) -> Edge | None:
        """Where the band of a rating begins, coming from the worse one; None: there is no such edge."""
        band = self.band_of(rag)
        return None if band is None or rag is Rag.RED else self.start_of(band)

    def start_of(self, band: Band) -> Edge | None:
        """The end of a band that is next to the worse one; None: it is the worst."""
        return band.low if self.highest_is_green else band.high

    def rag_of(self, number: Decimal) -> Rag:
        """The rating of a value, or of a percent of target, whichever the bands are of."""
        for rag, band in ((Rag.GREEN, self.green), (Rag.AMBER, self.amber)):
            if band is not None and self._reaches(number, self.start_of(band)):
                return rag
        return Rag.RED

    def _reaches(self, number: Decimal, start: Edge | None) -> bool:
        if start is None or (start.included and number == start.number):
            return True
        return number > start.number if self.highest_is_green else number < start.number

    def value_at(self, edge: Edge) -> Fraction:
        """The value that an edge stands for, in the unit of the value."""
        if self.is_of_target and self.target is not None:
            return Fraction(edge.number) * Fraction(self.target) / 100
        return Fraction(edge.number)

    def percent_of_target(self, value: Decimal) -> Decimal | None:
        """The percent that bands of percent of target rate a displayed value by; None for other bands."""
        if not self.is_of_target or self.target is None:
            return None
        return rounded_half_up(Fraction(100) * Fraction(value) / Fraction(self.target), self.decimals)
