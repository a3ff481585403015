"""Rated by closeness to a target. Rules: docs/rating-rules.md, "Close to target"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.intervals import Interval, Standards, aim_of, exact
from kpi_engine.model.definitions.methods.method import Limit, RatingMethod
from kpi_engine.model.definitions.methods.method_words import Family, FloorText, Judged, Wording
from kpi_engine.model.definitions.methods.on_record import OTHERWISE_RED
from kpi_engine.model.frozen import frozen


@frozen
class TargetRange(RatingMethod):
    """Rated by closeness to a target: inclusive green and amber ranges (low, high) around it.

    A target of None: a range alone, so that nothing says which of two values is better. ``otherwise_red``:
    there is no AMBER, and whatever is not GREEN is RED.
    """

    target: Decimal | None
    green: tuple[Decimal, Decimal]
    amber: tuple[Decimal, Decimal] | None
    otherwise_red: bool = False

    def standards(self, polarity: Polarity, rate_on: RateOn) -> Standards:
        """Inside the green range GREEN, inside the amber one AMBER; the nearer to the target the better."""
        green = _between(self.green)
        amber = None if self.amber is None else _between(self.amber)
        lacking = NotRated.RATED if self.can_be_missed else NotRated.NO_AMBER_RANGE
        return Standards(green, amber, green, aim_of(polarity, self.target), lacking)

    @property
    def on_record(self) -> str:
        """``green 17.5 to 22.5, amber 12.5 to 27.5``."""
        amber = "" if self.amber is None else f", amber {self.amber[0]:f} to {self.amber[1]:f}"
        return f"green {self.green[0]:f} to {self.green[1]:f}{OTHERWISE_RED if self.otherwise_red else amber}"

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The target and the ends of both ranges."""
        if self.target is not None:
            yield "target", self.target
        for name, ends in (("green range", self.green), ("amber range", self.amber)):
            for end in ends or ():
                yield f"end of the {name}", end

    def limits(self, polarity: Polarity) -> tuple[Limit | None, Limit | None]:
        """The amber and the green range."""
        amber = None if self.amber is None else Limit("amber range", *self.amber, Rag.AMBER)
        return amber, Limit("green range", *self.green, Rag.GREEN)

    @property
    def width(self) -> Fraction | None:
        """Half the width of the amber range."""
        return None if self.amber is None else abs(Fraction(self.amber[1]) - Fraction(self.amber[0])) / 2

    def in_force_words(self, wording: Wording, polarity: Polarity, basis: str) -> str:
        """``target 20.0%, green 17.5% to 22.5%, amber 12.5% to 27.5%``."""
        target = "" if self.target is None else f"target {wording.standard(self.target)}, "
        green = f"{target}green {wording.between(self.green)}"
        if self.otherwise_red:
            return f"{green}, otherwise {wording.name(Rag.RED)}{basis}"
        if self.amber is None:
            return f"{green}, no amber range"
        return f"{green}, amber {wording.between(self.amber)}{basis}"

    def why_words(self, judged: Judged, wording: Wording) -> str:
        """``outside the green range of 17.5% to 22.5% but inside the amber range of …``."""
        green = f"the green range of {wording.between(self.green)}"
        if judged.rag is Rag.GREEN:
            return f"inside {green}"
        if self.amber is None:
            lacking = f", and there is no {wording.name(Rag.AMBER)}" if self.otherwise_red else ""
            return f"outside {green}{lacking}"
        amber = f"the amber range of {wording.between(self.amber)}"
        return f"outside {green} but inside {amber}" if judged.rag is Rag.AMBER else f"outside {amber}"

    def target_words(self, wording: Wording, polarity: Polarity) -> str:
        """``20.0% (GREEN from 17.5% to 22.5%)``."""
        beside = self.beside_target(wording)
        return beside if self.target is None else f"{wording.standard(self.target)} ({beside})"

    def beside_target(self, wording: Wording) -> str:
        """``GREEN from 17.5% to 22.5%``."""
        otherwise = f", otherwise {wording.name(Rag.RED)}" if self.otherwise_red else ""
        return f"{wording.name(Rag.GREEN)} from {wording.between(self.green)}{otherwise}"

    def floor_text(self, wording: Wording, polarity: Polarity) -> FloorText | None:
        """The amber range."""
        if self.amber is None:
            return None
        text, amber = wording.between(self.amber), wording.name(Rag.AMBER)
        return FloorText(f"{amber} {text}", f"{amber} from {text}")

    def sentences(self, wording: Wording, polarity: Polarity, basis: str, percent: str) -> Iterator[str]:
        """``The target is 20.0%, achieved from 17.5% to 22.5%, and the floor standard from …``."""
        green = wording.between(self.green)
        told = f"The target is {green}"
        if self.target is not None:
            told = f"The target is {wording.standard(self.target)}, achieved from {green}"
        if self.amber is None:
            yield f"{told}."
        else:
            yield f"{told}, and the {wording.words.floor_standard} from {wording.between(self.amber)}{basis}."

    def short_words(self, wording: Wording) -> Iterator[str]:
        """``GREEN 17.5% to 22.5%``, ``AMBER 12.5% to 27.5%``."""
        yield f"{wording.name(Rag.GREEN)} {wording.between(self.green)}"
        if self.amber is not None:
            yield f"{wording.name(Rag.AMBER)} {wording.between(self.amber)}"

    def floor_name(self, wording: Wording, several: bool) -> str:
        """``the amber range``."""
        return "the green range" if self.otherwise_red else "the amber range"

    @property
    def ratings(self) -> frozenset[Rag]:
        """The ratings that it can give."""
        amber: set[Rag] = set() if self.amber is None else {Rag.AMBER}
        return frozenset({Rag.GREEN, *amber, *({Rag.RED} if self.can_be_missed else ())})

    @property
    def can_be_missed(self) -> bool:
        """Whether anything is RED: outside an amber range, or of one that is met or missed."""
        return self.amber is not None or self.otherwise_red

    @property
    def family(self) -> Family:
        """A range that is met or missed has no floor standard."""
        return Family.TARGET if self.otherwise_red else Family.FLOOR

    @property
    def is_around_target(self) -> bool:
        """Nearer to the target is better, from either side."""
        return True


def _between(ends: tuple[Decimal, Decimal]) -> Interval:
    return Interval(exact(ends[0]), exact(ends[1]))
