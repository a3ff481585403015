"""The larger chart of a row's trend, opened on demand: inline SVG, made of the same parts as a sparkline.

Values are at their points, and the lines differ by their dashes, named below: nothing needs colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import TrendPoint, banded_rags
from kpi_engine.render.shared.markup import text
from kpi_engine.render.shared.svg import (
    EDGE_DASHES,
    FLOOR_DASHES,
    LIMIT_DASHES,
    TARGET_DASHES,
    Frame,
    edge_lines,
    floor_line,
    limit_lines,
    marker,
    marks,
    picture,
    target_line,
    value_line,
)
from kpi_engine.render.shared.trend_words import edge_words, limit_words, lines_in_words

_WIDTH = 480
_AXIS_AT = 164
_PERIODS_AT = 184
_NAMES_AT = 214
_HEIGHT = 196
_BELOW_NAMES = 10
_NAME_ROW = 22
# A name goes on in the next row: phones show it in type half as large again.
_NAME_LENGTH = 44
_FRAME = Frame(left=36, right=444, top=28, bottom=152, edges=(4, 476))
# Labels of more points than this would touch.
_MOST_LABELS = 7
# Large markers of more points than this would touch.
_MOST_LARGE = 20


def trend_chart(trend: Sequence[TrendPoint], identifier: str, title: str, words: str) -> str:
    """The trend with values, the lines of what rates it, and periods; named by ``title``.

    It is described by ``words`` and by what its lines are.

    ``identifier`` is unique in the page, and safe in an attribute.
    """
    xs = _FRAME.xs(len(trend))
    target, floor = target_line(trend, xs, _FRAME), floor_line(trend, xs, _FRAME)
    names, bottom = _names(trend, bool(target), bool(floor))
    lines = lines_in_words(trend)
    return picture(
        "chart",
        (_WIDTH, bottom),
        identifier,
        title,
        f"{words}. {lines}" if lines else words,
        f'<path class="axis" d="M{_FRAME.edges[0]} {_AXIS_AT}H{_FRAME.edges[1]}"/>',
        target,
        floor,
        edge_lines(trend, xs, _FRAME),
        limit_lines(trend, xs, _FRAME),
        value_line(trend, xs, _FRAME),
        _markers(trend, xs),
        marks(trend, xs, _FRAME, 8),
        names,
        '<g stroke="none" fill="currentColor">',
        f'<g class="values" text-anchor="middle">{_values(trend, xs)}</g>{_periods(trend, xs)}</g>',
    )


def _markers(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    return "".join(
        marker(Rag.NONE if point.hollow else point.rag, x, _FRAME.y(point.height), _size_of(len(trend)))
        for point, x in zip(trend, xs, strict=True)
        if point.height is not None
    )


def _size_of(count: int) -> float:
    """Markers of many points are smaller, or they would touch."""
    return 5 if count <= _MOST_LARGE else 3.5


def _values(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    return "".join(
        f'<text x="{xs[at]:.1f}" y="{_FRAME.y(height) - 11:.1f}">{text(trend[at].text)}</text>'
        for at in _labelled(len(trend))
        if (height := trend[at].height) is not None
    )


def _periods(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    """Periods along the bottom; phones show the first and the last only, in larger type."""
    last = len(trend) - 1
    left, right = _FRAME.edges
    labels = []
    for at in _labelled(len(trend)):
        if at == last:
            place = f'text-anchor="end" x="{right}"'
        elif at == 0:
            place = f'text-anchor="start" x="{left}"'
        else:
            place = f'class="between" text-anchor="middle" x="{xs[at]:.1f}"'
        labels.append(f'<text {place} y="{_PERIODS_AT}">{text(trend[at].period)}</text>')
    return f'<g class="periods">{"".join(labels)}</g>'


def _labelled(count: int) -> list[int]:
    """Positions of the points that have labels: all where they fit, else evenly, always the latest."""
    every = -(-count // _MOST_LABELS)
    return [at for at in range(count) if (count - 1 - at) % every == 0]


def _names(trend: Sequence[TrendPoint], target: bool, floor: bool) -> tuple[str, int]:
    """What the dashed and dotted lines are, a band in rows of its own; and where the picture ends."""
    names, row = [], _NAMES_AT
    if target:
        names.append(_name("target", TARGET_DASHES, _FRAME.edges[0], row, "Target"))
    if floor:
        names.append(_name("floor", FLOOR_DASHES, _WIDTH // 2, row, "Floor standard"))
    if names:
        row += _NAME_ROW
    for kind, dashes, words in limit_names(trend):
        names.append(_name(kind, dashes, _FRAME.edges[0], row, words))
        row += _NAME_ROW
    for rag in banded_rags(trend):
        for at, words in enumerate(textwrap.wrap(edge_words(trend, rag), _NAME_LENGTH)):
            names.append(_name("edge", "" if at else EDGE_DASHES[rag], _FRAME.edges[0], row, words))
            row += _NAME_ROW
    return "".join(names), row - _NAME_ROW + _BELOW_NAMES if names else _HEIGHT


def limit_names(trend: Sequence[TrendPoint]) -> list[tuple[str, str, str]]:
    """The lines of a process chart.

    Returns:
        Class, dashes and words of each line; empty for a trend without limits.
    """
    words = limit_words(trend)
    return [("mean", "none", "Mean"), ("limit", LIMIT_DASHES, words)] if words else []


def _name(kind: str, dashes: str, x: float, y: int, name: str) -> str:
    line = f'<path class="{kind}" stroke-dasharray="{dashes}" d="M{x} {y - 5}h32"/>' if dashes else ""
    return f'{line}<text stroke="none" fill="currentColor" x="{x + 42}" y="{y}">{text(name)}</text>'
