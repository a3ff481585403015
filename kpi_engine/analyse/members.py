"""Which figures another is made from, and what of each counts.

Rules: docs/rating-rules.md, "Figures made from others".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from kpi_engine.analyse.explanation import Role
from kpi_engine.model.area import areas_below
from kpi_engine.model.figure import Figure
from kpi_engine.model.gap import threshold_beside
from kpi_engine.model.indicator import Indicator, Threshold
from kpi_engine.model.issue import Location
from kpi_engine.model.judgement import NOTHING_TO_COUNT, Missing
from kpi_engine.model.measure import Difference, Origin, Ratio, Sum, Window
from kpi_engine.model.window import holding_period, months_covered

_DIVISION = (Role.NUMERATOR, Role.DENOMINATOR)


@dataclass(frozen=True, slots=True)
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
        """The line that it stands in; no place for a computed one."""
        if self.threshold is not None:
            return self.threshold.location
        return Location("") if self.figure is None else self.figure.source


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a member counts: its ``number``, or its numerator and denominator; or what it ``lacks``:
    ``has no figure``."""

    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    lacks: str = ""


def members_of(figure: Figure, origin: Origin) -> tuple[MemberFigure, ...]:
    """What a figure of this origin is made from, in the order of the definition, the months or the areas.

    Those of an overall rating are its ``parts``; here it has none, as a supplied figure has none.
    """
    if origin is Origin.ADDED_UP:
        return tuple(_areas(figure))
    return tuple(_indicators(figure)) if origin is Origin.MADE else ()


def _areas(figure: Figure) -> Iterator[MemberFigure]:
    own = figure.indicator
    latest = _latest_by_area(figure)
    for area in areas_below(figure.ratings.areas, figure.area):
        if area.level == own.adds_up_from:
            last = latest.get(area.name)
            if last is not None and last.missing is Missing.CLOSED:
                yield MemberFigure(Role.ENDED, own, area.name, figure.period, last)
            else:
                there = last if last is not None and last.period == figure.period else None
                yield MemberFigure(Role.ADDED, own, area.name, figure.period, there)


def _latest_by_area(figure: Figure) -> dict[str, Figure]:
    """The last figure of the same indicator in each area, up to the period of this one."""
    rows = figure.ratings.observations
    found = np.flatnonzero((rows.code == rows.code[figure.row]) & (rows.period <= figure.period))
    in_order = found[np.argsort(rows.period[found], kind="stable")].tolist()
    return {one.area: one for one in (Figure(figure.ratings, row) for row in in_order)}


def _indicators(figure: Figure) -> Iterator[MemberFigure]:
    own, measure = figure.indicator, figure.indicator.made_from
    defined = {indicator.code: indicator for indicator in figure.ratings.indicators}
    match measure:
        case Window():
            first, last = months_covered(own, measure.covers, figure.period)
            for month in range(first, last + 1):
                yield _member(figure, Role.ADDED, defined[measure.of.code], month)
        case Sum():
            for member in measure.members:
                yield _member(figure, Role.ADDED, defined[member.code], figure.period)
        case Difference():
            yield _member(figure, Role.FIRST, defined[measure.first.code], figure.period)
            yield _member(figure, Role.SUBTRACTED, defined[measure.second.code], figure.period)
        case Ratio():
            yield _member(figure, Role.NUMERATOR, defined[measure.numerator.code], figure.period)
            below = defined[measure.denominator.code]
            holding = holding_period(own, figure.period, below)
            if measure.of_target:
                yield _target(figure, below, holding)
            else:
                yield _member(figure, Role.DENOMINATOR, below, holding)


def _member(figure: Figure, role: Role, indicator: Indicator, period: int) -> MemberFigure:
    return MemberFigure(role, indicator, figure.area, period, _figure_of(figure, indicator, period))


def _figure_of(figure: Figure, indicator: Indicator, period: int) -> Figure | None:
    """The figure of an indicator in a period, in the figure's area."""
    rows = figure.ratings.observations
    if indicator.code not in rows.codes:
        return None
    there = (rows.area == rows.area[figure.row]) & (rows.period == period)
    found = np.flatnonzero(there & (rows.code == rows.codes.index(indicator.code)))
    return Figure(figure.ratings, int(found[0])) if len(found) else None


def _target(figure: Figure, indicator: Indicator, period: int) -> MemberFigure:
    threshold = threshold_beside(figure, indicator, period)
    return MemberFigure(Role.TARGET, indicator, figure.area, period, None, threshold)


def counted(member: MemberFigure, unusable: Collection[str] = ()) -> Counted:
    """What of a member counts, as derive/ counts it; nothing of ``unusable`` areas is added up."""
    figure = member.figure
    if member.role is Role.TARGET:
        target = member.threshold.rule.target if member.threshold else None
        return Counted(target, lacks="" if target is not None else "has no target in force")
    if member.area in unusable:
        return Counted(lacks="is not counted, since its figures have errors")
    if figure is None:
        return Counted(lacks="has no figure")
    if member.role is Role.ENDED:
        return Counted(lacks="is closed and not counted")
    return _added(figure) if member.role is Role.ADDED else _number(figure, member.role)


def _number(figure: Figure, role: Role) -> Counted:
    """Differences are of displayed values; for ratios see ``numbers`` in derive/figures.py."""
    if figure.value is None:
        return Counted(lacks=f"has no value: {figure.why_no_value}")
    follows_from_parts = figure.numerator is not None and figure.denominator is not None
    is_given = figure.given is not None and (figure.is_as_printed or not follows_from_parts)
    return Counted(figure.given if is_given and role in _DIVISION else figure.value)


def _added(figure: Figure) -> Counted:
    """See ``addends_of`` in derive/sums.py."""
    if figure.numerator is not None and figure.denominator is not None:
        none_to_count = figure.denominator == 0 and figure.missing in NOTHING_TO_COUNT
        if none_to_count or figure.missing in (Missing.PRESENT, Missing.ZERO_DENOMINATOR):
            return Counted(numerator=figure.numerator, denominator=figure.denominator)
    if figure.value is None:
        return Counted(lacks=f"has no value: {figure.why_no_value}")
    if figure.given is None or figure.indicator.per != 1:
        return Counted(lacks="cannot be added up without a numerator and a denominator")
    return Counted(figure.given)
