"""What ``kpi verify`` does: editions and ledger compared with what was published, at any time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.published import ledger_of, withdrawn_words
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, Severity, error, warning
from kpi_engine.model.outputs.edition import EditionSummary, Withdrawal
from kpi_engine.model.wording import counted
from kpi_engine.publish.editions.edition import verify_edition
from kpi_engine.publish.editions.latest import latest_edition, pointer_bytes
from kpi_engine.publish.layout import LATEST, edition_folders
from kpi_engine.publish.ledger.ledger import Ledger

_SCHEMA_VERSION = 1


@frozen
class Verified:
    """The editions on record, the withdrawn editions, and everything that is not as it was published."""

    editions: tuple[EditionSummary, ...]
    withdrawals: tuple[Withdrawal, ...]
    issues: tuple[Issue, ...]


def verify(scorecard: Path | None = None) -> Verified:
    """Hold everything that a scorecard has published against the ledger. Changes nothing.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.

    Raises:
        InputError: the scorecard cannot be read.
        PublishError: nothing has been published yet, or the ledger is damaged.
    """
    with ledger_of(scorecard) as ledger:
        ledger.verify()
        editions, withdrawals = ledger.editions(), ledger.withdrawals()
        return Verified(editions, withdrawals, tuple(_problems(ledger)))


def run_verify(scorecard: Path | None, as_json: bool) -> int:
    """Report on standard output, and return the exit code."""
    found = verify(scorecard)
    if as_json:
        sys.stdout.write(json_document(_SCHEMA_VERSION, _facts(found)))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(found)))
    return exit_codes.FINDINGS if found.issues else exit_codes.DONE


def _problems(ledger: Ledger) -> Iterator[Issue]:
    folder = ledger.folder
    editions = ledger.editions()
    in_place = set(edition_folders(folder))
    withdrawn = {withdrawal.edition for withdrawal in ledger.withdrawals()}
    for edition in editions:
        place = folder / str(edition.name)
        if edition.name in in_place:
            yield from verify_edition(place, edition.manifest_sha256)
        elif edition.name not in withdrawn:
            what = "this edition is in the ledger but its folder is not here"
            yield error(Location(str(place)), what, "put it back; where a run was stopped, the next run does")
    for name in sorted(in_place - {edition.name for edition in editions}):
        what = "this edition is not in the ledger, which is older or belongs to another folder"
        yield error(Location(str(folder / str(name))), what, "restore the ledger, or move the folder away")
    yield from _pointer_problems(folder, latest_edition(folder, editions, withdrawn))


def _pointer_problems(folder: Path, latest: EditionSummary | None) -> Iterator[Issue]:
    """The file that says which edition to open can be made again; it must not name another edition."""
    path = folder / LATEST
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if content != (pointer_bytes(latest) if latest is not None else b""):
        what = f"it does not name the latest edition{f', {latest.name}' if latest is not None else ''}"
        yield warning(Location(str(path)), what, "the next `kpi run` puts it right")


def _lines(found: Verified) -> Iterator[str]:
    yield from map(str, found.issues)
    yield from map(withdrawn_words, found.withdrawals)
    editions = counted(len(found.editions), "edition")
    if found.issues:
        yield f"{editions} and the ledger: {counted(len(found.issues), 'problem')}."
    else:
        yield f"{editions} and the ledger: as they were published."


def _facts(found: Verified) -> dict[str, list[dict[str, str]]]:
    return {
        "editions": [
            {"edition": str(edition.name), "published_at": edition.published_at} for edition in found.editions
        ],
        "withdrawals": [
            {
                "edition": str(withdrawal.edition),
                "withdrawn_at": withdrawal.withdrawn_at,
                "by": withdrawal.by,
                "reason": withdrawal.reason,
            }
            for withdrawal in found.withdrawals
        ],
        "issues": [
            {
                "severity": "error" if issue.severity is Severity.ERROR else "warning",
                "place": str(issue.location),
                "what": issue.what,
                "remedy": issue.remedy,
            }
            for issue in found.issues
        ],
    }
