"""Rules for targets that are another figure. One a function; RULES lists them.

Source: docs/rating-rules.md, "A target that is another figure".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kpi_engine.model.calendars.calendar import nests
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean

Defined = Mapping[str, Indicator]
Rule = Callable[[FigureTarget, Indicator, Defined], Iterator[Issue]]


def validate_figure_targets(indicators: Sequence[Indicator], complete: bool = True) -> Iterator[Issue]:
    """What is wrong with targets that are figures.

    ``complete``: these are all that are defined, so that a code that is not among them is an error.
    """
    defined = {indicator.code: indicator for indicator in reversed(indicators)}
    for indicator in indicators:
        for figure in _figures(indicator):
            if figure.of.code in defined:
                for rule in RULES:
                    yield from rule(figure, indicator, defined)
            elif complete:
                remedy = (
                    did_you_mean(figure.of.code, defined) or "define it, or write the code of one that is"
                )
                yield error(figure.of.location, f"{figure.of.code} is not defined", remedy)


def _figures(indicator: Indicator) -> list[FigureTarget]:
    return [each.figure for each in indicator.thresholds if each.figure is not None]


def figures_of_themselves(figure: FigureTarget, indicator: Indicator, _defined: Defined) -> Iterator[Issue]:
    """A figure is not its own target."""
    if figure.of.code == indicator.code and not figure.area and not figure.comparator:
        yield error(
            figure.of.location,
            f"each figure of {indicator.code} would be its own target",
            "add the area or comparator whose figure is the target, or name another indicator",
        )


def figures_made_of_ratings(figure: FigureTarget, _indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """Figures that are made of ratings come after them, and so cannot rate."""
    if defined[figure.of.code].is_made_of_ratings and not figure.comparator:
        yield error(
            figure.of.location,
            f"the figures of {figure.of.code} are made from ratings, and so cannot be a target",
            "name an indicator whose figures are supplied or computed",
        )


def figures_of_other_periods(figure: FigureTarget, indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """Each period lies within a period of the target's figures."""
    of = defined[figure.of.code]
    if not figure.comparator and not nests(indicator.calendar, of.calendar):
        yield error(
            figure.of.location,
            f"{of.code} is {of.calendar.words}, and a {indicator.calendar.period_name} of {indicator.code} "
            f"does not lie within one {of.calendar.period_name} of it",
            "name an indicator of the same or a longer period",
        )


def figures_of_another_kind(figure: FigureTarget, indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """A figure and its target are in the same unit."""
    of = defined[figure.of.code]
    if (of.unit, of.per) != (indicator.unit, indicator.per):
        yield error(
            figure.of.location,
            f"{of.code} is in {of.unit or 'numbers'} and {indicator.code} in {indicator.unit or 'numbers'}, "
            "so that one cannot be the target of the other",
            "name an indicator of the same unit and per",
        )


def figures_in_a_circle(figure: FigureTarget, indicator: Indicator, defined: Defined) -> Iterator[Issue]:
    """No two indicators are each other's target, at any remove; told once, at the first of their codes."""
    if figure.of.code == indicator.code or figure.of.code not in _followed(indicator):
        return
    way = _way(figure.of.code, indicator.code, defined)
    if way and indicator.code == min(way):
        circle = ", whose target is ".join(f"the figure of {code}" for code in way)
        yield error(
            figure.of.location,
            f"these targets go in a circle: the target of {indicator.code} is {circle}",
            "write one of them as a number",
        )


def _way(start: str, end: str, defined: Defined) -> list[str]:
    """The codes from one indicator to another, each the target of the one before; none if there is no way."""
    ways, waiting = {start: [start]}, [start]
    while waiting:
        code = waiting.pop(0)
        if code == end:
            return ways[code]
        for following in _followed(defined[code]) if code in defined else ():
            if following not in ways:
                ways[following] = [*ways[code], following]
                waiting.append(following)
    return []


def _followed(indicator: Indicator) -> list[str]:
    """The codes whose figures of the same area are targets of an indicator."""
    return [each.of.code for each in _figures(indicator) if not each.area and not each.comparator]


RULES: tuple[Rule, ...] = (
    figures_of_themselves,
    figures_made_of_ratings,
    figures_of_other_periods,
    figures_of_another_kind,
    figures_in_a_circle,
)
