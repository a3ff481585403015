"""``kpi list``: what a scorecard holds."""

from enum import Enum
from typing import Annotated

import typer

from kpi_engine.cli import options


class Kind(str, Enum):
    """What can be listed."""

    INDICATORS = "indicators"
    AREAS = "areas"
    SECTIONS = "sections"


def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.")] = Kind.INDICATORS,
    scorecard: options.ScorecardOption = None,
    as_json: options.AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")] = False,
) -> None:
    """List indicators, areas or sections.

    \b
    Examples:
      kpi list              every indicator, with the standards in force
      kpi list areas --csv
    """
    from kpi_engine.commands.list import run_list

    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    raise typer.Exit(run_list(kind.value, scorecard, as_json, as_csv))
