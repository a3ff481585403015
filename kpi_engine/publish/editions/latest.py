"""Which edition a reader should open: a small file, since not every account may make links."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from kpi_engine.model.outputs.edition import EditionName, EditionSummary
from kpi_engine.publish.failure import file_failure
from kpi_engine.publish.files import replace_file
from kpi_engine.publish.layout import LATEST, MANIFEST, edition_folders


def latest_edition(
    folder: Path, editions: Sequence[EditionSummary], withdrawn: Collection[EditionName]
) -> EditionSummary | None:
    """The newest edition of the newest month that is in place and has not been withdrawn."""
    in_place = set(edition_folders(folder)).difference(withdrawn)
    standing = (edition for edition in editions if edition.name in in_place)
    return max(standing, key=lambda edition: edition.name, default=None)


def point_to_latest(
    folder: Path, editions: Sequence[EditionSummary], withdrawn: Collection[EditionName]
) -> None:
    """Make the pointer name the latest edition; where there is none, there is no pointer.

    An edition made again for an earlier month does not become the one that readers open.

    Raises:
        PublishError: the pointer cannot be replaced; it is unchanged.
    """
    latest = latest_edition(folder, editions, withdrawn)
    path = folder / LATEST
    try:
        if latest is None:
            path.unlink(missing_ok=True)
            return
        content = pointer_bytes(latest)
        if not path.is_file() or path.read_bytes() != content:
            replace_file(path, content)
    except OSError as error:
        raise file_failure(error, path, "pointing to the latest edition") from error


def pointer_bytes(edition: EditionSummary) -> bytes:
    """The pointer as JSON: the edition, its manifest and that manifest's SHA-256."""
    facts = {
        "edition": str(edition.name),
        "manifest": f"{edition.name}/{MANIFEST}",
        "manifest_sha256": edition.manifest_sha256,
    }
    return (json.dumps(facts, indent=2) + "\n").encode()
