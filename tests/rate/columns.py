"""Plain records as the columns the kernel takes: how every test of rate/ writes its observations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.observation import Observations, exact_column
from tests.oracle.records import PlainObservation


def observations_of(records: Sequence[PlainObservation]) -> Observations:
    """The records as columns, in their order."""
    codes = tuple(dict.fromkeys(record.code for record in records))
    areas = tuple(dict.fromkeys(record.area for record in records))
    return Observations(
        codes=codes,
        areas=areas,
        files=("test",),
        code=np.array([codes.index(record.code) for record in records], np.int32),
        area=np.array([areas.index(record.area) for record in records], np.int32),
        period=np.array([record.period for record in records], np.int64),
        value=exact_column([record.value for record in records]),
        numerator=exact_column([record.numerator for record in records]),
        denominator=exact_column([record.denominator for record in records]),
        missing=np.array([record.missing.code for record in records], np.int8),
        carried_forward=np.array([record.carried_forward for record in records], np.bool_),
        is_new=np.array([record.is_new for record in records], np.bool_),
        as_printed=np.array([record.as_printed for record in records], np.bool_),
        parts_rounded_to=np.array([record.parts_rounded_to for record in records], np.int32),
        marks=np.array([record.marks for record in records], np.int8),
        line=np.zeros(len(records), np.int32),
        source=np.zeros(len(records), np.int8),
        origin=np.zeros(len(records), np.int8),
    )
