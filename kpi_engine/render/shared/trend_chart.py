"""The larger chart of a row's trend, opened on demand: inline SVG, made of the same parts as a sparkline.

Values are at their points, and the lines differ by their dashes, named below: nothing needs colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import AxisLabel, TrendPoint, banded_rags
from kpi_engine.model.wording import NO_BREAK_SPACE
from kpi_engine.render.shared.markup import text
from kpi_engine.render.shared.svg import (
    EDGE_DASHES,
    LIMIT_DASHES,
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
from kpi_engine.render.shared.value_labels import free_ends, value_labels

# Pixels across a chart.
WIDTH = 500
_PERIODS_AT = 184
_NAMES_AT = 214
_HEIGHT = 196
_BELOW_NAMES = 10
_MARGIN = 4
_NAME_ROW = 22
# A name goes on in the next row: phones show it in type a third as large again.
_NAME_LENGTH = 44
_FRAME = Frame(left=90, right=370, top=24, bottom=141, edges=(60, 386))
# Where the labels of lines begin, and how far apart two of them are at least.
_LABELS_AT, _APART = 398, 16
# What is longer is in the chart's words and table only; letters are larger on a phone.
_LONGEST_LABEL, _LONGEST_ON_A_PHONE = 16, 12
# Labels of more points than this would touch.
_MOST_LABELS, _MOST_PERIODS = 7, 4
# Large markers of more points than this would touch.
_MOST_LARGE = 20


def trend_chart(
    trend: Sequence[TrendPoint],
    identifier: str,
    title: str,
    words: str,
    axis: Sequence[AxisLabel] = (),
) -> str:
    """The trend with values, the lines of what rates it, its scale, and periods; named by ``title``.

    It is described by ``words`` and by what its lines are; lines have their names at their ends.

    ``identifier`` is unique in the page, and safe in an attribute.
    """
    xs = _FRAME.xs(len(trend))
    target, floor = target_line(trend, xs, _FRAME), floor_line(trend, xs, _FRAME)
    names, bottom = _names(trend)
    lines = lines_in_words(trend)
    return picture(
        "chart",
        (WIDTH, bottom),
        identifier,
        title,
        f"{words}. {lines}" if lines else words,
        _axis(axis),
        target,
        floor,
        edge_lines(trend, xs, _FRAME),
        limit_lines(trend, xs, _FRAME),
        value_line(trend, xs, _FRAME),
        _markers(trend, xs),
        marks(trend, xs, _FRAME, 8),
        names,
        '<g stroke="none" fill="currentColor">',
        f'<g class="values" text-anchor="middle">{_values(trend, xs)}</g>{_line_labels(trend)}'
        f"{_axis_texts(axis)}{_periods(trend, xs)}</g>",
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


def _axis(axis: Sequence[AxisLabel]) -> str:
    """A faint line at each value of the axis; a plain one where the scale begins at 0."""
    left, right = _FRAME.edges
    lines = ""
    for label in axis:
        faint = "" if label.is_zero else ' stroke-opacity="0.2"'
        lines += f'<path class="axis"{faint} d="M{left} {_FRAME.y(label.height):.1f}H{right}"/>'
    return lines


def _axis_texts(axis: Sequence[AxisLabel]) -> str:
    place = f'class="scale" text-anchor="end" x="{_FRAME.edges[0] - 6}"'
    return "".join(
        f'<text {place} y="{_FRAME.y(label.height) + 4:.1f}">{text(label.text.partition(" ")[0])}</text>'
        for label in axis
    )


def _line_labels(trend: Sequence[TrendPoint]) -> str:
    """The names of the target and the floor standard at the ends of their lines, apart from each other."""
    targets = [("Target", point.target_text, point.target_height) for point in trend]
    floors = [(point.floor_in_short, point.floor_text, point.floor_height) for point in trend]
    found = []
    for line in (targets, floors):
        ends = [(_FRAME.y(height), _label(name, said)) for name, said, height in line if height is not None]
        found += ends[-1:]
    found.sort()
    if len(found) > 1 and found[1][0] - found[0][0] < _APART:
        middle = (found[0][0] + found[1][0]) / 2
        found = [(middle - _APART / 2, found[0][1]), (middle + _APART / 2, found[1][1])]
    return "".join(f'<text x="{_LABELS_AT}" y="{y + 4:.1f}">{label}</text>' for y, label in found)


def _label(name: str, said: str) -> str:
    """The name of a line, and the standard at its end where there is room for both; phones may hide it."""
    shown = name if len(name) <= _LONGEST_ON_A_PHONE else f"{name[: _LONGEST_ON_A_PHONE - 1]}…"
    # What draws the pictures of Word drops a plain space at the beginning of a part.
    more = f"{NO_BREAK_SPACE}{said}" if said and len(shown) + 1 + len(said) <= _LONGEST_LABEL else ""
    kind = "end" if len(shown) + len(more) <= _LONGEST_ON_A_PHONE else "between"
    return f'{text(shown)}<tspan class="{kind}">{text(more)}</tspan>'


def _values(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    labels = value_labels(trend, xs, _FRAME, _labelled(len(trend)), free_ends(_FRAME, _LABELS_AT - 2))
    return "".join(f'<text x="{x:.1f}" y="{y:.1f}">{text(words)}</text>' for words, x, y in labels)


def _periods(trend: Sequence[TrendPoint], xs: Sequence[float]) -> str:
    """Periods along the bottom; phones show the first and the last only, in larger type."""
    last = len(trend) - 1
    left, right = _FRAME.edges
    labels, positions = [], _labelled(len(trend), _MOST_PERIODS)
    for at in positions:
        if at == last:
            place = f'text-anchor="end" x="{right}"'
        elif at == 0:
            place = f'text-anchor="start" x="{left}"'
        else:
            kind = "" if at == positions[0] else 'class="between" '
            place = f'{kind}text-anchor="middle" x="{xs[at]:.1f}"'
        labels.append(f'<text {place} y="{_PERIODS_AT}">{text(trend[at].period)}</text>')
    return f'<g class="periods">{"".join(labels)}</g>'


def _labelled(count: int, most: int = _MOST_LABELS) -> list[int]:
    """Positions of the points that have labels: all where they fit, else evenly, always the latest."""
    every = -(-count // most)
    return [at for at in range(count) if (count - 1 - at) % every == 0]


def _names(trend: Sequence[TrendPoint]) -> tuple[str, int]:
    """What the lines of limits and of bands are, each in a row of its own; and where the picture ends."""
    names, row = [], _NAMES_AT
    bands = [("edge", EDGE_DASHES[rag], edge_words(trend, rag)) for rag in banded_rags(trend)]
    for kind, dashes, words in (*limit_names(trend), *bands):
        for at, part in enumerate(textwrap.wrap(words, _NAME_LENGTH)):
            names.append(_name(kind, "" if at else dashes, _MARGIN, row, part))
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
