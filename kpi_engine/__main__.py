"""The ``kpi`` command, and ``python -m kpi_engine``: the first thing that runs.

The signals are answered before anything that takes time is imported.
"""

from __future__ import annotations

import gc
import os

from kpi_engine.commands.shared.stopping import nothing_left_to_stop, stop_at_once

# A command makes many small records that all live until it ends, the classes and functions that it imports
# among them: looking for garbage among them again and again would take a fifth of its time.
_RECORDS_BETWEEN_COLLECTIONS = 200_000


def main() -> None:
    """Run the command line."""
    stop_at_once()
    # As soon as numpy is imported, its OpenBLAS starts a thread for each processor, and each spins for a
    # while: an eighth of the time of `kpi rate` of a small scorecard, for linear algebra that kpi never does.
    # Here only, since a program that imports kpi_engine may well do it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_RECORDS_BETWEEN_COLLECTIONS)
    from kpi_engine.cli.main import main as run

    try:
        run()
    finally:
        nothing_left_to_stop()


if __name__ == "__main__":
    main()
