"""``python -m kpi_engine``: the ``kpi`` command of this Python, wherever its scripts are."""

from __future__ import annotations

from kpi_engine.cli.start import main

if __name__ == "__main__":
    main()
