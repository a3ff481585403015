"""The columns of labels of a rated frame: the categories of each, and its codes, a block at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.lookup import by_row, collapsed, is_any, look_up
from kpi_engine.model.arrays.observation import FloatArray, IndexArray, IntArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.comparison import ComparisonKind
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
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.worst import is_number
from kpi_engine.model.words.made import made_words
from kpi_engine.rate.kernel import Rater

_OBSERVATION = "observation"
_NO_LABEL = -1
_ORIGINS = len(Origin)

# The columns of a frame, or of a block of its rows: for a category, the position of it; negative: missing.
Columns: TypeAlias = Mapping[str, NDArray[Any]]


def smallest_type(count: int) -> type[np.signedinteger[Any]]:
    """The type that pandas has for the positions of so many categories."""
    return np.int8 if count < 128 else np.int16 if count < 32768 else np.int32


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Labels of places, some the same or empty (missing), as ``categories``; ``code`` is theirs, by place."""

    categories: Sequence[str]
    code: NDArray[np.signedinteger[Any]]


def _lookup(label_of: Sequence[str]) -> _Lookup:
    categories = [label for label in dict.fromkeys(label_of) if label]
    place = {label: position for position, label in enumerate(categories)}
    codes = [place.get(label, _NO_LABEL) for label in label_of]
    return _Lookup(categories, collapsed(np.array(codes, smallest_type(len(categories)))))


class LabelColumns:
    """The columns that say what a row is and what came of it."""

    _REASONS: Mapping[str, type[Coded]] = {
        "rag": Rag,
        "not_rated": NotRated,
        "direction_of_travel": DirectionOfTravel,
        "no_direction": NoDirection,
        "number_direction": NumberDirection,
    }

    def __init__(self, rater: Rater, areas: Sequence[Area]) -> None:
        observations = rater.observations
        level_of = {area.name: area.level for area in areas}
        self._code, self._area = observations.codes, observations.areas
        self._level = _lookup([level_of[name] for name in observations.areas])
        self._rated_on = _lookup([indicator.rate_on.value for indicator in rater.indicators])
        self._made = _made(rater)
        self._period = _PeriodLabels(rater, earliest=False)
        self._previous_period = _PeriodLabels(rater, earliest=True)

    def categories(self) -> dict[str, Sequence[str]]:
        """The categories of each column."""
        return {
            "code": self._code,
            "area": self._area,
            "level": self._level.categories,
            "kind": [_OBSERVATION],
            "polarity": [polarity.value for polarity in Polarity],
            "rated_on": self._rated_on.categories,
            "made": self._made.categories,
            "period": self._period.categories,
            "previous_period": self._previous_period.categories,
            # The first member of each means nothing.
            **{
                name: [str(member.value) for member in members][1:] for name, members in self._REASONS.items()
            },
        }

    def write(self, ratings: Ratings, part: Columns) -> None:
        """Fill in the codes of some rows."""
        rows = ratings.observations
        part["code"][:] = rows.code
        part["area"][:] = rows.area
        look_up(self._level.code, rows.area, part["level"])
        part["kind"][:] = 0
        part["polarity"][:] = ratings.polarity
        look_up(self._rated_on.code, rows.code, part["rated_on"])
        made = rows.code if len(self._made.code) == 1 else rows.code * _ORIGINS + rows.origin
        look_up(self._made.code, made, part["made"])
        self._period.write(rows.period, rows.code, part["period"])
        self._previous_period.write(ratings.previous_period, rows.code, part["previous_period"])
        part["previous_period"][~ratings.has_comparison] = _NO_LABEL
        for name, positions in (
            ("rag", ratings.rag),
            ("not_rated", ratings.not_rated),
            ("direction_of_travel", ratings.direction),
            ("no_direction", ratings.no_direction),
            ("number_direction", ratings.number_direction),
        ):
            np.subtract(positions, 1, out=part[name])


def _made(rater: Rater) -> _Lookup:
    """What figures were computed from, by code × origins + origin."""
    if not is_any(rater.observations.origin):
        return _lookup([Origin.SUPPLIED.value])
    return _lookup([made_words(indicator, origin) for indicator in rater.indicators for origin in Origin])


