"""Arguments and options that several commands share.

This file and the files of commands are without ``from __future__ import annotations``, which would make each
annotation a text: typer would compile it three times for every command, whenever kpi starts.
"""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli.shared import completion

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
Area = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        "--areas",
        metavar="AREA",
        help="Only this area; may be given several times.",
        autocompletion=completion.areas,
    ),
]
Format = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "--formats",
        metavar="FORMAT",
        help="Only this format; may be given several times.",
        autocompletion=completion.formats,
    ),
]
Code = Annotated[
    str,
    typer.Argument(
        metavar="CODE",
        help="The indicator's code, in any capitals.",
        show_default=False,
        autocompletion=completion.codes,
    ),
]
AreaArgument = Annotated[
    str,
    typer.Argument(
        metavar="AREA",
        help="The area's name, in any capitals.",
        show_default=False,
        autocompletion=completion.areas,
    ),
]
Edition = Annotated[
    str,
    typer.Argument(
        metavar="EDITION",
        help="The edition's name.",
        show_default=False,
        autocompletion=completion.editions,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="TERM",
        autocompletion=completion.terms,
        help="Only these: a code, or area:, section:, service:, owner:, theme:, priority:, tag: or rag: "
        "and a value. May be given several times.",
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="TERM",
        help="All but these; terms as for --select.",
        autocompletion=completion.terms,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
