"""The latest break of each row's series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.rate.breaks import NEVER, latest_breaks
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of

BREAK = FigureMark.BREAK.bit


def series(code: str, area: str, marks: dict[int, int]) -> list[PlainObservation]:
    return [PlainObservation(code, area, period, None, marks=bits) for period, bits in marks.items()]


def found(rows: Observations) -> list[int] | None:
    breaks = latest_breaks(rows)
    return None if breaks is None else breaks.tolist()


def test_a_break_counts_from_its_own_period_on_and_for_its_own_series() -> None:
    rows = [
        *series("A", "North", {5: 0, 7: BREAK, 8: 0, 9: BREAK, 6: 0}),
        *series("A", "South", {5: 0, 9: 0, 4: BREAK | FigureMark.PROVISIONAL.bit}),
        *series("B", "North", {4: 0, 9: 0}),
        *series("B", "South", {9: BREAK, 4: 0}),
        *series("C", "North", {9: FigureMark.PROVISIONAL.bit}),
    ]
    expected = [*(NEVER, 7, 7, 9, NEVER), *(4, 4, 4), *(NEVER, NEVER), *(9, NEVER), NEVER]
    assert found(observations_of(rows)) == expected


def test_without_a_break_there_is_nothing_to_look_up() -> None:
    assert found(observations_of([])) is None
    assert found(observations_of(series("A", "North", {1: 0}))) is None
    assert found(observations_of(series("A", "North", {1: FigureMark.PROVISIONAL.bit}))) is None


def test_without_names_of_areas_too() -> None:
    rows = observations_of(series("A", "North", {1: BREAK, 2: 0}))
    assert found(replace(rows, area=np.zeros(2, np.int32))) == [1, 1]
