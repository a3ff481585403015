"""``kpi run``: every pack of every area as one edition, unattended."""

from enum import Enum
from typing import Annotated

import typer

from kpi_engine.cli import options


class FailOn(str, Enum):
    """What makes a run that has published everything end with 1."""

    RED = "red"
    AMBER = "amber"
    ACTION = "action"
    WORSENING = "worsening"
    NOT_RATED = "not-rated"
    STALE = "stale"


class Log(str, Enum):
    """How a run says what it does."""

    TEXT = "text"
    JSON = "json"


def run(
    scorecard: options.ScorecardArgument = None,
    *,
    as_at: Annotated[
        str | None,
        typer.Option("--as-at", metavar="2024-08", help="The month; default: the one in the scorecard."),
    ] = None,
    areas: options.Area = None,
    formats: options.Format = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Make everything, publish nothing.")] = False,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on", help="End with 1 when a pack shows it (amber: or red); may be given several times."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, help="Processes to work with; default: one a processor.", show_default=False
        ),
    ] = None,
    certify: Annotated[
        bool,
        typer.Option(
            "--certify", help="Publish only if small numbers can be shown to be safe; see small_numbers."
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Say on standard output what was published, as JSON.")
    ] = False,
    log: Annotated[Log, typer.Option("--log", help="Form of the log on standard error.")] = Log.TEXT,
) -> None:
    """Publish every area's scorecard in every format as a new edition.

    What was published before is never overwritten: changed figures make a new edition and are recorded as
    restated; the same inputs make none.

    \b
    Examples:
      kpi run                                      the only scorecard here
      kpi run --as-at 2024-09 --log json           what a scheduler starts
      kpi run --dry-run --fail-on red              try it; 1 when anything is red
      kpi run --area Swale --format html
    """
    from kpi_engine.commands.run.run import Request, run_batch

    raise typer.Exit(
        run_batch(
            Request(
                scorecard=scorecard,
                as_at=as_at,
                areas=tuple(areas or ()),
                formats=tuple(formats or ()),
                dry_run=dry_run,
                fail_on=tuple(condition.value for condition in fail_on or ()),
                jobs=jobs,
                json_log=log is Log.JSON,
                certify=certify,
                json_result=as_json,
            )
        )
    )
