"""The larger chart of a row's trend, opened on demand: inline SVG, made of the same parts as a sparkline.

Lines are named where they end, and values stand at their points, so that no colour or legend is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.document import TrendPoint
from kpi_engine.render.markup import text
from kpi_engine.render.svg import Frame, HeightOf, floor_line, marker, picture, target_line, value_line

_SIZE = (680, 216)
_FRAME = Frame(left=44, right=530, top=28, bottom=168, edges=(14, 560))
_AXIS_AT = 180
_PERIODS_AT = 200
# Names of lines closer than this would be printed over each other.
_NAME_GAP = 16
# More periods than this along the bottom would touch.
_MOST_PERIODS = 8
_BETWEEN = ' class="between"'


def trend_chart(trend: Sequence[TrendPoint], identifier: str, title: str, words: str) -> str:
    """The trend with values, target and floor lines, and periods; named by ``title``, described by ``words``.

    ``identifier`` is unique in the page, and safe in an attribute.
    """
    xs = _FRAME.xs(len(trend))
    shown = [
        (point, x, _FRAME.y(point.height))
        for point, x in zip(trend, xs, strict=True)
        if point.height is not None
    ]
    values = "".join(f'<text x="{x:.1f}" y="{y - 11:.1f}">{text(point.text)}</text>' for point, x, y in shown)
    return picture(
        "chart",
        _SIZE,
        identifier,
        title,
        words,
        f'<path class="axis" d="M{_FRAME.edges[0]} {_AXIS_AT}H{_FRAME.edges[1]}"/>',
        target_line(trend, xs, _FRAME),
        floor_line(trend, xs, _FRAME),
        value_line(trend, xs, _FRAME),
        "".join(marker(point.rag, x, y, 5) for point, x, y in shown),
        '<g stroke="none" fill="currentColor">',
        _names(trend),
        f'<g class="values" text-anchor="middle">{values}</g>',
        f'<g class="periods" text-anchor="middle">{_periods(trend, xs)}</g></g>',
    )


def _names(trend: Sequence[TrendPoint]) -> str:
    """The names of the target and floor lines at their right ends, moved apart where they would touch."""
    ends = (
        (_last(trend, lambda point: point.target_height), "Target"),
        (_last(trend, lambda point: point.floor_height), "Floor standard"),
    )
    named = sorted((_FRAME.y(height), name) for height, name in ends if height is not None)
    if len(named) == 2 and named[1][0] - named[0][0] < _NAME_GAP:
        middle = (named[0][0] + named[1][0]) / 2
        named = [(middle - _NAME_GAP / 2, named[0][1]), (middle + _NAME_GAP / 2, named[1][1])]
    return "".join(f'<text x="{_FRAME.edges[1] + 14}" y="{y + 4:.1f}">{name}</text>' for y, name in named)


def _last(trend: Sequence[TrendPoint], height_of: HeightOf) -> float | None:
    return next((height for height in map(height_of, reversed(trend)) if height is not None), None)


def _periods(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    """Periods along the bottom: all where they fit, else evenly, always with the latest.

    Phones show the first and the last only, in larger type.
    """
    every = -(-len(trend) // _MOST_PERIODS)
    last = len(trend) - 1
    return "".join(
        f'<text{_BETWEEN if 0 < at < last else ""} x="{x:.1f}" y="{_PERIODS_AT}">{text(point.period)}</text>'
        for at, (point, x) in enumerate(zip(trend, xs, strict=True))
        if (last - at) % every == 0
    )
