"""Figures of a large file shared out into parts that are rated one after the other.

A rating needs the earlier figures of its series and the figures that it is made from: indicators that are
made from each other stay together. Where they are more than a part may have, they are shared out by top area,
since areas are added up within one only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.connected import connected_areas, connected_codes
from kpi_engine.model.frozen import frozen


@frozen
class Share:
    """The codes and the areas whose figures are rated together. Without areas it is every area.

    The share that ``takes_the_rest`` also has the rows whose code or area is not defined, to report them.
    """

    codes: frozenset[str]
    areas: frozenset[str] | None
    takes_the_rest: bool = False


def shares(
    indicators: Sequence[Indicator], areas: Sequence[Area], rows_of_code: Mapping[str, int], most_rows: int
) -> tuple[Share, ...]:
    """Shares of about ``most_rows`` rows, at least one share. The first takes the rest."""
    groups: dict[str, list[str]] = {}
    for code, group in connected_codes(indicators).items():
        groups.setdefault(group, []).append(code)
    rows = Counter(
        {group: sum(rows_of_code.get(code, 0) for code in codes) for group, codes in groups.items()}
    )
    found = [
        *_small([group for group in groups if rows[group] <= most_rows], groups, rows, most_rows),
        *(
            Share(frozenset(groups[group]), names)
            for group in groups
            if rows[group] > most_rows
            for names in _areas_apart(indicators, areas, ceil(rows[group] / most_rows))
        ),
    ] or [Share(frozenset(), None)]
    first = found[0]
    return (Share(first.codes, first.areas, takes_the_rest=True), *found[1:])


def _small(
    small: Sequence[str], codes: Mapping[str, Sequence[str]], rows: Mapping[str, int], most_rows: int
) -> Iterator[Share]:
    """Groups put together, in their order, as long as they have no more rows."""
    together: list[str] = []
    count = 0
    for group in small:
        if together and count + rows[group] > most_rows:
            yield Share(frozenset(together), None)
            together, count = [], 0
        together += codes[group]
        count += rows[group]
    if together:
        yield Share(frozenset(together), None)


def _areas_apart(
    indicators: Sequence[Indicator], areas: Sequence[Area], parts: int
) -> Iterator[frozenset[str]]:
    """The areas in about so many parts. An area is in the part of the areas that it lies in."""
    top_of = connected_areas(indicators, areas)
    tops = list(dict.fromkeys(top_of.values()))
    place = {top: position % parts for position, top in enumerate(tops)}
    for part in range(min(parts, len(tops))):
        yield frozenset(area.name for area in areas if place[top_of[area.name]] == part)
