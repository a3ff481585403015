"""What withholding small numbers costs: ``python -m benchmarks.small_numbers``.

A county of schools with figures of every month, many of them small: reading and rating with the rule, beside
the same without it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kpi_engine.loading import load_scorecard
from kpi_engine.pipeline import rate_loaded

ROUNDS = 5
SIZES = ((600, 8, 13), (600, 13, 13))
RULE = "small_numbers: {below: 6}\n"


def write_schools(folder: Path, schools: int, indicators: int, months: int, rule: str) -> Path:
    """Write a project with schools × indicators × months figures, and the county's; its scorecard."""
    names = [f"School {number:03d}" for number in range(1, schools + 1)]
    codes = [f"SCH{number:02d}" for number in range(1, indicators + 1)]
    periods = [f"{2023 + month // 12}-{month % 12 + 1:02d}" for month in range(months)]
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "indicators" / "schools.yaml").write_text("".join(_definitions(codes)), encoding="utf-8")
    areas = ["area,parent,level\n", "County,,county\n", *(f"{name},County,school\n" for name in names)]
    (folder / "areas.csv").write_text("".join(areas), encoding="utf-8")
    (folder / "observations.csv").write_text("".join(_rows(names, codes, periods)), encoding="utf-8")
    scorecard = folder / "scorecard.yaml"
    scorecard.write_text(
        f"title: Schools\nas_at: {periods[-1]}\nareas_file: areas.csv\nobservations: observations.csv\n"
        f"{rule}",
        encoding="utf-8",
    )
    return scorecard


def _definitions(codes: list[str]) -> Iterator[str]:
    yield "service: Schools\nindicators:\n"
    for code in codes:
        yield (
            f"  - {{code: {code}, name: Pupils who met {code}, polarity: H, frequency: monthly,"
            " unit: percent, decimals: 1, target: 85, floor_standard: 75}\n"
        )


def _rows(names: list[str], codes: list[str], periods: list[str]) -> Iterator[str]:
    chance = random.Random(600)
    yield "code,area,period,value,numerator,denominator\n"
    for code in codes:
        for period in periods:
            total = [0, 0]
            for name in names:
                pupils = chance.randint(10, 120)
                met = round(pupils * chance.uniform(0.65, 0.95))
                total = [total[0] + met, total[1] + pupils]
                yield f"{code},{name},{period},,{met},{pupils}\n"
            yield f"{code},County,{period},,{total[0]},{total[1]}\n"


def seconds(scorecard: Path) -> float:
    """Processor time of reading and rating."""
    start = time.process_time()
    rate_loaded(load_scorecard(scorecard))
    return time.process_time() - start


def main() -> None:
    """Print a row for each size."""
    for schools, indicators, months in SIZES:
        with tempfile.TemporaryDirectory() as place:
            plain = write_schools(Path(place) / "plain", schools, indicators, months, "")
            ruled = write_schools(Path(place) / "ruled", schools, indicators, months, RULE)
            withholding = load_scorecard(ruled).withholding
            withheld = len(withholding.figures) if withholding is not None else 0
            pairs = [(seconds(plain), seconds(ruled)) for _ in range(ROUNDS)]
        without, with_rule = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{(schools + 1) * indicators * months:,} figures, {withheld:,} withheld: "
            f"{without:.2f} s without the rule, {with_rule:.2f} s with it ({with_rule / without:.1f} times)"
        )


if __name__ == "__main__":
    main()
