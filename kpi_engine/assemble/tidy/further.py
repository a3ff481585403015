"""The columns that only some ratings have: when they are there, and their texts.

A group of columns is an entry of FURTHER (of statistics: in statistics_groups.py, which few scorecards need);
tidy tables and frames then have it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpi_engine.assemble.tidy.by_code import ByCode, by_code
from kpi_engine.assemble.tidy.longer_texts import longer_texts
from kpi_engine.assemble.tidy.override_texts import (
    family_texts,
    monitoring_texts,
    override_texts,
    rank_texts,
)
from kpi_engine.assemble.tidy.path_texts import has_paths, path_texts
from kpi_engine.assemble.tidy.worst_texts import WorstTexts, worst_texts
from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.arrays.observation import ExactColumn, SmallArray
from kpi_engine.model.definitions.figure_marks import letters_of_marks
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.worst import is_of_worst, without_points
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.tidy_columns import (
    DESCRIBING_COLUMNS,
    FAMILY_COLUMNS,
    LONGER_COLUMNS,
    MARK_COLUMNS,
    MONITORING_COLUMNS,
    OVERRIDE_COLUMNS,
    PATH_COLUMNS,
    RANK_COLUMNS,
    RATING_COLUMNS,
    TIDY_COLUMNS,
    VALUE_WORD_COLUMNS,
    WORST_COLUMNS,
    Columns,
)
from kpi_engine.model.words.number_text import value_text

OBSERVATION = "observation"
OUTTURN = "outturn"

# Distinct texts, and which of them each row holds.
Texts = tuple[Sequence[str], NDArray[np.integer[Any]]]
RowNumbers = NDArray[np.integer[Any]]


@frozen
class TidySource:
    """Ratings of a kind, without the points that represent a rating, and what takes a look at all of them.

    ``previous`` of the ratings counts among the values ``displayed``, of which there can be more.
    """

    ratings: Ratings
    kind: str
    worst: WorstTexts
    displayed: ExactColumn
    by_code: ByCode
    groups: tuple[Further, ...]


def source_of(ratings: Ratings, kind: str) -> TidySource:
    """Observations or outturns, so that any of their rows can be made."""
    told = without_points(ratings)
    return TidySource(
        ratings=told,
        kind=kind,
        worst=worst_texts(ratings),
        displayed=told.displayed,
        by_code=by_code(ratings.indicators, outturns=kind == OUTTURN),
        groups=tuple(further_groups(told)),
    )


class Further(NamedTuple):
    """A group of columns: whether ratings have it, and its texts for some rows."""

    columns: Columns
    is_there: Callable[[Ratings], bool]
    texts: Callable[[TidySource, RowNumbers], Mapping[str, Texts]]


FURTHER = (
    Further(
        RANK_COLUMNS,
        lambda ratings: ratings.ranks is not None,
        lambda source, rows: rank_texts(source.ratings.ranks, rows),
    ),
    Further(
        OVERRIDE_COLUMNS,
        lambda ratings: ratings.overrides is not None,
        lambda source, rows: override_texts(source.ratings, rows),
    ),
    Further(
        MONITORING_COLUMNS,
        lambda ratings: any(each.overall and each.overall.monitoring for each in ratings.indicators),
        lambda source, rows: monitoring_texts(source.ratings, rows),
    ),
    Further(
        WORST_COLUMNS,
        lambda ratings: any(map(is_of_worst, ratings.indicators)),
        lambda source, rows: source.worst.of_rows(rows),
    ),
    Further(
        RATING_COLUMNS,
        lambda ratings: any(not each.scale.is_usual for each in ratings.indicators),
        lambda source, rows: _rating_texts(source.ratings, rows),
    ),
    Further(
        VALUE_WORD_COLUMNS,
        lambda ratings: any(each.words for each in ratings.indicators),
        lambda source, rows: {"value_words": _value_words(source.ratings, rows)},
    ),
    Further(
        FAMILY_COLUMNS,
        lambda ratings: ratings.family_ranks is not None,
        lambda source, rows: family_texts(source.ratings, rows),
    ),
    Further(
        LONGER_COLUMNS,
        lambda ratings: ratings.longer is not None,
        lambda source, rows: longer_texts(source.ratings, rows),
    ),
    Further(
        MARK_COLUMNS,
        lambda ratings: is_any(ratings.observations.marks),
        lambda source, rows: {"marks": _mark_texts(source.ratings.observations.marks[rows])},
    ),
    Further(PATH_COLUMNS, has_paths, lambda source, rows: path_texts(source.ratings, rows)),
)


def _rating_texts(ratings: Ratings, rows: RowNumbers) -> Mapping[str, Texts]:
    scale = next(each.scale for each in ratings.indicators)
    of_each = [None if rag is Rag.NONE else scale.of(rag) for rag in Rag]
    positions = ratings.rag[rows]
    return {
        "rating": ([rating.name if rating else "" for rating in of_each], positions),
        "needs_action": (
            ["true" if rating and rating.needs_action else "false" for rating in of_each],
            positions,
        ),
    }


def _value_words(ratings: Ratings, rows: RowNumbers) -> Texts:
    texts = []
    for row in rows.tolist():
        indicator = ratings.indicators[int(ratings.observations.code[row])]
        number = ratings.displayed.at(row) if indicator.words else None
        texts.append("" if number is None else value_text(number, indicator))
    distinct = list(dict.fromkeys(texts))
    place = {text: position for position, text in enumerate(distinct)}
    return distinct, np.array([place[text] for text in texts], np.int32)


def _mark_texts(marks: SmallArray) -> Texts:
    distinct, positions = np.unique(marks, return_inverse=True)
    return [letters_of_marks(bits) for bits in distinct.tolist()], positions


def in_order_of_outputs(names: Collection[str]) -> list[str]:
    """The names of columns of a scorecard's ratings, without statistics, in the order of the outputs."""
    order = chain(TIDY_COLUMNS, *(group.columns for group in FURTHER), DESCRIBING_COLUMNS)
    return [name for name in order if name in names]


def further_groups(ratings: Ratings) -> Iterator[Further]:
    """The groups that these ratings have, in the order of the outputs."""
    yield from (group for group in FURTHER if group.is_there(ratings))
    if ratings.statistics is not None:
        from kpi_engine.assemble.tidy.statistics_groups import statistics_groups

        yield from statistics_groups(ratings.statistics)
