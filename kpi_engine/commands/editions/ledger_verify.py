"""What ``kpi ledger verify`` does: every record of the ledger checked against its digests."""

from __future__ import annotations

import sys
from pathlib import Path

from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.published import ledger_of
from kpi_engine.model.wording import counted


def run_ledger_verify(scorecard: Path | None) -> int:
    """Verify the whole ledger, say what it holds, and return the exit code.

    Raises:
        InputError: the scorecard cannot be read.
        PublishError: nothing has been published yet, or the ledger is damaged.
    """
    with ledger_of(scorecard) as ledger:
        ledger.verify()
        ((ratings,),) = ledger.rows("SELECT count(*) FROM ratings", ())
        held = f"{counted(len(ledger.editions()), 'edition')} and {counted(ratings, 'rating')}"
    sys.stdout.write(f"{held} in the ledger: as they were recorded.\n")
    return exit_codes.DONE
