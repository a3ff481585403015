"""Definitions as they hold for outturns, the final figures of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi_engine.model.definitions.indicator import Indicator


def for_outturns(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The definitions by which outturns are rated.

    An overall outturn is made of the outturns of its own year.
    """
    return tuple(
        each if each.overall is None else replace(each, overall=replace(each.overall, periods_back=0))
        for each in indicators
    )
