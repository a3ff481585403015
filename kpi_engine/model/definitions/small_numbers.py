"""The rule by which small numbers are withheld. Rules: docs/small-numbers.md."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location

# What publishers of children's figures usually do: 1 to 5 are withheld (DfE, children in need).
FIRST_PUBLISHED = 6


class Quantity(Enum):
    """A number that a figure shows, or that can be worked out from what it shows."""

    NUMERATOR = "numerator"
    COMPLEMENT = "complement"
    DENOMINATOR = "denominator"


class Zeros(Enum):
    """Whether a zero is published, or withheld like a small number."""

    SHOW = "show"
    HIDE = "hide"


class Publicity(Enum):
    """Whether denominators are withheld with their figure."""

    WITHHELD = "withheld"
    PUBLIC = "public"


@frozen
class SmallNumbers:
    """Numbers of people above 0 and below ``below`` are withheld.

    ``of`` are the numbers looked at; a count without numerator and denominator counts as a numerator.
    ``levels`` are the levels of area looked at; empty: every level but the areas that lie in no other.
    ``public_denominators``: denominators are published elsewhere and stay shown. ``mark`` is what pages show
    in place of a withheld figure; empty: the word for it. ``rounds_counts_to``: counts that nothing judges
    are shown to the nearest multiple; 0: as they are.
    """

    below: int
    of: tuple[Quantity, ...]
    zeros: Zeros
    levels: tuple[str, ...]
    location: Location
    public_denominators: bool = False
    mark: str = ""
    rounds_counts_to: int = 0

    @property
    def words(self) -> str:
        """The rule in a sentence, for a reader."""
        least = 0 if self.zeros is Zeros.HIDE else 1
        rounded = (
            f" Counts that are not judged are rounded to {self.rounds_counts_to}."
            if self.rounds_counts_to
            else ""
        )
        return (
            f"Numbers of people from {least} to {self.below - 1} are withheld, with the figures from which "
            f"they could be worked out.{rounded}"
        )
