"""``kpi rate``: every rating as tidy rows."""

from __future__ import annotations

from typing import Annotated

import typer

from kpi_engine.cli import options


def rate(
    scorecard: options.ScorecardArgument = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Rows as CSV (the default).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Rows as JSON.")] = False,
    select: options.Select = None,
    exclude: options.Exclude = None,
) -> None:
    """Write every rating as CSV or JSON.

    One row an indicator, area and period, on standard output.

    \b
    Examples:
      kpi rate > ratings.csv
      kpi rate --json > ratings.json
      kpi rate --select SCS40 --select area:Kent  all periods of one figure
    """
    from kpi_engine.commands.rate import run_rate

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_rate(scorecard, as_json, select or [], exclude or []))
