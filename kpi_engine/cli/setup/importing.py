"""``kpi import``: a workbook as it is becomes a scorecard."""

from pathlib import Path
from typing import Annotated

import typer


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A workbook, a CSV file or a table pasted into a text file.",
            show_default=False,
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FOLDER",
            help="Where to write the scorecard. Default: a folder here, named after the file.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="NAME", help="Only this sheet; may be given several times."),
    ] = None,
) -> None:
    """Make a scorecard of a workbook as officers keep it.

    Tables are found by headings that look like periods, and with them references, names, units, targets,
    tolerances, polarities, printed ratings and arrows. What was read, left out and not understood is
    reported sheet by sheet. Whatever is inferred says so in the files, and kpi check asks what nothing
    answers.

    \b
    Examples:
      kpi import council.xlsx                 into the folder council
      kpi import council.xlsx --to plan_2025
      kpi import report.xlsx --sheet "Adult Social Care"
    """
    from kpi_engine.commands.importing import run_import

    raise typer.Exit(run_import(file, to, sheet or []))
