"""``kpi rate``: every rating as tidy rows."""

from __future__ import annotations

from typing import Annotated

import typer

from kpi_engine.cli import options


def rate(
    scorecard: options.ScorecardArgument = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Rows as CSV (the default).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Rows as JSON.")] = False,
    select: options.Select = None,
    exclude: options.Exclude = None,
) -> None:
    """Rate every period of every indicator and area, as CSV or JSON on standard output.

    **Examples**

    - `kpi rate > ratings.csv`
    - `kpi rate sample_data/kent_2024_08/scorecard.yaml --json`
    - `kpi rate --select SCS40 --select area:Kent` — one indicator in one area, all its periods
    """
    from kpi_engine.cli.rating import run_rate  # noqa: PLC0415 — heavy: numpy, readers, kernel

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_rate(scorecard, as_json, select or [], exclude or []))
