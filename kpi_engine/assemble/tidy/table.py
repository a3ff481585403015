"""Ratings as tidy columns: whole columns at a time, each distinct value put into words once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from kpi_engine.assemble.section.standards import floor_of, target_of
from kpi_engine.assemble.tidy.describing import Place, describing_texts
from kpi_engine.assemble.tidy.distinct import Positions, Texts, Words
from kpi_engine.assemble.tidy.further import OBSERVATION, OUTTURN, Further, TidySource, source_of
from kpi_engine.model.arrays.lookup import numbers_at
from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    PositionArray,
    Rows,
    SmallArray,
)
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import (
    Coded,
    DirectionOfTravel,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
)
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.percent_of_target import percents_of_target
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.model.outputs.tidy_columns import DESCRIBING_COLUMNS, TIDY_COLUMNS
from kpi_engine.model.words.made import made_words

_RowNumbers: TypeAlias = IntArray | IndexArray


def tidy_table(
    ratings: Ratings,
    outturns: Ratings,
    areas: Sequence[Area],
    kept: tuple[BoolArray, BoolArray] | None = None,
    sections: Sequence[Section] | None = None,
) -> TidyTable:
    """All ratings, then all outturns, in the order they were read.

    ``sections`` are the sections of the scorecard; None leaves out what describes indicators and periods.

    ``kept`` (each of shape (n,)) keeps some ratings and some outturns only; None keeps all.
    """
    place = Place({area.name: area.level for area in areas}, sections)
    observed, final = source_of(ratings, OBSERVATION), source_of(outturns, OUTTURN)
    return tidy_part(observed, final, place, _rows(ratings, outturns, kept))


def _rows(
    ratings: Ratings, outturns: Ratings, kept: tuple[BoolArray, BoolArray] | None
) -> tuple[_RowNumbers, _RowNumbers]:
    if kept is None:
        return np.arange(len(ratings)), np.arange(len(outturns))
    return np.flatnonzero(kept[0]), np.flatnonzero(kept[1])


def tidy_part(
    observed: TidySource,
    final: TidySource,
    place: Place,
    rows: tuple[_RowNumbers, _RowNumbers],
    texts: tuple[Texts, Texts] | None = None,
) -> TidyTable:
    """Some ratings, then some outturns: ``rows`` are row numbers of both, in the order wanted.

    Takes time by the number of rows asked for, not by how many rows there are. ``texts`` are the
    texts of the ratings and of the outturns that other parts have too, where long parts follow one another.
    """
    groups = observed.groups
    own, final_rows = rows
    of_ratings, of_outturns = texts or (Texts(), Texts())
    parts = []
    if len(own) or not len(final_rows):
        parts.append(_columns(observed, place, own, groups, of_ratings))
    if len(final_rows):
        parts.append(_columns(final, place, final_rows, groups, of_outturns))
    columns = dict(TIDY_COLUMNS)
    for group in groups:
        columns |= group.columns
    if place.sections is not None:
        columns |= DESCRIBING_COLUMNS
    joined = {name: _joined([part[name] for part in parts]) for name in columns}
    shortened: dict[int, PositionArray] = {}

    def column(kind: TidyKind, words: Sequence[str], positions: Positions) -> TidyColumn:
        if texts is not None:  # a list that grows with the parts to come, and rows that are soon forgotten
            return TidyColumn(kind, words, positions)
        return TidyColumn(kind, tuple(words), _shortened(positions, len(words), shortened))

    return TidyTable({name: column(columns[name].kind, *words) for name, words in joined.items()})


def _joined(parts: Sequence[Words]) -> Words:
    texts, positions = parts[0]
    for more, at in parts[1:]:
        positions = np.concatenate([positions, at + np.int32(len(texts))], dtype=np.int32)
        texts = [*texts, *more]
    return texts, positions


def _shortened(positions: Positions, texts: int, known: dict[int, PositionArray]) -> PositionArray:
    """Positions in as few bytes as they need; columns that share an array still share it afterwards."""
    key = id(positions)
    if key not in known:
        known[key] = positions.astype(np.min_scalar_type(max(texts - 1, 0)), copy=False)
    return known[key]


def _columns(
    source: TidySource, place: Place, numbers_of_rows: _RowNumbers, groups: Sequence[Further], texts: Texts
) -> dict[str, Words]:
    ratings, kind = source.ratings, source.kind
    observations = ratings.observations
    further: dict[str, Words] = {
        name: words for group in groups for name, words in group.texts(source, numbers_of_rows).items()
    }
    count = len(numbers_of_rows)
    rows = _every_or_some(numbers_of_rows, len(ratings))
    if place.sections is not None:
        further |= describing_texts(source, rows, place, texts)

    def numbers(name: str, column: ExactColumn) -> Words:
        return texts.numbers(name, column.take(rows))

    return {
        **further,
        **_enumerated(ratings, rows, texts),
        **_areas(ratings, rows, place, texts),
        "code": (observations.codes, observations.code[rows]),
        "kind": texts.listed("kind", np.broadcast_to(np.int32(0), count), lambda: [kind]),
        "period": _periods(source, rows, texts, "period"),
        "value": numbers("value", ratings.displayed),
        "numerator": numbers("numerator", observations.numerator),
        **dict.fromkeys(("denominator", "cohort"), numbers("denominator", observations.denominator)),
        **_threshold_columns(source, rows, texts),
        "previous_period": _periods(source, rows, texts, "previous_period"),
        "previous_value": _previous_values(source, rows, texts),
        "change": numbers("change", ratings.change),
        "percent_change": numbers("percent_change", ratings.percent_change),
        "percent_of_target": texts.numbers("percent_of_target", percents_of_target(ratings, rows)),
        "distance_to_target": numbers("distance_to_target", ratings.margin_to_target),
        "distance_to_floor": numbers("distance_to_floor", ratings.margin_to_floor),
        "rated_on": texts.listed(
            "rated_on", observations.code[rows], lambda: (each.rate_on.value for each in ratings.indicators)
        ),
        "made": _made(ratings, rows, texts),
    }


def _every_or_some(rows: _RowNumbers, count: int) -> Rows:
    """A slice of all ``count`` rows, as a block of a long table has: columns are views and no copies."""
    is_every = len(rows) == count and np.array_equal(rows, np.arange(count))
    return slice(None) if is_every else rows


def _enumerated(ratings: Ratings, rows: Rows, texts: Texts) -> dict[str, Words]:
    """The columns of a few words."""
    columns: Mapping[str, tuple[Iterable[Coded], SmallArray]] = {
        "rag": (Rag, ratings.rag),
        "not_rated": (NotRated, ratings.not_rated),
        "direction_of_travel": (DirectionOfTravel, ratings.direction),
        "no_direction": (NoDirection, ratings.no_direction),
        "number_direction": (NumberDirection, ratings.number_direction),
        "polarity": (Polarity, ratings.polarity),
    }

    def column(name: str, members: Iterable[Coded], codes: SmallArray) -> Words:
        return texts.listed(name, codes[rows], lambda: (str(member.value) for member in members))

    carried = ratings.carried_forward[rows].astype(np.int8)
    return {
        **{name: column(name, *words) for name, words in columns.items()},
        "carried_forward": texts.listed("carried_forward", carried, lambda: ("false", "true")),
    }


def _areas(ratings: Ratings, rows: Rows, place: Place, texts: Texts) -> dict[str, Words]:
    names = ratings.observations.areas
    return texts.several(
        "area",
        ratings.observations.area[rows],
        {"area": lambda area: names[area], "level": lambda area: place.levels.get(names[area], "")},
    )


def _made(ratings: Ratings, rows: Rows, texts: Texts) -> Words:
    """What each figure was computed from: one look at each indicator and origin."""
    observations, origins = ratings.observations, list(Origin)
    count = len(origins)
    keys = observations.code[rows].astype(np.int64) * count + observations.origin[rows]
    return texts.of(
        "made", keys, lambda key: made_words(ratings.indicators[key // count], origins[key % count])
    )


def _previous_values(source: TidySource, rows: Rows, texts: Texts) -> Words:
    previous = source.ratings.previous[rows]
    if not len(source.displayed):
        return [], np.maximum(previous, 0)
    return texts.numbers("previous_value", numbers_at(source.displayed, previous))


def _periods(source: TidySource, rows: Rows, texts: Texts, name: str) -> Words:
    """Canonical labels."""
    ratings, naming = source.ratings, source.by_code.naming
    calendars, count = naming.items, naming.count
    is_own = name == "period"
    keys = (ratings.observations.period if is_own else ratings.previous_period)[rows] * count
    if count > 1:
        keys += naming.of_entry[ratings.observations.code[rows]]
    if not is_own:
        np.copyto(keys, -1, where=~ratings.has_comparison[rows])
    return texts.of(
        name, keys, lambda key: period_label(calendars[key % count], key // count) if key >= 0 else ""
    )


def _threshold_columns(source: TidySource, rows: Rows, texts: Texts) -> dict[str, Words]:
    """What each row was rated by: one look at each distinct threshold in force."""
    ratings, told_of, count = source.ratings, source.by_code.is_number, source.by_code.thresholds
    codes, thresholds = ratings.observations.code[rows], ratings.threshold[rows]
    keys = codes.astype(np.int64) * count
    keys += thresholds
    keys += 1

    def number(number_of: Callable[[Threshold], Decimal | None]) -> Callable[[int], str]:
        def text(key: int) -> str:
            threshold = _threshold_at(ratings.indicators[key // count], key % count - 1)
            return (
                _decimal_text(number_of(threshold)) if threshold is not None and told_of[key // count] else ""
            )

        return text

    def word(text_of: Callable[[Threshold], str], without: str = "") -> Callable[[int], str]:
        def text(key: int) -> str:
            threshold = _threshold_at(ratings.indicators[key // count], key % count - 1)
            return without if threshold is None else text_of(threshold)

        return text

    return texts.several(
        "threshold",
        keys,
        {
            "target": number(target_of),
            "floor_standard": number(floor_of),
            "year_target": number(lambda threshold: threshold.year_target),
            "strict": word(lambda threshold: "true" if threshold.rule.is_strict else "false", "false"),
            "bands": word(lambda threshold: threshold.rule.bands_name),
            "threshold_from": word(lambda threshold: threshold.from_label),
            "floor_basis": word(
                lambda threshold: threshold.floor_basis.value if threshold.floor_basis else ""
            ),
        },
    )


def _threshold_at(indicator: Indicator, position: int) -> Threshold | None:
    return indicator.thresholds[position] if position >= 0 else None


def _decimal_text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
