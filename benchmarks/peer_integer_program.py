"""What an outsider can work out, beside an integer program: ``python -m benchmarks.peer_integer_program``.

The same tables for both: areas in districts in a county, some withheld. For every withheld cell the program
(by HiGHS) looks for the lowest and the highest whole number that what is in print allows; kpi_engine carries
sums of intervals up and down the tree. The answers are the same, cell by cell.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from kpi_engine.withhold.protection import Table, withheld_cells
from kpi_engine.withhold.ranges import Range, ranges_of

ROUNDS = 5
SIZES = ((3, 4), (10, 10), (20, 30))
BELOW = 6
LARGEST = 100_000


def table(districts: int, areas: int, chance: random.Random) -> tuple[list[list[int]], list[int | None]]:
    """The cells below each cell, and the numbers in print: the county, its districts, then their areas."""
    parts: list[list[int]] = [list(range(1, districts + 1)), *([] for _ in range(districts))]
    numbers = [0] * (districts + 1)
    for district in range(1, districts + 1):
        for _ in range(areas):
            parts[district].append(len(numbers))
            parts.append([])
            numbers.append(chance.randint(1, 60))
        numbers[district] = sum(numbers[cell] for cell in parts[district])
    numbers[0] = sum(numbers[1 : districts + 1])
    small = {cell for cell, below in enumerate(parts) if not below and numbers[cell] < BELOW}
    hidden = withheld_cells(Table(tuple(map(tuple, parts)), (tuple(numbers),)), small, BELOW)
    return parts, [None if cell in hidden else number for cell, number in enumerate(numbers)]


def by_program(parts: Sequence[Sequence[int]], shown: Sequence[int | None]) -> list[Range]:
    """The range of each cell, by two integer programs each."""
    import highspy

    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    for number in shown:
        low, high = (1, LARGEST) if number is None else (number, number)
        model.addVar(low, high)
    for cell in range(len(shown)):
        model.changeColIntegrality(cell, highspy.HighsVarType.kInteger)
    for total, below in enumerate(parts):
        if below:
            cells = np.array([total, *below], np.int32)
            model.addRow(0.0, 0.0, len(cells), cells, np.array([-1.0, *([1.0] * len(below))]))
    found: list[Range] = []
    for cell, number in enumerate(shown):
        if number is not None:
            found.append((number, number))
            continue
        ends = []
        for sense in (1.0, -1.0):
            model.changeColCost(cell, sense)
            model.run()
            ends.append(round(model.getSolution().col_value[cell]))
        model.changeColCost(cell, 0.0)
        found.append((ends[0], None if ends[1] >= LARGEST else ends[1]))
    return found


def seconds(run: object, *given: object) -> float:
    """Processor time of one run."""
    start = time.process_time()
    run(*given)  # type: ignore[operator]
    return time.process_time() - start


def main() -> None:
    """Print a row for each size; the ranges are compared before."""
    if find_spec("highspy") is None:
        print("highspy is not installed.")
        return
    print("| cells, withheld | kpi_engine | HiGHS | times |")
    print("| ---: | ---: | ---: | ---: |")
    for districts, areas in SIZES:
        parts, shown = table(districts, areas, random.Random(districts))
        ours, theirs = ranges_of(parts, shown), by_program(parts, shown)
        wrong = [cell for cell, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
        if wrong:
            raise SystemExit(f"cell {wrong[0]}: {ours[wrong[0]]} here, {theirs[wrong[0]]} there")
        pairs = [(seconds(ranges_of, parts, shown), seconds(by_program, parts, shown)) for _ in range(ROUNDS)]
        here, there = (statistics.median(column) for column in zip(*pairs, strict=True))
        size = f"{len(shown)}, {shown.count(None)}"
        print(f"| {size} | {here * 1000:.2f} ms | {there * 1000:.0f} ms | {there / max(here, 1e-6):,.0f} |")


if __name__ == "__main__":
    main()
