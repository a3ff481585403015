"""The fields of a scale of ratings in a scorecard (see scorecard_schema.py)."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale, ScaleRating
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import joined
from kpi_engine.read.yaml.lists import ListOf
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_looks import Colour
from kpi_engine.read.yaml.scalars import Choice, Text, YesNo

_FEWEST, _MOST = 2, 6
_LONGEST_SYMBOL = 2


class Place(Enum):
    """Where a rating lies, by the key that thresholds and bands give it."""

    BLUE = "blue"
    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER = "amber"
    AMBER_RED = "amber_red"
    RED = "red"


PLACE = Field(
    "rating",
    Choice(Place),
    "Where it lies, best first: blue, above the target; green, the target reached; amber_green, amber and "
    "amber_red; red.",
    "green",
    required=True,
)
NAME = Field("name", Text(), "What readers see in its place.", "On track", required=True)
SYMBOL = OptionalField("symbol", Text(), "A sign before the name, in place of its shape.", "★", default="")
COLOUR = Field("colour", Colour(), "Its ground. Without it, that of the theme.", "#1d70b8")
MEANING = OptionalField(
    "meaning", Text(), "What it means, in the key. Without it, as usual.", "the milestone is met", default=""
)
ACTION = Field(
    "action", YesNo(), "Whether it must result in management action. Without it: amber_red and red.", True
)
SCALE_RATING = Record(
    "a rating of the scale", "One rating: its name and look.", (PLACE, NAME, SYMBOL, COLOUR, MEANING, ACTION)
)
SCALE: OptionalField[tuple[Values, ...]] = OptionalField(
    "scale",
    ListOf(SCALE_RATING, most=_MOST),
    "The two to six ratings of the scorecard, the best first, with green and red among them. Without it: "
    "GREEN, AMBER and RED.",
    None,
    default=(),
)


def scale_of(values: Values, issues: list[Issue]) -> Scale:
    """The scale of a scorecard's fields; problems go to ``issues``."""
    records = values.get(SCALE)
    ratings = [rating for record in records if (rating := _rating(record, issues)) is not None]
    if not records or len(ratings) < len(records):
        return RED_AMBER_GREEN
    problem = _problem(ratings)
    if problem:
        issues.append(error(values.at(SCALE), *problem))
        return RED_AMBER_GREEN
    return Scale(tuple(ratings))


def _rating(values: Values, issues: list[Issue]) -> ScaleRating | None:
    place, name = values.get(PLACE), values.get(NAME)
    if place is None or name is None:
        return None
    rag, symbol = Rag[place.name], values.get(SYMBOL)
    if len(symbol) > _LONGEST_SYMBOL:
        what = f"the symbol of {name} has {len(symbol)} characters"
        issues.append(error(values.at(SYMBOL), what, "write one sign, such as ★"))
    action = values.get(ACTION)
    return ScaleRating(
        rag=rag,
        name=name,
        symbol=symbol,
        colour=values.get(COLOUR) or "",
        meaning=values.get(MEANING),
        needs_action=rag.is_missed if action is None else action,
    )


def _problem(ratings: list[ScaleRating]) -> tuple[str, str] | None:
    """What is wrong with a scale as a whole, and what to do."""
    rags = [rating.rag for rating in ratings]
    names = [rating.name.casefold() for rating in ratings]
    lacking = [key for key, rag in (("green", Rag.GREEN), ("red", Rag.RED)) if rag not in rags]
    if lacking:
        return f"the scale has no rating {joined(lacking)}", "add it: green is the target reached, red is not"
    if len(set(rags)) < len(rags) or len(set(names)) < len(names):
        return "two ratings of the scale have the same place or name", "give each its own"
    if rags != [rag for rag in BEST_FIRST if rag in rags]:
        return "the ratings of the scale are out of order", "write the best first: blue, green, amber, red"
    return None
