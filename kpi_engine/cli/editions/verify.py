"""``kpi verify``, ``kpi ledger verify``, ``kpi withdraw``: are editions as published, and taking back."""

from typing import Annotated

import typer

from kpi_engine.cli import options
from kpi_engine.cli.shared.command import Command

ledger = typer.Typer(
    name="ledger",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look after the ledger of published ratings.",
)


@ledger.command("verify", cls=Command)
def verify_ledger(scorecard: options.ScorecardArgument = None) -> None:
    """Check every record of the ledger; nothing is changed.

    Other commands check the last edition only, so that they take no longer as the ledger grows.

    \b
    Examples:
      kpi ledger verify
    """
    from kpi_engine.commands.editions.ledger_verify import run_ledger_verify

    raise typer.Exit(run_ledger_verify(scorecard))


def verify(scorecard: options.ScorecardArgument = None, *, as_json: options.AsJson = False) -> None:
    """Hold every edition and the ledger against what was published; nothing is changed.

    \b
    Examples:
      kpi verify
      kpi verify --json
    """
    from kpi_engine.commands.editions.verify import run_verify

    raise typer.Exit(run_verify(scorecard, as_json))


def withdraw(
    edition: options.Edition,
    *,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who withdraws it.", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)],
    scorecard: options.ScorecardOption = None,
) -> None:
    """Put on record that readers shall no longer use an edition.

    Its files and figures stay as they are; latest.json names the edition before it.

    \b
    Examples:
      kpi withdraw 2042-08-e1 --by "A. Officer" --reason "of the wrong month"
    """
    from kpi_engine.commands.editions.withdraw import run_withdraw

    raise typer.Exit(run_withdraw(edition, by, reason, scorecard))
