"""``kpi infer``: what printed ratings say about the standards behind them."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options
from kpi_engine.cli.shared.command import Command

app = typer.Typer(
    name="infer", no_args_is_help=True, rich_markup_mode=None, help="Infer standards from printed ratings."
)


@app.command("floors", cls=Command)
def floors(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SCORECARD.yaml] [PUBLISHED.csv]...",
            help="The scorecard, or its folder, and the files of printed figures. Default: the "
            "scorecard here or named in kpi.yaml, else the only one below, and what it names as published.",
            show_default=False,
        ),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV: one row a standard.")] = False,
    as_json: options.AsJson = False,
    as_yaml: Annotated[
        Path | None,
        typer.Option(
            "--yaml",
            metavar="FOLDER",
            help="Also write the definitions with the inferred floors in them into this folder, a file for "
            "each file there is.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say where each floor standard must lie.

    Reads printed values and RAGs of any number of areas and periods. Says between which numbers each floor
    standard and target must lie (for polarity T each edge of both ranges), and which cells show it. Where
    no threshold can have given the ratings, it lists the smallest set of cells that contradict each other.

    Exit code 0: the defined thresholds fit every rating; 1: some do not.

    \b
    Examples:
      kpi infer floors
      kpi infer floors july.csv august.csv   more pages narrow it down
      kpi infer floors --yaml inferred       definitions to compare with yours
    """
    from kpi_engine.commands.infer import run_infer_floors

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_infer_floors(files or [], as_csv, as_json, as_yaml))
