"""Which figures another is made from.

Rules: docs/rating-rules.md, "Figures made from others".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

import numpy as np

from kpi_engine.model.calendars.calendar import holding_period
from kpi_engine.model.definitions.area import areas_below, by_name
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Origin,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.definitions.window import periods_covered
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


class Role(Enum):
    """What a member of a figure is there for."""

    ADDED = "added"
    AVERAGED = "in the mean"
    ENDED = "closed before"
    ABSENT = "no row, which counts as 0"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    TARGET = "target as denominator"
    FIRST = "first"
    SUBTRACTED = "subtracted"
    RATED = "rated"
    FACTOR = "factor"
    COUNTED = "counted by its rating"


@frozen
class MemberFigure:
    """A place that a figure is made from: of an indicator, in an area and a period (an ordinal of its own).

    ``figure`` is None where there is no row; of what has ENDED it is the row that says so.
    ``threshold`` is the one in force of which the TARGET counts;
    None: there is none.
    """

    role: Role
    indicator: Indicator
    area: str
    period: int
    figure: Figure | None
    threshold: Threshold | None = None

    @property
    def source(self) -> Location:
        """The line of the figure; a computed figure has no place."""
        if self.threshold is not None:
            return self.threshold.location
        return Location("") if self.figure is None else self.figure.source


def members_of(figure: Figure, origin: Origin) -> tuple[MemberFigure, ...]:
    """What a figure of this origin is made from, in the order of the definition, the periods or the areas.

    The members of an overall rating are its ``parts``; here it has no members, as a supplied figure has none.
    """
    if origin is Origin.ADDED_UP:
        return tuple(_areas(figure, figure.indicator, figure.indicator.adds_up_from, Role.ADDED))
    return tuple(_indicators(figure)) if origin is Origin.MADE else ()


def _areas(figure: Figure, of: Indicator, level: str, role: Role) -> Iterator[MemberFigure]:
    """The figures of an indicator in the areas of a level below; ENDED where it is closed."""
    latest = _latest_by_area(figure, of)
    for area in areas_below(figure.ratings.areas, figure.area):
        if area.level == level:
            last = latest.get(area.name)
            if last is not None and last.missing is Missing.CLOSED:
                yield MemberFigure(Role.ENDED, of, area.name, figure.period, last)
            else:
                there = last if last is not None and last.period == figure.period else None
                yield MemberFigure(role, of, area.name, figure.period, there)


def _share(figure: Figure, measure: ShareOfArea, of: Indicator) -> Iterator[MemberFigure]:
    """The area's own figure, and the figure of each area of the level in which it lies."""
    yield _member(figure, Role.NUMERATOR, of, figure.period)
    areas = figure.ratings.areas
    above = [
        area.name
        for area in areas
        if area.level == measure.level
        and any(below.name == figure.area for below in areas_below(areas, area.name))
    ]
    for name in above:
        found = _figure_of(figure, of, figure.period, name)
        yield MemberFigure(Role.DENOMINATOR, of, name, figure.period, found)


def _latest_by_area(figure: Figure, of: Indicator) -> dict[str, Figure]:
    """The last figure of an indicator in each area, up to the period of this figure."""
    rows = figure.ratings.observations
    code = rows.codes.index(of.code)
    found = np.flatnonzero((rows.code == code) & (rows.period <= figure.period))
    in_order = found[np.argsort(rows.period[found], kind="stable")].tolist()
    return {one.area: one for one in (Figure(figure.ratings, row) for row in in_order)}


def _indicators(figure: Figure) -> Iterator[MemberFigure]:
    own, measure = figure.indicator, figure.indicator.made_from
    defined = {indicator.code: indicator for indicator in figure.ratings.indicators}
    match measure:
        case Window():
            part = defined[measure.of.code]
            first, last = periods_covered(own, measure, figure.period, part)
            for period in range(first, last + 1):
                yield _member(figure, Role.AVERAGED if measure.mean else Role.ADDED, part, period)
        case Sum():
            for member in measure.members:
                found = _member(figure, Role.ADDED, defined[member.code], figure.period)
                is_absent = found.figure is None and measure.absent_is_zero
                yield replace(found, role=Role.ABSENT) if is_absent else found
        case Product():
            for member in measure.members:
                yield _member(figure, Role.FACTOR, defined[member.code], figure.period)
        case ShareOfArea():
            yield from _share(figure, measure, defined[measure.of.code])
        case AreasRated():
            yield from _areas(figure, defined[measure.of.code], measure.level, Role.COUNTED)
        case Difference():
            yield _member(figure, Role.FIRST, defined[measure.first.code], figure.period)
            yield _member(figure, Role.SUBTRACTED, defined[measure.second.code], figure.period)
        case Ratio():
            yield _member(figure, Role.NUMERATOR, defined[measure.numerator.code], figure.period)
            below = defined[measure.denominator.code]
            holding = holding_period(own.calendar, figure.period, below.calendar)
            if measure.of_target:
                yield _target(figure, below, holding)
            else:
                yield _member(figure, Role.DENOMINATOR, below, holding)


def _member(figure: Figure, role: Role, indicator: Indicator, period: int) -> MemberFigure:
    return MemberFigure(role, indicator, figure.area, period, _figure_of(figure, indicator, period))


def _figure_of(figure: Figure, indicator: Indicator, period: int, area: str = "") -> Figure | None:
    """The figure of an indicator in a period, in the figure's area unless ``area`` names another."""
    rows = figure.ratings.observations
    place = rows.areas.index(area) if area else rows.area[figure.row]
    there = (rows.area == place) & (rows.period == period)
    found = np.flatnonzero(there & (rows.code == rows.codes.index(indicator.code)))
    return Figure(figure.ratings, int(found[0])) if len(found) else None


def _target(figure: Figure, indicator: Indicator, period: int) -> MemberFigure:
    level = by_name(figure.ratings.areas)[figure.area].level
    threshold = indicator.threshold_in(period, figure.area, level)
    return MemberFigure(Role.TARGET, indicator, figure.area, period, None, threshold)
