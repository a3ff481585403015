"""How long an audit takes: of the sample beside rating it, and of 10 ** 5 printed cells.

Run from the project's folder: ``python -m benchmarks.audit``. What dominates the sample is what the kernel
does once for each hypothesis, whatever the number of rows; of many cells it is reading the printed rows and
holding each of them against its own threshold.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kpi_engine.commands.audit import audit_loaded
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.outputs.printed import PrintedFigure
from kpi_engine.pipeline import rate_loaded

SCORECARD = Path("sample_data/kent_2024_08/scorecard.yaml")
CELLS = 100_000
_TIMES = 5


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def many_councils(loaded: Loaded, figures: tuple[PrintedFigure, ...], copies: int) -> Loaded:
    """The sample many times over: each copy a county of its own, with all its areas, figures and mistakes."""
    names = [[f"{area.name} {copy}" for area in loaded.areas] for copy in range(copies)]
    areas = tuple(
        Area(f"{area.name} {copy}", area.level, tuple(f"{parent} {copy}" for parent in area.parents))
        for copy in range(copies)
        for area in loaded.areas
    )
    assert len(areas) == sum(map(len, names))
    return replace(
        loaded,
        areas=areas,
        observations=_repeated(loaded.observations, copies),
        outturns=_repeated(loaded.outturns, copies),
    )


def _repeated(rows: Observations, copies: int) -> Observations:
    import numpy as np

    every = rows.take(np.tile(np.arange(len(rows)), copies))
    copy = np.repeat(np.arange(copies), len(rows)).astype(np.int32)
    areas = tuple(f"{area} {number}" for number in range(copies) for area in rows.areas)
    return replace(every, areas=areas, area=(every.area + copy * len(rows.areas)).astype(np.int32))


def main() -> None:
    """Print the times."""
    loaded = load_scorecard(SCORECARD)
    figures = read_pages(loaded, [])
    rating = best(lambda: rate_loaded(load_scorecard(SCORECARD)))
    auditing = best(lambda: audit_loaded(load_scorecard(SCORECARD), read_pages(loaded, [])))
    print(f"sample: read and rated in {rating * 1000:.0f} ms, read and audited in {auditing * 1000:.0f} ms")
    cells = audit_loaded(loaded, figures).cells
    copies = CELLS // cells + 1
    councils = many_councils(loaded, figures, copies)
    printed = [replace(figure, area=f"{figure.area} {copy}") for copy in range(copies) for figure in figures]
    found = audit_loaded(councils, printed)
    seconds = best(lambda: audit_loaded(councils, printed))
    print(
        f"{found.cells:,} cells in {len(printed):,} rows: {seconds:.2f} s, {len(found.findings):,} findings"
    )


if __name__ == "__main__":
    main()
