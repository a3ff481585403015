"""What a table says in all, in one line before it: ratings where it has any, else what else it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import is_unrated
from kpi_engine.assemble.section.row.cells import NOT_RATED, value_in
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection, Rag
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.wording import joined

# A spread over more values than this says nothing in a line.
_MOST_VALUES = 6
_DIRECTIONS = {
    DirectionOfTravel.IMPROVED: "improved",
    DirectionOfTravel.WORSENED: "worsened",
    DirectionOfTravel.SAME: "the same",
    DirectionOfTravel.NONE: "without an arrow",
}
_CHANGES = {
    NumberDirection.ROSE: "rose",
    NumberDirection.FELL: "fell",
    NumberDirection.UNCHANGED: "unchanged",
}


def lead_of(lines: Sequence[Line]) -> str:
    """``5 RED, 4 AMBER and 7 GREEN`` or, without ratings, ``8 improved and 5 worsened``.

    A spread over a few possible values follows, such as ``grade 1: 9, grade 2: 60``.

    Lines that are shown for context are counted by whether their numbers rose or fell.
    """
    if all(line.is_context for line in lines):
        return _counted(_changes(lines))
    counts = _directions(lines) if is_unrated(lines) else _ratings(lines, lines[0].indicator.scale)
    return "; ".join(filter(None, (_counted(counts), _spread(lines))))


def _counted(counts: Iterator[tuple[int, str]]) -> str:
    return joined([f"{count} {word}" for count, word in counts if count])


def _ratings(lines: Sequence[Line], scale: Scale) -> Iterator[tuple[int, str]]:
    found = Counter(line.rag for line in lines)
    for rag in reversed(scale.rags):
        yield found[rag], scale.name(rag)
    yield found[Rag.NONE], NOT_RATED


def _directions(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    found = Counter(
        DirectionOfTravel.NONE if line.figure is None else line.figure.direction for line in lines
    )
    if found[DirectionOfTravel.NONE] < len(lines):
        for direction, word in _DIRECTIONS.items():
            yield found[direction], word


def _changes(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    found = Counter(line.figure.number_direction for line in lines if line.figure is not None)
    for direction, word in _CHANGES.items():
        yield found[direction], word


def _spread(lines: Sequence[Line]) -> str:
    """How many areas have each of a few possible values; empty where the values are free or differ."""
    possible = {line.indicator.possible_values for line in lines}
    if len(lines) < 2 or len({line.indicator.code for line in lines}) > 1:
        return ""
    if not 0 < len(next(iter(possible))) <= _MOST_VALUES:
        return ""
    found: Counter[Decimal] = Counter()
    texts: dict[Decimal, str] = {}
    for line in lines:
        if line.figure is not None and line.figure.value is not None:
            found[line.figure.value] += 1
            texts[line.figure.value] = value_in(line, line.latest).text
    unit = f"{lines[0].indicator.unit} " if lines[0].indicator.unit else ""
    return ", ".join(f"{unit}{texts[value]}: {found[value]}" for value in sorted(found))
