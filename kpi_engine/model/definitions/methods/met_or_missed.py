"""Rated by a target alone, met or missed. Rules: docs/rating-rules.md, "Met or missed"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

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
from kpi_engine.model.definitions.methods.on_record import MET_OR_MISSED, STRICT_MET_OR_MISSED
from kpi_engine.model.frozen import frozen


@frozen
class MetOrMissed(RatingMethod):
    """GREEN where the target is reached, else RED. A ``strict`` target is reached only where it is beaten."""

    target: Decimal
    strict: bool = False
    further: FurtherEdges = ()

    def standards(self, polarity: Polarity, rate_on: RateOn) -> Standards:
        """Everything on the better side of the target is GREEN; nothing is AMBER."""
        target = side_of(self.target, polarity)
        green = target._replace(open=True) if self.strict and target is not None else target
        return Standards(
            green,
            None,
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
        """``target met or missed``."""
        return f"{STRICT_MET_OR_MISSED if self.strict else MET_OR_MISSED}{recorded_edges(self.further)}"

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The target."""
        yield "target", self.target

    def limits(self, polarity: Polarity) -> tuple[Limit | None, Limit | None]:
        """The target."""
        target = one_sided(self.target, polarity)
        return None, None if target is None else Limit("target", *target, Rag.GREEN, self.strict)

    @property
    def width(self) -> Fraction | None:
        """None: RED and GREEN touch."""
        return None

    def in_force_words(self, wording: Wording, polarity: Polarity, basis: str) -> str:
        """``target 85.0%, met or missed``."""
        target = f"target {strict_sign(self, polarity)}{wording.standard(self.target)}"
        return f"{target}, met or missed{basis}{edges_words(self.further, wording, polarity)}"

    def why_words(self, judged: Judged, wording: Wording) -> str:
        """``below the target of 85.0%, which is met or missed``."""
        meets, misses = target_sides(judged.polarity is Polarity.LOWEST, self.strict)
        edge = dict(self.further).get(judged.rag)
        if edge is not None:
            return f"{meets} {wording.standard(edge)}, where {wording.name(judged.rag)} begins"
        word = meets if judged.rag.is_reached else misses
        return f"{word} the target of {wording.standard(self.target)}, which is met or missed"

    def target_words(self, wording: Wording, polarity: Polarity) -> str:
        """``85.0% or more is GREEN, anything else RED``."""
        green = f"{wording.meeting(self.target, polarity, self.strict)} is {wording.name(Rag.GREEN)}"
        otherwise = f"anything else {wording.name(Rag.RED)}"
        return f"{green}, {otherwise}{edges_words(self.further, wording, polarity)}"

    def floor_text(self, wording: Wording, polarity: Polarity) -> FloorText | None:
        """None: the target is all that can be missed."""
        return None

    def sentences(self, wording: Wording, polarity: Polarity, basis: str, percent: str) -> Iterator[str]:
        """``The target is 85.0%, met or missed.``"""
        target = f"{strict_sign(self, polarity)}{wording.standard(self.target)}"
        yield f"The target is {target}, met or missed{basis}."

    def short_words(self, wording: Wording) -> Iterator[str]:
        """``met or missed``."""
        yield "met or missed"

    def floor_name(self, wording: Wording, several: bool) -> str:
        """``the target 85.0%``."""
        return "the targets" if several else f"the target {wording.standard(self.target)}"

    @property
    def ratings(self) -> frozenset[Rag]:
        """The ratings that it can give."""
        return frozenset({Rag.GREEN, Rag.RED, *(rag for rag, _edge in self.further)})

    @property
    def can_be_missed(self) -> bool:
        """A missed target is RED."""
        return True

    @property
    def is_strict(self) -> bool:
        """Whether the target is reached only where it is beaten."""
        return self.strict

    @property
    def family(self) -> Family:
        """A target alone."""
        return Family.TARGET

    def equality_words(self, wording: Wording) -> str:
        """What it is to equal the target."""
        return (
            "to equal the target is not to beat it; "
            if self.strict
            else "to equal the target is to meet it; "
        )

    def rating_words(self, rag: Rag, wording: Wording) -> str:
        """``target missed``."""
        return self.family.meaning_of(rag, wording.words)
