"""Counts of areas by rating, once more: area by area."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Missing, Rag
from tests.oracle.making import lies_in
from tests.oracle.records import PlainObservation, PlainRating


def areas_rated_plainly(
    rows: Sequence[PlainObservation],
    ratings: Sequence[PlainRating],
    counted: tuple[Rag, ...],
    level: str,
    areas: Sequence[Area],
) -> dict[tuple[str, int], Decimal | Missing]:
    """By area and period how many areas of a level below have one of the ratings, or why nobody can say."""
    found = {(row.area, row.period): (row, rating) for row, rating in zip(rows, ratings, strict=True)}
    periods = sorted({row.period for row in rows})
    counts = {}
    for area in areas:
        below = [each.name for each in areas if each.level == level and lies_in(each, area.name, areas)]
        if area.level == level:
            continue
        for period in periods:
            if any((name, period) in found for name in below):
                counts[area.name, period] = _count(below, period, found, counted)
    return counts


def _count(
    below: Sequence[str],
    period: int,
    found: dict[tuple[str, int], tuple[PlainObservation, PlainRating]],
    counted: tuple[Rag, ...],
) -> Decimal | Missing:
    open_ones = [name for name in below if not _has_ended(name, period, found)]
    some = [
        name
        for name in open_ones
        if (name, period) not in found or found[name, period][0].missing is not Missing.NOT_APPLICABLE
    ]
    if not some:
        return Missing.NOT_APPLICABLE if len(open_ones) == len(below) else Missing.CLOSED
    rags = [found[name, period][1].rag if (name, period) in found else Rag.NONE for name in some]
    if Rag.NONE in rags:
        return Missing.PARTS_NOT_RATED
    return Decimal(sum(rag in counted for rag in rags))


def _has_ended(
    name: str, period: int, found: dict[tuple[str, int], tuple[PlainObservation, PlainRating]]
) -> bool:
    earlier = [row for (area, when), (row, _) in found.items() if area == name and when <= period]
    return bool(earlier) and max(earlier, key=lambda row: row.period).missing is Missing.CLOSED
