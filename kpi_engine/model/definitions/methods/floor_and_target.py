"""Rated by a target and a floor standard. Rules: docs/rating-rules.md, "RED, AMBER, GREEN"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.further_edges import (
    FurtherEdges,
    edge_of,
    edges_words,
    further_intervals,
    recorded_edges,
)
from kpi_engine.model.definitions.methods.intervals import Standards, aim_of, side_of
from kpi_engine.model.definitions.methods.method import Limit, RatingMethod, one_sided, strict_sign
from kpi_engine.model.definitions.methods.method_words import FloorText, Judged, Wording
from kpi_engine.model.definitions.methods.on_record import FLOOR, STRICT_FLOOR
from kpi_engine.model.frozen import frozen


@frozen
class FloorAndTarget(RatingMethod):
    """Rated by a target and a floor standard, both inclusive. A target of None: nothing to rate by.

    A ``strict`` target is reached only where it is beaten. ``lacking`` is why there is no target, where there
    is none.
    """

    target: Decimal | None
    floor_standard: Decimal | None
    strict: bool = False
    further: FurtherEdges = ()
    lacking: NotRated = NotRated.NO_TARGET

    def standards(self, polarity: Polarity, rate_on: RateOn) -> Standards:
        """Everything on the better side of the target is GREEN, of the floor standard AMBER."""
        if polarity is Polarity.TARGET and self.target is not None:
            # Close to a target, and nobody has said how close.
            return Standards(None, None, None, aim_of(polarity, self.target), NotRated.NO_RANGE)
        target = side_of(self.target, polarity)
        green = target._replace(open=True) if self.strict and target is not None else target
        amber = side_of(self.floor, polarity)
        lacking = NotRated.RATED
        if green is None:
            lacking = self.lacking
        elif not self.can_be_missed:
            lacking = NotRated.NO_FLOOR_STANDARD
        return Standards(
            green,
            amber,
            target,
            aim_of(polarity, self.target),
            lacking,
            further_intervals(self.further, polarity),
        )

    @property
    def further_edges(self) -> FurtherEdges:
        """Where ratings beside RED, AMBER and GREEN begin."""
        return self.further

    @property
    def on_record(self) -> str:
        """``floor and target``: both numbers are on record beside it."""
        return f"{STRICT_FLOOR if self.strict else FLOOR}{recorded_edges(self.further)}"

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The target and the floor standard."""
        if self.target is not None:
            yield "target", self.target
        if self.floor_standard is not None:
            yield "floor standard", self.floor_standard
        yield from ((f"{rag.key} edge", edge) for rag, edge in self.further)

    def limits(self, polarity: Polarity) -> tuple[Limit | None, Limit | None]:
        """The floor standard and the target; none where there is no target."""
        floor, target = one_sided(self.floor_standard, polarity), one_sided(self.target, polarity)
        if target is None or polarity is Polarity.TARGET:
            return None, None
        return (
            None if floor is None else Limit("floor standard", *floor, Rag.AMBER),
            Limit("target", *target, Rag.GREEN, self.strict),
        )

    @property
    def width(self) -> Fraction | None:
        """The distance between floor standard and target."""
        if self.target is None or self.floor_standard is None:
            return None
        return abs(Fraction(self.target) - Fraction(self.floor_standard))

    def in_force_words(self, wording: Wording, polarity: Polarity, basis: str) -> str:
        """``target 85.0%, floor standard 75.0% (assumed)``."""
        target = "no target"
        if self.target is not None:
            target = f"target {strict_sign(self, polarity)}{wording.standard(self.target)}"
        if polarity is Polarity.TARGET:
            return f"{target}, no range around it"
        if self.floor_standard is None:
            return (
                f"{target}, no {wording.words.floor_standard}{edges_words(self.further, wording, polarity)}"
            )
        floor = f"{wording.words.floor_standard} {wording.standard(self.floor_standard)}{basis}"
        return f"{target}, {floor}{edges_words(self.further, wording, polarity)}"

    def why_words(self, judged: Judged, wording: Wording) -> str:
        """``below the floor standard of 75.0%``."""
        higher_is_better = judged.polarity is Polarity.HIGHEST
        meets = "at or above" if higher_is_better else "at or below"
        misses = "below" if higher_is_better else "above"
        target = f"the target{_of(self.target, wording)}"
        if self.strict:
            beats = "above" if higher_is_better else "below"
            meets_target, misses_target = beats, f"not {beats}"
        else:
            meets_target, misses_target = meets, misses
        floor = f"the {wording.words.floor_standard}{_of(self.floor_standard, wording)}"
        edge = edge_of(judged.rag, self.further)
        if edge is not None:
            return f"{meets} {wording.standard(edge)}, where {wording.name(judged.rag)} begins"
        if judged.rag is Rag.GREEN:
            return f"{meets_target} {target}"
        if judged.rag is Rag.AMBER:
            return f"{meets} {floor} but {misses_target} {target}"
        return f"{misses_target} {target}" if self.floor_standard is None else f"{misses} {floor}"

    def target_words(self, wording: Wording, polarity: Polarity) -> str:
        """``85.0% or more is GREEN``."""
        if self.target is None:
            return "no target"
        if polarity is Polarity.TARGET:
            return f"{wording.standard(self.target)}, to be kept close to"
        green = f"{wording.meeting(self.target, polarity, self.strict)} is {wording.name(Rag.GREEN)}"
        return f"{green}{edges_words(self.further, wording, polarity)}"

    def floor_text(self, wording: Wording, polarity: Polarity) -> FloorText | None:
        """The floor standard."""
        if self.floor_standard is None:
            return None
        words = f"{wording.meeting(self.floor_standard, polarity)} is at least {wording.name(Rag.AMBER)}"
        return FloorText(wording.standard(self.floor_standard), words, self.floor_standard)

    def sentences(self, wording: Wording, polarity: Polarity, basis: str, percent: str) -> Iterator[str]:
        """``The target is 85.0% and the floor standard 75.0%.``"""
        if self.target is None:
            return
        told = f"The target is {strict_sign(self, polarity)}{wording.standard(self.target)}"
        if self.floor_standard is None:
            yield f"{told}."
        else:
            floor = f"{wording.words.floor_standard} {wording.standard(self.floor_standard)}"
            yield f"{told} and the {floor}{basis}."

    def short_words(self, wording: Wording) -> Iterator[str]:
        """``floor standard 75.0%``."""
        if self.floor_standard is not None:
            yield f"{wording.words.floor_standard} {wording.standard(self.floor_standard)}"

    def floor_name(self, wording: Wording, several: bool) -> str:
        """``the floor standard 75.0%``."""
        if several or self.floor_standard is None:
            return wording.words.said("the floor standards")
        return f"the {wording.words.floor_standard} {wording.standard(self.floor_standard)}"

    @property
    def ratings(self) -> frozenset[Rag]:
        """The ratings that it can give; none without a target."""
        if self.target is None:
            return frozenset()
        amber: set[Rag] = set() if self.floor_standard is None else {Rag.AMBER}
        red: set[Rag] = {Rag.RED} if self.can_be_missed else set()
        return frozenset({Rag.GREEN, *amber, *red, *(rag for rag, _edge in self.further)})

    @property
    def can_be_missed(self) -> bool:
        """Whether there is a floor standard, or an edge below which there is RED."""
        return self.floor_standard is not None or any(rag is not Rag.BLUE for rag, _edge in self.further)

    @property
    def floor(self) -> Decimal | None:
        """The floor standard; in a scale without AMBER, where the better half of it begins."""
        if self.floor_standard is not None:
            return self.floor_standard
        return edge_of(Rag.AMBER_GREEN, self.further)

    @property
    def is_strict(self) -> bool:
        """Whether the target is reached only where it is beaten."""
        return self.strict


def _of(standard: Decimal | None, wording: Wording) -> str:
    return "" if standard is None else f" of {wording.standard(standard)}"
