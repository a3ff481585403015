"""``kpi explain``: why this rating?"""

from typing import Annotated

import typer

from kpi_engine.cli import options


def explain(
    code: options.Code,
    area: options.AreaArgument,
    period: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERIOD]",
            help="The period, in any style that data may use. Default: the latest one with a row.",
            show_default=False,
        ),
    ] = None,
    *,
    scorecard: options.ScorecardOption = None,
    as_json: options.AsJson = False,
    profiles: Annotated[
        bool,
        typer.Option("--profiles", help="What each set of process chart rules says of the latest figure."),
    ] = False,
) -> None:
    """Say why a figure is rated as it is.

    The value, the standards, the rule, the arrow: with the file and line that each comes from, how far the
    value is from the floor standard and the target, and which numerator would meet them.

    \b
    Examples:
      kpi explain SCS40 "Swale Central CSWT"  the latest month
      kpi explain SCS40 Kent 2024-06
      kpi explain SCS40 Kent --json           its parts, for another program
      kpi explain SCS40 Kent --profiles       is it unusual? by which rules?
    """
    if profiles:
        from kpi_engine.commands.profiles import run_profiles

        raise typer.Exit(run_profiles(code, area, scorecard, as_json))
    from kpi_engine.commands.explain import run_explain

    raise typer.Exit(run_explain(code, area, period, scorecard, as_json))
