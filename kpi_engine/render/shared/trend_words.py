"""A trend in a few words, where there is no room for every figure and no picture; its lines in words."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Cell, TrendPoint, banded_rags


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


def chart_words(trend: Cell) -> str:
    """Every figure of the large chart of a trend: of the process chart, where there is a process chart."""
    if not trend.history:
        return trend.words
    return ", ".join(f"{point.period} {point.text}" for point in trend.history)


def edge_words(trend: Sequence[TrendPoint], rag: Rag) -> str:
    """The band of a rating in words, such as ``GREEN band (youth contracts): 65.0% or more since Jan 2018``.

    Returns:
        The words; empty without such a band.
    """
    edges = [point.edge_of(rag) for point in trend]
    latest = next((edge for edge in reversed(edges) if edge is not None), None)
    if latest is None:
        return ""
    words = _latest([f"{edge.bands} {edge.text}" if edge else "" for edge in edges], latest.text, trend)
    return f"{latest.rating or rag.value} band ({latest.bands}): {words}"


def floor_heading(trend: Sequence[TrendPoint]) -> str:
    """What the floor of a trend is called, as it was last."""
    names = (point.floor_name for point in reversed(trend) if point.floor_text)
    return next(names, "")


def lines_in_words(trend: Sequence[TrendPoint]) -> str:
    """Every line that a chart draws beside the values, as it was last; empty where there is none."""
    lines = [
        (name, next((text for text in reversed(texts) if text), ""), texts)
        for name, texts in (
            ("Target", [point.target_text for point in trend]),
            (floor_heading(trend), [point.floor_text for point in trend]),
        )
    ]
    told = [f"{name}: {_latest(texts, latest, trend)}" for name, latest, texts in lines if latest]
    told += [edge_words(trend, rag) for rag in banded_rags(trend)]
    told += [words for words in (limit_words(trend), *marked_words(trend)) if words]
    return "; ".join(told)


def limit_words(trend: Sequence[TrendPoint]) -> str:
    """The limits in words.

    Returns:
        Words such as ``Usual range: 44.0 to 58.0%, mean 51.0% since Sep 2024 (new duty team)``; empty without
        limits.
    """
    limits = [point.limits for point in trend]
    latest = next((each for each in reversed(limits) if each is not None), None)
    if latest is None:
        return ""
    begins = f" (new limits from {latest.baseline})" if latest.baseline else ""
    return f"Usual range: {latest.text}{begins}"


def marked_words(trend: Sequence[TrendPoint]) -> list[str]:
    """Each point that is marked and each point that is left out, in words.

    Returns:
        Texts such as ``Jan 2024 unusually bad: below the usual range``.
    """
    told = [f"{point.period} {point.mark_text}" for point in trend if point.mark_text]
    return told + [f"{point.period} counts for no limit" for point in trend if point.hollow]


def _latest(texts: Sequence[str], words: str, trend: Sequence[TrendPoint]) -> str:
    """The words of the last text, with the period since which it has been so, and that which ended it."""
    last = max(at for at, text in enumerate(texts) if text)
    first = last
    while first > 0 and texts[first - 1] == texts[last]:
        first -= 1
    if 0 < first == last < len(trend) - 1:
        return f"{words} in {trend[last].period} only"
    since = f" since {trend[first].period}" if first > 0 else ""
    return words + since + (f" until {trend[last].period}" if last < len(trend) - 1 else "")
