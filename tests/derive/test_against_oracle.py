"""The fast way and the plain way compute the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Covers, Sum
from tests.derive.making import columns_of, member
from tests.derive.strategies import COVERS, FIRST_MONTH, FREQUENCY_OF, figures, indicators, window_of
from tests.oracle.columns import plain_observations
from tests.oracle.making import make_plainly
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator
from tests.rate.strategies import AREAS, DECIMALS


def derived(
    rows: Sequence[PlainObservation], definitions: Sequence[Indicator], areas: Sequence[Area] = AREAS
) -> set:
    return set(
        plain_observations(derive(columns_of(rows, definitions, areas), definitions, areas).observations)
    )


@given(figures(), indicators())
def test_both_compute_the_same(rows: list[PlainObservation], definitions: list[Indicator]) -> None:
    assert derived(rows, definitions) == set(make_plainly(rows, definitions, AREAS))


@given(figures(), indicators())
def test_supplied_figures_stand_first_and_in_their_order(
    rows: list[PlainObservation], definitions: list[Indicator]
) -> None:
    found = plain_observations(derive(columns_of(rows, definitions, AREAS), definitions, AREAS).observations)
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
    definitions = [replace(one, add_up=False) for one in definitions]
    rows = [row for row in rows if row.area != "Both"]
    added = [row for row in others if row.area == "Both"]
    found = {row for row in derived([*rows, *added], definitions) if row.area != "Both"}
    assert found == derived(rows, definitions)


@given(figures(), indicators())
def test_deriving_again_adds_nothing(rows: list[PlainObservation], definitions: list[Indicator]) -> None:
    once = derive(columns_of(rows, definitions, AREAS), definitions, AREAS).observations
    again = derive(once, definitions, AREAS).observations
    assert set(plain_observations(again)) == set(plain_observations(once))
    assert len(again) == len(once)


@given(st.lists(st.tuples(DECIMALS, DECIMALS), min_size=1, max_size=20), st.sampled_from(COVERS))
def test_a_window_of_sums_is_the_sum_of_windows(
    months: list[tuple[Decimal, Decimal]], covers: Covers
) -> None:
    frequency = FREQUENCY_OF.get(covers, Frequency.MONTHLY)
    window: dict[str, Any] = {"frequency": frequency, "unit": "cases", "per": 1}
    cases: dict[str, Any] = {"unit": "cases", "per": 1}
    definitions = [
        *(an_indicator(code=code, **cases) for code in ("A", "B")),
        an_indicator(code="S", made_from=Sum((member("A"), member("B"))), **cases),
        an_indicator(code="WS", made_from=window_of("S", covers), **window),
        an_indicator(code="WA", made_from=window_of("A", covers), **window),
        an_indicator(code="WB", made_from=window_of("B", covers), **window),
        an_indicator(code="SW", made_from=Sum((member("WA"), member("WB"))), **window),
    ]
    rows = [
        PlainObservation(code, "North", FIRST_MONTH + step, value)
        for step, pair in enumerate(months)
        for code, value in zip(("A", "B"), pair, strict=True)
    ]
    found = derived(rows, definitions)
    sums = {code: {row.period: row.value for row in found if row.code == code} for code in ("WS", "SW")}
    assert sums["WS"] == sums["SW"]
