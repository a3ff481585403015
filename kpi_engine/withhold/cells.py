"""The numbers of people that each figure shows: whole, not negative, kept exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.small_numbers import Quantity, SmallNumbers, Zeros

# Python integers of shape (n,); -1 where a row shows no such number.
Whole: TypeAlias = NDArray[np.int64]
NO_NUMBER = -1


def numbers_of_people(
    observations: Observations, indicators: Sequence[Indicator]
) -> Mapping[Quantity, Whole]:
    """Each quantity of each row of an indicator that counts people; ``NO_NUMBER`` elsewhere.

    A row without a numerator and a denominator counts by its value, as a numerator, where its indicator is a
    count (``is_count_of_people``).
    """
    defined = {indicator.code: indicator for indicator in indicators}
    people = _by_code(observations, [code in defined and defined[code].people for code in observations.codes])
    counts = _by_code(
        observations, [code in defined and defined[code].is_count_of_people for code in observations.codes]
    )
    both = observations.has_both_parts()
    numerator = np.where(both, _whole(observations.numerator), NO_NUMBER)
    denominator = np.where(both, _whole(observations.denominator), NO_NUMBER)
    alone = counts & ~both & (observations.missing == 0)
    numerator = np.where(alone, _whole(observations.value), numerator)
    has_complement = both & (numerator >= 0) & (denominator >= numerator)
    complement = np.where(has_complement, denominator - numerator, NO_NUMBER)
    return {
        Quantity.NUMERATOR: np.where(people, numerator, NO_NUMBER),
        Quantity.COMPLEMENT: np.where(people, complement, NO_NUMBER),
        Quantity.DENOMINATOR: np.where(people, denominator, NO_NUMBER),
    }


def small_rows(
    numbers: Mapping[Quantity, Whole], observations: Observations, areas: Sequence[Area], rule: SmallNumbers
) -> BoolArray:
    """The rows that show a small number at a level of area that the rule looks at."""
    looked_at = {
        area.name: area.level in rule.levels if rule.levels else bool(area.parents) for area in areas
    }
    wanted = np.array([looked_at.get(name, False) for name in observations.areas], np.bool_)
    least = 0 if rule.zeros is Zeros.HIDE else 1
    small = np.zeros(len(observations), np.bool_)
    for quantity in rule.of:
        small |= (numbers[quantity] >= least) & (numbers[quantity] < rule.below)
    return small & wanted[observations.area] if len(wanted) else small


def _whole(column: ExactColumn) -> Whole:
    """The numbers that are whole and not negative, and below 2 ** 63; ``NO_NUMBER`` for others."""
    shortest = column.shortest()
    whole = shortest.present & (shortest.decimals == 0) & (shortest.mantissa >= 0)
    result: Whole = np.where(whole, shortest.mantissa, NO_NUMBER)
    return result


def _by_code(observations: Observations, answers: Sequence[bool]) -> NDArray[Any]:
    return np.array(answers, np.bool_)[observations.code] if answers else np.zeros(0, np.bool_)
