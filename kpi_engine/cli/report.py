"""``kpi report``: a scorecard in the terminal, and as files."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options


def report(
    scorecard: options.ScorecardArgument = None,
    *,
    area: options.Area = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the scorecard's outputs (page, workbook, ratings ...) to this folder.",
        ),
    ] = None,
    formats: options.Format = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line an indicator.")] = False,
    as_json: options.AsJson = False,
    opened: Annotated[
        bool, typer.Option("--open", help="Open the page that --output writes in the browser.")
    ] = False,
    select: options.Select = None,
    exclude: options.Exclude = None,
) -> None:
    """Show a scorecard, or write it as files.

    It goes to the terminal; with --output to a folder, in the formats that the scorecard names, and only
    its counts are shown. Without --area it is the first area's.

    \b
    Examples:
      kpi report                   the first area of the only scorecard here
      kpi report --brief           one line an indicator
      kpi report --area Swale
      kpi report --output out      writes out/kent.html and whatever else it names
      kpi report --output out --format pdf --format xlsx
      kpi report --select rag:RED  what is red
      kpi report sample_data/kent_2024_08/scorecard.yaml
    """
    from kpi_engine.commands.report import ReportRequest, run_report

    if output is None and (formats or opened):
        raise typer.BadParameter("--format and --open need a folder to write to: name it with --output")
    if brief and as_json:
        raise typer.BadParameter("choose one of --brief and --json")
    raise typer.Exit(
        run_report(
            ReportRequest(
                scorecard=scorecard,
                areas=tuple(area or ()),
                output=output,
                select=tuple(select or ()),
                exclude=tuple(exclude or ()),
                formats=tuple(formats or ()),
                brief=brief,
                as_json=as_json,
                opened=opened,
            )
        )
    )
