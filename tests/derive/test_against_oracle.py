"""The fast way and the plain way compute the same."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.derive.derive import derive
from kpi_engine.model.area import Area
from kpi_engine.model.indicator import Indicator
from tests.derive.making import columns_of
from tests.derive.strategies import figures, indicators
from tests.oracle.columns import plain_observations
from tests.oracle.making import make_plainly
from tests.oracle.records import PlainObservation
from tests.rate.strategies import AREAS


def derived(
    rows: Sequence[PlainObservation], definitions: Sequence[Indicator], areas: Sequence[Area] = AREAS
) -> set:
    return set(plain_observations(derive(columns_of(rows, definitions), definitions, areas).observations))


@given(figures(), indicators())
def test_both_compute_the_same(rows: list[PlainObservation], definitions: list[Indicator]) -> None:
    assert derived(rows, definitions) == set(make_plainly(rows, definitions, AREAS))


@given(figures(), indicators())
def test_supplied_figures_stand_first_and_in_their_order(
    rows: list[PlainObservation], definitions: list[Indicator]
) -> None:
    found = plain_observations(derive(columns_of(rows, definitions), definitions, AREAS).observations)
    keys = [(row.code, row.area, row.period) for row in found]
    assert keys[: len(rows)] == [(row.code, row.area, row.period) for row in rows]
    assert len(set(keys)) == len(keys)


@given(figures(), indicators(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    rows: list[PlainObservation], definitions: list[Indicator], random: Random
) -> None:
    shuffled = random.sample(rows, len(rows))
    assert derived(shuffled, definitions) == derived(rows, definitions)


@given(figures(), figures(), indicators())
def test_another_area_changes_no_other(
    rows: list[PlainObservation], others: list[PlainObservation], definitions: list[Indicator]
) -> None:
    rows = [row for row in rows if row.area != "Both"]
    added = [row for row in others if row.area == "Both"]
    found = {row for row in derived([*rows, *added], definitions) if row.area != "Both"}
    assert found == derived(rows, definitions)


@given(figures(), indicators())
def test_deriving_again_adds_nothing(rows: list[PlainObservation], definitions: list[Indicator]) -> None:
    once = derive(columns_of(rows, definitions), definitions, AREAS).observations
    again = derive(once, definitions, AREAS).observations
    assert set(plain_observations(again)) == set(plain_observations(once))
    assert len(again) == len(once)
