"""What earlier editions make known of figures that a rule on small numbers may withhold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kpi_engine.model.figures.withheld import NO_EARLIER_EDITIONS, EarlierEditions, WithheldFigure
from kpi_engine.publish.layout import LEDGER, MANIFEST, edition_folders
from kpi_engine.publish.ledger.ledger import open_ledger

_SHOWN = (
    "SELECT ratings.code, ratings.area, ratings.kind, ratings.period, ratings.edition, editions.published_at"
    " FROM ratings JOIN editions ON editions.name = ratings.edition"
    " WHERE ratings.value != '' OR ratings.numerator != '' ORDER BY ratings.id DESC"
)


def earlier_editions(folder: Path) -> EarlierEditions:
    """What the editions in an output folder withheld, and what they showed: the first that did, and when.

    Raises:
        PublishError: the ledger or a manifest is there and cannot be read, or is damaged.
    """
    if not (folder / LEDGER).is_file():
        return NO_EARLIER_EDITIONS
    with open_ledger(folder / LEDGER) as ledger:
        shown = {
            WithheldFigure(*labels): f"edition {edition} of {published_at[:10]}"
            for *labels, edition, published_at in ledger.rows(_SHOWN, ())
        }
    return EarlierEditions(frozenset(_withheld(folder)), shown)


def _withheld(folder: Path) -> Iterator[WithheldFigure]:
    for edition in edition_folders(folder):
        manifest = folder / str(edition) / MANIFEST
        if manifest.is_file():
            for labels in json.loads(manifest.read_bytes()).get("withheld", ()):
                yield WithheldFigure(*labels)