class _PeriodLabels:
    """Canonical labels of periods, in the order of time, and where the labels of each code begin.

    A label may mean periods of two calendars: 2004-05 is a month and a year.
    """

    def __init__(self, rater: Rater, earliest: bool) -> None:
        labels: list[str] = []
        rows = rater.observations
        calendar_of_code = [indicator.calendar.naming for indicator in rater.indicators]
        lags = [indicator.comparison.lag(indicator.calendar) or 0 for indicator in rater.indicators]
        self._shift = np.zeros(len(calendar_of_code), np.int64)
        for calendar in dict.fromkeys(calendar_of_code):
            named_so = np.array([other == calendar for other in calendar_of_code], np.bool_)
            periods = rows.period if named_so.all() else rows.period[named_so.take(rows.code)]
            if len(periods):
                back = [lag for lag, one in zip(lags, named_so.tolist(), strict=True) if one]
                first, last = int(periods.min()), int(periods.max())
                if earliest:
                    first, last = first - max(back), last - min(back)
                    first = min(first, *self._fixed(rater, calendar), first)
                self._shift[named_so] = len(labels) - first
                labels += [period_label(calendar, ordinal) for ordinal in range(first, last + 1)]
        self._shift = collapsed(self._shift)
        self._lookup = _lookup(labels)
        self._all_differ = len(self._lookup.categories) == len(labels)

    @staticmethod
    def _fixed(rater: Rater, calendar: Calendar) -> list[int]:
        """The fixed periods that indicators of periods named so compare with."""
        return [
            indicator.comparison.since
            for indicator in rater.indicators
            if indicator.calendar.naming == calendar and indicator.comparison.kind is ComparisonKind.SINCE
        ]

    @property
    def categories(self) -> Sequence[str]:
        """Each label once."""
        return self._lookup.categories

    def write(self, period: IntArray, code: IndexArray, codes: NDArray[Any]) -> None:
        """Fill in the codes of some periods."""
        if self._all_differ:
            np.add(period, by_row(self._shift, code), out=codes, casting="unsafe")
        else:
            look_up(self._lookup.code, period + by_row(self._shift, code), codes)


class ThresholdColumns:
    """The columns that say what a row was rated by; each threshold is looked at once."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        thresholds: list[Threshold | None] = []
        start = np.zeros(len(indicators), np.int64)
        for code, indicator in enumerate(indicators):
            start[code] = len(thresholds) + 1
            thresholds += [None, *indicator.thresholds]
        self._start = start
        # Standards in points of ratings are no numbers to a reader.
        in_numbers = [
            held
            for indicator, is_told in zip(indicators, is_number(indicators).tolist(), strict=True)
            for held in (None, *(each if is_told else None for each in indicator.thresholds))
        ]
        self._target = _standards([None if held is None else held.rule.target for held in in_numbers])
        self._floor_standard = _standards([None if held is None else held.rule.floor for held in in_numbers])
        year_targets = [None if held is None else held.year_target for held in in_numbers]
        self._year_target = _standards(year_targets)
        self.has_year_targets = any(target is not None for target in year_targets)
        self._threshold_from = _lookup(["" if held is None else held.from_label for held in thresholds])
        self._floor_basis = _lookup([_floor_basis(held) for held in thresholds])
        self._bands = _lookup(["" if held is None else held.rule.bands_name for held in thresholds])
        strict = [held is not None and held.rule.is_strict for held in thresholds]
        self._strict = collapsed(np.array(strict, np.bool_))

    def categories(self) -> dict[str, Sequence[str]]:
        """The categories of each column of labels."""
        return {
            "threshold_from": self._threshold_from.categories,
            "floor_basis": self._floor_basis.categories,
            "bands": self._bands.categories,
        }

    def write(self, ratings: Ratings, part: Columns) -> None:
        """Fill in standards and codes of some rows."""
        place = by_row(self._start, ratings.observations.code) + ratings.threshold
        for name, table in (
            ("target", self._target),
            ("floor_standard", self._floor_standard),
            ("threshold_from", self._threshold_from.code),
            ("floor_basis", self._floor_basis.code),
            ("bands", self._bands.code),
            ("strict", self._strict),
        ):
            look_up(table, place, part[name])
        if self.has_year_targets:
            look_up(self._year_target, place, part["year_target"])


def _floor_basis(threshold: Threshold | None) -> str:
    basis = None if threshold is None else threshold.floor_basis
    return "" if basis is None else basis.value


def _standards(numbers: Sequence[Decimal | None]) -> FloatArray:
    return np.array([np.nan if number is None else float(number) for number in numbers], np.float64)
