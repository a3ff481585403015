"""Sparklines: a row's trend as a small inline SVG, the latest point marked by its rating."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.document import TrendPoint
from kpi_engine.render.svg import Frame, edge_lines, floor_line, marker, picture, target_line, value_line

_SIZE = (96, 28)
_FRAME = Frame(left=5, right=91, top=5, bottom=23, edges=(0, 96))


def sparkline(trend: Sequence[TrendPoint], identifier: str, title: str, words: str) -> str:
    """The trend as a picture of 96 × 28 pixels, named by ``title`` and described by ``words``.

    ``identifier`` is unique in the page, and safe in an attribute.
    """
    xs = _FRAME.xs(len(trend))
    return picture(
        "spark",
        _SIZE,
        identifier,
        title,
        words,
        target_line(trend, xs, _FRAME),
        floor_line(trend, xs, _FRAME),
        edge_lines(trend, xs, _FRAME),
        value_line(trend, xs, _FRAME),
        _latest(trend, xs),
    )


def _latest(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    """The marker of the last point that has a value."""
    for point, x in zip(reversed(trend), reversed(xs), strict=True):
        if point.height is not None:
            return marker(point.rag, x, _FRAME.y(point.height), 3.5)
    return ""
