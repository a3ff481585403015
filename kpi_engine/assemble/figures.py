"""Rated observations, looked up as a page needs them: by area, indicator and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from kpi_engine.model.indicator import Indicator, Threshold
from kpi_engine.model.judgement import DirectionOfTravel, Missing, NoDirection, NotRated, Polarity, Rag
from kpi_engine.model.period import Month, latest_period
from kpi_engine.model.ratings import Ratings

# Members by their position: what the arrays of Ratings hold.
_POLARITIES = tuple(Polarity)
_RAGS = tuple(Rag)
_NOT_RATED = tuple(NotRated)
_DIRECTIONS = tuple(DirectionOfTravel)
_NO_DIRECTIONS = tuple(NoDirection)
_MISSING = tuple(Missing)


@dataclass(frozen=True, slots=True)
class Figure:
    """One rated observation: a row of Ratings, read as a person would name its parts."""

    ratings: Ratings
    row: int

    @property
    def indicator(self) -> Indicator:
        """The indicator it is a figure of."""
        return self.ratings.indicators[int(self.ratings.observations.code[self.row])]

    @property
    def value(self) -> Decimal | None:
        """The value as displayed; None: see ``missing``."""
        return self.ratings.displayed.at(self.row)

    @property
    def missing(self) -> Missing:
        """Why there is no value."""
        return _MISSING[int(self.ratings.observations.missing[self.row])]

    @property
    def numerator(self) -> Decimal | None:
        """The numerator as supplied."""
        return self.ratings.observations.numerator.at(self.row)

    @property
    def denominator(self) -> Decimal | None:
        """The denominator as supplied: the cohort."""
        return self.ratings.observations.denominator.at(self.row)

    @property
    def threshold(self) -> Threshold | None:
        """What it was rated by."""
        position = int(self.ratings.threshold[self.row])
        return self.indicator.thresholds[position] if position >= 0 else None

    @property
    def polarity(self) -> Polarity:
        """The polarity in force."""
        return _POLARITIES[int(self.ratings.polarity[self.row])]

    @property
    def rag(self) -> Rag:
        """The rating; NONE: see ``not_rated``."""
        return _RAGS[int(self.ratings.rag[self.row])]

    @property
    def not_rated(self) -> NotRated:
        """Why there is no rating."""
        return _NOT_RATED[int(self.ratings.not_rated[self.row])]

    @property
    def direction(self) -> DirectionOfTravel:
        """The direction of travel; NONE: see ``no_direction``."""
        return _DIRECTIONS[int(self.ratings.direction[self.row])]

    @property
    def no_direction(self) -> NoDirection:
        """Why there is no direction of travel."""
        return _NO_DIRECTIONS[int(self.ratings.no_direction[self.row])]

    @property
    def carried_forward(self) -> bool:
        """Whether no new data came and the figure before was repeated."""
        return bool(self.ratings.carried_forward[self.row])

    @property
    def previous_value(self) -> Decimal | None:
        """The displayed value that it is compared with."""
        previous = int(self.ratings.previous[self.row])
        return self.ratings.displayed.at(previous) if previous >= 0 else None

    @property
    def previous_period(self) -> int:
        """The period that it is compared with; only where there is a direction of travel."""
        return int(self.ratings.previous_period[self.row])


class Figures:
    """All figures of a run, in reach of a page."""

    def __init__(self, ratings: Ratings) -> None:
        self._ratings = ratings
        self._latest: dict[tuple[Month, int | None], Mapping[str, int]] = {}
        self._area_positions = {name: position for position, name in enumerate(ratings.observations.areas)}

    def of_area(self, area: str) -> Mapping[str, Mapping[int, Figure]]:
        """The figures of an area: by code, then by period."""
        position = self._area_positions.get(area)
        if position is None:
            return {}
        observations = self._ratings.observations
        rows = np.flatnonzero(observations.area == position)
        found: dict[str, dict[int, Figure]] = {}
        codes, periods = observations.code[rows].tolist(), observations.period[rows].tolist()
        for row, code, period in zip(rows.tolist(), codes, periods, strict=True):
            found.setdefault(observations.codes[code], {})[period] = Figure(self._ratings, row)
        return found

    def latest_periods(self, as_at: Month, last_period: int | None = None) -> Mapping[str, int]:
        """By code, the latest period that any area has an observation in, up to the as-at month.

        ``last_period``, an ordinal, sets an earlier end. A code without an observation by then is left out.
        """
        if (as_at, last_period) not in self._latest:
            self._latest[as_at, last_period] = _latest_periods(self._ratings, as_at, last_period)
        return self._latest[as_at, last_period]


def _latest_periods(ratings: Ratings, as_at: Month, last_period: int | None) -> dict[str, int]:
    observations = ratings.observations
    if not len(observations):
        return {}
    limits = np.array(
        [latest_period(indicator.frequency, as_at, indicator.year) for indicator in ratings.indicators]
    )
    if last_period is not None:
        limits = np.minimum(limits, last_period)
    in_time = observations.period <= limits[observations.code]
    latest = np.full(len(observations.codes), -1, dtype=np.int64)
    np.maximum.at(latest, observations.code[in_time], observations.period[in_time])
    return {code: last for code, last in zip(observations.codes, latest.tolist(), strict=True) if last >= 0}
