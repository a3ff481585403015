"""Scales of ratings: which ratings a scorecard has, what it calls them and what follows from each.

Rules: docs/rating-rules.md, "Scales".
"""

from __future__ import annotations

from kpi_engine.model.definitions.house_words import USUAL_WORDS, HouseWords
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import joined


@frozen
class ScaleRating:
    """A rating of a scale: where it lies between the worst and the best, and what readers see of it.

    ``symbol``, ``colour`` (``#rrggbb``) and ``meaning`` are empty where the usual symbol, colour and meaning
    are meant. ``needs_action``: such a rating must result in management action.
    """

    rag: Rag
    name: str
    symbol: str = ""
    colour: str = ""
    meaning: str = ""
    needs_action: bool = False

    @property
    def title(self) -> str:
        """The name with the symbol that the scale gives it."""
        return f"{self.symbol} {self.name}" if self.symbol else self.name


@frozen
class Scale:
    """Two to six ratings, the best first, GREEN and RED among them: the target reached, and not.

    ``words`` are what the scorecard calls what goes with the ratings.
    """

    ratings: tuple[ScaleRating, ...]
    words: HouseWords = USUAL_WORDS

    @property
    def rags(self) -> tuple[Rag, ...]:
        """The ratings, the best first."""
        return tuple(rating.rag for rating in self.ratings)

    @property
    def is_usual(self) -> bool:
        """Whether it is RED, AMBER and GREEN as they are."""
        return self.ratings == RED_AMBER_GREEN.ratings

    def of(self, rag: Rag) -> ScaleRating:
        """A rating of the scale; a rating that it lacks is as without a scale."""
        for rating in self.ratings:
            if rating.rag is rag:
                return rating
        return ScaleRating(rag, rag.value, needs_action=rag.is_missed)

    @property
    def rags_needing_action(self) -> frozenset[Rag]:
        """The ratings that must result in management action."""
        return frozenset(rag for rag in Rag if rag is not Rag.NONE and self.of(rag).needs_action)

    @property
    def asks_as_usual(self) -> bool:
        """Whether action follows from a missed floor standard, as usual, and from nothing else."""
        return all(rating.needs_action is rating.rag.is_missed for rating in self.ratings)

    def name(self, rag: Rag) -> str:
        """What readers call a rating; empty for none."""
        return self.of(rag).name

    def names(self, *bases: Rag, word: str = "or") -> str:
        """The names of the ratings that are parts of ``bases``, the best first: ``GREEN or AMBER``."""
        return joined([rating.name for rating in self.ratings if rating.rag.base in bases], word)

    def names_of_all(self, word: str) -> str:
        """The names of all its ratings, the worst first: ``RED, AMBER or GREEN``."""
        return joined([rating.name for rating in reversed(self.ratings)], word)

    def meaning(self, rag: Rag, usual: str) -> str:
        """What a rating means: as the scale says, else as usual."""
        return self.of(rag).meaning or usual

    def named(self, name: str) -> Rag | None:
        """The rating of a name, or of its key in definitions; None if the name is no rating."""
        return next(
            (one.rag for one in self.ratings if name in (one.name, one.rag.value) and one.rag.value), None
        )


RED_AMBER_GREEN = Scale(
    (
        ScaleRating(Rag.GREEN, Rag.GREEN.value),
        ScaleRating(Rag.AMBER, Rag.AMBER.value),
        ScaleRating(Rag.RED, Rag.RED.value, needs_action=True),
    )
)
