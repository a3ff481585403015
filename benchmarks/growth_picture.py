"""The picture of ``growth.json``: ``python -m benchmarks.growth_picture`` writes ``growth.svg`` beside it.

Two panels with logarithmic scales, processor time and memory, a line an engine with its name at the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import log10
from pathlib import Path
from typing import Any

from benchmarks.growth import RESULTS

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 460, 340, 60, 50, 50, 110
COLOURS = {
    "kpi_engine": "#0b0c0c",
    "kpi-rate": "#505a5f",
    "polars": "#1d70b8",
    "polars-files": "#5694ca",
    "duckdb": "#d4351c",
    "duckdb-files": "#f47738",
}
PANELS = (("processor", "Processor time, seconds", 0, 3), ("memory", "Peak memory, MB", 2, 4))
FIRST, LAST = 5, 8


def panel(results: Sequence[Mapping[str, Any]], place: int) -> Iterator[str]:
    """One panel: axes, lines, names."""
    figure, title, low, high = PANELS[place]
    shift = place * WIDTH

    def x(rows: float) -> float:
        return shift + LEFT + (log10(rows) - FIRST) / (LAST - FIRST) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    yield f'<text x="{shift + LEFT}" y="24" font-weight="bold">{title}</text>'
    for power in range(low, high + 1):
        yield f'<path d="M{x(10**FIRST):.1f} {y(10**power):.1f}H{x(10**LAST):.1f}" stroke="#ccc"/>'
        label = f"{10**power:,}"
        yield f'<text x="{shift + LEFT - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{label}</text>'
    for power in range(FIRST, LAST + 1):
        yield (
            f'<text x="{x(10**power):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
            f'10<tspan dy="-5" font-size="9">{power}</tspan></text>'
        )
    middle = x(10 ** ((FIRST + LAST) / 2))
    yield f'<text x="{middle:.1f}" y="{HEIGHT - 10}" text-anchor="middle">figures</text>'
    names: list[tuple[float, float, str]] = []
    for engine, colour in COLOURS.items():
        points = sorted(
            (one["rows"], one[figure]) for one in results if one["engine"] == engine and figure in one
        )
        if not points:
            continue
        line = "L".join(f"{x(rows):.1f} {y(value):.1f}" for rows, value in points)
        yield f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (
            f'<circle cx="{x(rows):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>'
            for rows, value in points
        )
        names.append((x(points[-1][0]), y(points[-1][1]), engine))
    yield from _names(names)


def _names(names: Sequence[tuple[float, float, str]]) -> Iterator[str]:
    """The name of each line at its end, from the top; a name that would cover the one above it is lower."""
    above: dict[float, float] = {}
    for across, down, engine in sorted(names):
        place = max(down + 4, above.get(across, 0.0) + 13)
        above[across] = place
        yield f'<text x="{across + 8:.1f}" y="{place:.1f}" fill="{COLOURS[engine]}">{engine}</text>'


def picture(results: Sequence[Mapping[str, Any]]) -> str:
    """The whole picture as SVG."""
    body = "\n".join(part for place in range(len(PANELS)) for part in panel(results, place))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12" role="img">\n<title>How processor time and memory grow with the figures</title>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def main() -> None:
    """Write the picture."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    Path(__file__).with_name("growth.svg").write_text(picture(results), encoding="utf-8")


if __name__ == "__main__":
    main()
