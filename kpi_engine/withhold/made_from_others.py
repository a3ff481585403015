"""What differences, products, ratios and shares in print leave for a withheld figure that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias, assert_never

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Difference, Member, Product, Ratio, ShareOfArea
from kpi_engine.model.figures.withheld import Place, WorkedOut
from kpi_engine.model.frozen import frozen

# A figure as it is in print; None for a figure that is withheld or nowhere in print.
InPrint: TypeAlias = Callable[[Place], Fraction | None]
Formula: TypeAlias = Difference | Product | Ratio | ShareOfArea


@frozen
class Known:
    """What is known of all figures: what is in print, the definitions and the areas."""

    in_print: InPrint
    defined: Mapping[str, Indicator]
    areas: Mapping[str, Area]


def left_by(
    indicator: Indicator, formula: Formula, places: Iterable[Place], known: Known
) -> Iterator[WorkedOut]:
    """What the figures of an indicator at ``places`` leave for a figure that each is made from.

    Figures in print are rounded to the decimals of their indicator, half up.
    """
    for place in places:
        shown = known.in_print(place)
        if shown is None:
            continue
        half = Fraction(1, 2 * 10**indicator.decimals)
        match formula:
            case Difference(first=first, second=second):
                yield from _of_difference(shown, (first, second), place, known)
            case Product(members=members):
                yield from _of_product(shown, members, place, known)
            case Ratio(of_target=False, numerator=numerator, denominator=denominator):
                if known.defined[denominator.code].calendar == indicator.calendar:
                    pair = (place._replace(code=numerator.code), place._replace(code=denominator.code))
                    yield from _of_ratio(shown, half, indicator, pair, known)
            case ShareOfArea(of=of, level=level):
                above = [name for name in _above(place.area, known.areas) if known.areas[name].level == level]
                if len(above) == 1:
                    part = place._replace(code=of.code)
                    yield from _of_ratio(shown, half, indicator, (part, part._replace(area=above[0])), known)
            case Ratio():
                pass  # of a target, which is no figure
            case _:
                assert_never(formula)


def _of_difference(
    shown: Fraction, members: tuple[Member, Member], place: Place, known: Known
) -> Iterator[WorkedOut]:
    first, second = (place._replace(code=member.code) for member in members)
    one, other = known.in_print(first), known.in_print(second)
    how = f"{place.code} is {first.code} less {second.code}"
    if one is None and other is not None:
        yield from _exactly(first, other + shown, how, known)
    elif one is not None and other is None:
        yield from _exactly(second, one - shown, how, known)


def _of_product(
    shown: Fraction, members: tuple[Member, ...], place: Place, known: Known
) -> Iterator[WorkedOut]:
    parts = [place._replace(code=member.code) for member in members]
    values = [known.in_print(part) for part in parts]
    others = [value for value in values if value is not None]
    if len(others) == len(values) - 1 and all(others):
        for value in others:
            shown /= value
        how = f"{place.code} is the product of other indicators"
        yield from _exactly(parts[values.index(None)], shown, how, known)


def _of_ratio(
    shown: Fraction, half: Fraction, indicator: Indicator, pair: tuple[Place, Place], known: Known
) -> Iterator[WorkedOut]:
    """From a share and its numerator or denominator the other number, as far as rounding leaves it open."""
    part, whole = pair
    numerator, denominator = known.in_print(part), known.in_print(whole)
    of = whole.code if whole.area == part.area else f"{whole.code} of {whole.area}"
    how = f"{indicator.code} is {part.code} ÷ {of}"
    per = indicator.per
    if numerator is None and denominator is not None and _is_count(part, known):
        low, high = (shown - half) * denominator / per, (shown + half) * denominator / per
        yield WorkedOut(part, "value", max(0, ceil(low)), ceil(high) - 1, how)
    elif denominator is None and numerator and shown > half and _is_count(whole, known):
        low, high = per * numerator / (shown + half), per * numerator / (shown - half)
        yield WorkedOut(whole, "value", floor(low) + 1, floor(high), how)


def _exactly(place: Place, number: Fraction, how: str, known: Known) -> Iterator[WorkedOut]:
    if number.denominator == 1 and number >= 0 and _is_count(place, known):
        yield WorkedOut(place, "value", int(number), int(number), how)


def _is_count(place: Place, known: Known) -> bool:
    return known.defined[place.code].is_count_of_people


def _above(area: str, areas: Mapping[str, Area]) -> list[str]:
    """Every area above an area, each once."""
    found: dict[str, None] = {}
    waiting = list(areas[area].parents) if area in areas else []
    while waiting:
        name = waiting.pop()
        if name not in found and name in areas:
            found[name] = None
            waiting += areas[name].parents
    return list(found)
