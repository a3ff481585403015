"""Times ``kpi run`` from start to end of its process: python -m benchmarks.batch.

The sample in every format beside ``python -c "import pandas"``, taken in turn so that both meet the same
machine; then packs of 600 made-up schools; then the memory of the largest process as packs grow in number.
Printed as tables for benchmarks/README.md. Processor time is that of all processes together: on a machine
that others use too, it says more than the clock, and the shortest time more than the median. Linux only: both
are read from the accounts of the system.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks.schools import write_schools

_ROOT = Path(__file__).parents[1]
_SAMPLE = Path("sample_data/kent_2024_08")
_PANDAS = [sys.executable, "-c", "import pandas"]
# As an installation has them: a measurement must not compile modules.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Taken(NamedTuple):
    """Seconds by the clock, and seconds of processors."""

    clock: float
    processor: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--schools", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _sample(folder / "sample", arguments.rounds, arguments.jobs)
        scorecard = write_schools(folder / "schools", arguments.schools)
        _packs_a_second(scorecard, arguments.schools, arguments.rounds, arguments.jobs)
        _memory(scorecard, arguments.schools, arguments.jobs)


def _sample(folder: Path, rounds: int, jobs: int) -> None:
    shutil.copytree(_ROOT / "indicators", folder / "indicators")
    shutil.copytree(_ROOT / _SAMPLE, folder / _SAMPLE, ignore=shutil.ignore_patterns("out"))
    scorecard = folder / _SAMPLE / "scorecard.yaml"
    times: dict[str, list[_Taken]] = {"import pandas": [], "first run": [], "next month": [], "unchanged": []}
    for _ in range(rounds):
        shutil.rmtree(scorecard.parent / "out", ignore_errors=True)
        times["import pandas"].append(_taken(_PANDAS))
        times["first run"].append(_run(scorecard, "html,xlsx,csv,json", jobs))
        times["unchanged"].append(_run(scorecard, "html,xlsx,csv,json", jobs))
        shutil.rmtree(scorecard.parent / "out")
        _run(scorecard, "html,xlsx,csv,json", jobs, "--as-at", "2024-07")
        times["next month"].append(_run(scorecard, "html,xlsx,csv,json", jobs))
    pandas, least_pandas = _median(times["import pandas"]), _least(times["import pandas"])
    print("| the sample | median | times `import pandas` | shortest | times | processor | times |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, each in times.items():
        taken, least = _median(each), _least(each)
        print(
            f"| {name} | {taken.clock:.2f} s | {taken.clock / pandas.clock:.2f} | {least.clock:.2f} s "
            f"| {least.clock / least_pandas.clock:.2f} | {least.processor:.2f} s "
            f"| {least.processor / least_pandas.processor:.2f} |",
            flush=True,
        )


def _packs_a_second(scorecard: Path, schools: int, rounds: int, jobs: int) -> None:
    print(
        f"\n| {schools} schools, {jobs} processes | median | packs a second | shortest | processor, a pack |"
    )
    print("| --- | ---: | ---: | ---: | ---: |")
    for formats in ("html", "html,xlsx"):
        each = []
        for _ in range(rounds):
            shutil.rmtree(scorecard.parent / "out", ignore_errors=True)
            each.append(_run(scorecard, formats, jobs))
        taken, least = _median(each), _least(each)
        print(
            f"| {formats} | {taken.clock:.1f} s | {schools / taken.clock:.0f} | {least.clock:.1f} s "
            f"| {least.processor / schools * 1000:.1f} ms |",
            flush=True,
        )


def _memory(scorecard: Path, schools: int, jobs: int) -> None:
    """The same data each time: what grows is how many packs are made of them."""
    print("\n| packs | peak memory of the largest process |\n| ---: | ---: |")
    for packs in (schools // 10, schools // 2, schools):
        shutil.rmtree(scorecard.parent / "out", ignore_errors=True)
        areas = ",".join(f"School {number:03d}" for number in range(1, packs + 1))
        peak = _peak(_command(scorecard, "html,xlsx,csv,json", jobs, "--areas", areas))
        print(f"| {packs} | {peak / 2**20:.0f} MB |", flush=True)


def _command(scorecard: Path, formats: str, jobs: int, *more: str) -> list[str]:
    program = [sys.executable, "-c", "from kpi_engine.cli.main import main; main()", "run", str(scorecard)]
    return [*program, "--formats", formats, "--jobs", str(jobs), *more]


def _run(scorecard: Path, formats: str, jobs: int, *more: str) -> _Taken:
    return _taken(_command(scorecard, formats, jobs, *more))


def _taken(command: list[str]) -> _Taken:
    start, before = perf_counter(), _processor()
    subprocess.run(command, check=True, cwd=_ROOT, env=_ENVIRONMENT, stderr=subprocess.DEVNULL)
    return _Taken(perf_counter() - start, _processor() - before)


def _processor() -> float:
    """Seconds that all processes started from here, and those they started, have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _least(each: list[_Taken]) -> _Taken:
    return _Taken(min(taken.clock for taken in each), min(taken.processor for taken in each))


def _median(each: list[_Taken]) -> _Taken:
    return _Taken(median(taken.clock for taken in each), median(taken.processor for taken in each))


def _peak(command: list[str]) -> int:
    """The largest resident memory of the command's processes, in bytes."""
    measure = (
        "import resource, subprocess, sys;"
        " subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL);"
        " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", measure, *command],
        check=True,
        cwd=_ROOT,
        env=_ENVIRONMENT,
        capture_output=True,
        text=True,
    ).stdout
    return int(printed) * 1024


if __name__ == "__main__":
    main()
