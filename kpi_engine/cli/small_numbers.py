"""``kpi small-numbers``: what can be worked out of figures that are withheld."""

from typing import Annotated

import typer

from kpi_engine.cli import options
from kpi_engine.cli.shared.command import Command

app = typer.Typer(
    name="small-numbers",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look at withheld small numbers as an outsider would.",
)


@app.command("audit", cls=Command)
def audit(
    published: Annotated[
        str,
        typer.Argument(
            metavar="EDITION|PATH",
            help="The name of an edition, a folder of published files, or one file; a CSV file has the "
            "columns code, area, period and value.",
            show_default=False,
        ),
    ],
    scorecard: options.ScorecardOption = None,
    below: Annotated[
        int | None,
        typer.Option(
            "--below",
            min=2,
            help="The first number that is not small. Default: that of the scorecard's rule, else 6.",
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """List the withheld figures that published figures give away, and how.

    Only what is in print is used, as an outsider would: the files of an edition and of the edition before
    it, or somebody else's published files. Read are CSV and JSON, pages (HTML), Excel and OpenDocument
    workbooks, Word and PDF: tables, sentences, tooltips, alternative texts, charts, colours, comments and
    document properties. The scorecard says which areas lie in which, and what is made from what.

    Exit code 0: nothing can be worked out; 1: something can; 2: something cannot be read.

    \b
    Examples:
      kpi small-numbers audit 2024-08-e1
      kpi small-numbers audit published.csv --below 8
      kpi small-numbers audit their_pack/
    """
    from kpi_engine.commands.small_numbers import run_small_numbers_audit

    raise typer.Exit(run_small_numbers_audit(published, scorecard, below, as_json))
