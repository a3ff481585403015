"""What a run does first: finish what a killed run had recorded, sweep what it had not, and look for loss."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.model.outputs.edition import EditionSummary
from kpi_engine.publish.editions.edition import place_edition, verify_edition
from kpi_engine.publish.editions.latest import point_to_latest
from kpi_engine.publish.failure import file_failure, refusal
from kpi_engine.publish.files import remove
from kpi_engine.publish.layout import LEDGER, MANIFEST, edition_folders, strays
from kpi_engine.publish.ledger.ledger import Ledger, create_ledger, open_ledger


def open_or_create_ledger(folder: Path) -> Ledger:
    """The folder's ledger, verified; a new one only where nothing has been published yet.

    Raises:
        RefusedError: the ledger is damaged, or is gone although there are editions.
        PublishError: it cannot be read or made.
    """
    path = folder / LEDGER
    if not path.exists():
        published = edition_folders(folder)
        if published:
            raise refusal(
                path,
                f"the ledger is gone, although edition {published[-1]} has been published here",
                "restore it from a backup; a new one would forget what was published",
            )
        create_ledger(path)
    return open_ledger(path, writable=True)


def recover(folder: Path, ledger: Ledger) -> tuple[Issue, ...]:
    """Bring the folder to what the ledger says. To be called by the holder of the lock, before anything else.

    Returns a warning for each recorded edition that is not here.

    Raises:
        RefusedError: there is an edition that the ledger does not know.
        PublishError: the folder cannot be read or written.
    """
    editions = ledger.editions()
    try:
        _refuse_unknown(folder, editions)
        _finish(folder, editions)
        for stray in strays(folder):
            remove(stray)
    except OSError as error:
        path = Path(error.filename) if error.filename else folder
        raise file_failure(error, path, "tidying up after the last run") from error
    withdrawn = frozenset(withdrawal.edition for withdrawal in ledger.withdrawals())
    point_to_latest(folder, editions, withdrawn)
    return _missing(folder, [edition for edition in editions if edition.name not in withdrawn])


def _refuse_unknown(folder: Path, editions: tuple[EditionSummary, ...]) -> None:
    recorded = {edition.name for edition in editions}
    for name in edition_folders(folder):
        if name not in recorded:
            raise refusal(
                folder / str(name),
                "this edition is not in the ledger, which is older or belongs to another folder",
                f"restore the {LEDGER} that belongs to it, or move the folder away",
            )


def _finish(folder: Path, editions: tuple[EditionSummary, ...]) -> None:
    """Put recorded editions in place whose run was killed before it could."""
    in_place = set(edition_folders(folder))
    waiting = {edition.manifest_sha256: edition for edition in editions if edition.name not in in_place}
    for work in strays(folder):
        manifest = work / MANIFEST
        if not manifest.is_file():
            continue
        sealed = waiting.get(hashlib.sha256(manifest.read_bytes()).hexdigest())
        if sealed is not None and not verify_edition(work, sealed.manifest_sha256):
            place_edition(work, folder / str(sealed.name))


def _missing(folder: Path, editions: Sequence[EditionSummary]) -> tuple[Issue, ...]:
    in_place = set(edition_folders(folder))
    return tuple(
        Issue(
            Severity.WARNING,
            Location(str(folder / str(edition.name))),
            "this edition is in the ledger but its folder is not here",
            "put it back if it was not moved on purpose",
        )
        for edition in editions
        if edition.name not in in_place
    )
