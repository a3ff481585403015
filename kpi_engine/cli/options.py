"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_USUAL_SCORECARD = "the one here or named in kpi.yaml, else the only one below"

ScorecardArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[SCORECARD.yaml]",
        help=f"The scorecard, a YAML file or a workbook, or its folder. Default: {_USUAL_SCORECARD}.",
        show_default=False,
    ),
]
ScorecardOption = Annotated[
    Path | None,
    typer.Option(
        "--scorecard",
        "-s",
        metavar="SCORECARD.yaml",
        help=f"The scorecard, a YAML file or a workbook, or its folder. Default: {_USUAL_SCORECARD}.",
        show_default=False,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="TERM",
        help="Only these: a code, or section:, area:, tag: or rag: and a value. May be given several times.",
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="TERM", help="All but these; terms as for --select."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
