"""Peak memory of one engine beyond its input, in its own process.

    python -m benchmarks.memory kpi_engine 1000000 strings plain

Linux only: the peak is set back, and read, through /proc.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.engines import ENGINES
from benchmarks.workload import make_job

_SET_PEAK_BACK = "5"


def peak_beyond_input(engine: str, rows: int, labels: str, methods: str) -> tuple[int, int]:
    """Bytes of the input frame, and bytes that rating it takes at its peak beyond what there was before."""
    job = make_job(rows, labels, methods)
    chosen = ENGINES[engine]
    small = chosen.prepare(make_job(10_000, labels, methods))
    chosen.rate(small)  # whatever is made once in a process
    prepared = chosen.prepare(job)
    input_size = int(job.observations.memory_usage(deep=True).sum())
    Path("/proc/self/clear_refs").write_text(_SET_PEAK_BACK, encoding="ascii")
    before = _status("VmRSS")
    chosen.rate(prepared)
    return input_size, _status("VmHWM") - before


def _status(field: str) -> int:
    """A size from /proc/self/status, in bytes."""
    match = re.search(rf"^{field}:\s+(\d+) kB$", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    assert match is not None
    return int(match[1]) * 1024


if __name__ == "__main__":
    print(*peak_beyond_input(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]))
