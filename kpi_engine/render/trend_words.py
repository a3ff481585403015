"""A trend in a few words, where there is no room for every figure and no picture."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.document import TrendPoint


def trend_in_short(trend: Sequence[TrendPoint]) -> str:
    """From the first period's figure to the last one's; where one of them has none, the periods are said."""
    points = [point for point in trend if point.height is not None]
    if not points:
        return "no figures"
    first, last = points[0], points[-1]
    if first is last:
        return f"{last.text} in {last.period} only"
    if first is trend[0] and last is trend[-1]:
        return f"{first.text} to {last.text}"
    return f"{first.text} in {first.period} to {last.text} in {last.period}"
