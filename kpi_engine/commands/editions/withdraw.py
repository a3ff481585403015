"""What ``kpi withdraw`` does: it puts on record that readers shall no longer use an edition."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from kpi_engine.commands.run.log import now
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.issue import InputError, Issue, Location, error, errors_in
from kpi_engine.model.outputs.edition import EditionName, EditionSummary, Withdrawal, parse_edition_name
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.publish.editions.latest import latest_edition, point_to_latest
from kpi_engine.publish.editions.lock import Holder
from kpi_engine.publish.editions.publication import publishing
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.ledger import Ledger, open_ledger
from kpi_engine.read.places import display_path
from kpi_engine.read.scorecard.scorecard import read_scorecard

_LONGEST = 1_000


def withdraw(edition: str, *, by: str, reason: str, scorecard: Path | None = None) -> EditionSummary | None:
    """Withdraw an edition: its files and its ratings stay, and readers are pointed to the edition before it.

    Args:
        edition: the name of the edition, such as ``2024-08-e1``.
        by: who withdraws it.
        reason: why it is withdrawn.
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.

    Returns:
        The edition that readers are pointed to now; None: there is none.

    Raises:
        InputError: the scorecard cannot be read, or a text is missing or not printable.
        PublishError: there is no such edition, it has been withdrawn, or it could not be recorded.
    """
    folder = _output_folder(scorecard)
    issues = [*_unfit("--by", by), *_unfit("--reason", reason)]
    if issues:
        raise InputError(issues)
    with open_ledger(folder / LEDGER) as ledger:  # nothing is made where nothing has been published
        name = _known(edition, ledger)
    with publishing(folder, Holder(os.getpid(), platform.node(), by, now())) as publication:
        ledger = publication.ledger
        ledger.withdraw(Withdrawal(name, now(), by, reason))
        withdrawn = frozenset(each.edition for each in ledger.withdrawals())
        point_to_latest(folder, ledger.editions(), withdrawn)
        return latest_edition(folder, ledger.editions(), withdrawn)


def run_withdraw(edition: str, by: str, reason: str, scorecard: Path | None) -> int:
    """Withdraw, say what readers have now, and return the exit code."""
    latest = withdraw(edition, by=by, reason=reason, scorecard=scorecard)
    now_have = f"readers are pointed to {latest.name}" if latest is not None else "readers have no edition"
    sys.stdout.write(f"{edition} is withdrawn; {now_have}.\n")
    return exit_codes.DONE


def _output_folder(given: Path | None) -> Path:
    scorecard, issues = read_scorecard(scorecard_path(given))
    if scorecard is None or errors_in(issues):
        raise InputError(issues)
    return Path(display_path(scorecard.output_folder))


def _unfit(option: str, text: str) -> list[Issue]:
    if not text.strip():
        return [error(Location(option), "the text is empty", "say it in a few words: it stays on record")]
    if len(text) > _LONGEST:
        return [error(Location(option), f"the text is longer than {_LONGEST:,} characters", "shorten it")]
    found = forbidden_character(text, in_a_line=True)
    return (
        [error(Location(option), f"{shown(text)} has {character_name(found[0])}", "delete it")]
        if found
        else []
    )


def _known(text: str, ledger: Ledger) -> EditionName:
    editions = {str(edition.name) for edition in ledger.editions()}
    name = parse_edition_name(text)
    if name is None or text not in editions:
        remedy = did_you_mean(text, editions) or f"there are {', '.join(sorted(editions)) or 'none yet'}"
        raise InputError([error(Location("EDITION"), f"there is no edition {shown(text)}", remedy)])
    return name
