"""Times whole commands beside the imports they must not cost more than: python -m benchmarks.startup.

Each pair is run in turn, so that both meet the same machine; the median is told, and the ratio.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

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
    print("| command | median | beside | median | ratio | wanted below |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    for command, beside, limit in PAIRS:
        _seconds(command), _seconds(beside)  # the first run fills the machine's caches
        both = [(_seconds(command), _seconds(beside)) for _ in range(rounds)]
        ours, theirs = (median(seconds) for seconds in zip(*both, strict=True))
        print(
            f"| `{_shown(command)}` | {ours * 1000:.0f} ms | `{_shown(beside)}` | {theirs * 1000:.0f} ms "
            f"| {ours / theirs:.2f} | {limit} |",
            flush=True,
        )


def _seconds(command: Sequence[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - start


def _shown(command: Sequence[str]) -> str:
    words = [Path(word).name if word.startswith("/") else word for word in command]
    return " ".join(f'"{word}"' if " " in word else word for word in words)


if __name__ == "__main__":
    main()
