"""The ``kpi`` command. Nothing heavy is imported here: ``kpi --help`` must answer at once."""

import gc
import sys
from typing import Annotated

import typer

from kpi_engine.cli import (
    audit,
    check,
    commentary,
    explain,
    infer,
    listing,
    rate,
    report,
    run,
    schema,
    small_numbers,
    statistics,
)
from kpi_engine.cli.editions import diff, history, verify
from kpi_engine.cli.setup import convert, importing, init
from kpi_engine.cli.shared.command import HELP_OPTIONS, Command
from kpi_engine.cli.shared.help import help_
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.stopping import exit_code_of, stop_in_order
from kpi_engine.commands.shared.streams import end_streams, prepare_streams

app = typer.Typer(
    name="kpi",
    no_args_is_help=True,
    context_settings={"help_option_names": HELP_OPTIONS},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would take longer to import than everything else here
    help="""Rate performance indicators RED, AMBER or GREEN with a direction of travel, and render scorecards.

A scorecard is a scorecard.yaml beside its data, or one workbook, scorecard.xlsx. A command that is not told
which one takes the one in the current folder or named in its kpi.yaml, else the only one below.

\b
Start here:
  kpi init                   make a scorecard that works at once
  kpi import council.xlsx    make one of the workbook that you have
  kpi check                  are the definitions and the data sound?
  kpi report                 the first area's scorecard in the terminal
  kpi report --output out    and as pages, with the ratings as CSV and JSON
  kpi explain SCS40 "Swale Central CSWT"
                             why this rating?
  kpi audit                  what is wrong with the printed scorecard?
  kpi run                    publish every area's scorecard as an edition
  kpi help report            what a command does, with examples

\b
Exit codes:
  0  done                    5    selection empty
  1  findings                70   our bug
  2  usage, definitions or   130  interrupted
     data wrong; nothing     143  terminated
     written
  3  some areas failed, the others are done
  4  another run holds the lock
""",
)
app.command("init", cls=Command)(init.init)
app.command("import", cls=Command)(importing.import_)
app.command("convert", cls=Command)(convert.convert)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        from kpi_engine.commands.shared.distribution import DISTRIBUTION

        sys.stdout.write(f"kpi {version(DISTRIBUTION)}\n")
        raise typer.Exit


@app.callback()
def _of_every_command(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """What may come before a command."""


app.command("check", cls=Command)(check.check)
app.command("rate", cls=Command)(rate.rate)
app.command("report", cls=Command)(report.report)
app.command("run", cls=Command)(run.run)
app.command("explain", cls=Command)(explain.explain)
app.command("audit", cls=Command)(audit.audit)
app.command("diff", cls=Command)(diff.diff)
app.command("history", cls=Command)(history.history)
app.command("verify", cls=Command)(verify.verify)
app.command("withdraw", cls=Command)(verify.withdraw)
app.command("list", cls=Command)(listing.list_)
app.command("schema", cls=Command)(schema.schema)
app.add_typer(verify.ledger)
app.add_typer(infer.app)
app.add_typer(commentary.app)
app.add_typer(small_numbers.app)
app.command("help", cls=Command)(help_)
app.command("what-if", cls=Command)(statistics.what_if)
app.add_typer(statistics.spc)


def main() -> None:
    """Run the command line; whatever happens, a user reads words and a script an exit code."""
    prepare_streams()
    stop_in_order()
    try:
        app()
        code = exit_codes.DONE
    except SystemExit as ended:
        code = exit_code_of(ended)
    except Exception as error:
        from kpi_engine.cli.ending import end_with

        code = end_with(error)
    # Nor need Python look for garbage once more while it ends.
    gc.freeze()
    sys.exit(end_streams(code))
