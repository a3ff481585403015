"""``kpi init``: a scorecard that works at once, to be made one's own."""

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[FOLDER]", help="Where to make it. Default: here.", show_default=False),
    ] = Path(),
    workbook: Annotated[
        bool,
        typer.Option("--workbook", help="Make one Excel workbook in place of YAML and CSV files."),
    ] = False,
) -> None:
    """Make a scorecard that works at once, with figures that are made up; every line says what to change.

    No file that is there already is overwritten.

    \b
    Examples:
      kpi init                     scorecard, definitions and figures, here
      kpi init customer_services   the same in a folder of its own
      kpi init --workbook          one workbook, scorecard.xlsx
    """
    from kpi_engine.commands.init import run_init

    raise typer.Exit(run_init(folder, workbook=workbook))
