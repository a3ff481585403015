"""Plain records as the columns the kernel takes: how every test of rate/ writes its observations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.model.observation import ExactColumn, Observations
from tests.oracle.records import PlainObservation


def exact_column(numbers: Sequence[Decimal | None]) -> ExactColumn:
    """Decimals as mantissa and number of decimals."""
    mantissa = [0 if number is None else _mantissa(number) for number in numbers]
    decimals = [0 if number is None else _decimals(number) for number in numbers]
    return ExactColumn(
        np.array(mantissa, np.int64),
        np.array(decimals, np.int8),
        np.array([number is not None for number in numbers], np.bool_),
    )


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _mantissa(number: Decimal) -> int:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    size = int("".join(map(str, digits))) * 10 ** max(0, exponent)
    return -size if sign else size


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
        line=np.zeros(len(records), np.int32),
        source=np.zeros(len(records), np.int8),
        origin=np.zeros(len(records), np.int8),
    )
