"""The ``kpi`` command. Nothing heavy is imported here: ``kpi --help`` must answer at once."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import typer

from kpi_engine.cli import check, exit_codes, explain, listing, rate, report, schema
from kpi_engine.cli.problems import tell_of_bug, tell_problems
from kpi_engine.model.issue import InputError

app = typer.Typer(
    name="kpi",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="""Rate performance indicators RED, AMBER or GREEN with a direction of travel, and render the scorecard.

A scorecard is a `scorecard.yaml` beside its data; where a command is not told which one, it takes the only
one at or below the current folder.

**Start here**

- `kpi check` — are the definitions and the data sound?
- `kpi report` — the first area's scorecard in the terminal
- `kpi report --output out` — and as HTML, with the ratings as CSV and JSON
- `kpi explain SCS40 "Swale Central CSWT"` — why this rating?

**Exit codes**: 0 done · 1 findings · 2 wrong usage, definitions or data, nothing written ·
3 some scorecards failed · 5 selection empty · 70 our bug · 130, 143 interrupted
""",
)
app.command("check")(check.check)
app.command("rate")(rate.rate)
app.command("report")(report.report)
app.command("explain")(explain.explain)
app.command("list")(listing.list_)
app.command("schema")(schema.schema)


def main() -> None:
    """Run the command line; whatever happens, a user reads words and a script an exit code."""
    signal.signal(signal.SIGTERM, _stop_on_sigterm)
    try:
        app()
    except InputError as error:
        tell_problems(error.issues)
        sys.exit(exit_codes.WRONG_INPUT)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; nothing more was written.\n")
        sys.exit(exit_codes.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: that is not an error, and there is nobody to tell.
        sys.stderr.close()
        sys.exit(exit_codes.DONE)
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'}: {error.strerror}; nothing more was written.\n")
        sys.exit(exit_codes.WRONG_INPUT)
    except Exception as error:  # noqa: BLE001 — the last resort, so that no traceback reaches a user
        tell_of_bug(error)
        sys.exit(exit_codes.OUR_BUG)


def _stop_on_sigterm(_signal: int, _frame: FrameType | None) -> None:
    sys.stderr.write("Stopped by a termination signal; nothing more was written.\n")
    sys.exit(exit_codes.TERMINATED)
