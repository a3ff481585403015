"""``kpi verify`` and ``kpi withdraw``: are editions as published; taking one back."""

from __future__ import annotations

from typing import Annotated

import typer

from kpi_engine.cli import options


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
    edition: Annotated[str, typer.Argument(metavar="EDITION", help="The edition.", show_default=False)],
    *,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who withdraws it.", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)],
    scorecard: options.ScorecardOption = None,
) -> None:
    """Put on record that readers shall no longer use an edition.

    Its files and figures stay as they are; latest.json names the edition before it.

    \b
    Examples:
      kpi withdraw 2042-08-e1 --by "A. Officer" --reason "made for a month that has not begun"
    """
    from kpi_engine.commands.editions.withdraw import run_withdraw

    raise typer.Exit(run_withdraw(edition, by, reason, scorecard))
