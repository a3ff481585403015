"""``kpi commentary``: what is written about the figures."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options
from kpi_engine.cli.shared.command import Command

app = typer.Typer(
    name="commentary",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Work with the commentary on figures.",
)


@app.command("check", cls=Command)
def check(
    scorecard: options.ScorecardArgument = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of text.")] = False,
    as_json: options.AsJson = False,
) -> None:
    """Check the commentary against the figures.

    Reported are numbers that match no figure of their row, ratings that are not the row's, RED and AMBER rows
    with new data and no commentary, and commentary on rows that the scorecard does not show.

    Exit code 0: nothing found; 1: something was; 2: a commentary file, or something else, cannot be read.

    \b
    Examples:
      kpi commentary check
      kpi commentary check --csv > findings.csv
    """
    from kpi_engine.commands.commentary_check import run_commentary_check

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_commentary_check(scorecard, as_csv, as_json))


@app.command("new", cls=Command)
def new(
    scorecard: options.ScorecardArgument = None,
    area: Annotated[
        list[str] | None,
        typer.Option("--area", help="Only rows of this area's scorecard; may be given several times."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; it must not be there yet."),
    ] = None,
) -> None:
    """Start the commentary of the month: write a file with the rows that need a commentary.

    REDs come first. Each row has its figures in a sentence to edit, and what was written last, as a
    reminder that is not published. Rows with a commentary of the month are left out.

    \b
    Examples:
      kpi commentary new
      kpi commentary new --output commentary/2024-08.md
      kpi commentary new --area Swale --output commentary/swale.md
    """
    from kpi_engine.commands.commentary_new import run_commentary_new

    raise typer.Exit(run_commentary_new(scorecard, area or [], output))
