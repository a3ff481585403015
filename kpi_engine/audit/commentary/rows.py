"""The rows of a scorecard that commentary is about: each indicator and area that a section shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.periods.shown_periods import newest_periods, shown_periods
from kpi_engine.model.figures.ratings import Ratings

_NOT_SHOWN = -1


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in an area: its latest figure in each section that shows it, newest first.

    ``outturns`` are its final figures of the last years, ``level`` is the level of the area.
    """

    figures: tuple[Figure, ...]
    level: str
    outturns: tuple[Figure, ...] = ()

    @property
    def newest(self) -> Figure:
        """The figure that a commentary is about."""
        return self.figures[0]


def rows_shown(
    ratings: Ratings, sections: Sequence[Section], areas: Sequence[Area], outturns: Ratings | None = None
) -> Mapping[tuple[str, str], Row]:
    """Rows by code and area, in the order of the sections and of the observations' areas.

    The latest figure is of the period that the section shows (model/figures/shown_periods.py).
    """
    found: dict[tuple[str, str], list[Figure]] = {}
    level_of = {area.name: area.level for area in areas}
    names = ratings.observations.areas
    for section in sections:
        latest = _rows_of_latest_period(ratings, section)
        for entry in section.entries:
            if entry.code not in ratings.observations.codes:
                continue
            code = ratings.observations.codes.index(entry.code)
            shown = np.array([not entry.levels or level_of[name] in entry.levels for name in names], np.bool_)
            rows = np.flatnonzero(
                latest & (ratings.observations.code == code) & shown[ratings.observations.area]
            )
            for row in rows.tolist():
                figure = Figure(ratings, row)
                found.setdefault((entry.code, figure.area), []).append(figure)
    finals = {} if outturns is None else _last_outturns(outturns, found)
    return {
        key: Row(
            tuple(sorted(figures, key=lambda figure: -figure.period)), level_of[key[1]], finals.get(key, ())
        )
        for key, figures in found.items()
    }


def _last_outturns(
    outturns: Ratings, wanted: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], tuple[Figure, ...]]:
    """The outturns of the last years of some codes and areas, newest first."""
    rows = outturns.observations
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in range(len(outturns)):
        key = (rows.codes[int(rows.code[row])], rows.areas[int(rows.area[row])])
        if key in wanted:
            found.setdefault(key, []).append(Figure(outturns, row))
    return {
        key: tuple(sorted(figures, key=lambda figure: -figure.period)[:_YEARS])
        for key, figures in found.items()
    }


# Outturns of earlier years are quoted with their year, if at all.
_YEARS = 2


def _rows_of_latest_period(ratings: Ratings, section: Section) -> BoolArray:
    observations = ratings.observations
    newest = newest_periods(observations, ratings.indicators, None, section.last_period)
    defined = {indicator.code: indicator for indicator in ratings.indicators}
    shown = shown_periods(section, defined, newest, None).by_code
    latest = np.array([shown.get(code, _NOT_SHOWN) for code in observations.codes], np.int64)
    is_latest: BoolArray = observations.period == latest[observations.code]
    return is_latest
