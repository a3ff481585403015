"""``kpi check``: are definitions, scorecard and data sound?"""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options


def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="A scorecard.yaml, a definitions file, or a folder of definitions. "
            "Default: the one here or named in kpi.yaml, else the only one below.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Also look for what is sound and yet not plausible, and count every warning."
        ),
    ] = False,
    as_json: options.AsJson = False,
) -> None:
    """Check definitions, scorecard and data.

    Every problem is reported with its file, line and column, what is wrong and what to do.

    With --strict also what to look at once more before publishing: targets out of reach, floor standards
    that every area misses, figures that repeat or do not fit their series, indicators without figures,
    history or thresholds.

    Exit code 0: sound (without --strict warnings may be told); 1: some area's figures are wrong or, with
    --strict, anything at all was found; 2: definitions, scorecard or the layout of a data file are wrong.

    \b
    Examples:
      kpi check             the scorecard here, with all it names
      kpi check indicators  the definitions only
      kpi check --strict    before publishing
    """
    from kpi_engine.commands.check import run_check

    raise typer.Exit(run_check(path, strict, as_json))
