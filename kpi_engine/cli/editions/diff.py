"""``kpi diff``: what changed between two editions, and why."""

from typing import Annotated

import typer

from kpi_engine.cli import options


def diff(
    before: options.Edition,
    after: options.Edition,
    scorecard: options.ScorecardOption = None,
    as_json: options.AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV: every change.")] = False,
) -> None:
    """Say what changed between two editions, and why.

    The older edition is named first. RAG moves come first, each with its cause.

    \b
    Examples:
      kpi diff 2024-07-e1 2024-08-e1
      kpi diff 2024-08-e1 2024-08-e2 --csv   every change as a row
    """
    from kpi_engine.commands.editions.diff import run_diff

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_diff(before, after, scorecard, as_json, as_csv))
