"""The ``kpi`` command, and ``python -m kpi_engine``: the first thing that runs.

The signals are answered before anything that takes time is imported.
"""

from __future__ import annotations

from kpi_engine.commands.shared.stopping import nothing_left_to_stop, stop_at_once


def main() -> None:
    """Run the command line."""
    stop_at_once()
    from kpi_engine.cli.main import main as run

    try:
        run()
    finally:
        nothing_left_to_stop()


if __name__ == "__main__":
    main()
