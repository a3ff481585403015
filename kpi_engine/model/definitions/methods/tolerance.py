"""Rated by a target and how far from it is still AMBER. Rules: docs/rating-rules.md, "Tolerance"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up, shortest
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.further_edges import (
    FurtherEdges,
    edges_words,
    further_intervals,
    recorded_edges,
)
from kpi_engine.model.definitions.methods.intervals import Standards, aim_of, side_of
from kpi_engine.model.definitions.methods.method import Limit, RatingMethod, one_sided, strict_sign
from kpi_engine.model.definitions.methods.method_words import Family, FloorText, Judged, Wording, target_sides
from kpi_engine.model.definitions.methods.on_record import TOLERANCE
from kpi_engine.model.frozen import frozen


@frozen
class Tolerance(RatingMethod):
    """AMBER up to ``size`` beyond the target on the wrong side, the end included; beyond that RED.

    ``size`` is in percent of the target with ``is_percent``, else in the unit of the value. The wrong side is
    below the target, with ``lowest_is_best`` above it. A ``strict`` target must be beaten.
    """

    target: Decimal
    size: Decimal
    is_percent: bool
    strict: bool = False
    lowest_is_best: bool = False
    further: FurtherEdges = ()

    @property
    def floor(self) -> Decimal:
        """The last value that is AMBER, exactly: a percentage of the target is not rounded."""
        return self._end(self.lowest_is_best)

    def _end(self, lowest_is_best: bool) -> Decimal:
        size = Fraction(self.size)
        if self.is_percent:
            size = abs(Fraction(self.target)) * size / 100
        end = Fraction(self.target) + (size if lowest_is_best else -size)
        return shortest(rounded_half_up(end, decimals_of(self.target) + decimals_of(self.size) + 2))

    def standards(self, polarity: Polarity, rate_on: RateOn) -> Standards:
        """Everything on the better side of the target is GREEN, of the end of the tolerance AMBER."""
        target = side_of(self.target, polarity)
        green = target._replace(open=True) if self.strict and target is not None else target
        amber = side_of(self._end(polarity is Polarity.LOWEST), polarity)
        return Standards(
            green,
            amber,
            target,
            aim_of(polarity, self.target),
            NotRated.RATED,
            further_intervals(self.further, polarity),
        )

    @property
    def further_edges(self) -> FurtherEdges:
        """Where ratings beside RED, AMBER and GREEN begin."""
        return self.further

    @property
    def on_record(self) -> str:
        """``tolerance 5% of target``, ``tolerance 2, strict target``."""
        size = f"{shortest(self.size):f}{'% of target' if self.is_percent else ''}"
        return f"{TOLERANCE}{size}{', strict target' if self.strict else ''}{recorded_edges(self.further)}"

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The target; where the tolerance ends is computed, and the pages say it in full."""
        yield "target", self.target

    def all_numbers(self) -> Iterator[Fraction]:
        """The target, and where the tolerance ends."""
        yield from (Fraction(self.target), Fraction(self.floor))

    def limits(self, polarity: Polarity) -> tuple[Limit | None, Limit | None]:
        """Where the tolerance ends, and the target."""
        floor, target = one_sided(self.floor, polarity), one_sided(self.target, polarity)
        return (
            None if floor is None else Limit("tolerance", *floor, Rag.AMBER),
            None if target is None else Limit("target", *target, Rag.GREEN, self.strict),
        )

    @property
    def width(self) -> Fraction | None:
        """The tolerance; None for one of 0."""
        return abs(Fraction(self.target) - Fraction(self.floor)) or None

    def size_words(self, wording: Wording) -> str:
        """``5% of the target``, ``2 percentage points``."""
        size = shortest(self.size)
        return f"{size:,f}% of the target" if self.is_percent else wording.difference(size)

    def in_force_words(self, wording: Wording, polarity: Polarity, basis: str) -> str:
        """``target 85.0%, tolerance 5% of the target (80.75% or more)``."""
        target = f"target {strict_sign(self, polarity)}{wording.standard(self.target)}"
        tolerance = f"tolerance {self.size_words(wording)} ({wording.meeting(self.floor, polarity)}){basis}"
        return f"{target}, {tolerance}{edges_words(self.further, wording, polarity)}"

    def why_words(self, judged: Judged, wording: Wording) -> str:
        """``below the target of 85.0% by more than the tolerance of 5% of the target (80.75%)``."""
        meets, misses = target_sides(self.lowest_is_best, self.strict)
        target = f"the target of {wording.standard(self.target)}"
        edge = dict(self.further).get(judged.rag)
        if edge is not None:
            return f"{meets} {wording.standard(edge)}, where {wording.name(judged.rag)} begins"
        if judged.rag.is_reached:
            return f"{meets} {target}"
        tolerance = f"the tolerance of {self.size_words(wording)} ({wording.standard(self.floor)})"
        if judged.rag is Rag.AMBER:
            return f"{misses} {target}, but within {tolerance}"
        return f"{misses} {target} by more than {tolerance}"

    def target_words(self, wording: Wording, polarity: Polarity) -> str:
        """``85.0% or more is GREEN``."""
        green = f"{wording.meeting(self.target, polarity, self.strict)} is {wording.name(Rag.GREEN)}"
        return f"{green}{edges_words(self.further, wording, polarity)}"

    def floor_text(self, wording: Wording, polarity: Polarity) -> FloorText | None:
        """Where the tolerance ends, and how large it is."""
        note = f"within {self.size_words(wording)}"
        words = f"{wording.meeting(self.floor, polarity)} is at least {wording.name(Rag.AMBER)}, {note}"
        return FloorText(wording.standard(self.floor), words, self.floor, note)

    def sentences(self, wording: Wording, polarity: Polarity, basis: str, percent: str) -> Iterator[str]:
        """``The target is 85.0%, with a tolerance of 5% of the target (80.75%).``"""
        target = f"{strict_sign(self, polarity)}{wording.standard(self.target)}"
        end = wording.standard(self.floor)
        yield f"The target is {target}, with a tolerance of {self.size_words(wording)} ({end}){basis}."

    def short_words(self, wording: Wording) -> Iterator[str]:
        """``tolerance 5% of the target (80.75%)``."""
        yield f"tolerance {self.size_words(wording)} ({wording.standard(self.floor)})"

    def floor_name(self, wording: Wording, several: bool) -> str:
        """``the target 85.0% by more than its tolerance``."""
        return f"the target {wording.standard(self.target)} by more than its tolerance"

    @property
    def ratings(self) -> frozenset[Rag]:
        """The ratings that it can give."""
        return frozenset({Rag.GREEN, Rag.AMBER, Rag.RED, *(rag for rag, _edge in self.further)})

    @property
    def can_be_missed(self) -> bool:
        """Beyond the tolerance there is RED."""
        return True

    @property
    def is_strict(self) -> bool:
        """Whether the target is reached only where it is beaten."""
        return self.strict

    @property
    def family(self) -> Family:
        """A tolerance is no floor standard."""
        return Family.TOLERANCE

    def equality_words(self, wording: Wording) -> str:
        """What it is to equal the target or the end of the tolerance."""
        if self.strict:
            return "to equal the target is not to beat it; the end of the tolerance is within it; "
        return "to equal the target is to meet it, and the end of the tolerance is within it; "

    def rating_words(self, rag: Rag, wording: Wording) -> str:
        """``target missed, within the tolerance``."""
        return self.family.meaning_of(rag, wording.words)
