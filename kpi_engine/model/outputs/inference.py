"""Standards inferred from printed values and ratings: where each must lie, and what shows it.

InferredThreshold ── an indicator, whom it is for and since when, the cells it rests on
  └─ InferredStandard ── target, floor standard, or an edge of a range
       ├─ End, End ── how far down and up it can lie, and the cells that pin it there
       └─ or a proof: the smallest set of cells that no standard can satisfy together
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.band import Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


class StandardKind(Enum):
    """What is inferred: two standards for polarity H and L, the four edges of two ranges for T.

    Beside target and floor standard, the start of each further rating of a scale that is printed. For bands,
    where each band but the worst begins: whether the edge is in the band is as it is defined.
    """

    TARGET = "target"
    FLOOR_STANDARD = "floor standard"
    BLUE = "start of BLUE"
    AMBER_GREEN = "start of AMBER-GREEN"
    AMBER_RED = "start of AMBER-RED"
    GREEN_LOW = "lowest GREEN"
    GREEN_HIGH = "highest GREEN"
    AMBER_LOW = "lowest AMBER"
    AMBER_HIGH = "highest AMBER"
    BLUE_FROM = "BLUE from"
    BLUE_ABOVE = "BLUE above"
    BLUE_UP_TO = "BLUE up to"
    BLUE_BELOW = "BLUE below"
    GREEN_FROM = "GREEN from"
    GREEN_ABOVE = "GREEN above"
    GREEN_UP_TO = "GREEN up to"
    GREEN_BELOW = "GREEN below"
    AMBER_GREEN_FROM = "AMBER-GREEN from"
    AMBER_GREEN_ABOVE = "AMBER-GREEN above"
    AMBER_GREEN_UP_TO = "AMBER-GREEN up to"
    AMBER_GREEN_BELOW = "AMBER-GREEN below"
    AMBER_FROM = "AMBER from"
    AMBER_ABOVE = "AMBER above"
    AMBER_UP_TO = "AMBER up to"
    AMBER_BELOW = "AMBER below"
    AMBER_RED_FROM = "AMBER-RED from"
    AMBER_RED_ABOVE = "AMBER-RED above"
    AMBER_RED_UP_TO = "AMBER-RED up to"
    AMBER_RED_BELOW = "AMBER-RED below"

    @classmethod
    def of_edge(cls, rag: Rag, upwards: bool, edge: Edge) -> StandardKind:
        """The edge where the band of a rating begins.

        ``upwards`` says that the band reaches up from there.
        """
        words = ("from" if edge.included else "above") if upwards else ("up to" if edge.included else "below")
        return cls(f"{rag.value} {words}")

    @property
    def divides_amber_from_red(self) -> bool:
        """Whether it is the floor standard, or an edge of the range that serves as a floor standard."""
        return self in (StandardKind.FLOOR_STANDARD, StandardKind.AMBER_LOW, StandardKind.AMBER_HIGH)


@frozen
class RatedCell:
    """A value printed with a rating, and the target printed beside it. ``period`` and ``year`` are labels.

    ``is_outturn``: the final figure of a year, whose label is the period. ``percent``: the percent of its
    target, where bands of these rate it.
    """

    code: str
    area: str
    level: str
    section: str
    period: str
    year: str
    is_outturn: bool
    value: Decimal
    target: Decimal | None
    printed_polarity: Polarity | None
    rag: Rag
    location: Location
    percent: Decimal | None = None

    @property
    def rated(self) -> Decimal:
        """What is rated: the value, or the percent that it is of its target."""
        return self.value if self.percent is None else self.percent


@frozen
class End:
    """An end of where a standard can lie. ``included`` says that the standard can be this value itself.

    ``pins`` are the cells that put the end there; if there are none, the target does.
    """

    value: Decimal
    included: bool
    pins: tuple[RatedCell, ...]


@frozen
class InferredStandard:
    """Where a standard must lie, from ``low`` to ``high`` (None where nothing printed says how far).

    ``contradiction``: there is no such place, and these cells are a smallest set that shows it (a single cell
    contradicts the target). ``roundest`` is the roundest number inside; None without both ends. ``defined``
    is what the definition says; ``agrees``: it lies inside (True where it says nothing).
    """

    kind: StandardKind
    low: End | None
    high: End | None
    contradiction: tuple[RatedCell, ...]
    roundest: Decimal | None
    defined: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether what the definition says can be."""
        return self.defined is None or self.allows(self.defined)

    @property
    def has_both_ratings(self) -> bool:
        """Whether cells on either side pin it: then it is inferred, and not just limited."""
        return all(end is not None and end.pins for end in (self.low, self.high))

    def allows(self, number: Decimal) -> bool:
        """Whether the standard can be this number."""
        if self.contradiction:
            return False
        high_enough = self.low is None or number > self.low.value
        low_enough = self.high is None or number < self.high.value
        return (high_enough or _is_included_end(self.low, number)) and (
            low_enough or _is_included_end(self.high, number)
        )

    def place(self, number_words: Callable[[Decimal], str]) -> str:
        """``above 72.1%, up to 76.2%``; empty where neither end is known, or nothing fits."""
        if self.contradiction:
            return ""
        words = []
        if self.low is not None:
            words.append(f"{'from' if self.low.included else 'above'} {number_words(self.low.value)}")
        if self.high is not None:
            words.append(f"{'up to' if self.high.included else 'below'} {number_words(self.high.value)}")
        return ", ".join(words)


def _is_included_end(end: End | None, number: Decimal) -> bool:
    return end is not None and end.included and number == end.value


@frozen
class InferredThreshold:
    """The standards that one group of cells was rated by.

    ``defined_at`` is the position in ``indicator.thresholds`` of the threshold in force for the cells; None:
    the definition has none with their target, and they are of one level and one year. ``scope`` and ``since``
    say in words for whom and from when. ``target`` is the target printed beside them (the defined target, if
    none is printed). ``off_target`` are the cells whose rating contradicts it, for polarity H and L.

    ``bands``: the version of bands that rates all the cells, whichever indicators and targets they are of;
    ``indicator`` is then the first of these, and ``off_target`` are cells with a rating that no band has.
    """

    indicator: Indicator
    defined_at: int | None
    scope: str
    since: str
    polarity: Polarity
    target: Decimal | None
    cells: tuple[RatedCell, ...]
    standards: tuple[InferredStandard, ...]
    off_target: tuple[RatedCell, ...]
    notes: tuple[str, ...]
    bands: BandsRule | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that the cells are of."""
        return tuple(dict.fromkeys(cell.code for cell in self.cells))

    @property
    def basis(self) -> FloorBasis | None:
        """How the floor standard, or what serves as floor standard, is known; None if nothing is defined."""
        return None if self.defined_at is None else self.indicator.thresholds[self.defined_at].floor_basis

    @property
    def fits(self) -> bool:
        """Whether one threshold with this target can have given every rating."""
        return not self.off_target and not any(standard.contradiction for standard in self.standards)
