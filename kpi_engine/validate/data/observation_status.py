"""Rules for the status of an observation: what is carried forward, and what is new."""

from __future__ import annotations

import numpy as np

from kpi_engine.model.arrays.coarser import columns_agree_at_the_coarser
from kpi_engine.model.arrays.lookup import is_any
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.figures.series import index_series
from kpi_engine.validate.data.observation_rule import (
    Breaches,
    Checked,
    figures_text,
    no_breaches,
    number_text,
)


def carried_forward_is_unchanged(checked: Checked) -> Breaches:
    """A figure carried forward is the one of the period before, at the coarser of their two precisions."""
    rows = checked.observations
    if not is_any(rows.carried_forward):
        return no_breaches()
    one_back = np.ones(len(rows.codes), np.int64)
    previous = index_series(rows, checked.indicators).row_at_lag(one_back)
    places = np.flatnonzero(rows.carried_forward & rows.value.present & (previous >= 0))
    places = places[rows.value.present[previous[places]]]
    now, then = rows.value.take(places), rows.value.take(previous[places])
    changed = places[~columns_agree_at_the_coarser(now, then)]

    def explain(row: int) -> tuple[str, str]:
        before = int(previous[row])
        there = f"{number_text(rows.value, before)} ({rows.location(before)})"
        what = f"is carried forward as {number_text(rows.value, row)}, but the period before has {there}"
        return what, "delete the status if the figure is new, else correct it"

    return Breaches(changed, np.zeros(len(changed), np.bool_), explain)


def low_rounds_to_zero(checked: Checked) -> Breaches:
    """A figure marked [low] rounds to zero: it is displayed as 0."""
    rows = checked.observations
    if not is_any(rows.marks):
        return no_breaches()
    shown, _ = displayed_column(rows, display_table(checked.indicators))
    found = np.flatnonzero((rows.marks & FigureMark.LOW.bit > 0) & shown.present & (shown.mantissa != 0))

    def explain(row: int) -> tuple[str, str]:
        what = (
            f"is marked [low], which says that it rounds to zero, and is shown as {number_text(shown, row)}"
        )
        return what, "delete the mark, or correct the value"

    return Breaches(found, np.zeros(len(found), np.bool_), explain)


def new_has_no_history(checked: Checked) -> Breaches:
    """A figure that is new is the first of its series: there is none that it could be compared with."""
    rows = checked.observations
    if not is_any(rows.is_new):
        return no_breaches()
    previous = index_series(rows, checked.indicators).previous_present(rows.missing == Missing.PRESENT.code)
    found = np.flatnonzero(rows.is_new & (previous >= 0))

    def explain(row: int) -> tuple[str, str]:
        before = int(previous[row])
        there = f"{figures_text(rows, before)} in {checked.period(before)} ({rows.location(before)})"
        remedy = "delete the status where the two can be compared; it is not compared as long as it says so"
        return f"is said to be new, but there is an earlier figure, {there}", remedy

    return Breaches(found, np.zeros(len(found), np.bool_), explain)
