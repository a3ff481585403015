"""The statistical neighbours that a definitions file names."""

from __future__ import annotations

from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.read.yaml.lists import ListOf, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, Record, Values
from kpi_engine.read.yaml.scalars import Text

NEIGHBOURS_NAME = Field(
    "name", Text(), "What they are called together.", "Statistical neighbours", required=True
)
_PLACED_NAMES: ListOf[Placed[str]] = ListOf(WithPlace(Text()), distinct=True)
NEIGHBOURS_AREAS = Field(
    "areas",
    _PLACED_NAMES,
    "Their names, as the comparators give them.",
    ["Devon", "Essex"],
    required=True,
)
NEIGHBOURS = Field(
    "neighbours",
    Record(
        "a list of neighbours",
        "The bodies most like one's own, whose comparators are averaged.",
        (NEIGHBOURS_NAME, NEIGHBOURS_AREAS),
    ),
    "The bodies most like one's own: where comparators have a value of each of them, their average is shown. "
    "Named in one file only, they hold for the indicators of all files; else each for its own file's.",
    None,
)


def neighbours_of(values: Values) -> Neighbours | None:
    """The neighbours of a file, or None where it names none or they cannot be read."""
    given = values.get(NEIGHBOURS)
    title = None if given is None else given.get(NEIGHBOURS_NAME)
    names = () if given is None else given.get(NEIGHBOURS_AREAS) or ()
    if title is None or not names:
        return None
    return Neighbours(title, tuple(each.value for each in names), tuple(each.location for each in names))
