"""``kpi what-if`` and ``kpi spc``: what history says of a target, and where a process may have changed."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_engine.cli import options
from kpi_engine.cli.shared.command import Command

spc = typer.Typer(
    name="spc",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Process charts: where limits may begin anew.",
)


def what_if(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PROPOSALS.yaml | CODE AREA",
            help="The file of proposed thresholds; with --suggest an indicator's code and an area's name.",
            show_default=False,
        ),
    ],
    suggest: Annotated[bool, typer.Option("--suggest", help="Suggest targets for one indicator.")] = False,
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--xlsx", metavar="FILE", help="Also write the changes as a workbook.", show_default=False
        ),
    ] = None,
    scorecard: options.ScorecardOption = None,
    as_json: options.AsJson = False,
) -> None:
    """Rate history again under proposed thresholds.

    Nothing is changed: the proposals replace thresholds of the same areas and periods in memory, and every
    past period is rated twice.

    \b
    Examples:
      kpi what-if proposals.yaml            how often RED, AMBER and GREEN
      kpi what-if proposals.yaml --xlsx out.xlsx
                                            every figure rated otherwise
      kpi what-if --suggest SCS40 Kent      targets to think about, replayed
    """
    from kpi_engine.commands.suggest import run_suggest
    from kpi_engine.commands.what_if import run_what_if

    if suggest:
        if len(arguments) != 2 or workbook is not None:
            raise typer.BadParameter("with --suggest name a code and an area, without --xlsx")
        raise typer.Exit(run_suggest(arguments[0], arguments[1], scorecard, as_json))
    if len(arguments) != 1:
        raise typer.BadParameter("name one file of proposals")
    raise typer.Exit(run_what_if(Path(arguments[0]), scorecard, as_json, workbook))


@spc.command("suggest", cls=Command)
def suggest_baselines(scorecard: options.ScorecardArgument = None) -> None:
    """List shifts that may be the beginning of another process.

    As YAML to paste into the definitions; each reason is left empty, since it is yours to judge.
    """
    from kpi_engine.commands.spc_suggest import run_spc_suggest

    raise typer.Exit(run_spc_suggest(scorecard))
