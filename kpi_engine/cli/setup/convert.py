"""``kpi convert``: a workbook that is a scorecard becomes YAML and CSV files."""

from pathlib import Path
from typing import Annotated

import typer


def convert(
    workbook: Annotated[
        Path,
        typer.Argument(metavar="WORKBOOK", help="The workbook that is the scorecard.", show_default=False),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help="Where to write the files. Default: a folder here, named after the workbook.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make YAML and CSV files of a scorecard that is a workbook, without losing anything.

    The ratings are the same to the byte. No file is overwritten.

    \b
    Examples:
      kpi convert scorecard.xlsx
      kpi convert scorecard.xlsx --to plan
    """
    from kpi_engine.commands.convert import run_convert

    raise typer.Exit(run_convert(workbook, to))
