"""The ``kpi`` command, and ``python -m kpi_engine``: the first thing that runs.

The signals are answered before anything that takes time is imported.
"""

from __future__ import annotations

import os

from kpi_engine.commands.shared.stopping import nothing_left_to_stop, stop_at_once


def main() -> None:
    """Run the command line."""
    stop_at_once()
    # As soon as numpy is imported, its OpenBLAS starts a thread for each processor, and each spins for a
    # while: an eighth of the time of `kpi rate` of a small scorecard, for linear algebra that kpi never does.
    # Here only, since a program that imports kpi_engine may well do it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from kpi_engine.cli.main import main as run

    try:
        run()
    finally:
        nothing_left_to_stop()


if __name__ == "__main__":
    main()
