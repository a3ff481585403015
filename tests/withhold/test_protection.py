"""What is withheld gives nothing away, even to somebody who knows the rule: every other table is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.withhold.protection import Table, shared_parts, withheld_cells

BELOW = 4
SMALL = range(1, BELOW)


def pattern(parts: Sequence[Sequence[int]], numbers: Sequence[int]) -> frozenset[int]:
    """The cells that a publisher withholds: small ones but for the last total, then others."""
    table = Table(tuple(map(tuple, parts)), (tuple(numbers),))
    small = [cell for cell, number in enumerate(numbers) if number in SMALL and cell != len(parts) - 1]
    return withheld_cells(table, small, BELOW)


# A county (the last cell) of three districts, the first of which has two teams.
PARTS = ((), (), (0, 1), (), (), (2, 3, 4))
LEAVES = (0, 1, 3, 4)


def with_totals(leaves: Sequence[int], rest: int) -> tuple[int, ...]:
    first, second, third, fourth = leaves
    return first, second, first + second, third, fourth, sum(leaves) + rest


def same_shown(numbers: tuple[int, ...], hidden: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Every table of the same shape with the same shown cells and the same zeros."""
    most = numbers[-1]
    choices = [range(1, most + 1) if leaf in hidden else (numbers[leaf],) for leaf in LEAVES]
    rest = numbers[-1] - numbers[2] - numbers[3] - numbers[4]
    for leaves in product(*choices):
        for other_rest in range(most + 1) if rest else (0,):
            other = with_totals(leaves, other_rest)
            if all(cell in hidden or other[cell] == numbers[cell] for cell in range(len(numbers))):
                yield other


@given(
    st.tuples(*[st.integers(0, 7)] * 4),
    st.sampled_from([0, 0, 1, 5]),
)
def test_every_small_number_could_be_every_other(leaves: tuple[int, ...], rest: int) -> None:
    numbers = with_totals(leaves, rest)
    hidden = pattern(PARTS, numbers)
    if len(numbers) - 1 in hidden:  # nothing is shown that the withheld could be worked out from
        return
    others = [other for other in same_shown(numbers, hidden) if pattern(PARTS, other) == hidden]
    for leaf in LEAVES:
        if numbers[leaf] in SMALL:
            assert {other[leaf] for other in others} >= set(SMALL), (numbers, sorted(hidden), leaf)


def test_the_smallest_sibling_would_give_the_small_numbers_away() -> None:
    """2 and 3 of 54 (with 40 and 9): to withhold 9 because 2 + 3 is below 6 says that neither is 5."""
    table = Table(((), (), (), (), (0, 1, 2, 3)), ((2, 3, 40, 9, 54),))
    assert withheld_cells(table, {0, 1}, 6) == {0, 1, 2}


@pytest.mark.parametrize(
    ("numbers", "withheld"),
    [
        ((3, 20, 14, 37), {0, 1}),  # the total leaves 23 for two
        ((0, 20, 14, 34), set()),
        ((3, 0, 14, 17), {0, 2}),  # a zero hides nothing
        ((3, 4, 0, 7), {0, 1, 3}),  # nobody else to hide among: the total is withheld too
        ((3, 20, 14, 60), {0}),  # what is counted in no part hides the part
        ((3, 20, 14, 30), {0}),  # no total of these parts: it is less than they are
    ],
)
def test_parts_of_one_total(numbers: tuple[int, ...], withheld: set[int]) -> None:
    table = Table(((), (), (), (0, 1, 2)), (numbers,))
    small = {cell for cell, number in enumerate(numbers[:3]) if 0 < number < 6}
    assert withheld_cells(table, small, 6) == withheld


def test_each_kind_of_number_is_protected() -> None:
    """7 of 9 and 30 of 33: the complements 2 and 3 are small, the numerators are not."""
    numerators, complements = (7, 30, 200, 237), (2, 3, 50, 55)
    table = Table(((), (), (), (0, 1, 2)), (numerators, complements))
    assert withheld_cells(table, {0, 1}, 6) == {0, 1, 2}


def test_a_number_that_its_source_withholds_is_protected_like_any() -> None:
    table = Table(((), (), (), (0, 1, 2)), ((None, 12, 30, 45),))
    assert withheld_cells(table, {0}, 6) == {0, 1}


def test_a_withheld_total_withholds_one_of_its_parts() -> None:
    table = Table(((), (), (0, 1), (), (2, 3)), ((20, 30, 50, 40, 90),))
    assert withheld_cells(table, {2}, 6) == {0, 2, 3}


def test_one_part_alone_is_not_withheld_however_large_it_is() -> None:
    """It may be withheld because of another indicator: that one would be worked out from it."""
    table = Table(((), (), (), (0, 1, 2)), ((30, 20, 14, 64),))
    assert withheld_cells(table, {1}, 6) == {0, 1}


def test_a_cell_below_two_totals_is_named() -> None:
    table = Table(((), (), (0, 1), (0,)), ((3, 20, 23, 3),))
    assert shared_parts(table, {0}) == (0,)
