"""``kpi commentary``: what is written about the figures."""

from __future__ import annotations

from typing import Annotated

import typer

from kpi_engine.cli import options

app = typer.Typer(
    name="commentary",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Work with the commentary on figures.",
)


@app.command("check")
def check(
    scorecard: options.ScorecardArgument = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of text.")] = False,
    as_json: options.AsJson = False,
) -> None:
    """Check the commentary against the figures.

    Told are numbers that are none of the row's figures, ratings that are not the row's, RED and AMBER rows
    with new data and no commentary, and commentary on rows that the scorecard does not show.

    Exit code 0: nothing found; 1: something was; 2: a commentary file, or something else, cannot be read.

    \b
    Examples:
      kpi commentary check
      kpi commentary check --csv > findings.csv
    """
    from kpi_engine.cli.commentary_checking import run_commentary_check

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_commentary_check(scorecard, as_csv, as_json))
