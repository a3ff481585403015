"""``kpi history``: what was published when."""

from typing import Annotated

import typer

from kpi_engine.cli import options


def history(
    code: options.Code,
    area: options.AreaArgument,
    scorecard: options.ScorecardOption = None,
    as_json: options.AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")] = False,
) -> None:
    """List every figure published for an indicator in an area, and the editions that showed it.

    \b
    Examples:
      kpi history SCS40 Kent
      kpi history SCS40 "Swale Central CSWT" --json
    """
    from kpi_engine.commands.editions.history import run_history

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_history(code, area, scorecard, as_json, as_csv))
