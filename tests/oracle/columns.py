"""The engine's columns as plain records, so that both implementations can be compared row by row."""

from __future__ import annotations

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    Missing,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
)
from kpi_engine.model.figures.ratings import Ratings
from tests.oracle.records import PlainObservation, PlainRating

_MISSING, _POLARITIES, _RAGS, _NOT_RATED = tuple(Missing), tuple(Polarity), tuple(Rag), tuple(NotRated)
_DIRECTIONS, _NO_DIRECTIONS = tuple(DirectionOfTravel), tuple(NoDirection)
_NUMBER_DIRECTIONS = tuple(NumberDirection)


def plain_observations(observations: Observations) -> list[PlainObservation]:
    """Each row of the columns as a record, in their order."""
    return [
        PlainObservation(
            code=observations.codes[observations.code[row]],
            area=observations.areas[observations.area[row]],
            period=int(observations.period[row]),
            value=observations.value.at(row),
            numerator=observations.numerator.at(row),
            denominator=observations.denominator.at(row),
            missing=_MISSING[observations.missing[row]],
            carried_forward=bool(observations.carried_forward[row]),
            is_new=bool(observations.is_new[row]),
            is_computed=bool(observations.origin[row]),
            as_printed=bool(observations.as_printed[row]),
            marks=int(observations.marks[row]),
        )
        for row in range(len(observations))
    ]


def plain_ratings(ratings: Ratings) -> list[PlainRating]:
    """What the engine says of each row as a record, in the order of the rows."""
    return [_plain_rating(ratings, row) for row in range(len(ratings))]


def _plain_rating(ratings: Ratings, row: int) -> PlainRating:
    indicator = ratings.indicators[ratings.observations.code[row]]
    threshold, previous = int(ratings.threshold[row]), int(ratings.previous[row])
    return PlainRating(
        displayed=ratings.displayed.at(row),
        threshold=None if threshold < 0 else indicator.thresholds[threshold],
        polarity=_POLARITIES[ratings.polarity[row]],
        rag=_RAGS[ratings.rag[row]],
        not_rated=_NOT_RATED[ratings.not_rated[row]],
        direction=_DIRECTIONS[ratings.direction[row]],
        no_direction=_NO_DIRECTIONS[ratings.no_direction[row]],
        previous=None if previous < 0 else previous,
        previous_period=int(ratings.previous_period[row]) if ratings.has_comparison[row] else None,
        carried_forward=bool(ratings.carried_forward[row]),
        margin_to_target=ratings.margin_to_target.at(row),
        margin_to_floor=ratings.margin_to_floor.at(row),
        change=ratings.change.at(row),
        percent_change=ratings.percent_change.at(row),
        number_direction=_NUMBER_DIRECTIONS[ratings.number_direction[row]],
    )
