"""``kpi help``: what a command does."""

from typing import Annotated, Any

import typer


def help_(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]", help="The command, such as run.", show_default=False),
    ] = None,
) -> None:
    """Say what a command does, with examples; the same as COMMAND --help.

    \b
    Examples:
      kpi help
      kpi help report
      kpi help commentary new
    """
    place: Any = ctx.find_root()
    for name in command or []:
        found = getattr(place.command, "commands", {}).get(name)
        if found is None:
            raise typer.BadParameter(f"there is no command {name}; {_remedy(place, name)}")
        place = found.make_context(name, [], parent=place, resilient_parsing=True)
    typer.echo(place.get_help())


def _remedy(place: Any, name: str) -> str:
    from kpi_engine.model.wording import did_you_mean

    known = list(getattr(place.command, "commands", {}))
    return did_you_mean(name, known) or f"`{place.command_path} --help` lists the commands"
