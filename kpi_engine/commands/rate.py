"""What ``kpi rate`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.problems import tell_spoiled, tell_warnings
from kpi_engine.commands.shared.selecting import selection_for, tell_empty
from kpi_engine.pipeline import load_scorecard, pack_for, rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json import render_json


def run_rate(scorecard: Path | None, as_json: bool, select: Sequence[str], exclude: Sequence[str]) -> int:
    """Write the tidy ratings to standard output, and return the exit code."""
    loaded = load_scorecard(scorecard_path(scorecard))
    selection = selection_for(loaded, select, exclude)
    tell_warnings(loaded.warnings)
    rated = rate_loaded(loaded)
    table = tidy_for(rated, selection)
    tell_spoiled(loaded.spoiled)
    if not len(table):
        tell_empty(selection)
        return exit_codes.EMPTY_SELECTION
    if as_json:
        sys.stdout.write(render_json(loaded.scorecard, table, comparison_table(pack_for(rated, selection))))
    else:
        sys.stdout.write(render_csv(table))
    return exit_codes.SOME_FAILED if loaded.spoiled else exit_codes.DONE
