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


class _Drawn(NamedTuple):
    """A trend with the pixels of its points (None: no value) and of where labels are free."""

    trend: Sequence[TrendPoint]
    xs: Sequence[float]
    ys: Sequence[float | None]
    frame: Frame
    ends: Stroke


def value_labels(
    trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame, positions: Sequence[int], ends: Stroke
) -> Iterator[Label]:
    """The labels of the points at some positions that have a value.

    ``ends`` are the pixels at the left, the top, the right and the bottom between which labels are free.
    """
    ys = [None if point.height is None else frame.y(point.height) for point in trend]
    drawn = _Drawn(trend, xs, ys, frame, ends)
    before: _Box | None = None
    for at in positions:
        y = ys[at]
        if y is None:
            continue
        words, x = brief(trend[at]), xs[at]
        half = _HALF_A_LETTER * len(words)
        is_beside = before is not None and x - half <= before.right and y - _ABOVE - _TALL < before.bottom
        if is_beside or not _is_free_above(drawn, at, y, half):
            x, foot = _best_place(drawn, at, y, half, before)
        else:
            foot = y - _ABOVE
        before = _Box(x - half, foot - _TALL, x + half, foot + 1)
        yield Label(words, x, foot)


def _is_free_above(drawn: _Drawn, at: int, y: float, half: float) -> bool:
    """Whether no line crosses the usual place of a label, above its point: so it is for most points."""
    top, bottom = y - _ABOVE - _TALL, y - _ABOVE + 1
    if any(top <= line <= bottom for line in _standards(drawn, at)):
        return False
    xs, ys = drawn.xs, drawn.ys
    for step in (-1, 1):
        other, last, last_gap = at + step, y, 0.0
        while 0 <= other < len(xs) and last_gap < half and (next_y := ys[other]) is not None:
            gap = abs(xs[other] - xs[at])
            if next_y <= bottom:
                part = min((half - last_gap) / (gap - last_gap), 1.0)
                if last + (next_y - last) * part <= bottom:
                    return False
            other, last, last_gap = other + step, next_y, gap
    return True


def _standards(drawn: _Drawn, at: int) -> list[float]:
    """The pixels of what a point is held against."""
    point, pixel = drawn.trend[at], drawn.frame.y
    heights = [point.target_height, point.floor_height]
    if point.edges:
        heights += [edge.height for edge in point.edges]
    return [pixel(height) for height in heights if height is not None]


def _best_place(drawn: _Drawn, at: int, y: float, half: float, before: _Box | None) -> tuple[float, float]:
    """The place that the fewest lines cross, and that is not on the label before; the first of several."""
    x = drawn.xs[at]
    strokes = list(_strokes_near(drawn, at))
    best, fewest = (x, y - _ABOVE), len(strokes) + 2
    for aside, down in _PLACES:
        box = _Box(x + aside - half, y + down - _TALL, x + aside + half, y + down + 1)
        if (aside or down != -_ABOVE) and not _is_inside(box, drawn.ends):
            continue
        crossed = sum(_crosses(stroke, box) for stroke in strokes)
        crossed += before is not None and _overlap(before, box)
        if crossed < fewest:
            best, fewest = (x + aside, y + down), crossed
        if not crossed:
            break
    return best


def brief(point: TrendPoint) -> str:
    """A value without the words of its unit."""
    number, _, unit = point.text.partition(" ")
    return number if unit and number[:1].isdigit() else point.text


def _strokes_near(drawn: _Drawn, at: int) -> Iterator[Stroke]:
    """The lines near a point: of its standards and bands, and of the values on both sides."""
    xs, ys = drawn.xs, drawn.ys
    left, right = drawn.frame.edges
    yield from ((left, line, right, line) for line in _standards(drawn, at))
    for step in (-1, 1):
        start, end = at, at + step
        while 0 <= end < len(xs) and abs(xs[start] - xs[at]) < _NEAR:
            start_y, end_y = ys[start], ys[end]
            if start_y is not None and end_y is not None:
                yield xs[start], start_y, xs[end], end_y
            start, end = end, end + step


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
