"""The parts that sparklines and trend charts are drawn from. Only pixels are computed; heights come ready.

The value is a solid line, broken where a value is missing; the target is dashed, the floor standard dotted,
and the edge of a band has dashes and dots, one for GREEN and two for AMBER, so that all differ in grey too.
Points have the shape of their RAG: square for RED, diamond for AMBER, disc for GREEN, ring where not rated.
Presentation attributes, not only CSS, say how things are drawn: a picture must survive without the style
sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import TrendPoint, banded_rags
from kpi_engine.render.shared.markup import text

HeightOf = Callable[[TrendPoint], float | None]
Pixel = tuple[float, float]
TARGET_DASHES = "5 3"
FLOOR_DASHES = "1.5 2.5"
LIMIT_DASHES = "12 4"
EDGE_DASHES = {
    Rag.GREEN: "9 2 1.5 2",
    Rag.AMBER: "9 2 1.5 2 1.5 2",
    Rag.BLUE: "14 3",
    Rag.AMBER_GREEN: "6 2 1.5 2",
    Rag.AMBER_RED: "3 2 1.5 2",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a trend is drawn: pixels of its first and last point, of its highest and lowest, and its edges.

    ``low`` and ``high`` are the heights that it has room for.
    """

    left: float
    right: float
    top: float
    bottom: float
    edges: tuple[float, float]
    low: float = 0.0
    high: float = 1.0

    def y(self, height: float) -> float:
        """The pixel of a height between the lowest and the highest."""
        return self.bottom - (height - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def xs(self, count: int) -> list[float]:
        """The pixels of ``count`` points, evenly from left to right; a single point is in the middle."""
        if count == 1:
            return [(self.left + self.right) / 2]
        return [self.left + (self.right - self.left) * at / (count - 1) for at in range(count)]


def picture(kind: str, size: tuple[int, int], identifier: str, title: str, words: str, *parts: str) -> str:
    """An ``<svg role="img">`` named by ``title``, described by ``words``; ids start with ``identifier``."""
    width, height = size
    return (
        f'<svg class="{kind}" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' fill="none" stroke="currentColor" aria-labelledby="{identifier}-t"'
        f' aria-describedby="{identifier}-d"><title id="{identifier}-t">{text(title)}</title>'
        f'<desc id="{identifier}-d">{text(words)}</desc>{"".join(parts)}</svg>'
    )


def standalone(svg: str, style: str) -> str:
    """A picture made to be a file of its own, with the style sheet that a page would give it."""
    opening, rest = svg.split(">", 1)
    return f'{opening} xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{rest}'


def value_line(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """The line through the values; a value with none on either side has its marker only."""
    runs = _runs(trend, xs, frame, lambda point: point.height)
    data = "".join("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in runs if len(run) > 1)
    return f'<path class="value" stroke-width="1.75" d="{data}"/>' if data else ""


def target_line(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """The target, dashed."""
    data = _steps(_runs(trend, xs, frame, lambda point: point.target_height), xs, frame)
    return f'<path class="target" stroke-dasharray="{TARGET_DASHES}" d="{data}"/>' if data else ""


def floor_line(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """The floor standard, dotted."""
    data = _steps(_runs(trend, xs, frame, lambda point: point.floor_height), xs, frame)
    return f'<path class="floor" stroke-dasharray="{FLOOR_DASHES}" d="{data}"/>' if data else ""


def edge_lines(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """Where the bands of GREEN and AMBER begin."""
    lines = ""
    for rag in banded_rags(trend):
        data = _steps(_runs(trend, xs, frame, _edge_of(rag)), xs, frame)
        dashes = EDGE_DASHES[rag]
        lines += f'<path class="edge" stroke-dasharray="{dashes}" d="{data}"/>' if data else ""
    return lines


def limit_lines(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """The mean and the limits of a process chart; nothing for a trend without."""
    lines = ""
    for kind, height_of in (("mean", _mean), ("limit", _lower), ("limit", _upper)):
        data = _steps(_runs(trend, xs, frame, height_of), xs, frame)
        dashes = f' stroke-dasharray="{LIMIT_DASHES}"' if kind == "limit" else ""
        lines += f'<path class="{kind}"{dashes} d="{data}"/>' if data else ""
    return lines


def _mean(point: TrendPoint) -> float | None:
    return None if point.limits is None else point.limits.mean


def _lower(point: TrendPoint) -> float | None:
    return None if point.limits is None else point.limits.lower


def _upper(point: TrendPoint) -> float | None:
    return None if point.limits is None else point.limits.upper


def marks(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame, size: float) -> str:
    """A ring around each point that is unusual: solid where good, double where bad, dashed where neither."""
    rings = ""
    for point, x in zip(trend, xs, strict=True):
        if point.mark is not None and point.height is not None:
            kind = point.mark.value.split()[0]
            y = frame.y(point.height)
            radii = (size, size + 2.5) if kind == "bad" else (size,)
            dashes = ' stroke-dasharray="2 1.5"' if kind in ("high", "low", "usual") else ""
            rings += "".join(
                f'<circle class="mark {kind}-mark"{dashes} cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'
                for radius in radii
            )
    return rings


def _edge_of(rag: Rag) -> HeightOf:
    def height(point: TrendPoint) -> float | None:
        edge = point.edge_of(rag)
        return None if edge is None else edge.height

    return height


# The corners of further ratings, from the middle in sizes: a star, and triangles up and down.
_POLYGONS = {
    Rag.BLUE: (
        *((0, -1.5), (0.35, -0.5), (1.4, -0.5), (0.55, 0.2), (0.9, 1.2)),
        *((0, 0.6), (-0.9, 1.2), (-0.55, 0.2), (-1.4, -0.5), (-0.35, -0.5)),
    ),
    Rag.AMBER_GREEN: ((0, -1.2), (1.2, 1), (-1.2, 1)),
    Rag.AMBER_RED: ((-1.2, -1), (1.2, -1), (0, 1.2)),
}


def marker(rag: Rag, x: float, y: float, size: float) -> str:
    """A point with the shape and the class of its rating."""
    if rag is Rag.RED:
        side = 2 * size
        around = f"h{side}v{side}h-{side}z"
        return f'<path class="red" fill="currentColor" d="M{x - size:.1f} {y - size:.1f}{around}"/>'
    if rag is Rag.AMBER:
        reach = size * 1.3
        across = f"l{reach:.1f} {reach:.1f}l-{reach:.1f} {reach:.1f}l-{reach:.1f} -{reach:.1f}z"
        return f'<path class="amber" fill="currentColor" d="M{x:.1f} {y - reach:.1f}{across}"/>'
    if rag in _POLYGONS:
        points = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in _POLYGONS[rag])
        return f'<polygon class="{rag.value.lower()}" fill="currentColor" points="{points}"/>'
    look = 'class="green" fill="currentColor"' if rag is Rag.GREEN else 'class="unrated"'
    return f'<circle {look} cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>'


def _steps(runs: Iterator[list[Pixel]], xs: Sequence[float], frame: Frame) -> str:
    """A standard as steps: level through each period, changing half way between two."""
    left, right = frame.edges
    reach = (xs[1] - xs[0]) / 2 if len(xs) > 1 else right - left
    data = ""
    for run in runs:
        level = run[0][1]
        data += f"M{max(run[0][0] - reach, left):.1f} {level:.1f}"
        for x, y in run:
            if y != level:
                data += f"H{x - reach:.1f}V{y:.1f}"
                level = y
        data += f"H{min(run[-1][0] + reach, right):.1f}"
    return data


def _runs(
    trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame, height_of: HeightOf
) -> Iterator[list[Pixel]]:
    """Unbroken runs of points that have this height, as pixels; where a count restarts, a run begins."""
    run: list[Pixel] = []
    for point, x in zip(trend, xs, strict=True):
        height = height_of(point)
        if point.restarts and run:
            yield run
            run = []
        if height is not None and frame.low <= height <= frame.high:
            run.append((x, frame.y(height)))
        elif run:
            yield run
            run = []
    if run:
        yield run


_SIZE = (96, 28)
_FRAME = Frame(left=5, right=91, top=5, bottom=23, edges=(0, 96))


def sparkline(
    trend: Sequence[TrendPoint], identifier: str, title: str, words: str, *, on_scale: bool = False
) -> str:
    """The trend as a picture of 96 × 28 pixels, named by ``title`` and described by ``words``.

    Its values fill the height, and a target or floor standard far from them is not in it; ``on_scale``: all
    are where the scale of their heights has them, so that pictures can be compared. ``identifier`` is unique
    in the page, and safe in an attribute.
    """
    frame = _FRAME if on_scale else _filled(trend)
    xs = frame.xs(len(trend))
    return picture(
        "spark",
        _SIZE,
        identifier,
        title,
        words,
        target_line(trend, xs, frame),
        floor_line(trend, xs, frame),
        edge_lines(trend, xs, frame),
        limit_lines(trend, xs, frame),
        value_line(trend, xs, frame),
        _alone(trend, xs, frame),
        _latest(trend, xs, frame),
        marks(trend[-1:], xs[-1:], frame, 5),
    )


# The values of a sparkline take at least so much of its height.
_LEAST_OF_HEIGHT = 0.6


def _filled(trend: Sequence[TrendPoint]) -> Frame:
    """Where a sparkline is drawn so that its values fill it; lines that are far from them are outside."""
    values = [point.height for point in trend if point.height is not None]
    if not values or min(values) == max(values) or any(point.limits is not None for point in trend):
        return _FRAME
    lowest, highest = low, high = min(values), max(values)
    for height in sorted(_lines_in(trend), key=lambda line: max(lowest - line, line - highest)):
        wider = min(low, height), max(high, height)
        if (highest - lowest) / (wider[1] - wider[0]) >= _LEAST_OF_HEIGHT:
            low, high = wider
    return replace(_FRAME, low=low, high=high)


def _lines_in(trend: Sequence[TrendPoint]) -> set[float]:
    """The heights of every line that is not the values'."""
    heights = {height for point in trend for height in (point.target_height, point.floor_height)}
    heights |= {edge.height for point in trend for edge in point.edges}
    return {height for height in heights if height is not None}


def _alone(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """A dot for each value with none on either side: no line leads to it."""
    latest = max((x for point, x in zip(trend, xs, strict=True) if point.height is not None), default=None)
    runs = [run for run in _runs(trend, xs, frame, lambda point: point.height) if len(run) == 1]
    return "".join(
        f'<circle class="value" fill="currentColor" stroke="none" cx="{x:.1f}" cy="{y:.1f}" r="1.75"/>'
        for ((x, y),) in runs
        if x != latest
    )


def _latest(trend: Sequence[TrendPoint], xs: Sequence[float], frame: Frame) -> str:
    """The marker of the last point that has a value."""
    for point, x in zip(reversed(trend), reversed(xs), strict=True):
        if point.height is not None:
            return marker(point.rag, x, frame.y(point.height), 3.5)
    return ""
