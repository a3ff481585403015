"""How many areas of a level have some ratings, in each area above them.

They are made of ratings, which come first. Rule: docs/rating-rules.md, "Counts of areas by rating".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.derive.book import book_of
from kpi_engine.derive.ended import CLOSED
from kpi_engine.derive.figures import PRESENT, Computed, no_numbers, places_of
from kpi_engine.derive.measures.adding_up import Addition, addition_of, parts_of_totals
from kpi_engine.derive.measures.derive import Derived
from kpi_engine.derive.measures.sums import in_runs, marks_in_runs, running_count
from kpi_engine.model.arrays.observation import ExactColumn, Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing, NotRated, Rag
from kpi_engine.model.definitions.made_from.measure import AreasRated, Origin
from kpi_engine.model.figures.periods.ended import ended_by
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.series import NO_ROW

PARTS_NOT_RATED = Missing.PARTS_NOT_RATED.code
NOT_APPLICABLE = Missing.NOT_APPLICABLE.code


def codes_counted(indicators: Sequence[Indicator]) -> frozenset[str]:
    """The codes of the indicators whose ratings are counted."""
    return frozenset(each.made_from.of.code for each in indicators if isinstance(each.made_from, AreasRated))


def with_areas_rated(
    observations: Observations, ratings: Ratings, indicators: Sequence[Indicator], areas: Sequence[Area]
) -> Derived:
    """The observations with the counts of areas by rating that nobody has supplied.

    ``ratings`` are of the observations whose code is among ``codes_counted``, with the same labels.
    """
    book = book_of(observations, indicators)
    for indicator in indicators:
        measure = indicator.made_from
        if isinstance(measure, AreasRated):
            addition = addition_of(measure.level, observations.areas, areas)
            book.add(indicator.code, _counts(measure, ratings, addition), Origin.MADE)
    return Derived(*book.every_figure())


def _counts(measure: AreasRated, ratings: Ratings, addition: Addition) -> Computed:
    """A count for each area above, in every period in which one of the areas below has a row."""
    every = ratings.observations
    own = np.flatnonzero(every.code == every.codes.index(measure.of.code))
    rows = every.take(own)
    parts = parts_of_totals(rows, addition)
    place = places_of(rows.area, rows.period).find(parts.area, parts.when)
    there = place != NO_ROW
    row = own[np.where(there, place, 0)] if len(own) else np.zeros(len(place), np.int64)
    rag = np.where(there, ratings.rag[row], Rag.NONE.code)
    applies = ~(there & (ratings.not_rated[row] == NotRated.NOT_APPLICABLE.code))
    ended = ended_by(rows, parts.area, parts.when)
    lacking = applies & ~ended & (rag == Rag.NONE.code)
    counted = np.isin(rag, [each.code for each in measure.ratings])
    counts, lacks, some, closed = (
        in_runs(running_count(each), parts.start, parts.end)
        for each in (counted, lacking, applies & ~ended, ended)
    )
    nothing = np.where(closed > 0, CLOSED, NOT_APPLICABLE)
    missing = np.where(some == 0, nothing, np.where(lacks > 0, PARTS_NOT_RATED, PRESENT))
    size = len(counts)
    marks = (
        np.where(there, every.marks[row], 0).astype(np.int64) if len(own) else np.zeros(len(row), np.int64)
    )
    return Computed(
        area=parts.above,
        period=parts.period,
        value=ExactColumn(counts.astype(np.int64), np.zeros(size, np.int8), np.ones(size, np.bool_)),
        numerator=no_numbers(size),
        denominator=no_numbers(size),
        missing=missing.astype(np.int8),
        marks=marks_in_runs(marks, parts.start, parts.end),
    )
