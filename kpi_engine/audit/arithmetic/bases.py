"""Numbers that a printed percentage may have been computed on, instead of the one that it should be.

A percent of target: another target than the one in force, or the number of another indicator. A percentage
whose definition divides by another indicator's number: the target of what is divided, or a third number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sides import Side
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.made_from.measure import Ratio
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.words.number_text import PERCENT


class Base(NamedTuple):
    """A number to divide by; ``name`` is its name for programs, ``words`` what a reader calls it."""

    name: str
    words: str
    number: Fraction


def bases_of_target(side: Side, at: int) -> Iterator[Base]:
    """What a percent of target may be of, besides the target in force: known targets first."""
    page, threshold = side.page, side.figure(at).threshold
    if threshold is not None:
        yield from _of_the_year(page.indicator(at), threshold, page.figures[at].period)
    printed = side.target(page.figures[at]).number
    if printed is not None and printed > 0 and printed != side.defined_target(at):
        yield Base("on_printed_target", "the target as printed", Fraction(printed))
    yield from _numbers_of_others(page, at, ())


def _of_the_year(indicator: Indicator, threshold: Threshold, period: int) -> Iterator[Base]:
    """The target for the whole year where its part is in force, and the other way round."""
    if threshold.year_target is not None and threshold.year_target > 0:
        words = "the target for the whole year"
        yield Base("on_target_of_year", words, Fraction(threshold.year_target))
    elif indicator.data_period is DataPeriod.YTD and threshold.rule.target is not None:
        periods = indicator.calendar.periods_per_year
        part = Fraction(threshold.rule.target) * (indicator.place_in_year(period) + 1) / periods
        if part > 0:
            yield Base("on_part_of_target", "the target's part for the year so far", part)


def bases_of_ratio(side: Side, at: int) -> Iterator[Base]:
    """What a percentage may be of, besides the number that its definition divides by."""
    ratio = side.page.indicator(at).made_from
    if not isinstance(ratio, Ratio):
        return
    target = _target_of(side, ratio.numerator.code, at)
    if target is not None and not ratio.of_target:
        yield Base("on_own_target", f"the target of {ratio.numerator.code}", target)
    declared = () if ratio.of_target else (ratio.denominator.code,)
    yield from _numbers_of_others(side.page, at, (ratio.numerator.code, *declared))


def numerator_of_ratio(side: Side, at: int) -> Fraction | None:
    """The printed number that the definition of a figure divides; None where no number is printed."""
    ratio = side.page.indicator(at).made_from
    if not isinstance(ratio, Ratio):
        return None
    found = next(
        (other for other in _beside(side.page, at) if _code(side.page, other) == ratio.numerator.code), None
    )
    number = None if found is None else side.page.figures[found].value.number
    return None if number is None else Fraction(number)


def _target_of(side: Side, code: str, at: int) -> Fraction | None:
    """The target above 0 of another indicator, in the area and period of a figure."""
    page, figure = side.page, side.page.figures[at]
    indicator = next((each for each in page.indicators if each.code == code), None)
    threshold = (
        None if indicator is None else indicator.threshold_in(figure.period, figure.area, page.level(at))
    )
    target = None if threshold is None else threshold.rule.target
    return Fraction(target) if target is not None and target > 0 else None


def _numbers_of_others(page: Page, at: int, but: Sequence[str]) -> Iterator[Base]:
    """The numbers above 0, no percentages, that are printed for the same area, period and section."""
    for other in _beside(page, at):
        number, code = page.figures[other].value.number, _code(page, other)
        if number is None or number <= 0 or page.indicator(other).unit == PERCENT or code in but:
            continue
        yield Base(f"on_number_of_{code}", f"the number of {code}", Fraction(number))


def _beside(page: Page, at: int) -> list[int]:
    """The figures of other indicators for the same area, period and section, in printed order."""
    figure, indicator = page.figures[at], page.indicator(at)
    return [
        other
        for other in page.at_place[figure.area, figure.section]
        if page.code[other] != page.code[at]
        and page.figures[other].period == figure.period
        and page.indicator(other).frequency is indicator.frequency
    ]


def _code(page: Page, at: int) -> str:
    return page.figures[at].code


def shared_base(
    figures: Sequence[int], fitting: Callable[[int], Sequence[Base]]
) -> Iterator[tuple[list[int], Base, list[Base]]]:
    """Groups of figures that one base explains, the one that explains most first; and what does as well.

    ``fitting`` are the bases that explain a figure. A figure that none explains is in no group.
    """
    found = {at: {(base.name, base.words): base for base in fitting(at)} for at in figures}
    left = [at for at in figures if found[at]]
    while left:
        keys = list(dict.fromkeys(key for at in left for key in found[at]))
        best = max(keys, key=lambda key: sum(key in found[at] for at in left))
        group = [at for at in left if best in found[at]]
        as_well = [key for key in keys if key != best and all(key in found[at] for at in group)]
        yield group, found[group[0]][best], [found[group[0]][key] for key in as_well]
        left = [at for at in left if at not in group]
