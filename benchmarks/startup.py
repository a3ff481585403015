"""Times whole commands beside the imports they must not cost more than: python -m benchmarks.startup.

Each pair is run in turn, so that both meet the same machine. Told are the median time by the clock, the least
processor time, which other work disturbs least, and the ratios of both.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SCORECARD = ROOT / "sample_data" / "kent_2024_08" / "scorecard.yaml"
KPI = str(Path(sys.executable).with_name("kpi"))
# The command, what it is held against, and how many times as long it may take.
PAIRS = (
    ((KPI, "--help"), (sys.executable, "-c", "import typer, rich"), 1.3),
    ((KPI, "report", str(SCORECARD)), (sys.executable, "-c", "import pandas"), 1.0),
)


def main() -> None:
    """Print a line for each pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    print("| command | clock | processor | beside | clock | processor | ratio | processor | wanted below |")
    print("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for command, beside, limit in PAIRS:
        _seconds(command), _seconds(beside)  # the first run fills the machine's caches
        both = [(_seconds(command), _seconds(beside)) for _ in range(rounds)]
        ours, theirs = (_summary(runs) for runs in zip(*both, strict=True))
        print(
            f"| `{_shown(command)}` | {_milliseconds(ours)} | `{_shown(beside)}` | {_milliseconds(theirs)} "
            f"| {ours.clock / theirs.clock:.2f} | {ours.processor / theirs.processor:.2f} | {limit} |",
            flush=True,
        )


class _Seconds(NamedTuple):
    """What a process took."""

    clock: float
    processor: float


def _seconds(command: Sequence[str]) -> _Seconds:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return _Seconds(perf_counter() - start, used)


def _summary(runs: Sequence[_Seconds]) -> _Seconds:
    return _Seconds(median(run.clock for run in runs), min(run.processor for run in runs))


def _milliseconds(seconds: _Seconds) -> str:
    return f"{seconds.clock * 1000:.0f} ms | {seconds.processor * 1000:.0f} ms"


def _shown(command: Sequence[str]) -> str:
    words = [Path(word).name if word.startswith("/") else word for word in command]
    return " ".join(f'"{word}"' if " " in word else word for word in words)


if __name__ == "__main__":
    main()
