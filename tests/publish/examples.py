"""Small editions for the tests of publishing: a rating, a manifest, and a whole publication."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.edition import EditionName, EditionSummary, Restatement
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating, RatingsByArea
from kpi_engine.publish.editions.edition import Draft, verify_edition
from kpi_engine.publish.editions.latest import pointer_bytes
from kpi_engine.publish.editions.lock import Holder
from kpi_engine.publish.editions.manifest import AreaOutcome, AreaStatus, FileHash, Manifest, fingerprint
from kpi_engine.publish.editions.publication import Made, Publication, Result, publishing
from kpi_engine.publish.layout import LATEST, LEDGER
from kpi_engine.publish.ledger.ledger import Ledger, open_ledger

AUGUST = Month(2024, 8)
JULY = Month(2024, 7)
VERSION_1 = Path(__file__).parent / "version_1"
VERSION_3 = Path(__file__).parent / "version_3"
HOLDER = Holder(pid=4711, host="ledger-01", user="scheduler", since="2024-09-02T06:00:00+01:00")
PUBLISHED_AT = "2024-09-02T06:01:00+01:00"


def rating(**changed: str) -> PublishedRating:
    """Posts filled in Kent in August, AMBER, with whatever a test changes."""
    facts = {
        "code": "SCS40",
        "area": "Kent",
        "kind": "observation",
        "period": "2024-08",
        "value": "80.0",
        "numerator": "400",
        "denominator": "500",
        "target": "85.0",
        "floor_standard": "75.0",
        "rag": "AMBER",
        "not_rated": "",
        "direction_of_travel": "same",
        "no_direction": "",
        "previous_period": "2024-07",
        "previous_value": "80.0",
        "polarity": "H",
        "rule": "floor and target",
        "definition_hash": "d1",
    }
    return PublishedRating(**{**facts, **changed})


def manifest_of(
    as_at: Month = AUGUST,
    inputs: str = "first",
    version: str = "0.1.0",
    status: AreaStatus = AreaStatus.PUBLISHED,
) -> Manifest:
    """A manifest as a run hands it over: no edition, no outputs yet. ``inputs`` stands for the data file."""
    return Manifest(
        edition="",
        previous="",
        title="Children's services",
        as_at=as_at.label,
        options={"formats": "html, csv"},
        versions={"kpi_engine": version},
        inputs=(FileHash("observations.csv", hashlib.sha256(inputs.encode()).hexdigest(), len(inputs)),),
        definitions=(FileHash("indicators/ics.yaml", "0" * 64, 10),),
        outputs=(),
        areas=(AreaOutcome("Kent", status, "", {"AMBER": 1}),),
        findings=(),
        exit_code=0,
        interrupted=False,
    )


def by_area(ratings: Iterable[PublishedRating]) -> RatingsByArea:
    """Ratings in the order given, of areas in the order in which they come first."""
    found: dict[str, list[PublishedRating]] = {}
    for rating in ratings:
        found.setdefault(rating.area, []).append(rating)
    return found


def maker(
    ratings: Sequence[PublishedRating],
    manifest: Manifest,
    pages: Sequence[str] = ("kent.html", "Swale/swale.html"),
) -> Callable[[Draft], Made]:
    """Writes pages that print the edition, the one before it, and the ratings; the same for the same."""

    def make(draft: Draft) -> Made:
        for page in pages:
            text = f"{page}: edition {draft.name}, compared with {draft.previous or 'none'}: {ratings}\n"
            draft.write(page, [text.encode()])
        return Made(manifest, by_area(ratings))

    return make


def publish(
    publication: Publication,
    ratings: Sequence[PublishedRating],
    as_at: Month = AUGUST,
    version: str = "0.1.0",
) -> Result:
    """Publish ratings whose input is what they say."""
    manifest = manifest_of(as_at, inputs=repr(ratings), version=version)
    return publication.publish(as_at, fingerprint_of(manifest), maker(ratings, manifest), PUBLISHED_AT)


def fingerprint_of(manifest: Manifest) -> str:
    """The fingerprint of what went into a manifest."""
    return fingerprint(manifest.as_at, manifest.options, manifest.inputs, manifest.definitions)


def publish_once(
    folder: Path, ratings: Sequence[PublishedRating], as_at: Month = AUGUST, version: str = "0.1.0"
) -> Result:
    """A whole run: lock, recover, publish."""
    with publishing(folder, HOLDER) as publication:
        return publish(publication, ratings, as_at, version)


def summary_of(name: str, *, manifest_sha256: str = "a" * 64, version: str = "0.1.0") -> EditionSummary:
    """An edition for a ledger without folders."""
    as_at, _, sequence = name.rpartition("-e")
    year, month = as_at.split("-")
    return EditionSummary(
        name=EditionName(Month(int(year), int(month)), int(sequence)),
        published_at=PUBLISHED_AT,
        previous="",
        fingerprint="f" * 64,
        manifest_sha256=manifest_sha256,
        versions=(("kpi_engine", version),),
        exit_code=0,
    )


def version_1(folder: Path) -> Path:
    """A folder with three editions and a ledger that version 1 made, the last of July and two of August."""
    shutil.copytree(VERSION_1, folder, ignore=shutil.ignore_patterns("*.sql"), dirs_exist_ok=True)
    connection = sqlite3.connect(folder / LEDGER)
    connection.executescript((VERSION_1 / "ledger.sql").read_text(encoding="utf-8"))
    connection.close()
    return folder / LEDGER


def version_3(folder: Path) -> Path:
    """A ledger that version 3 made, without the folders of its three editions, the second withdrawn."""
    connection = sqlite3.connect(folder / LEDGER)
    connection.executescript((VERSION_3 / "ledger.sql").read_text(encoding="utf-8"))
    connection.close()
    return folder / LEDGER


def tamper(path: Path, *statements: str) -> None:
    """Change a ledger as somebody would who knows SQL: take the guards away, and put them back."""
    with sqlite3.connect(path) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
    connection.close()


def verify(path: Path) -> None:
    """Verify the whole of a ledger."""
    with open_ledger(path) as ledger:
        ledger.verify()


def assert_whole(folder: Path) -> tuple[EditionSummary, ...]:
    """The editions, all whole; the ledger verifies, and readers are pointed at the last."""
    with open_ledger(folder / LEDGER) as ledger:
        ledger.verify()
        editions = ledger.editions()
    for edition in editions:
        assert verify_edition(folder / str(edition.name), edition.manifest_sha256) == ()
    if editions:
        latest = max(editions, key=lambda edition: edition.name)
        assert (folder / LATEST).read_bytes() == pointer_bytes(latest)
    return editions


def names_in(folder: Path) -> set[str]:
    """What is in a folder, by name."""
    return {entry.name for entry in folder.iterdir()}


def latest_edition(folder: Path) -> str:
    """The edition that the pointer names."""
    return str(json.loads((folder / LATEST).read_bytes())["edition"])


def restatements_in(ledger: Ledger, edition: EditionName) -> tuple[Restatement, ...]:
    """The figures that an edition published differently from an edition before it."""
    old, new = (", ".join(f"{side}.{name}" for name in RATING_FIELDS) for side in ("old", "new"))
    rows = ledger.rows(
        f"SELECT restatements.old_edition, restatements.cause, {old}, {new} FROM restatements"  # noqa: S608
        " JOIN ratings AS old ON old.id = old_rating JOIN ratings AS new ON new.id = new_rating"
        " WHERE restatements.edition = ? ORDER BY restatements.id",
        (str(edition),),
    )
    width = len(RATING_FIELDS)
    return tuple(
        Restatement(before, Cause(cause), PublishedRating(*texts[:width]), PublishedRating(*texts[width:]))
        for before, cause, *texts in rows
    )
