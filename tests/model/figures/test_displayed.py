"""Values that are given as they are displayed are not copied; all others are worked out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kpi_engine.model.arrays.exact import LIMIT
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.judgement import Missing, NotRated
from kpi_engine.model.figures.displayed import display_table, displayed_column, displayed_values
from tests.rate.columns import observations_of
from tests.rate.making import an_indicator
from tests.validate.figures import figure

TABLE = display_table([an_indicator(code="A")])
GIVEN = observations_of([figure("1.5"), figure("-2.0"), figure("0.0")])
BLANK = figure(missing=Missing.BLANK)
LARGE = replace(GIVEN, value=replace(GIVEN.value, mantissa=np.array([LIMIT + 1, 0, 0])))
LEFT_BEHIND = replace(GIVEN, value=GIVEN.value.only(np.array([True, False, True])))


def the_same(rows: Observations) -> bool:
    """Whether no value is copied; the column must be what its rows have block by block."""
    column, reason = displayed_column(rows, TABLE)
    plain = displayed_values(rows, TABLE)
    assert column.mantissa.tolist() == plain.ticks.tolist()
    assert column.decimals.tolist() == plain.decimals.tolist()
    assert column.present.tolist() == (plain.reason == NotRated.RATED.code).tolist()
    assert reason.tolist() == plain.reason.tolist()
    return column.mantissa is rows.value.mantissa


@pytest.mark.parametrize(
    "rows",
    [
        GIVEN,
        observations_of([figure("1.5"), BLANK, figure(missing=Missing.SUPPRESSED)]),
        observations_of([BLANK, BLANK]),
        replace(GIVEN, value=GIVEN.value.erased(np.array([True, False, False]))),
        replace(GIVEN, missing=np.broadcast_to(np.int8(0), 3)),
        replace(
            observations_of([BLANK, BLANK]), missing=np.broadcast_to(np.int8(Missing.CONFIDENTIAL.code), 2)
        ),
        observations_of([figure("1.5")]).take(slice(0, 0)),
    ],
)
def test_what_stands_as_given_is_not_copied(rows: Observations) -> None:
    assert the_same(rows)


@pytest.mark.parametrize(
    "rows",
    [
        observations_of([figure("1.5"), figure("2")]),
        observations_of([figure("1.5"), figure("2.25")]),
        observations_of([figure("1.5"), figure("2.5", as_printed=True)]),
        observations_of([figure("1.5"), figure("", "1", "4")]),
        observations_of([figure("1.5"), figure("", "1", "0")]),
        observations_of([figure("1.5"), figure("2.5", "", "4")]),
        LARGE,
        LEFT_BEHIND,
        replace(GIVEN, missing=np.array([0, Missing.BLANK.code, 0], np.int8)),
    ],
)
def test_all_else_is_worked_out(rows: Observations) -> None:
    assert not the_same(rows)
