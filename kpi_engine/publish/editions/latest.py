"""Which edition a reader should open: a small file, since not every account may make links."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.outputs.edition import EditionSummary
from kpi_engine.publish.failure import file_failure
from kpi_engine.publish.files import replace_file
from kpi_engine.publish.layout import LATEST, MANIFEST, edition_folders


def point_to_latest(folder: Path, editions: Sequence[EditionSummary]) -> None:
    """Point at the edition of the last as-at month, the last of that month's; only at one that is in place.

    An edition made again for an earlier month does not become the one that readers open.

    Raises:
        PublishError: the pointer cannot be replaced; it is unchanged.
    """
    in_place = set(edition_folders(folder))
    latest = max(
        (edition for edition in editions if edition.name in in_place),
        key=lambda edition: edition.name,
        default=None,
    )
    if latest is None:
        return
    content = pointer_bytes(latest)
    path = folder / LATEST
    try:
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
