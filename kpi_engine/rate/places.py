"""The place of each row in the tables of what it is rated by: its case and its displayed decimals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.lookup import collapsed, is_any
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations, SmallArray
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.definitions.methods.intervals import Standards
from kpi_engine.model.frozen import frozen
from kpi_engine.rate.in_force import InForce, in_force
from kpi_engine.rate.rag import RawRule
from kpi_engine.rate.standards_table import StandardsTable, standards_table


@frozen
class PlaceTables:
    """What the definitions say: by code, and by a row's place, which represents its case.

    Where displayed decimals vary within a case, each pair of case and decimals that occurs is a place: then
    ``place_of_pair`` says which, by case × ``width`` + decimals; else it is empty. ``rated_raw`` (by code):
    on the unrounded value, as ``raw`` says, if there are any such.
    """

    in_force: InForce
    place_of_pair: IntArray
    width: int
    standards: StandardsTable
    rated_raw: BoolArray
    raw: RawRule | None
    threshold: IndexArray
    polarity: SmallArray

    def place(self, rows: Observations, judged_in: IntArray, decimals: SmallArray) -> IntArray:
        """The place of each row."""
        case = self.in_force.case_of(rows, judged_in).astype(np.int64)
        if not len(self.place_of_pair):
            return case
        return self.place_of_pair.take(case * self.width + decimals)


def place_tables(
    rows: Observations,
    judged_in: IntArray,
    displayed_decimals: SmallArray,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
) -> PlaceTables:
    """The tables for rows whose standards are the standards of the period ``judged_in``.

    ``indicators`` are parallel to the codes of the rows.
    """
    has_rows = np.bincount(rows.code, minlength=len(indicators)) > 0
    holding = in_force(indicators, has_rows, rows.areas, areas)
    cases = holding.cases
    decimals = [indicators[case.code].decimals for case in cases]
    place_of_pair, width = np.zeros(0, np.int64), 0
    if is_any(rows.as_printed):
        width = int(displayed_decimals.max()) + 1
        occurs = np.zeros(len(cases) * width, np.bool_)
        case = holding.case_of(rows, judged_in).astype(np.int64)
        occurs[case * width + displayed_decimals] = True
        place_of_pair = np.cumsum(occurs) - 1
        case_of_place, shown = np.divmod(np.flatnonzero(occurs), width)
        cases = tuple(cases[position] for position in case_of_place.tolist())
        decimals = shown.tolist()
    standards = [case.standards for case in cases]
    rated_raw = np.array([indicator.rate_on is RateOn.RAW for indicator in indicators], np.bool_)
    return PlaceTables(
        in_force=holding,
        place_of_pair=place_of_pair,
        width=width,
        standards=standards_table(standards, decimals),
        rated_raw=rated_raw,
        raw=_raw_rule(indicators, standards, decimals) if rated_raw.any() else None,
        threshold=np.array([case.threshold for case in cases], np.int32),
        polarity=np.array([case.polarity.code for case in cases], np.int8),
    )


def _raw_rule(
    indicators: Sequence[Indicator], standards: Sequence[Standards], decimals: Sequence[int]
) -> RawRule:
    per = collapsed(np.array([indicator.per for indicator in indicators], np.int64))
    return RawRule(per, standards_table(standards, decimals, steps=2))
