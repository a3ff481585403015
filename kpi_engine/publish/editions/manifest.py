"""The manifest of an edition: what went in, what came out, what was found.

The same inputs give the same bytes. Nothing in it varies between runs: times, hosts, processes and the number
of jobs are in the run record (publish/run_record.py), the time of publication is in the ledger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from kpi_engine.model.figures.withheld import WithheldFigure
from kpi_engine.model.issue import Issue
from kpi_engine.model.outputs.edition import EditionSummary
from kpi_engine.publish.failure import refusal

MANIFEST_VERSION = 1


class AreaStatus(Enum):
    """What became of an area's packs."""

    PUBLISHED = "published"
    FAILED = "failed"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class AreaOutcome:
    """An area, what became of its packs, why if it failed, and how many of its ratings are RED, AMBER …"""

    area: str
    status: AreaStatus
    reason: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FileHash:
    """A file by its path (relative, with ``/``), the SHA-256 of its bytes in hexadecimal, and its size."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where in a file, or by which query, figures were found; ``kind`` is the scorecard's field.

    ``sheets`` and ``block`` (the range of cells) are empty where the whole file is the table.
    """

    kind: str
    path: str
    sheets: tuple[str, ...] = ()
    block: str = ""
    layout: str = ""
    query: str = ""

    def facts(self) -> dict[str, Any]:
        """What is known, as the manifest's JSON has it."""
        known = {
            "source": self.kind,
            "path": self.path,
            "sheets": list(self.sheets),
            "range": self.block,
            "layout": self.layout,
            "query": self.query,
        }
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition is made of. ``options`` are the options of the command that change what is published.

    ``edition`` and ``previous`` (the edition that it is compared with) are empty where there is no such
    edition, as in a run that published nothing. ``withheld`` are the figures that a rule on small numbers
    withheld; None where there is no rule. ``sources`` are the sources that are more than a table in a file of
    our own columns.
    """

    edition: str
    previous: str
    title: str
    as_at: str
    options: Mapping[str, str]
    versions: Mapping[str, str]
    inputs: tuple[FileHash, ...]
    definitions: tuple[FileHash, ...]
    outputs: tuple[FileHash, ...]
    areas: tuple[AreaOutcome, ...]
    findings: tuple[Issue, ...]
    exit_code: int
    interrupted: bool
    withheld: tuple[WithheldFigure, ...] | None = None
    sources: tuple[SourceRecord, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many ratings there are of each RAG, over all areas."""
        totals: dict[str, int] = {}
        for outcome in self.areas:
            for rag, number in outcome.counts.items():
                totals[rag] = totals.get(rag, 0) + number
        return totals


def fingerprint(
    as_at: str, options: Mapping[str, str], inputs: Iterable[FileHash], definitions: Iterable[FileHash]
) -> str:
    """The SHA-256 of everything that goes into an edition, the programs apart: the same means "re-run"."""
    parts = {
        "as_at": as_at,
        "options": dict(options),
        "inputs": _files(inputs),
        "definitions": _files(definitions),
    }
    return hashlib.sha256(_bytes(parts)).hexdigest()


def same_publication(manifest: Manifest, published: EditionSummary) -> bool:
    """Whether a manifest is the published edition's, whatever versions made it."""
    under_its_versions = replace(manifest, versions=dict(published.versions))
    return hashlib.sha256(manifest_bytes(under_its_versions)).hexdigest() == published.manifest_sha256


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as JSON in UTF-8: sorted keys, files sorted by path, areas and findings in their order."""
    return _bytes(manifest_facts(manifest))


def manifest_facts(manifest: Manifest) -> dict[str, Any]:
    """The manifest as plain values, as its JSON has them."""
    return {
        "manifest_version": MANIFEST_VERSION,
        "edition": manifest.edition,
        "previous": manifest.previous,
        "title": manifest.title,
        "as_at": manifest.as_at,
        "options": dict(manifest.options),
        "versions": dict(manifest.versions),
        "inputs": _files(manifest.inputs),
        "definitions": _files(manifest.definitions),
        "outputs": _files(manifest.outputs),
        "counts": manifest.counts,
        "areas": [
            {
                "area": outcome.area,
                "status": outcome.status.value,
                "reason": outcome.reason,
                "counts": dict(outcome.counts),
            }
            for outcome in manifest.areas
        ],
        "findings": [
            {
                "severity": finding.severity.value,
                "location": str(finding.location),
                "what": finding.what,
                "remedy": finding.remedy,
                "area": finding.area,
            }
            for finding in manifest.findings
        ],
        "exit_code": manifest.exit_code,
        "interrupted": manifest.interrupted,
        **({"sources": [source.facts() for source in manifest.sources]} if manifest.sources else {}),
        **({} if manifest.withheld is None else {"withheld": [list(figure) for figure in manifest.withheld]}),
    }


def listed_outputs(content: bytes, path: Path) -> tuple[FileHash, ...]:
    """The outputs that a manifest's bytes list; ``path`` is for the message.

    Raises:
        RefusedError: the bytes are not a manifest of this version.
    """
    try:
        facts = json.loads(content)
        version = facts["manifest_version"]
        outputs = tuple(
            FileHash(str(file["path"]), str(file["sha256"]), int(file["bytes"])) for file in facts["outputs"]
        )
    except (ValueError, KeyError, TypeError):
        raise refusal(path, "this is not a manifest of kpi", "restore the edition from a backup") from None
    if version != MANIFEST_VERSION:
        raise refusal(
            path,
            f"this manifest has version {version}, and this kpi reads version {MANIFEST_VERSION}",
            "use the kpi that published the edition, or a newer one",
        )
    return outputs


def _files(files: Iterable[FileHash]) -> list[dict[str, str | int]]:
    return [
        {"path": file.path, "sha256": file.sha256, "bytes": file.size}
        for file in sorted(files, key=lambda file: file.path)
    ]


def _bytes(facts: Mapping[str, Any]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode(
        # A file name that is not text in UTF-8 is written as the escapes that JSON has for it.
        errors="backslashreplace"
    )
