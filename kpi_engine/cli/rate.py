"""``kpi rate``: every rating as tidy rows."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options


def rate(
    scorecard: options.ScorecardArgument = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Rows as CSV (the default).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Rows as JSON.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A file to write instead, .csv, .json or .parquet, or a folder for a data package.",
        ),
    ] = None,
    partition_by: Annotated[
        list[str] | None,
        typer.Option(
            "--partition-by",
            metavar="COLUMN",
            help="Write Parquet to a folder, with a sub-folder for each value; may be given several times.",
        ),
    ] = None,
    select: options.Select = None,
    exclude: options.Exclude = None,
) -> None:
    """Write every rating as CSV, JSON or Parquet.

    One row an indicator, area and period, on standard output or to a file.

    \b
    Examples:
      kpi rate > ratings.csv
      kpi rate --json > ratings.json
      kpi rate --output ratings.parquet
      kpi rate --output data/                      CSV files, described
      kpi rate --output ratings --partition-by area
      kpi rate --select SCS40 --select area:Kent   all periods of one figure
    """
    from kpi_engine.commands.rate import Target, run_rate

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    if output is not None and (as_csv or as_json):
        raise typer.BadParameter("the ending of --output says the format: leave --csv and --json out")
    if partition_by and output is None:
        raise typer.BadParameter("--partition-by needs a folder: name it with --output")
    target = None if output is None else Target(output, tuple(partition_by or ()))
    raise typer.Exit(run_rate(scorecard, as_json, select or [], exclude or [], target))
