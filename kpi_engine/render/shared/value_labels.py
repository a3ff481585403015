"""Where the labels of a chart's values are: near their points, across no line where that can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpi_engine.model.outputs.document import TrendPoint
from kpi_engine.render.shared.svg import Frame

# How far above or below its point a label is, the room that it takes, and half the width of a letter.
_ABOVE, _BELOW, _TALL, _HALF_A_LETTER = 11.0, 21.0, 11.0, 4.2
# Beside a steep line, and above another label or a line that is just above the point.
_ASIDE, _HIGHER = 14.0, 26.0
# From the point, in the order of what a reader expects.
_PLACES = (
    *((0.0, -_ABOVE), (0.0, _BELOW)),
    *((-_ASIDE, -_ABOVE), (_ASIDE, -_ABOVE), (-_ASIDE, _BELOW), (_ASIDE, _BELOW)),
    (0.0, -_HIGHER),
)
# No label reaches further to a side.
_NEAR = 40.0
# Pixels below the lowest point that are free of the names of periods.
_FREE_BELOW = 22.0

Stroke = tuple[float, float, float, float]


class Label(NamedTuple):
    """A text, with the pixels of its middle and of its foot."""

    words: str
    x: float
    y: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def value_labels(
    trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame, positions: Sequence[int], ends: Stroke
) -> Iterator[Label]:
    """The labels of the points at some positions that have a value.

    ``ends`` are the pixels at the left, the top, the right and the bottom between which labels are free.
    """
    taken: list[_Box] = []
    for at in positions:
        height = trend[at].height
        if height is None:
            continue
        words = brief(trend[at])
        half = _HALF_A_LETTER * len(words)
        x, y = xs[at], frame.y(height)
        strokes = list(_strokes_near(trend, xs, frame, at))
        best, fewest = (x, y - _ABOVE), len(strokes) + len(positions)
        for aside, down in _PLACES:
            box = _Box(x + aside - half, y + down - _TALL, x + aside + half, y + down + 1)
            if (aside or down != -_ABOVE) and not _is_inside(box, ends):
                continue
            crossed = sum(_crosses(stroke, box) for stroke in strokes)
            crossed += sum(_overlap(other, box) for other in taken)
            if crossed < fewest:
                best, fewest = (x + aside, y + down), crossed
            if not crossed:
                break
        taken = [_Box(best[0] - half, best[1] - _TALL, best[0] + half, best[1] + 1)]
        yield Label(words, *best)


def brief(point: TrendPoint) -> str:
    """A value without the words of its unit."""
    number, _, unit = point.text.partition(" ")
    return number if unit and number[:1].isdigit() else point.text


def _strokes_near(
    trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame, at: int
) -> Iterator[Stroke]:
    """The lines near a point: of its standards and bands, and of the values on both sides."""
    point, x = trend[at], xs[at]
    standards = (point.target_height, point.floor_height, *(edge.height for edge in point.edges))
    for height in standards:
        if height is not None:
            yield frame.edges[0], frame.y(height), frame.edges[1], frame.y(height)
    for step in (-1, 1):
        before, other = at, at + step
        while 0 <= other < len(trend) and abs(xs[before] - x) < _NEAR:
            start, end = trend[before].height, trend[other].height
            if start is not None and end is not None:
                yield xs[before], frame.y(start), xs[other], frame.y(end)
            before, other = other, other + step


def _crosses(stroke: Stroke, box: _Box) -> bool:
    """Whether a straight line goes through a box."""
    x, y, other_x, other_y = stroke
    if x > other_x:
        x, y, other_x, other_y = other_x, other_y, x, y
    left, right = max(x, box.left), min(other_x, box.right)
    if left > right or x == other_x:
        return False
    slope = (other_y - y) / (other_x - x)
    ends = y + slope * (left - x), y + slope * (right - x)
    return min(ends) <= box.bottom and max(ends) >= box.top


def _overlap(one: _Box, other: _Box) -> bool:
    beside = one.right < other.left or other.right < one.left
    return not beside and one.top < other.bottom and other.top < one.bottom


def _is_inside(box: _Box, ends: Stroke) -> bool:
    left, top, right, bottom = ends
    return left <= box.left and top <= box.top and box.right <= right and box.bottom <= bottom


def free_ends(frame: Frame, right: float) -> Stroke:
    """Where labels are free: between the scale and the names of lines, which are at ``right``."""
    return frame.edges[0], 0.0, right, frame.bottom + _FREE_BELOW
