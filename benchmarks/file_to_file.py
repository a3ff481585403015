"""From a CSV of figures to a CSV of ratings: ``kpi rate`` beside a polars script, as whole processes.

``python -m benchmarks.file_to_file [rows]``. Both are started anew for each round, and the processor time of
each process is the operating system's. The polars script has its tables of thresholds made beforehand, reads
the CSV, rates, and writes the same 43 columns, of which those that the job has no or one value of are
constants; it imports nothing but polars. kpi reads definitions and areas as well. Both have their modules
compiled, as installed programs have. Before any time is taken, the two files are compared cell by cell.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import peer_polars
from benchmarks.polars_rating import PolarsJob
from benchmarks.workload import Job, make_job
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import DESCRIBING_COLUMNS, TIDY_COLUMNS
from kpi_engine.read.definitions.writer.definition_writer import definitions_text

if TYPE_CHECKING:
    import polars as pl

ROUNDS = 5
COLUMNS = TIDY_COLUMNS | DESCRIBING_COLUMNS

_SELF = [sys.executable, "-m", "benchmarks.file_to_file"]


def make(rows: int, folder: Path) -> None:
    """The job in a folder: a project of kpi's, and the peer's tables."""
    job = make_job(rows, "strings")
    write_project(job, folder)
    (folder / "peer.pickle").write_bytes(pickle.dumps((prepare(job), list(COLUMNS))))


def write_project(job: Job, folder: Path) -> None:
    """The job as a project of kpi's: definitions, areas, figures, scorecard."""
    write_rules(job, folder, "observations.csv")
    decimals = {indicator.code: indicator.decimals for indicator in job.indicators}
    figures = job.observations.astype({"code": str})
    pairs = zip(figures["code"], figures["value"], strict=True)
    figures["value"] = ["" if isnan(value) else f"{value:.{decimals[code]}f}" for code, value in pairs]
    figures.to_csv(folder / "observations.csv", index=False)


def write_rules(job: Job, folder: Path, figures: str) -> None:
    """The project but for its figures, which are in the file ``figures``."""
    (folder / "indicators").mkdir()
    indicators = [_plain(indicator) for indicator in job.indicators]
    (folder / "indicators" / "i.yaml").write_text(definitions_text(indicators, []), encoding="utf-8")
    rows = [(area.name, parent, area.level) for area in job.areas for parent in (area.parents or ("",))]
    areas = "".join(f"{','.join(row)}\n" for row in rows)
    (folder / "areas.csv").write_text(f"area,parent,level\n{areas}", encoding="utf-8")
    (folder / "scorecard.yaml").write_text(
        f"title: Benchmark\nas_at: {job.as_at}\nareas_file: areas.csv\nobservations: {figures}\n",
        encoding="utf-8",
    )


def _plain(indicator: Indicator) -> Indicator:
    """Without thresholds that definitions must not have: of what is not judged, or a basis of no floor."""
    if all(each.polarity is Polarity.NONE for each in indicator.polarities):
        return replace(indicator, thresholds=())
    return replace(
        indicator,
        thresholds=tuple(
            threshold if _has_floor(threshold.rule) else replace(threshold, floor_basis=None)
            for threshold in indicator.thresholds
        ),
    )


def _has_floor(rule: object) -> bool:
    return getattr(rule, "floor_standard", None) is not None or getattr(rule, "amber", None) is not None


def prepare(job: Job) -> PolarsJob:
    """The peer's tables, without the thresholds of indicators that are not judged: the project has none."""
    import polars as pl

    prepared = peer_polars.prepare(job)
    judged = ~pl.col("context")
    thresholds = prepared.thresholds.with_columns(
        *(
            pl.when(judged).then(pl.col(name)).alias(name)
            for name in ("target", "floor_standard", "threshold_from")
        ),
        floor_basis=pl.when(judged & pl.col("has_floor")).then(pl.lit("stated")),
    )
    return replace(
        prepared,
        observations=None,
        thresholds=thresholds.join(_described(job), on="code"),
        periods=_with_days(prepared.periods),
    )


def _described(job: Job) -> pl.DataFrame:
    """What describes each indicator."""
    import polars as pl

    return pl.DataFrame(
        {
            "code": [each.code for each in job.indicators],
            "name": [each.name for each in job.indicators],
            "unit": [each.unit for each in job.indicators],
            "decimals": [each.decimals for each in job.indicators],
            "frequency": [each.frequency.value for each in job.indicators],
            "service": [each.service for each in job.indicators],
        }
    )


def _with_days(periods: pl.DataFrame) -> pl.DataFrame:
    """The periods, months, with their first and last day."""
    import polars as pl

    first = pl.col("period").cast(pl.String).str.to_date("%Y-%m")
    return periods.with_columns(
        period_start=first.dt.to_string("%Y-%m-%d"), period_end=first.dt.month_end().dt.to_string("%Y-%m-%d")
    )


def compare(folder: Path) -> None:
    """Hold the two files against each other, cell by cell; numbers as numbers."""
    import polars as pl

    keys = ["code", "area", "period"]
    ours, theirs = (
        pl.read_csv(folder / name, infer_schema=False).fill_null("").sort(keys)
        for name in ("ratings.csv", "peer.csv")
    )
    for name in COLUMNS:
        column = COLUMNS[name]
        one, other = ours[name], theirs[name]
        if column.kind is TidyKind.NUMBER:
            one, other = (side.cast(pl.Float64, strict=False).round(6) for side in (one, other))
        differ = one.ne_missing(other)
        assert not differ.any(), (name, one.filter(differ).head(5), other.filter(differ).head(5))


def timed(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Processor seconds, seconds by the clock, and the most memory in MB, of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, command
    assert before is not None
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1000


def main() -> None:
    """Print the medians of both and their ratio."""
    if sys.argv[1:2] == ["--make"]:
        make(int(sys.argv[3]), Path(sys.argv[2]))
        return
    if sys.argv[1:2] == ["--compare"]:
        compare(Path(sys.argv[2]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    root = str(Path(__file__).parents[1])
    os.environ["PYTHONPATH"] = root
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        # In processes of their own: a process begins with the memory of the process that starts it.
        subprocess.run([*_SELF, "--make", str(folder), str(rows)], check=True)
        size = (folder / "observations.csv").stat().st_size / 1e6
        ours = [sys.executable, "-m", "kpi_engine", "rate", "--output", "ratings.csv"]
        peer = [sys.executable, "-m", "benchmarks.polars_script", str(folder)]
        for command in (ours, peer):
            timed(command, folder)
        subprocess.run([*_SELF, "--compare", str(folder)], check=True)
        pairs = [(timed(ours, folder), timed(peer, folder)) for _ in range(ROUNDS + 1)][1:]
    median = [
        [statistics.median(pair[side][figure] for pair in pairs) for figure in range(3)] for side in range(2)
    ]
    ratios = [sorted(one[figure] / other[figure] for one, other in pairs) for figure in range(3)]
    result = {
        "rows": rows,
        "input MB": round(size),
        "kpi: processor s, clock s, MB": [round(number, 2) for number in median[0]],
        "polars": [round(number, 2) for number in median[1]],
        "kpi / polars, pair by pair: median, least, greatest": [
            [round(figure, 2) for figure in (statistics.median(each), each[0], each[-1])] for each in ratios
        ],
        "kpi's memory / input": round(median[0][2] / size, 1),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
