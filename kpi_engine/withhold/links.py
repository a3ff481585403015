"""Figures that give each other away: of other indicators and of other periods, in the same area.

``Same`` figures are withheld together: a figure made from others with these others, and a figure
carried forward with the figure that it repeats. A ``window`` gives its months away only as a whole: where a
month is withheld, so is every window that holds it; where a window is, so is one of its months.

Source of the rule: docs/small-numbers.md, "Other indicators and other periods".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from kpi_engine.model.calendars.calendar import holding_period, same_periods
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Measure,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from kpi_engine.model.definitions.window import periods_covered
from kpi_engine.model.frozen import frozen

# A code and a period; the area is the same on both sides of a link.
CodePeriod: TypeAlias = tuple[str, int]


@frozen
class Links:
    """What is made from what, both ways, by code; ``shares`` are codes of shares, with the level above."""

    defined: Mapping[str, Indicator]
    users: Mapping[str, tuple[Indicator, ...]]
    shares: Mapping[str, tuple[tuple[str, str], ...]]

    def withheld_with(
        self, code: str, period: int, periods: Mapping[str, Sequence[int]]
    ) -> Iterator[CodePeriod]:
        """The figures to be withheld with a figure; ``periods`` are the periods with figures of each code."""
        indicator = self.defined[code]
        if indicator.made_from is not None:
            yield from _members(indicator, indicator.made_from, period, self.defined)
        for user in self.users.get(code, ()):
            for candidate in periods.get(user.code, ()):
                if _holds(user, candidate, indicator, period):
                    yield user.code, candidate

    def months_of(self, code: str, period: int) -> tuple[str, range] | None:
        """The indicator and the months that a window adds up; None where a figure is no window."""
        indicator = self.defined[code]
        if not isinstance(indicator.made_from, Window):
            return None
        part = self.defined[indicator.made_from.of.code]
        first, last = periods_covered(indicator, indicator.made_from, period, part)
        return indicator.made_from.of.code, range(first, last + 1)


def _shares_of(indicators: Sequence[Indicator]) -> Iterator[tuple[str, tuple[str, str]]]:
    for indicator in indicators:
        if isinstance(indicator.made_from, ShareOfArea):
            yield indicator.made_from.of.code, (indicator.code, indicator.made_from.level)


def links_of(indicators: Sequence[Indicator]) -> Links:
    """What the definitions make from what."""
    users: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        made_from = indicator.made_from
        # Ratings are counted after figures have been withheld.
        is_linked = made_from is not None and not isinstance(made_from, AreasRated)
        for member in made_from.members if made_from is not None and is_linked else ():
            users[member.code].append(indicator)
    shares: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, share in _shares_of(indicators):
        shares[code].append(share)
    return Links(
        {indicator.code: indicator for indicator in indicators},
        {code: tuple(found) for code, found in users.items()},
        {code: tuple(found) for code, found in shares.items()},
    )


def _members(
    indicator: Indicator, measure: Measure, period: int, defined: Mapping[str, Indicator]
) -> Iterator[CodePeriod]:
    """The members of the same periods; one of longer periods (a population by year) is no small number."""
    match measure:
        case Window() | AreasRated():
            return
        case Ratio() | Difference() | Product() | ShareOfArea() | Sum():
            for member in measure.members:
                if same_periods(defined[member.code].calendar, indicator.calendar):
                    yield member.code, period


def _holds(user: Indicator, candidate: int, member: Indicator, period: int) -> bool:
    """Whether a figure is made from a member's figure of this period."""
    if isinstance(user.made_from, Window):
        first, last = periods_covered(user, user.made_from, candidate, member)
        return first <= period <= last
    if same_periods(user.calendar, member.calendar):
        return candidate == period
    return holding_period(user.calendar, candidate, member.calendar) == period
