"""``kpi report``: a scorecard in the terminal, and as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options


def report(
    scorecard: options.ScorecardArgument = None,
    area: Annotated[
        list[str] | None,
        typer.Option("--area", help="The area to show; may be given several times. Default: the first one."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the scorecard's outputs (page, workbook, ratings ...) to this folder.",
        ),
    ] = None,
    select: options.Select = None,
    exclude: options.Exclude = None,
) -> None:
    """Show a scorecard, or write it as files.

    It goes to the terminal; with --output to a folder, in the formats that the scorecard names, and only
    its counts are shown.

    \b
    Examples:
      kpi report                   the first area of the only scorecard here
      kpi report --area Swale
      kpi report --output out      writes out/kent.html and whatever else it names
      kpi report --select rag:RED  what is red
      kpi report sample_data/kent_2024_08/scorecard.yaml
    """
    from kpi_engine.commands.report import run_report

    raise typer.Exit(run_report(scorecard, area or [], output, select or [], exclude or []))
