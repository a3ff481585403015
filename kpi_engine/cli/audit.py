"""``kpi audit``: what is wrong with a printed scorecard, and what explains it?"""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options


def audit(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SCORECARD.yaml] [PUBLISHED.csv]",
            help="The scorecard, or its folder, and the file of printed figures. Default: the "
            "scorecard here or named in kpi.yaml, else the only one below, and what it names as published.",
            show_default=False,
        ),
    ] = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV: one row a finding and cell.")] = False,
    as_json: options.AsJson = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write the report as a page.", show_default=False),
    ] = None,
    select: options.Select = None,
    exclude: options.Exclude = None,
) -> None:
    """List the mistakes in a printed scorecard.

    Every printed value, target, RAG and arrow is recomputed from the observations and the definitions. What
    contradicts is listed with what the rules give, how sure that is, whether it changes what a reader
    concludes, and what explains it: one finding where one mistake explains many cells.

    Exit code 0: nothing contradicts; 1: there are findings. Notes are no findings. 3: some area's figures
    are wrong and its rows were left out.

    \b
    Examples:
      kpi audit
      kpi audit sample_data/kent_2024_08 --html audit.html
      kpi audit --csv > findings.csv
      kpi audit --select CYPE8           findings that concern one indicator
    """
    from kpi_engine.commands.audit import run_audit

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(
        run_audit(
            files or [],
            as_csv=as_csv,
            as_json=as_json,
            html=html,
            select=select or [],
            exclude=exclude or [],
        )
    )
