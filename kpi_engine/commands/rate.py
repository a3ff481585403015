"""What ``kpi rate`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.assemble.section.selection import Selection
from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.problems import tell_spoiled, tell_warnings
from kpi_engine.commands.shared.selecting import selection_for, tell_empty
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.pipeline import Rated, load_scorecard, pack_for, rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json import render_json


@frozen
class RatedScorecard:
    """A scorecard with every figure rated, and the ratings selected as a tidy table, a row a rating."""

    rated: Rated
    selection: Selection
    table: TidyTable


def rate(
    scorecard: Path | None = None, *, select: Sequence[str] = (), exclude: Sequence[str] = ()
) -> RatedScorecard:
    """Rate every figure of a scorecard.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.
        select: terms such as ``SCS40`` or ``area:Swale``; only ratings that fit are in the table.
        exclude: terms in the same form; ratings that fit are not in the table.

    Returns:
        the ratings; ``rated.loaded.warnings`` and ``rated.loaded.spoiled`` say what is wrong with the input.

    Raises:
        InputError: the scorecard, its definitions or its files cannot be used.
    """
    loaded = load_scorecard(scorecard_path(scorecard))
    selection = selection_for(loaded, select, exclude)
    rated = rate_loaded(loaded)
    return RatedScorecard(rated, selection, tidy_for(rated, selection))


def run_rate(scorecard: Path | None, as_json: bool, select: Sequence[str], exclude: Sequence[str]) -> int:
    """Write the tidy ratings to standard output, and return the exit code."""
    found = rate(scorecard, select=select, exclude=exclude)
    loaded = found.rated.loaded
    tell_warnings(loaded)
    tell_spoiled(loaded.spoiled)
    if not len(found.table):
        tell_empty(found.selection)
        return exit_codes.EMPTY_SELECTION
    if as_json:
        comparisons = comparison_table(pack_for(found.rated, found.selection))
        sys.stdout.write(render_json(loaded.scorecard, found.table, comparisons))
    else:
        sys.stdout.write(render_csv(found.table))
    return exit_codes.SOME_FAILED if loaded.spoiled else exit_codes.DONE
